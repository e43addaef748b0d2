"""Places in a page's sound: links to them, the transcript that is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
    assert listener.part("offer").is_hidden()
    start = _start_of(listener, 4)
    listener.part("play").click()
    listener.until("!audio.paused && audio.currentTime > 1")
    assert start <= listener.time < start + 8


@pytest.mark.parametrize("fragment", ["#t=", "#t=x", "#t=-5", "#t=1:20", "#there"])
def test_other_fragments_are_the_pages_own(listen: Callable[..., Listener], fragment: str):
    """What is no time in seconds is left to the page."""
    listener = listen(f"long.html{fragment}")
    assert listener.current == []
    assert listener.part("time").text_content() == "1:38"


def test_the_link_to_here_follows_the_reading(listen: Callable[..., Listener]):
    """It names the block that is read; opened elsewhere, it begins there."""
    listener = listen("long.html")
    listener.play()
    listener.part("next").click()
    listener.part("next").click()
    listener.until_current(3)
    listener.part("more").click()
    link = listener.page.get_by_role("link", name="Link to here")
    assert float(link.get_attribute("href").removeprefix("#t=")) == pytest.approx(
        _start_of(listener, 3), abs=0.01
    )
    listener.ask("audio.currentTime = 34")
    link.click()
    listener.until("audio.currentTime < 33")
    assert listener.page.url.endswith(link.get_attribute("href"))
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
        assert page.get_by_role("heading", level=1).text_content() == "A long page"
        assert page.get_by_role("heading", level=2).count() == 3
        page.get_by_role("link", name="Oʻqish: block 5").click()
        listener.until_current(5)
        listener.until("!audio.paused")
        # Again, which changes no address.
        start = _start_of(listener, 5)
        listener.until(f"audio.currentTime > {start} + 1.5")
        page.get_by_role("link", name="Oʻqish: block 5").click()
        listener.until(f"audio.currentTime < {start} + 1")
        listener.part("more").click()
        captions = page.get_by_role("link", name="Captions (WebVTT)")
        assert captions.get_attribute("href").endswith("/long.vtt")
        listener.open(page.url.replace("-transcript", "").partition("#")[0])
        listener.part("more").click()
        transcript = page.get_by_role("link", name="Transcript")
        assert transcript.get_attribute("href").endswith("/long-transcript.html")
        page.goto("about:blank")
        # No page of ours names an icon for it; browsers ask for one all the same.
        listener.complaints.clear()


def _start_of(listener: Listener, block: int) -> float:
    cues = (cue.split(" ") for cue in listener.ask("player.dataset.cues").split(","))
    return next(float(start) for number, start, _ in cues if number == str(block))
