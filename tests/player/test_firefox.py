"""The player in Firefox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.player.firefox import MARKED
from tests.player.narrated_site import MARKED_NAMES, MARKED_OF_FOLDS, QUICK_SWAPS, SWAPS
from tests.player.test_keyboard import TAB_ORDER

if TYPE_CHECKING:
    from tests.player.firefox import Firefox
    from tests.player.narrated_site import Server

pytestmark = pytest.mark.browser

TAB = "\ue004"  # W3C, "WebDriver", Keyboard actions


def _until_current(firefox: Firefox, block: int) -> None:
    firefox.until(f"{MARKED}.join() == '{block}'")


def test_it_plays_follows_and_takes_clicks_keys_and_seeks(firefox: Firefox, server: Server):
    """What the tests in Chromium show in detail, once around."""
    firefox.open(f"{server.url}/long.html")
    firefox.click("part('play')")
    firefox.until("!audio.paused && audio.currentTime > 0")
    _until_current(firefox, 1)
    firefox.until("part('play').title == 'Pause'")
    # Follow.
    firefox.ask("void (audio.currentTime = 75)")
    _until_current(firefox, 7)
    firefox.until(
        "(({ top, bottom }) => top > 0 && bottom < innerHeight)"
        "(document.querySelector('[data-audio-current]').getBoundingClientRect())"
    )
    firefox.until("player.shadowRoot.querySelector('.mini')")
    # Yield to the reader, who goes on by hand.
    firefox.wheel(-3000)
    firefox.until("scrollY < 300 && !player.shadowRoot.querySelector('.mini')")
    firefox.until("!part('offer').hidden && part('offer').textContent == 'Back to reading'")
    # Click, and Space on what was clicked.
    firefox.click("document.querySelector('[data-audio-block=\"2\"]')", x=0.9)
    _until_current(firefox, 2)
    firefox.press(" ")
    firefox.until("audio.paused")
    # Seek.
    firefox.click("part('position')")
    firefox.until("Math.abs(audio.currentTime - player.dataset.duration / 2) < 1")
    firefox.until("part('title').textContent == 'A section'")
    # The volume has a rail, which the seek bar draws itself.
    firefox.click("part('more')")
    assert firefox.ask("getComputedStyle(part('position')).appearance") == "none"
    assert firefox.ask("getComputedStyle(part('volume')).appearance") != "none"
    rules = firefox.ask(
        "[...player.shadowRoot.adoptedStyleSheets[0].cssRules].map(rule => rule.cssText)"
    )
    assert not [r for r in rules if "range-track" in r and not r.startswith("[part")]


def test_every_control_is_reached_by_tab_in_the_order_it_is_seen(firefox: Firefox, server: Server):
    """And then the transcript, which is the page's own."""
    firefox.open(f"{server.url}/long.html")
    firefox.click("part('more')")
    firefox.ask("void part('play').focus()")
    order = []
    for _ in TAB_ORDER:
        order.append(firefox.ask("player.shadowRoot.activeElement?.part.value"))
        firefox.press(TAB)
    assert order == TAB_ORDER
    assert firefox.ask("document.activeElement.textContent").endswith("Transcript")


def test_what_is_folded_or_in_another_tab_is_marked_by_what_can_be_seen(
    firefox: Firefox, server: Server
):
    """Until it is unfolded."""
    firefox.open(f"{server.url}/folds.html")
    firefox.start()
    for expected in MARKED_OF_FOLDS:
        firefox.click("part('next')")
        firefox.until(f"{MARKED_NAMES} == '{expected}'")
    for _ in range(4):
        firefox.click("part('previous')")
    firefox.until(f"{MARKED_NAMES} == 'A fold'")
    firefox.click("document.querySelector('#outer > summary')", x=0.1)
    firefox.until(f"{MARKED_NAMES} == 'An inner one'")
    firefox.click("document.querySelector('#inner > summary')", x=0.1)
    _until_current(firefox, 2)


