"""Places in a page's sound: links to them, the transcript that is made of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.player.narrated_site import PlainHandler, serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.player.listener import Listener

pytestmark = pytest.mark.browser


def test_a_link_to_a_time_begins_at_the_block_read_then(listen: Callable[..., Listener]):
    """`#t=45`: the block is marked and in view, and play begins there; nothing sounds unasked."""
    listener = listen("long.html#t=45")
    listener.until_current(4)
    assert listener.ask("audio.paused") is True
    expect(listener.part("offer")).to_be_hidden()
    start = listener.start_of(4)
    listener.part("play").click()
    listener.until("!audio.paused && audio.played.length")
    assert listener.ask("audio.played.start(0)") == pytest.approx(start, abs=0.1)


@pytest.mark.parametrize("fragment", ["#t=", "#t=x", "#t=-5", "#t=1:20", "#there"])
def test_other_fragments_are_the_pages_own(listen: Callable[..., Listener], fragment: str):
    """What is no time in seconds is left to the page."""
    listener = listen(f"long.html{fragment}")
    expect(listener.part("time")).to_have_text("1:38")
    assert listener.current == []


def test_the_link_to_here_follows_the_reading(listen: Callable[..., Listener]):
    """It names the block that is read; opened elsewhere, it begins there."""
    listener = listen("long.html")
    listener.start()
    listener.part("next").click()
    listener.part("next").click()
    listener.until_current(3)
    listener.part("more").click()
    link = listener.page.get_by_role("link", name="Link to here")
    place = link.get_attribute("href")
    assert float(place.removeprefix("#t=")) == pytest.approx(listener.start_of(3), abs=0.01)
    listener.ask("audio.currentTime = 34")
    link.click()
    listener.until("audio.currentTime < 33")
    listener.page.wait_for_url(f"**{place}")
    listener.until_current(3)


def test_the_transcript_is_a_page_to_read_and_to_listen_to(
    listen: Callable[..., Listener], site: Path
):
    """UTF-8 whatever the server says; a click on a paragraph is heard there; captions stay."""

    class Latin(PlainHandler):
        def guess_type(self, path: str) -> str:
            return f"{super().guess_type(path)}; charset=iso-8859-1"

    with serving(site, Latin) as server:
        listener = listen("long-transcript.html", url=server.url)
        page = listener.page
        assert page.evaluate("document.characterSet") == "UTF-8"
        expect(page.get_by_role("heading", level=1)).to_have_text("A long page")
        expect(page.get_by_role("heading", level=2)).to_have_count(3)
        page.get_by_role("link", name="Oʻqish: block 5").click()
        listener.until_current(5)
        listener.until("!audio.paused")
        # Again, which changes no address.
        listener.crawl()
        start = listener.start_of(5)
        listener.ask(f"audio.currentTime = {start + 6}")
        page.get_by_role("link", name="Oʻqish: block 5").click()
        listener.until(f"audio.currentTime < {start} + 5")
        listener.part("more").click()
        captions = page.get_by_role("link", name="Captions (WebVTT)")
        expect(captions).to_have_attribute("href", re.compile("/long.vtt$"))
        listener.open(page.url.replace("-transcript", "").partition("#")[0])
        listener.part("more").click()
        transcript = page.get_by_role("link", name="Transcript")
        expect(transcript).to_have_attribute("href", re.compile("/long-transcript.html$"))
        page.goto("about:blank")
        # No page of ours names an icon for it; browsers ask for one all the same.
        listener.complaints.clear()
