"""What the world outside the page sees and does: other tabs, media keys, a site's own scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.player.listener import Listener
from tests.player.narrated_site import QUICK_SWAPS, SWAPS

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser

SESSION = """
window.actions = {};
MediaSession.prototype.setActionHandler = (name, handler) => (window.actions[name] = handler);
MediaSession.prototype.setPositionState = (state) => (window.position = state);
"""


def test_two_tabs_never_sound_at_once(listen: Callable[..., Listener]):
    """Playing in one pauses the other."""
    first = listen("long.html")
    first.play()
    second = Listener(first.page.context.new_page())
    second.open(first.page.url.replace("long", "next"))
    second.play()
    first.until("audio.paused")
    first.play()
    second.until("audio.paused")
    assert second.complaints == []


def test_two_players_of_a_page_never_sound_at_once(listen: Callable[..., Listener]):
    """Nor do two in one page."""
    listener = listen("long.html")
    listener.page.evaluate(
        "document.querySelector('aisha-audio').after("
        "document.querySelector('aisha-audio').cloneNode(true))"
    )
    listener.part("play").first.click()
    listener.until("!audio.paused")
    listener.part("play").last.click()
    listener.until("audio.paused")
    sounding = "e => e.filter(audio => !audio.paused).length"
    assert listener.page.eval_on_selector_all("aisha-audio audio", sounding) == 1


def test_the_lock_screen_names_page_and_site(listen: Callable[..., Listener]):
    """Media Session: title, artist, and the handlers of its keys."""
    listener = listen("long.html")
    listener.page.add_init_script(SESSION)
    listener.page.reload()
    assert listener.page.evaluate("navigator.mediaSession.metadata") is None
    listener.play()
    shown = listener.page.evaluate(
        "(({ title, artist }) => [title, artist])(navigator.mediaSession.metadata)"
    )
    assert shown == ["A long page", "A site"]
    assert listener.page.evaluate("window.position.duration") == pytest.approx(98.5, abs=1)


def test_media_keys_are_obeyed(listen: Callable[..., Listener]):
    """Headsets and keyboards pause, seek, and go from block to block."""
    listener = listen("long.html")
    listener.page.add_init_script(SESSION)
    listener.page.reload()
    listener.play()
    press = "([name, details]) => window.actions[name](details)"
    listener.page.evaluate(press, ["pause", {}])
    listener.until("audio.paused && says('play')")
    listener.page.evaluate(press, ["seekto", {"seekTime": 40}])
    assert listener.time == pytest.approx(40)
    listener.page.evaluate(press, ["seekforward", {}])
    assert listener.time == pytest.approx(55)
    listener.page.evaluate(press, ["seekbackward", {"seekOffset": 10}])
    assert listener.time == pytest.approx(45)
    listener.until_current(4)
    listener.page.evaluate(press, ["nexttrack", {}])
    listener.until_current(5)
    listener.page.evaluate(press, ["previoustrack", {}])
    listener.until_current(4)
    listener.page.evaluate(press, ["play", {}])
    listener.until("!audio.paused && says('pause')")


def test_events_tell_a_sites_own_scripts_what_happens(listen: Callable[..., Listener]):
    """play, progress at every block, pause, ended: each once, from the element, bubbling."""
    listener = listen("short.html")
    listener.part("speed").select_option("0.5")
    listener.note_events()
    listener.page.evaluate(
        "document.addEventListener('aisha-audio:ended', ({ target, detail }) =>"
        " (window.last = [target.localName, detail.duration]))"
    )
    listener.play()
    listener.pause()
    listener.part("play").click()
    listener.page.wait_for_function("window.last")
    told = listener.page.evaluate("window.told")
    assert told_but_progress(listener) == ["play", "pause", "play", "ended"]
    blocks = [event["block"] for event in told if event["name"] == "progress"]
    assert blocks == [str(n) for n in range(1, 9)]
    duration = listener.ask("+player.dataset.duration")
    assert listener.page.evaluate("window.last") == ["aisha-audio", duration]


def test_a_sites_own_script_may_use_the_audio_element(listen: Callable[..., Listener]):
    """The `<audio>` in the page is the player's: what is done to it is seen in the controls."""
    listener = listen("long.html")
    listener.page.locator("#copy").click()
    listener.ask("audio.play()")
    listener.until_current(1)
    expect(listener.part("play")).to_have_attribute("title", "Pause")
    listener.ask("audio.pause()")
    expect(listener.part("play")).to_have_attribute("title", "Play")


