"""The page read along: marking, starting at a block, scrolling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.player.narrated_site import MARKED_NAMES, MARKED_OF_FOLDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.player.listener import Listener

pytestmark = pytest.mark.browser


def test_the_block_being_read_is_marked(listen: Callable[..., Listener]):
    """Block after block, one at a time, and none when all is read."""
    listener = listen("short.html")
    assert listener.current == []
    listener.part("speed").select_option("0.5")
    listener.page.evaluate(
        "() => { window.marked = []; new MutationObserver(() => {"
        " const blocks = [...document.querySelectorAll('[data-audio-current]')];"
        " window.marked.push(blocks.map(block => block.dataset.audioBlock).join()) })"
        ".observe(document.body, { subtree: true, attributeFilter: ['data-audio-current'] }) }"
    )
    listener.part("play").click()
    listener.page.wait_for_function("window.marked.at(-1) == ''")
    assert listener.page.evaluate("window.marked") == [*"12345678", ""]


def test_the_mark_is_where_the_cue_is(listen: Callable[..., Listener]):
    """At the middle of every cue, the cue's own block."""
    listener = listen("long.html")
    listener.start()
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
    expect(listener.part("link")).to_be_visible()
    expect(listener.page.get_by_label("Keep what is read in view")).to_be_hidden()


def test_a_click_on_a_block_starts_there(listen: Callable[..., Listener]):
    """Once the listener has pressed play; the sound goes on from the block's beginning."""
    listener = listen("long.html")
    listener.start()
    listener.block(4).click(position={"x": 30, "y": 5})
    listener.until("!audio.paused")
    listener.until_current(4)
    listener.block(5).click()
    listener.until_current(5)


def test_a_page_that_nobody_listens_to_is_left_alone(listen: Callable[..., Listener]):
    """Before the first play a click is a click: no sound out of the blue, no stop for Tab."""
    listener = listen("long.html")
    listener.block(5).click()
    listener.wait(400)
    assert listener.ask("audio.paused") is True
    assert listener.page.locator("[data-audio-block][tabindex]").count() == 0


@pytest.mark.parametrize("selector", ["#link", "#copy", ".headerlink >> nth=1"])
def test_what_has_a_click_of_its_own_keeps_it(listen: Callable[..., Listener], selector: str):
    """Links, buttons and permalinks in a block do what they do, and nothing else."""
    listener = listen("long.html")
    listener.start()
    start = listener.time
    listener.page.evaluate("document.addEventListener('click', () => (window.clicked = true))")
    listener.page.locator(selector).click()
    assert listener.page.evaluate("window.clicked")
    listener.wait(400)
    assert listener.current == ["1"]
    assert listener.ask("audio.paused") is True
    assert listener.time == start


def test_selecting_text_does_not_move_the_sound(listen: Callable[..., Listener]):
    """Neither dragging over text nor the click that ends the selection."""
    listener = listen("long.html")
    listener.start()
    start = listener.time
    box = listener.block(2).bounding_box()
    mouse = listener.page.mouse
    mouse.move(box["x"] + 5, box["y"] + 10)
    mouse.down()
    mouse.move(box["x"] + 90, box["y"] + 10, steps=3)
    mouse.up()
    assert len(listener.page.evaluate("getSelection().toString()")) > 5
    mouse.click(box["x"] + 600, box["y"] + 10)
    assert listener.page.evaluate("getSelection().isCollapsed")
    listener.wait(400)
    assert listener.ask("audio.paused") is True
    assert listener.time == start
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
    place = listener.place_at_rest()
    listener.ask("audio.currentTime = 28")
    listener.until_current(3)
    assert listener.place_at_rest() == place
    offer.click()
    listener.page.wait_for_function(
        "() => document.querySelector('[data-audio-current]').getBoundingClientRect().top > 0"
    )
    offer.wait_for(state="hidden")


@pytest.mark.parametrize(
    "move",
    [
        # About as far on the other side of the middle: no further from it than before.
        "scrollBy({ top: 300, behavior: 'instant' })",
        "scrollBy({ top: 250, behavior: 'smooth' })",
        # As the middle button and a held scroll bar do.
        "for (let n = 0; n < 50; n++) setTimeout(() => scrollBy(0, 4), 16 * n)",
        "document.querySelector('#far').focus()",
    ],
    ids=["jump", "glide", "slow", "focus"],
)
def test_any_move_of_the_page_that_is_not_ours_ends_the_following(
    listen: Callable[..., Listener], move: str
):
    """Also where the words that are read are still in view, and no key or wheel told of it."""
    listener = listen("long.html", viewport={"width": 800, "height": 700})
    page = listener.page
    page.evaluate(
        "document.querySelector('#gap').insertAdjacentHTML("
        "'beforebegin', '<a id=far href=\"#\" style=\"margin-top: 500px\">Far</a>'),"
        "document.querySelector('main').style.paddingTop = '400px',"
        "document.querySelector('#far').style.display = 'block'"
    )
    listener.play()
    listener.ask("audio.currentTime = 28")
    listener.until_current(3)
    listener.wait(1200)  # a scroll of ours, if there was one, has ended
    before = page.evaluate("scrollY")
    page.evaluate(move)
    page.wait_for_function(f"scrollY > {before} + 100")
    place = listener.place_at_rest()
    listener.ask("audio.currentTime = 75")
    listener.until_current(7)
    listener.ask("audio.currentTime = 1")
    listener.until_current(1)
    listener.wait(300)
    assert listener.place_at_rest() == place


