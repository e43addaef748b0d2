"""The player for everybody: names, sizes, colours, narrow windows, no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.player.narrated_site import make_sound, write_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.player.listener import Listener

pytestmark = pytest.mark.browser

CONTROLS = "[...player.shadowRoot.querySelectorAll('button, select, input, a')]"

NAMES = {
    "uz": ("Sahifani tinglash", "Tinglash", "15 soniya orqaga", "Tezlik", "Oʻqilayotgan joy"),
    "en": ("Listen to this page", "Play", "Back 15 seconds", "Speed", "Position"),
    "ru": ("Прослушать страницу", "Слушать", "Назад на 15 секунд", "Скорость", "Позиция"),
}


@pytest.fixture(scope="module")
def languages(site: Path) -> None:
    """Write a page in each language."""
    for language in NAMES:
        write_page(site, f"in-{language}.html", make_sound(8, 12), language=language)


@pytest.mark.parametrize("language", NAMES)
def test_controls_are_named_in_the_pages_language(
    listen: Callable[..., Listener], languages: None, language: str
):
    """What a screen reader says of each."""
    listener = listen(f"in-{language}.html")
    page = listener.page
    region, play, back, speed, position = NAMES[language]
    player = page.get_by_role("region", name=region, exact=True)
    expect(player.get_by_role("button", name=play, exact=True)).to_be_visible()
    expect(player.get_by_role("button", name=back, exact=True)).to_be_visible()
    expect(player.get_by_role("combobox", name=speed, exact=True)).to_be_visible()
    expect(player.get_by_role("slider", name=position, exact=True)).to_be_visible()
    assert listener.part("speed").evaluate("e => e.lang || e.getRootNode().host.lang") == language


@pytest.mark.parametrize("state", ["untouched", "playing", "unfolded", "small", "dark"])
def test_axe_finds_nothing_wrong_with_the_player(listen: Callable[..., Listener], state: str):
    """axe-core, all its rules for WCAG and best practice."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    listener = listen("dark.html" if state == "dark" else "long.html")
    if state != "untouched":
        listener.play()
    if state in {"unfolded", "dark"}:
        listener.part("more").click()
    if state == "small":
        listener.scroll_away()
    found = axe.run(listener.page, context="aisha-audio")
    assert found.response["violations"] == []


@pytest.mark.parametrize("width", [1280, 700, 320])
def test_every_control_is_at_least_44_pixels_each_way(listen: Callable[..., Listener], width: int):
    """WCAG 2.2, 2.5.5: fingers are broad. A label is part of its checkbox."""
    listener = listen("long.html", viewport={"width": width, "height": 640})
    listener.part("more").click()
    sizes = listener.ask(
        f"{CONTROLS}.map(e => e.closest('label') ?? e).filter(e => e.checkVisibility())"
        ".map(e => [e.title || e.textContent, e.offsetWidth, e.offsetHeight])"
    )
    assert len(sizes) == 14
    assert [size for size in sizes if min(size[1:]) < 44] == []


@pytest.mark.parametrize("language", NAMES)
def test_it_fits_320_pixels(listen: Callable[..., Listener], languages: None, language: str):
    """Also 400 % zoom of a window 1280 wide: nothing is cut off, nothing lies on another."""
    listener = listen(f"in-{language}.html", viewport={"width": 320, "height": 640})
    listener.part("more").click()
    assert listener.page.evaluate("document.documentElement.scrollWidth") == 320
    boxes = listener.ask(
        f"{CONTROLS}.filter(e => e.checkVisibility())"
        ".map(e => { const { left, top, right, bottom } = e.getBoundingClientRect();"
        " return [left, top, right, bottom] })"
    )
    assert all(left >= 0 and right <= 320 for left, _, right, _ in boxes)
    for place, (left, top, right, bottom) in enumerate(boxes):
        for other_left, other_top, other_right, other_bottom in boxes[:place]:
            apart = (
                left >= other_right - 1
                or other_left >= right - 1
                or top >= other_bottom - 1
                or other_top >= bottom - 1
            )
            assert apart


