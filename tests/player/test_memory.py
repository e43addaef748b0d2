"""What the player remembers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.player.listener import Listener

pytestmark = pytest.mark.browser

REFUSED = """
for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } });
"""


def _listen_until(listener: Listener, seconds: float) -> float:
    """Play past that second, and pause; return where, for sound goes on while a test looks."""
    listener.play()
    listener.ask(f"audio.currentTime = {seconds}")
    listener.until(f"audio.currentTime > {seconds}")
    listener.pause()
    return listener.time


def _offer_of(listener: Listener, place: float) -> Locator:
    """Give the button that offers to resume there; whole seconds are kept."""
    minutes, seconds = divmod(int(place + 0.5), 60)
    name = f"Resume at {minutes}:{seconds:02}"
    return listener.page.get_by_role("button", name=name, exact=True)


def test_speed_is_remembered_for_the_site(listen: Callable[..., Listener]):
    """On every page, and on the next visit."""
    listener = listen("long.html")
    listener.part("speed").select_option("1.5")
    listener.open(listener.page.url.replace("long", "short"))
    expect(listener.part("speed")).to_have_value("1.5")
    assert listener.ask("audio.playbackRate") == 1.5


def test_a_page_offers_to_resume_where_it_was_left(listen: Callable[..., Listener]):
    """An offer, not a surprise: play still begins at the beginning."""
    listener = listen("long.html")
    expect(listener.part("offer")).to_be_hidden()
    place = _listen_until(listener, 38)
    listener.page.reload()
    offer = _offer_of(listener, place)
    offer.wait_for()
    assert listener.time == 0
    offer.click()
    listener.until(f"!audio.paused && audio.currentTime >= {place - 1}")
    listener.until_current(4)
    offer.wait_for(state="hidden")


def test_the_offer_to_resume_is_seen_in_the_middle_of_a_page(listen: Callable[..., Listener]):
    """After a reload there the small player has it; not for whoever has seen it in its place."""
    listener = listen("long.html")
    page = listener.page
    place = _listen_until(listener, 70)
    page.evaluate("scrollTo(0, 1500)")
    page.reload()
    page.wait_for_selector("aisha-audio .mini")
    assert listener.place_at_rest() > 1000
    _offer_of(listener, place).click()
    listener.until("!audio.paused && audio.currentTime >= 70")
    listener.pause()
    listener.place_at_rest()  # the player's own scroll is over
    page.evaluate("scrollTo(0, 0)")
    page.reload()
    page.wait_for_load_state()
    listener.part("offer").wait_for()
    assert listener.place_at_rest() == 0
    page.evaluate("scrollTo(0, 1500)")
    assert listener.place_at_rest() == 1500
    assert page.locator("aisha-audio .mini").count() == 0


def test_a_place_is_kept_when_the_page_is_left_while_it_sounds(listen: Callable[..., Listener]):
    """Nobody pauses before following a link."""
    listener = listen("long.html")
    listener.play()
    listener.crawl()
    listener.ask("audio.currentTime = 52")
    listener.until("audio.currentTime > 52")
    url = listener.page.url
    listener.open(url.replace("long", "short"))
    listener.open(url)
    expect(listener.part("offer")).to_have_text(re.compile(r"^Resume at 0:5\d$"))


def test_a_place_is_forgotten_when_the_content_changed(listen: Callable[..., Listener]):
    """Another track is another sound: the old place means nothing in it."""
    listener = listen("edited.html")
    _listen_until(listener, 40)
    page = listener.page
    page.reload()
    expect(listener.part("offer")).to_be_visible()
    page.route(
        "**/edited.html",
        lambda route: route.fulfill(
            body=route.fetch().text().replace("edited-1", "edited-2"), content_type="text/html"
        ),
    )
    page.reload()
    expect(listener.part("title")).to_be_visible()
    expect(listener.part("offer")).to_be_hidden()


def test_a_page_heard_to_its_end_starts_anew(listen: Callable[..., Listener]):
    """There is nothing to resume."""
    listener = listen("long.html")
    _listen_until(listener, 40)
    listener.part("play").click()
    listener.ask("audio.currentTime = audio.duration - 0.3")
    listener.until("audio.paused && !audio.currentTime && says('play')")
    listener.page.reload()
    expect(listener.part("title")).to_be_visible()
    expect(listener.part("offer")).to_be_hidden()


def test_only_the_last_places_are_kept(listen: Callable[..., Listener]):
    """A large site does not fill the reader's storage."""
    listener = listen("long.html")
    listener.page.evaluate(
        "localStorage['aisha-audio'] = JSON.stringify({ places: Object.fromEntries("
        "Array.from({ length: 80 }, (_, n) => [`old-${n}.mp3`, n + 20])) })"
    )
    listener.page.reload()
    _listen_until(listener, 40)
    places = listener.page.evaluate("JSON.parse(localStorage['aisha-audio']).places")
    assert len(places) == 50
    assert "long.mp3" in places
    assert "old-79.mp3" in places