def test_it_resumes_and_takes_links_to_places(firefox: Firefox, server: Server):
    """A place is kept for the next visit; a link to a time begins at its block."""
    firefox.open(f"{server.url}/long.html#t=45")
    _until_current(firefox, 4)
    assert firefox.ask("audio.paused")
    firefox.click("part('play')")
    firefox.until("!audio.paused && audio.currentTime > 37")
    firefox.open(f"{server.url}/short.html")
    firefox.open(f"{server.url}/long.html")
    firefox.until("/^Resume at 0:[34]\\d$/.test(part('offer').textContent)")
    firefox.click("part('offer')")
    firefox.until("!audio.paused && audio.currentTime > 37")
    _until_current(firefox, 4)
    firefox.click("part('play')")
    firefox.until("audio.paused")


def test_it_goes_on_with_the_next_page(firefox: Firefox, server: Server):
    """If the listener asked for it and Firefox lets a page play that was come to by itself."""
    firefox.open(f"{server.url}/quick.html")
    firefox.click("part('more')")
    firefox.click("part('onward')")
    firefox.click("part('play')")
    firefox.until("location.pathname == '/next.html' && !!player?.shadowRoot")
    firefox.until("document.readyState == 'complete' && part('time').textContent")
    firefox.ask("localStorage.clear()")


def test_it_seeks_where_the_server_answers_no_ranges(firefox: Firefox, plain_server: Server):
    """As under `mkdocs serve`."""
    firefox.open(f"{plain_server.url}/long.html")
    firefox.click("part('play')")
    firefox.until("!audio.paused && audio.currentTime > 0")
    firefox.click("part('position')")
    firefox.until("!audio.paused && audio.currentTime > player.dataset.duration / 2 - 1")
    firefox.click("part('play')")
    firefox.until("audio.paused")


def test_however_a_script_swaps_the_player_it_goes_on_sounding(firefox: Firefox, server: Server):
    """The audio element moves to the new player."""
    firefox.open(f"{server.url}/long.html")
    firefox.click("part('play')")
    firefox.until("!audio.paused && audio.currentTime > 1")
    firefox.ask("void (window.sound = audio)")
    for script in SWAPS.values():
        firefox.ask(f"void (window.old = player, {script})")
        firefox.until(
            "document.querySelectorAll('aisha-audio').length == 1 && player != window.old"
        )
        place = firefox.ask("audio.currentTime")
        firefox.until(f"audio == sound && !audio.paused && audio.currentTime > {place} + 0.2")
        assert firefox.ask("navigator.mediaSession.metadata?.title") == "A long page"
    firefox.ask(f"void {QUICK_SWAPS.strip()}")
    firefox.until("window.swaps == 4")
    place = firefox.ask("audio.currentTime")
    firefox.until(f"audio == sound && !audio.paused && audio.currentTime > {place} + 0.2")
    firefox.until(f"{MARKED}.length == 1")


def test_moves_of_the_page_end_the_following_and_quick_seeks_do_not(
    firefox: Firefox, server: Server
):
    """By a script, a search or a held scroll bar, without a key or the wheel."""
    firefox.open(f"{server.url}/long.html")
    firefox.click("part('play')")
    firefox.until("!audio.paused && audio.currentTime > 0")
    for time in (75, 1, 75, 14, 62, 88):
        firefox.ask(f"void (audio.currentTime = {time})")
        _until_current(firefox, {75: 7, 1: 1, 14: 2, 62: 6, 88: 8}[time])
    firefox.until(
        "(({ top, bottom }) => top > 0 && bottom < innerHeight)"
        "(document.querySelector('[data-audio-current]').getBoundingClientRect())"
    )
    firefox.ask("void (window.since = performance.now())")
    firefox.until("performance.now() > window.since + 1200")
    firefox.ask("void (audio.currentTime = 62)")
    _until_current(firefox, 6)
    firefox.ask("void (window.since = performance.now())")
    firefox.until("performance.now() > window.since + 1200")
    firefox.ask("void scrollBy({ top: -70, behavior: 'instant' })")
    firefox.ask("void (window.since = performance.now(), window.place = scrollY)")
    firefox.until("performance.now() > window.since + 200")
    firefox.ask("void (audio.currentTime = 1)")
    _until_current(firefox, 1)
    firefox.ask("void (window.since = performance.now())")
    firefox.until("performance.now() > window.since + 700")
    assert firefox.ask("scrollY == window.place && scrollY > 500")
    firefox.click("part('play')")
    firefox.until("audio.paused")
