"""The player's controls, by mouse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.player.listener import Listener

pytestmark = pytest.mark.browser


def test_play_and_pause_take_turns(listen: Callable[..., Listener]):
    """One button: it says what it will do."""
    listener = listen("long.html")
    button = listener.part("play")
    expect(button).to_have_attribute("title", "Play")
    button.click()
    expect(button).to_have_attribute("title", "Pause")
    listener.until("!audio.paused && audio.currentTime > 0")
    button.click()
    expect(button).to_have_attribute("title", "Play")
    assert listener.ask("audio.paused") is True


def test_steps_are_of_15_seconds(listen: Callable[..., Listener]):
    """Forward, and back again; never before the beginning."""
    listener = listen("long.html")
    listener.start()
    start = listener.time
    listener.part("forward").click()
    listener.part("forward").click()
    assert listener.time == pytest.approx(start + 30)
    listener.part("back").click()
    assert listener.time == pytest.approx(start + 15)
    listener.part("back").click()
    listener.part("back").click()
    assert listener.time == 0


def test_previous_and_next_go_from_block_to_block(listen: Callable[..., Listener]):
    """Previous begins a block anew when it is well under way, else goes to the one before."""
    listener = listen("long.html")
    listener.start()
    listener.part("next").click()
    listener.until_current(2)
    listener.part("next").click()
    listener.until_current(3)
    start = listener.time
    listener.ask("audio.currentTime += 2.5")
    listener.part("previous").click()
    listener.until_current(3)
    assert listener.time == pytest.approx(start)
    listener.part("previous").click()
    listener.until_current(2)


def test_the_seek_bar_goes_anywhere(listen: Callable[..., Listener]):
    """A click in its middle is the middle of the track."""
    listener = listen("long.html")
    listener.start()
    duration = listener.ask("audio.duration")
    listener.part("position").click()
    assert listener.time == pytest.approx(duration / 2, abs=1)
    assert listener.ask("+part('position').value") == pytest.approx(listener.time, abs=0.1)


def test_the_seek_bars_knob_stays_under_the_pointer(listen: Callable[..., Listener]):
    """While it is dragged the line shows where it would go; the sound goes there on release."""
    listener = listen("long.html")
    listener.play()
    box = listener.part("position").bounding_box()
    mouse = listener.page.mouse
    mouse.move(box["x"] + 8, box["y"] + 32)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 32, steps=4)
    before = listener.time
    listener.until(f"audio.currentTime > {before} + 0.6")
    expect(listener.part("title")).to_have_text("Another section")
    assert listener.part("position").evaluate("e => e.value / e.max") > 0.7
    mouse.up()
    listener.until("audio.currentTime > 70")


def test_the_seek_bar_shows_the_pages_headings(listen: Callable[..., Listener]):
    """A tick at each heading's share of the track."""
    listener = listen("long.html")
    ticks = listener.part("position").evaluate("e => e.style.getPropertyValue('--ticks')")
    shares = [float(part.split(") ")[-1].split("%")[0]) for part in ticks.split("no-repeat,")[:-1]]
    cues = [cue.split(" ") for cue in listener.ask("player.dataset.cues").split(",")]
    duration = float(listener.ask("player.dataset.duration"))
    starts = {number: 100 * float(start) / duration for number, start, _ in cues}
    assert shares == pytest.approx([starts["3"], starts["6"]], abs=0.01)


def test_the_line_shows_time_remaining_time_and_heading(listen: Callable[..., Listener]):
    """Before the first play it says what this is and how long."""
    listener = listen("long.html")
    expect(listener.part("title")).to_have_text("Listen to this page")
    expect(listener.part("time")).to_have_text("1:38")
    listener.start()
    listener.part("position").click()
    expect(listener.part("title")).to_have_text("A section")
    expect(listener.part("time")).to_have_text(re.compile("^0:(49|50) · −0:4[89]$"))


def test_speeds_from_half_to_three_keep_the_pitch(listen: Callable[..., Listener]):
    """Whatever speed is chosen, the sound has it."""
    listener = listen("long.html")
    options = listener.part("speed").evaluate("e => [...e.options].map(o => +o.value)")
    assert (options[0], options[-1]) == (0.5, 3)
    assert 1 in options
    expect(listener.part("speed")).to_have_value("1")
    listener.part("speed").select_option("2.5")
    listener.play()
    assert listener.ask("audio.playbackRate") == 2.5
    assert listener.ask("audio.preservesPitch") is True


def test_more_opens_volume_download_and_transcript(listen: Callable[..., Listener]):
    """What is seldom used is folded away, and found at once."""
    listener = listen("long.html")
    expect(listener.part("panel")).to_be_hidden()
    expect(listener.part("more")).to_have_attribute("aria-expanded", "false")
    listener.part("more").click()
    expect(listener.part("more")).to_have_attribute("aria-expanded", "true")
    expect(listener.page.get_by_role("link", name="Transcript")).to_be_visible()
    listener.part("volume").fill("0.5")
    assert listener.ask("audio.volume") == 0.5
    with listener.page.expect_download() as download:
        listener.part("download").click()
    assert download.value.suggested_filename == "long.mp3"
    listener.part("more").click()
    expect(listener.part("panel")).to_be_hidden()


def test_a_small_player_stays_in_view_and_can_be_closed(listen: Callable[..., Listener]):
    """It comes when a sounding player is scrolled away; closing it ends the sound."""
    listener = listen("long.html")
    bar, page = listener.part("bar"), listener.page
    page.evaluate("scrollTo(0, 1500)")
    assert listener.place_at_rest() == 1500
    assert not bar.evaluate("e => e.classList.contains('mini')")
    page.evaluate("scrollTo(0, 0)")
    listener.play()
    height = page.evaluate("document.documentElement.scrollHeight")
    listener.scroll_away()
    box = bar.bounding_box()
    assert 0 < box["y"] < page.viewport_size["height"] - box["height"]
    assert page.evaluate("document.documentElement.scrollHeight") == height
    listener.part("close").click()
    listener.until("audio.paused")
    page.wait_for_selector("aisha-audio .mini", state="detached")


def test_the_small_player_goes_back_to_its_place(listen: Callable[..., Listener]):
    """Scrolled back, the player is where it was."""
    listener = listen("long.html")
    listener.play()
    listener.scroll_away()
    listener.page.mouse.wheel(0, -9000)
    listener.page.wait_for_selector("aisha-audio .mini", state="detached")
    expect(listener.part("close")).to_be_hidden()


def test_the_small_player_can_be_turned_off(listen: Callable[..., Listener]):
    """The option `mini_player`."""
    listener = listen("off.html")
    listener.play()
    listener.page.mouse.wheel(0, 1500)
    listener.page.wait_for_function("scrollY > 1000")
    listener.place_at_rest()
    assert listener.ask("player.getBoundingClientRect().bottom") < 0
    assert listener.part("bar").bounding_box()["y"] < 0


def test_sound_that_cannot_be_loaded_is_said(listen: Callable[..., Listener]):
    """Seen and announced; pressing play again tries again."""
    listener = listen("long.html")
    listener.page.route("**/*.mp3", lambda route: route.abort())
    listener.part("play").click()
    message = "The sound could not be loaded."
    listener.page.get_by_role("status").get_by_text(message).wait_for(state="attached")
    expect(listener.part("title")).to_have_text(message)
    expect(listener.part("play")).to_have_attribute("title", "Play")
    listener.page.unroute("**/*.mp3")
    listener.play()
    expect(listener.part("title")).to_have_text("The page's title")
    assert listener.complaints == ["Failed to load resource: net::ERR_FAILED"]
    listener.complaints.clear()