@pytest.mark.parametrize("rubbish", ["5", "null", "{", '{"places": 7, "speed": "fast"}', '"text"'])
def test_rubbish_in_storage_does_no_harm(listen: Callable[..., Listener], rubbish: str):
    """Storage is anybody's: another script's value under our name is overwritten."""
    listener = listen("long.html")
    listener.page.evaluate("rubbish => (localStorage['aisha-audio'] = rubbish)", rubbish)
    listener.page.reload()
    _listen_until(listener, 40)
    assert listener.ask("audio.playbackRate") == 1
    listener.page.reload()
    expect(listener.part("offer")).to_be_visible()


def test_without_storage_all_works_until_the_page_is_left(listen: Callable[..., Listener]):
    """Private windows may refuse it."""
    listener = listen("long.html")
    listener.page.add_init_script(REFUSED)
    listener.page.reload()
    listener.part("speed").select_option("2")
    place = _listen_until(listener, 40)
    assert listener.ask("audio.playbackRate") == 2
    listener.part("forward").click()
    assert listener.time == pytest.approx(place + 15)


def test_the_next_page_goes_on_if_the_listener_asked_for_it(listen: Callable[..., Listener]):
    """At the end of one page the next one speaks."""
    listener = listen("quick.html")
    listener.part("more").click()
    listener.page.get_by_label("Continue with the next page").check()
    listener.part("play").click()
    listener.page.wait_for_url("**/next.html")
    listener.until("!audio.paused && audio.currentTime > 0.2")
    listener.until_current(1)
    listener.page.reload()
    listener.wait(300)
    assert listener.ask("audio.paused") is True


def test_the_next_page_goes_on_where_its_address_comes_behind_it(listen: Callable[..., Listener]):
    """As under Astro's view transitions: the page is swapped, and then the address."""
    listener = listen("quick.html")
    listener.page.evaluate(
        "() => document.addEventListener('click', async (event) => {"
        " const link = event.target.closest('a[data-next]'); if (!link) return;"
        " event.preventDefault(); const page = await (await fetch(link.href)).text();"
        " const main = new DOMParser().parseFromString(page, 'text/html').querySelector('main');"
        " document.querySelector('main').replaceWith(document.adoptNode(main));"
        " history.pushState(null, '', link.href) })"
    )
    listener.part("more").click()
    listener.page.get_by_label("Continue with the next page").check()
    listener.part("play").click()
    listener.page.wait_for_url("**/next.html")
    listener.until("!audio.paused && audio.currentTime > 0 && says('pause')")
    listener.until_current(1)


def test_a_page_ends_in_silence_unless_asked(listen: Callable[..., Listener]):
    """Nobody is taken anywhere."""
    listener = listen("quick.html")
    listener.note_events()
    listener.part("play").click()
    listener.page.wait_for_function("window.told.at(-1)?.name == 'ended'")
    listener.wait(300)
    assert listener.page.url.endswith("quick.html")


def test_the_last_page_has_nothing_to_go_on_with(listen: Callable[..., Listener]):
    """Where no next page is known there is no such choice."""
    listener = listen("next.html")
    listener.part("more").click()
    expect(listener.part("link")).to_be_visible()
    expect(listener.page.get_by_label("Continue with the next page")).to_be_hidden()


def test_nothing_is_stored_before_there_is_something_to_remember(
    listen: Callable[..., Listener],
):
    """Looking at a page leaves nothing behind."""
    listener = listen("long.html")
    listener.wait(300)
    assert listener.page.evaluate("localStorage.length") == 0
