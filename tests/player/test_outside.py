"""What the world outside the page sees and does: other tabs, media keys, a site's own scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
    listener.page.evaluate(press, ["seekto", {"seekTime": 40}])
    listener.until("audio.currentTime >= 40")
    listener.page.evaluate(press, ["seekforward", {}])
    listener.until("audio.currentTime >= 55")
    listener.page.evaluate(press, ["seekbackward", {"seekOffset": 10}])
    listener.until("audio.currentTime < 55")
    listener.until_current(4)
    listener.page.evaluate(press, ["nexttrack", {}])
    listener.until_current(5)
    listener.page.evaluate(press, ["previoustrack", {}])
    listener.until_current(4)
    listener.page.evaluate(press, ["pause", {}])
    listener.until("audio.paused")
    listener.page.evaluate(press, ["play", {}])
    listener.until("!audio.paused")


def test_events_tell_a_sites_own_scripts_what_happens(listen: Callable[..., Listener]):
    """play, progress at every block, pause, ended: each once, from the element, bubbling."""
    listener = listen("short.html")
    listener.page.evaluate(
        "() => { window.told = []; for (const name of ['play', 'pause', 'progress', 'ended'])"
        " document.addEventListener(`aisha-audio:${name}`, ({ target, detail }) =>"
        " window.told.push([name, target.localName, detail])) }"
    )
    listener.play()
    listener.pause()
    listener.part("play").click()
    listener.page.wait_for_function("window.told.at(-1)[0] == 'ended'")
    told = listener.page.evaluate("window.told")
    assert {element for _, element, _ in told} == {"aisha-audio"}
    names = [name for name, _, _ in told if name != "progress"]
    assert names == ["play", "pause", "play", "ended"]
    blocks = [detail["block"] for name, _, detail in told if name == "progress"]
    assert blocks == [str(n) for n in range(1, 9)]
    detail = told[-1][2]
    assert detail["duration"] == listener.ask("+player.dataset.duration")


def test_a_sites_own_script_may_use_the_audio_element(listen: Callable[..., Listener]):
    """The `<audio>` in the page is the player's: what is done to it is seen in the controls."""
    listener = listen("long.html")
    listener.page.locator("#copy").click()
    listener.ask("audio.play()")
    listener.until_current(1)
    assert listener.part("play").get_attribute("title") == "Pause"
    listener.ask("audio.pause()")
    listener.page.wait_for_selector("aisha-audio [part~=play][title=Play]")


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
    assert listener.ask("audio.paused") is True
    listener.play()
    listener.until_current(1)
    assert listener.page.evaluate("window.old.paused")


def play_fast_and_note(listener: Listener, *, seconds: int, block: int) -> None:
    """Play from there, at 1.5 times the speed; what the page is told is noted in its `told`."""
    listener.part("speed").select_option("1.5")
    listener.page.evaluate(
        "() => { window.told = []; for (const name of ['play', 'pause', 'ended'])"
        " document.addEventListener(`aisha-audio:${name}`, () => window.told.push(name)) }"
    )
    listener.play()
    listener.ask(f"audio.currentTime = {seconds}")
    listener.until_current(block)


def test_a_swap_of_the_same_page_goes_on_sounding(listen: Callable[..., Listener]):
    """A theme that fetches the page again for a jump: one sound, one player, the same place."""
    listener = listen("long.html")
    page = listener.page
    play_fast_and_note(listener, seconds=45, block=4)
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
    listener.until(f"!audio.paused && audio.currentTime > {place} && audio.playbackRate == 1.5")
    assert place >= 45
    assert page.locator("aisha-audio .mini").count() == 1
    assert listener.part("play").get_attribute("title") == "Pause"
    listener.until_current(4)
    assert page.evaluate("window.told") == ["play"]
    assert page.get_by_role("button", name="Back to reading").is_visible()
    listener.pause()


def test_however_a_script_swaps_the_player_it_goes_on_sounding(listen: Callable[..., Listener]):
    """One swap after the other, in one visit: place, speed, mark, and one play that is told."""
    listener = listen("long.html")
    page = listener.page
    play_fast_and_note(listener, seconds=28, block=3)
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
        assert listener.ask("audio.playbackRate") == 1.5, way
        assert listener.part("play").get_attribute("title") == "Pause", way
        page.wait_for_function("document.querySelectorAll('[data-audio-current]').length == 1")
        assert page.evaluate("window.told") == ["play"], way
        assert page.evaluate("navigator.mediaSession.metadata?.title") == "A long page", way
    listener.pause()


def test_quick_swaps_one_after_the_other_do_not_stop_the_sound(listen: Callable[..., Listener]):
    """How long a player may be out of the page counts from when it left it the last time."""
    listener = listen("long.html")
    page = listener.page
    play_fast_and_note(listener, seconds=28, block=3)
    listener.ask("void (window.sound = audio)")
    page.evaluate(QUICK_SWAPS)
    place = listener.time
    listener.until(f"audio == window.sound && !audio.paused && audio.currentTime > {place}")
    assert page.evaluate("window.told") == ["play"]


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
    page.wait_for_timeout(1200)  # so long a scroll may take
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
    listener.page.wait_for_timeout(300)
    assert listener.ask("audio.paused") is True
    assert listener.time == 0


def test_a_moved_player_goes_on_working(listen: Callable[..., Listener]):
    """Taken out and put in elsewhere, it is the same player, and does not fall silent."""
    listener = listen("long.html")
    listener.play()
    listener.part("next").click()
    listener.until_current(2)
    listener.page.evaluate("document.body.prepend(document.querySelector('aisha-audio'))")
    place = listener.time
    listener.until(f"!audio.paused && audio.currentTime > {place}")
    assert listener.part("play").count() == 1
    assert listener.part("play").get_attribute("title") == "Pause"
    assert not listener.part("panel").is_visible()
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