def test_at_400_percent_the_small_player_leaves_the_page_to_be_read(
    listen: Callable[..., Listener],
):
    """A window of 1280 by 1024 is 320 by 256 then; also while it offers the way back."""
    listener = listen("long.html", viewport={"width": 320, "height": 256})
    listener.play()
    listener.scroll_away()
    listener.page.get_by_role("button", name="Back to reading").wait_for()
    assert listener.part("bar").bounding_box()["height"] <= 64
    expect(listener.part("play")).to_be_visible()
    expect(listener.part("close")).to_be_visible()


def test_at_400_percent_the_words_that_are_read_are_clear_of_the_small_player(
    listen: Callable[..., Listener],
):
    """Also of a header that stays at the top, such as Material's of 48 pixels."""
    listener = listen("long.html", viewport={"width": 320, "height": 256})
    listener.start()
    listener.page.evaluate("document.body.style.paddingBottom = '120px'")  # a footer
    for block, time in ((6, 62), (8, 88), (7, 75)):
        listener.ask(f"audio.currentTime = {time}")
        listener.until_current(block)
        listener.page.wait_for_selector("aisha-audio .mini")
        listener.page.wait_for_function(
            "() => { const { top } = document.querySelector('[data-audio-current]')"
            ".getBoundingClientRect(); return top > 48 && top + 30 < document"
            ".querySelector('aisha-audio').shadowRoot.querySelector('.mini')"
            ".getBoundingClientRect().top }"
        )


@pytest.mark.parametrize("width", [240, 258, 270, 284, 300, 330, 450, 545, 570])
def test_no_key_stands_alone_in_a_row(listen: Callable[..., Listener], width: int):
    """Themes leave the player less than the window: speed and menu go below together."""
    listener = listen("long.html", viewport={"width": width + 32, "height": 640})
    rows = listener.ask(
        "Object.values(Object.groupBy([...player.shadowRoot.querySelectorAll("
        "'[part=keys] > *')].filter(e => e.checkVisibility()),"
        " e => e.getBoundingClientRect().top)).map(row => row.length)"
    )
    assert sum(rows) == 6
    assert rows in ([6], [4, 2])
    assert listener.part("position").bounding_box()["width"] > 100


def test_the_seek_bar_runs_the_same_way_in_a_page_from_right_to_left(
    listen: Callable[..., Listener],
):
    """The player's words do, and what is drawn of the bar must move with its knob."""
    listener = listen("long.html")
    listener.page.evaluate("document.documentElement.dir = 'rtl'")
    listener.play()
    box = listener.part("position").bounding_box()
    listener.page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + 30)
    listener.until("audio.currentTime > 70")
    assert listener.part("position").evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_the_menu_is_a_column_on_a_phone_and_its_arrow_turns(listen: Callable[..., Listener]):
    """Everything in it begins at one edge; the arrow shows which way it goes."""
    listener = listen("long.html", viewport={"width": 375, "height": 640})
    turn = "e => getComputedStyle(e.firstElementChild).rotate"
    assert listener.part("more").evaluate(turn) == "none"
    listener.part("more").click()
    assert listener.part("more").evaluate(turn) == "180deg"
    edges = listener.ask(
        "[...player.shadowRoot.querySelector('[part=panel]').children]"
        ".filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().left)"
    )
    assert len(edges) == 6
    assert len(set(edges)) == 1


def test_volume_has_a_value_text(listen: Callable[..., Listener]):
    """In percent; the slider's own number would be read as 0.5."""
    listener = listen("long.html")
    listener.part("more").click()
    expect(listener.part("volume")).to_have_attribute("aria-valuetext", "100 %")
    listener.part("volume").fill("0.35")
    expect(listener.part("volume")).to_have_attribute("aria-valuetext", "35 %")


