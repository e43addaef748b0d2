"""A narrated folder in a browser: it plays, the page follows, and it goes on to the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
        listener.play()
        listener.until_current(2)
        listener.until_current(3)
        colour = "getComputedStyle(document.querySelector('[data-audio-current]')).backgroundColor"
        assert listener.page.evaluate(colour) != "rgba(0, 0, 0, 0)"
        assert listener.ask("audio.duration") > 1
        next_page = listener.page.locator("aisha-audio a[data-next]").get_attribute("href")
        assert next_page == "../uz.html"
        listener.page.goto(f"{server.url}/guide/{next_page}")
        listener.page.wait_for_selector("aisha-audio [part~=play]")
        complaints = [text for text in listener.complaints if "favicon" not in text]
        context.close()
    assert not [text for text in complaints if "404" not in text]