def test_quick_seeks_do_not_end_the_following(listen: Callable[..., Listener]):
    """Scrolls of ours that the next one takes over are nobody's jumps."""
    listener = listen("long.html")
    listener.play()
    for time in (75, 1, 75, 14, 62):
        listener.ask(f"audio.currentTime = {time}")
        listener.wait(120)
    for time, block in ((88, 8), (1, 1)):
        listener.wait(1100)
        listener.ask(f"audio.currentTime = {time}")
        listener.until_current(block)
        listener.page.wait_for_function(
            "() => { const marked = document.querySelector('[data-audio-current]');"
            " const { top, bottom } = marked.getBoundingClientRect();"
            " return top > 0 && bottom < innerHeight }"
        )


@pytest.mark.parametrize("jump", ["link", "key", "script", "find"])
def test_a_jump_ends_the_following(listen: Callable[..., Listener], jump: str):
    """The table of contents, End, a search: the page stays where it went, until asked."""
    listener = listen("long.html")
    page = listener.page
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML("
        "'afterbegin', '<nav><a id=toc href=\"#end\">End</a></nav>');"
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p id=end>Sought.</p>')"
    )
    listener.play()
    listener.until_current(1)
    if jump == "link":
        page.locator("#toc").click()
    elif jump == "key":
        page.locator("body").press("End")
    elif jump == "find":
        assert page.evaluate("find('Sought.')")
    else:
        page.evaluate("scrollTo({ top: 1e6, behavior: 'instant' })")
    page.wait_for_function("scrollY > 1000")
    page.get_by_role("button", name="Back to reading").wait_for()
    place = listener.place_at_rest()
    listener.ask("audio.currentTime = 28")
    listener.until_current(3)
    listener.ask("audio.currentTime = 42")
    listener.until_current(4)
    assert listener.place_at_rest() == place
    listener.part("next").click()
    page.wait_for_function("scrollY < 500")


def test_content_that_grows_above_does_not_end_the_following(listen: Callable[..., Listener]):
    """The browser moves the page under the words then, but the words stay where they are."""
    listener = listen("long.html", viewport={"width": 800, "height": 500})
    listener.play()
    listener.ask("audio.currentTime = 75")
    listener.until_current(7)
    listener.page.wait_for_function("scrollY > 1000")
    listener.wait(600)
    before = listener.place_at_rest()
    listener.page.evaluate("document.querySelector('#title').style.paddingTop = '400px'")
    listener.page.wait_for_function(f"scrollY > {before} + 300")
    listener.ask("audio.currentTime = 28")
    listener.until_current(3)
    listener.page.wait_for_function("scrollY < 900")


def test_a_double_click_selects_a_word_and_does_not_seek(listen: Callable[..., Listener]):
    """The first of two clicks is no click."""
    listener = listen("long.html")
    listener.start()
    start = listener.time
    listener.block(4).dblclick(position={"x": 30, "y": 8})
    assert listener.page.evaluate("getSelection().toString()").strip()
    listener.wait(500)
    assert listener.current == ["1"]
    assert listener.ask("audio.paused") is True
    assert listener.time == start


def test_what_is_folded_or_in_another_tab_is_marked_by_what_can_be_seen(
    listen: Callable[..., Listener],
):
    """The summary of the outermost closed fold, the tab's label, else what is around it."""
    listener = listen("folds.html")
    page = listener.page
    listener.start()
    listener.until_current(1)
    for expected in MARKED_OF_FOLDS:
        listener.part("next").click()
        page.wait_for_function(f"{MARKED_NAMES} == '{expected}'")
    tint = page.locator("#toggle").evaluate("e => getComputedStyle(e).backgroundImage")
    assert "gradient" in tint
    for _ in range(4):
        listener.part("previous").click()
    page.wait_for_function(f"{MARKED_NAMES} == 'A fold'")
    page.locator("#outer > summary").click()
    page.wait_for_function(f"{MARKED_NAMES} == 'An inner one'")
    page.locator("#inner > summary").click()
    listener.until_current(2)


def test_following_can_be_turned_off(listen: Callable[..., Listener]):
    """The page stays where it is, now and on the next visit."""
    listener = listen("long.html")
    listener.part("more").click()
    listener.page.get_by_label("Keep what is read in view").uncheck()
    listener.play()
    listener.ask("audio.currentTime = 75")
    listener.until_current(7)
    assert listener.place_at_rest() == 0
    listener.page.reload()
    expect(listener.part("follow")).not_to_be_checked()


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