def test_focus_is_seen(listen: Callable[..., Listener]):
    """Every control shows an outline when the keyboard reaches it."""
    listener = listen("long.html")
    listener.part("more").focus()
    listener.page.keyboard.press("Enter")
    listener.part("play").focus()
    for _ in range(13):
        outline = listener.ask(
            "getComputedStyle(player.shadowRoot.activeElement ?? document.activeElement).outline"
        )
        assert "solid" in outline
        listener.page.keyboard.press("Tab")


def test_without_the_script_the_browsers_own_player_plays(listen: Callable[..., Listener]):
    """And the transcript is one click away."""
    listener = listen("long.html", script=False)
    audio = listener.page.locator("aisha-audio audio")
    expect(audio).to_be_visible()
    assert audio.bounding_box()["height"] > 20
    expect(listener.page.get_by_role("link", name="Transcript")).to_be_visible()


def test_on_paper_there_is_no_player(listen: Callable[..., Listener]):
    """Nor any mark of what was being read."""
    listener = listen("long.html")
    listener.start()
    mark = listener.page.locator("[data-audio-current]")
    expect(mark).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    listener.page.emulate_media(media="print")
    expect(listener.part("bar")).to_be_hidden()
    expect(mark).to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_in_forced_colours_marks_and_seek_bar_are_still_seen(listen: Callable[..., Listener]):
    """High contrast takes backgrounds away: an outline marks the block."""
    listener = listen("long.html", forced_colors="active")
    listener.start()
    assert "solid" in listener.block(1).evaluate("e => getComputedStyle(e).outline")
    thumb = listener.part("position").evaluate("e => getComputedStyle(e).backgroundImage")
    assert thumb.count("linear-gradient") == 4


def test_colours_are_the_pages_own_and_change_with_it(listen: Callable[..., Listener]):
    """The accent is that of the page's links, 15 % towards its text; the ground is the page's."""
    listener = listen("dark.html")
    expect(listener.part("play")).to_have_css("color", _mixed(120, 200, 255, text=230))
    listener.play()
    listener.scroll_away()
    expect(listener.part("bar")).to_have_css("background-color", "rgb(20, 20, 30)")
    listener.page.evaluate("document.body.className = 'light'")
    expect(listener.part("bar")).to_have_css("background-color", "rgb(250, 250, 250)")
    expect(listener.part("play")).to_have_css("color", _mixed(160, 0, 60, text=30))


def test_a_site_may_style_it(listen: Callable[..., Listener]):
    """Custom properties and parts."""
    listener = listen("long.html")
    listener.page.add_style_tag(
        content=":root { --aisha-audio-accent: rgb(1, 2, 3); --aisha-audio-radius: 0px;"
        " --aisha-audio-highlight: rgb(4, 5, 6) } aisha-audio::part(title) { color: rgb(7, 8, 9) }"
    )
    listener.start()
    expect(listener.part("play")).to_have_css("color", "rgb(1, 2, 3)")
    expect(listener.part("bar")).to_have_css("border-radius", "0px")
    expect(listener.part("title")).to_have_css("color", "rgb(7, 8, 9)")
    mark = listener.page.locator("[data-audio-current]")
    expect(mark).to_have_css("background-color", "rgb(4, 5, 6)")


def test_a_sites_own_rules_do_not_reach_the_controls(listen: Callable[..., Listener]):
    """Themes style every button, label and input they can reach."""
    listener = listen("long.html")
    before = listener.part("play").bounding_box()
    listener.page.add_style_tag(
        content="button, input, select, label, svg { display: block !important;"
        " padding: 40px !important; width: 100% !important; text-transform: uppercase }"
    )
    assert listener.part("play").bounding_box() == before


def _mixed(*link: int, text: int) -> str:
    shares = ((0.85 * part + 0.15 * text) / 255 for part in link)
    return f"color(srgb {' '.join(f'{share:.6g}' for share in shares)})"