def test_a_swap_of_the_page_ends_the_player_cleanly(listen: Callable[..., Listener]):
    """As Material's instant navigation does: the content goes, another comes."""
    listener = listen("long.html")
    listener.play()
    listener.page.evaluate(
        "async () => { window.old = document.querySelector('aisha-audio audio');"
        " const page = await (await fetch('next.html')).text();"
        " const main = new DOMParser().parseFromString(page, 'text/html').querySelector('main');"
        " document.querySelector('main').replaceWith(document.adoptNode(main)) }"
    )
    assert listener.page.evaluate("window.old.paused")
    assert not listener.page.evaluate("document.documentElement.dataset.audioListening")
    assert listener.page.locator("[data-audio-current]").count() == 0
    assert listener.page.evaluate("navigator.mediaSession.metadata") is None
    listener.block(4).click(position={"x": 30, "y": 5})
    listener.wait(400)
    assert listener.ask("audio.paused") is True
    listener.play()
    listener.until_current(1)
    assert listener.page.evaluate("window.old.paused")


def play_slowly_and_note(listener: Listener, *, seconds: int, block: int) -> None:
    """Play from there, at half the speed, and note what the page is told."""
    listener.part("speed").select_option("0.5")
    listener.note_events()
    listener.play()
    listener.ask(f"audio.currentTime = {seconds}")
    listener.until_current(block)


def told_but_progress(listener: Listener) -> list[str]:
    """Return the names of the events that the page was told of, less those for each block."""
    told = listener.page.evaluate("window.told.map(({ name }) => name)")
    return [name for name in told if name != "progress"]


def test_a_swap_of_the_same_page_goes_on_sounding(listen: Callable[..., Listener]):
    """A theme that fetches the page again for a jump: one sound, one player, the same place."""
    listener = listen("long.html")
    page = listener.page
    play_slowly_and_note(listener, seconds=38, block=4)
    listener.scroll_away()
    page.evaluate(
        "async () => { window.old = document.querySelector('aisha-audio');"
        " window.sound = old.querySelector('audio');"
        " const page = await (await fetch('long.html')).text();"
        " const main = new DOMParser().parseFromString(page, 'text/html').querySelector('main');"
        " document.querySelector('main').replaceWith(document.adoptNode(main)) }"
    )
    assert listener.ask("audio == window.sound && player != window.old")
    place = listener.time
    listener.until(f"!audio.paused && audio.currentTime > {place} && audio.playbackRate == 0.5")
    assert place >= 38
    expect(page.locator("aisha-audio .mini")).to_have_count(1)
    expect(listener.part("play")).to_have_attribute("title", "Pause")
    listener.until_current(4)
    assert told_but_progress(listener) == ["play"]
    expect(page.get_by_role("button", name="Back to reading")).to_be_visible()
    listener.pause()


def test_however_a_script_swaps_the_player_it_goes_on_sounding(listen: Callable[..., Listener]):
    """One swap after the other, in one visit: place, speed, mark, and one play that is told."""
    listener = listen("long.html")
    page = listener.page
    play_slowly_and_note(listener, seconds=28, block=3)
    listener.ask("void (window.sound = audio)")
    for way, script in SWAPS.items():
        listener.ask("void (window.old = player)")
        place = listener.time
        listener.ask(script)
        page.wait_for_function(
            "() => { const found = document.querySelectorAll('aisha-audio');"
            " return found.length == 1 && found[0] != window.old }"
        )
        listener.until(f"audio == window.sound && !audio.paused && audio.currentTime > {place}")
        assert listener.ask("audio.playbackRate") == 0.5, way
        expect(listener.part("play"), way).to_have_attribute("title", "Pause")
        expect(page.locator("[data-audio-current]"), way).to_have_count(1)
        assert told_but_progress(listener) == ["play"], way
        assert page.evaluate("navigator.mediaSession.metadata?.title") == "A long page", way
    listener.pause()


