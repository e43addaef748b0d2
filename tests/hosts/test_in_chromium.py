"""A narrated folder in a browser: it plays, the page follows, and it goes on to the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from aisha_docs_audio.emulator.testing import Emulator
from tests.hosts.built_site import BuiltSite
from tests.player.listener import Listener
from tests.player.narrated_site import RangeHandler, serving
from tests.sites import speaking_to

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_a_page_of_a_folder_plays_and_is_followed(
    site: BuiltSite, emulator: Emulator, browser: Browser
) -> None:
    """Script and style are found from the page's body; nothing is missing on the server."""
    assert site.narrate(environ=speaking_to(emulator)).status == 0
    with serving(site.folder / "site", RangeHandler) as server:
        context = browser.new_context()
        listener = Listener(context.new_page())
        listener.open(f"{server.url}/guide/index.html")
        listener.part("speed").select_option("0.5")
        listener.note_events()
        listener.start()
        listener.go_to(2)
        mark = listener.page.locator("[data-audio-current]")
        expect(mark).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
        assert listener.ask("audio.duration") > 1
        listener.go_to(1)
        listener.part("play").click()
        listener.until_told("ended", title="Guide")
        told = listener.page.evaluate("window.told.filter(t => t.name == 'progress')")
        assert [event["block"] for event in told] == ["1", "2", "3"]
        next_page = listener.page.locator("aisha-audio a[data-next]").get_attribute("href")
        assert next_page == "../uz.html"
        listener.page.goto(f"{server.url}/guide/{next_page}")
        listener.page.wait_for_selector("aisha-audio [part~=play]")
        complaints = [text for text in listener.complaints if "favicon" not in text]
        context.close()
    assert not [text for text in complaints if "404" not in text]
