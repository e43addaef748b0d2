"""The page read along: marking, starting at a block, scrolling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.player.listener import Listener

pytestmark = pytest.mark.browser


def test_the_block_being_read_is_marked(listen: Callable[..., Listener]):
    """Block after block, one at a time, and none when all is read."""
    listener = listen("short.html")
    assert listener.current == []
    listener.part("play").click()
    for number in range(1, 9):
        listener.until_current(number)
    listener.until("audio.ended || audio.currentTime == 0")
    listener.page.wait_for_selector("[data-audio-current]", state="detached")


def test_the_mark_is_where_the_cue_is(listen: Callable[..., Listener]):
    """At the middle of every cue, the cue's own block."""
    listener = listen("long.html")
    listener.play()
    for cue in listener.ask("player.dataset.cues").split(","):
        number, start, end = map(float, cue.split(" "))
        listener.ask(f"audio.currentTime = {(start + end) / 2}")
        listener.until_current(int(number))


def test_the_mark_can_be_turned_off(listen: Callable[..., Listener]):
    """The option `highlight`."""
    listener = listen("off.html")
    listener.play()
    listener.part("next").click()
    listener.until("audio.currentTime > 12")
    assert listener.current == []
    listener.part("more").click()
    assert listener.page.get_by_label("Keep what is read in view").is_hidden()


def test_a_click_on_a_block_starts_there(listen: Callable[..., Listener]):
    """Once the listener has pressed play; the sound goes on from the block's beginning."""
    listener = listen("long.html")
    listener.play()
    listener.pause()
    listener.block(4).click(position={"x": 30, "y": 5})
    listener.until("!audio.paused")
    listener.until_current(4)
    listener.block(5).click()
    listener.until_current(5)


def test_a_page_that_nobody_listens_to_is_left_alone(listen: Callable[..., Listener]):
    """Before the first play a click is a click: no sound out of the blue, no stop for Tab."""
    listener = listen("long.html")
    listener.block(5).click()
    assert listener.ask("audio.paused") is True
    assert listener.page.locator("[data-audio-block][tabindex]").count() == 0


@pytest.mark.parametrize("selector", ["#link", "#copy", ".headerlink >> nth=1"])
def test_what_has_a_click_of_its_own_keeps_it(listen: Callable[..., Listener], selector: str):
    """Links, buttons and permalinks in a block do what they do, and nothing else."""
    listener = listen("long.html")
    listener.play()
    listener.page.evaluate("document.addEventListener('click', () => (window.clicked = true))")
    listener.page.locator(selector).click()
    assert listener.page.evaluate("window.clicked")
    listener.until_current(1)
    assert listener.time < 10


def test_selecting_text_does_not_move_the_sound(listen: Callable[..., Listener]):
    """Neither dragging over text nor the click that ends the selection."""
    listener = listen("long.html")
    listener.play()
    box = listener.block(2).bounding_box()
    mouse = listener.page.mouse
    mouse.move(box["x"] + 5, box["y"] + 10)
    mouse.down()
    mouse.move(box["x"] + 90, box["y"] + 10, steps=3)
    mouse.up()
    assert len(listener.page.evaluate("getSelection().toString()")) > 5
    mouse.click(box["x"] + 600, box["y"] + 10)
    assert listener.page.evaluate("getSelection().isCollapsed")
    assert listener.time < 10
    mouse.click(box["x"] + 600, box["y"] + 10)
    listener.until_current(2)


def test_the_page_is_scrolled_to_what_is_read(listen: Callable[..., Listener]):
    """A block out of view comes into view."""
    listener = listen("long.html")
    listener.play()
    listener.ask("audio.currentTime = 75")
    listener.until_current(7)
    listener.page.wait_for_function(
        "() => { const marked = document.querySelector('[data-audio-current]');"
        " const { top, bottom } = marked.getBoundingClientRect();"
        " return top > 0 && bottom < innerHeight }"
    )


def test_scrolling_yields_to_the_reader(listen: Callable[..., Listener]):
    """Who scrolls away is left there, and offered the way back."""
    listener = listen("long.html")
    listener.play()
    listener.page.mouse.wheel(0, 900)
    offer = listener.page.get_by_role("button", name="Back to reading")
    offer.wait_for()
    place = listener.page.evaluate("scrollY")
    listener.ask("audio.currentTime = 28")
    listener.until_current(3)
    assert listener.page.evaluate("scrollY") == place
    offer.click()
    listener.page.wait_for_function(
        "() => document.querySelector('[data-audio-current]').getBoundingClientRect().top > 0"
    )
    offer.wait_for(state="hidden")


def test_following_can_be_turned_off(listen: Callable[..., Listener]):
    """The page stays where it is, now and on the next visit."""
    listener = listen("long.html")
    listener.part("more").click()
    listener.page.get_by_label("Keep what is read in view").uncheck()
    listener.play()
    listener.ask("audio.currentTime = 75")
    listener.until_current(7)
    assert listener.page.evaluate("scrollY") == 0
    listener.page.reload()
    assert not listener.part("follow").is_checked()


def test_without_motion_there_is_no_smooth_scrolling(listen: Callable[..., Listener]):
    """`prefers-reduced-motion`: at once, not gliding."""
    listener = listen("long.html", reduced_motion="reduce")
    listener.page.evaluate(
        "() => { const scroll = Element.prototype.scrollIntoView; Element.prototype.scrollIntoView"
        " = function (how) { window.how = how.behavior; scroll.call(this, how) } }"
    )
    listener.play()
    listener.ask("audio.currentTime = 75")
    listener.page.wait_for_function("window.how")
    assert listener.page.evaluate("window.how") == "auto"