def test_quick_swaps_one_after_the_other_do_not_stop_the_sound(listen: Callable[..., Listener]):
    """How long a player may be out of the page counts from when it left it the last time."""
    listener = listen("long.html")
    page = listener.page
    play_slowly_and_note(listener, seconds=28, block=3)
    listener.ask("void (window.sound = audio)")
    page.evaluate(QUICK_SWAPS)
    place = listener.time
    listener.until(f"audio == window.sound && !audio.paused && audio.currentTime > {place}")
    assert told_but_progress(listener) == ["play"]


def test_a_scroll_of_a_player_that_was_moved_is_not_taken_for_the_readers(
    listen: Callable[..., Listener],
):
    """The player that it becomes goes on following."""
    listener = listen("long.html")
    page = listener.page
    listener.play()
    listener.ask("audio.currentTime = 75")
    listener.until_current(7)
    page.evaluate("document.body.prepend(document.querySelector('aisha-audio'))")
    listener.wait(1200)  # so long a scroll may take
    page.wait_for_function("scrollY > 1000")
    listener.ask("audio.currentTime = 28")
    listener.until_current(3)
    page.wait_for_function("scrollY < 900")
    listener.pause()


def test_a_second_player_that_goes_leaves_the_first_alone(listen: Callable[..., Listener]):
    """As in the preview of a link, which has another page's title and player in it."""
    listener = listen("long.html")
    page = listener.page
    listener.play()
    page.evaluate(
        "async () => { const page = await (await fetch('short.html')).text();"
        " const other = new DOMParser().parseFromString(page, 'text/html');"
        " const preview = document.createElement('div'); preview.id = 'preview';"
        " preview.append(document.adoptNode(other.querySelector('aisha-audio')));"
        " document.body.append(preview) }"
    )
    page.wait_for_function("document.querySelector('#preview aisha-audio').shadowRoot")
    page.evaluate("document.querySelector('#preview').remove()")
    listener.block(2).click(position={"x": 400, "y": 10})
    listener.until_current(2)
    assert page.evaluate("'audioListening' in document.documentElement.dataset")
    assert listener.ask("audio.paused") is False


def test_back_on_a_page_its_sound_is_offered_and_does_not_start(listen: Callable[..., Listener]):
    """However quickly: the other page's player has come in between."""
    listener = listen("long.html")
    listener.play()
    listener.ask("audio.currentTime = 45")
    listener.until_current(4)
    swap = (
        "async (name) => { const page = await (await fetch(name)).text();"
        " const main = new DOMParser().parseFromString(page, 'text/html').querySelector('main');"
        " document.querySelector('main').replaceWith(document.adoptNode(main)) }"
    )
    listener.page.evaluate(swap, "next.html")
    listener.page.evaluate(swap, "long.html")
    listener.page.get_by_role("button", name="Resume at").wait_for()
    listener.wait(300)
    assert listener.ask("audio.paused") is True
    assert listener.time == 0


def test_a_moved_player_goes_on_working(listen: Callable[..., Listener]):
    """Taken out and put in elsewhere, it is the same player, and does not fall silent."""
    listener = listen("long.html")
    listener.part("speed").select_option("0.5")
    listener.play()
    listener.part("next").click()
    listener.until_current(2)
    listener.page.evaluate("document.body.prepend(document.querySelector('aisha-audio'))")
    place = listener.time
    listener.until(f"!audio.paused && audio.currentTime > {place}")
    expect(listener.part("play")).to_have_count(1)
    expect(listener.part("play")).to_have_attribute("title", "Pause")
    expect(listener.part("panel")).to_be_hidden()
    listener.until_current(2)
    listener.pause()


def test_a_players_place_that_no_build_has_filled_stays_as_it_is(listen: Callable[..., Listener]):
    """`player: manual` on a page without narration."""
    listener = listen("long.html")
    shadow = listener.page.evaluate(
        "() => { const empty = document.createElement('aisha-audio'); document.body.append(empty);"
        " return empty.shadowRoot }"
    )
    assert shadow is None
