"""The player's keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.player.listener import Listener

pytestmark = pytest.mark.browser

TAB_ORDER = [
    "button play",
    "position",
    "button previous",
    "button back",
    "button forward",
    "button next",
    "speed",
    "button more",
    "follow",
    "onward",
    "volume",
    "link",
    "download",
]


def test_every_control_is_reached_by_tab_in_the_order_it_is_seen(listen: Callable[..., Listener]):
    """And nothing else of the player is."""
    listener = listen("long.html")
    listener.part("more").click()
    listener.part("play").focus()
    order = []
    for _ in TAB_ORDER:
        order.append(
            listener.ask("(player.shadowRoot.activeElement ?? document.activeElement).part.value")
        )
        listener.page.keyboard.press("Tab")
    assert order == TAB_ORDER
    assert listener.ask("document.activeElement.textContent").endswith("Transcript")


def test_space_plays_and_pauses(listen: Callable[..., Listener]):
    """On the play button and on the seek bar."""
    listener = listen("long.html")
    listener.part("play").focus()
    listener.page.keyboard.press("Space")
    listener.until("!audio.paused")
    listener.part("position").focus()
    listener.page.keyboard.press("Space")
    listener.until("audio.paused")
    assert listener.place_at_rest() == 0


def test_arrows_step_15_seconds(listen: Callable[..., Listener]):
    """With the focus on any control of the player, and nobody else hears of the key."""
    listener = listen("long.html")
    listener.page.evaluate("document.addEventListener('keydown', e => (window.heard = e.key))")
    listener.start()
    start = listener.time
    listener.page.keyboard.press("ArrowRight")
    listener.page.keyboard.press("ArrowRight")
    assert listener.time == pytest.approx(start + 30)
    listener.part("position").focus()
    listener.page.keyboard.press("ArrowLeft")
    assert listener.time == pytest.approx(start + 15)
    assert not listener.page.evaluate("window.heard")


@pytest.mark.parametrize(("faster", "slower"), [(">", "<"), ("Shift+Period", "Shift+Comma")])
def test_angle_brackets_change_the_speed(listen: Callable[..., Listener], faster: str, slower: str):
    """And say it; the keys that have them on another layout do too."""
    listener = listen("long.html")
    listener.part("play").focus()
    listener.page.keyboard.press(faster)
    assert listener.ask("audio.playbackRate") == 1.25
    expect(listener.page.get_by_role("status")).to_have_text("1.25×")
    listener.page.keyboard.press(slower)
    listener.page.keyboard.press(slower)
    assert listener.ask("audio.playbackRate") == 0.75


def test_speed_stops_at_its_ends(listen: Callable[..., Listener]):
    """There is nothing faster than 3 and nothing slower than 0.5."""
    listener = listen("long.html")
    listener.part("play").focus()
    for _ in range(12):
        listener.page.keyboard.press(">")
    assert listener.ask("audio.playbackRate") == 3
    for _ in range(12):
        listener.page.keyboard.press("<")
    assert listener.ask("audio.playbackRate") == 0.5


def test_keys_elsewhere_in_the_page_are_not_the_players(listen: Callable[..., Listener]):
    """Arrows, space and brackets belong to the page until the player has the focus."""
    listener = listen("long.html")
    listener.start()
    start = listener.time
    listener.page.locator("#copy").focus()
    for key in ("ArrowRight", ">", "k"):
        listener.page.keyboard.press(key)
    assert listener.ask("audio.playbackRate") == 1
    assert listener.time == start


def test_keys_with_a_modifier_are_the_browsers(listen: Callable[..., Listener]):
    """Alt and the left arrow go back in history."""
    listener = listen("long.html")
    listener.play()
    listener.part("forward").click()
    listener.page.evaluate("addEventListener('keydown', e => (window.heard = e.defaultPrevented))")
    listener.part("position").focus()
    listener.page.keyboard.press("Control+ArrowLeft")
    assert listener.page.evaluate("window.heard") is False


def test_blocks_are_chosen_by_arrows_and_started_by_enter(listen: Callable[..., Listener]):
    """One block is in the tab order, the one being read; arrows go on from it in silence."""
    listener = listen("long.html")
    listener.start()
    assert listener.current == ["1"]
    assert listener.page.locator("[data-audio-block][tabindex]").count() == 1
    listener.page.keyboard.press("Shift+Tab")  # from the play button to the title above it
    listener.page.keyboard.press("Shift+Tab")
    assert _focused(listener) == "1"
    for _ in range(3):
        listener.page.keyboard.press("ArrowDown")
    listener.page.keyboard.press("ArrowUp")
    assert _focused(listener) == "3"
    assert listener.current == ["1"]
    listener.page.keyboard.press("Enter")
    listener.until_current(3)
    assert _focused(listener) == "3"
    listener.page.keyboard.press("Space")
    listener.until("audio.paused && says('play')")
    listener.go_to(3)
    listener.page.keyboard.press("ArrowRight")
    listener.until_current(4)
    assert _focused(listener) == "3"


def test_space_pauses_after_a_click_on_a_block(listen: Callable[..., Listener]):
    """The block that was clicked has the focus; nothing scrolls."""
    listener = listen("long.html")
    listener.play()
    listener.block(4).click(position={"x": 30, "y": 5})
    listener.until_current(4)
    place = listener.place_at_rest()
    listener.page.keyboard.press("Space")
    listener.until("audio.paused && says('play')")
    listener.page.keyboard.press("Space")
    listener.until("!audio.paused && says('pause')")
    assert listener.place_at_rest() == place


def test_a_focused_block_has_a_role_and_a_name(listen: Callable[..., Listener]):
    """As the browser tells assistive technology; what it was given is gone when it moves on."""
    listener = listen("long.html")
    listener.start()
    session = listener.page.context.new_cdp_session(listener.page)
    for number, role, name in (
        (1, "heading", "The page's title"),
        (2, "group", "Listen from here: A paragraph with"),
        (5, "listitem", "Listen from here: An inner item"),
    ):
        if number > 1:
            listener.block(number).click(position={"x": 4, "y": 4})
        node = session.send("DOM.getDocument")["root"]["nodeId"]
        node = session.send(
            "DOM.querySelector",
            {"nodeId": node, "selector": f"[data-audio-block='{number}'][tabindex]"},
        )["nodeId"]
        [told, *_] = session.send(
            "Accessibility.getPartialAXTree", {"nodeId": node, "fetchRelatives": False}
        )["nodes"]
        assert told["role"]["value"] == role
        assert told["name"]["value"].startswith(name)
    assert listener.page.locator("[data-audio-block][role]").count() == 0
    assert listener.page.locator("[data-audio-block][aria-label]").count() == 1


def test_enter_on_a_link_in_a_block_follows_the_link(listen: Callable[..., Listener]):
    """A block's keys are not those of what is in it."""
    listener = listen("long.html")
    listener.start()
    listener.page.locator("#link").focus()
    listener.page.keyboard.press("Enter")
    listener.page.wait_for_url("**#there")
    listener.wait(400)
    assert listener.current == ["1"]
    assert listener.ask("audio.paused") is True


def _focused(listener: Listener) -> str:
    return listener.page.evaluate("document.activeElement.dataset.audioBlock")
