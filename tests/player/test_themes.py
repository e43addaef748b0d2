"""The player in real builds of every theme it has to look and work well in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.player.listener import Listener
from tests.player.narrated_site import RangeHandler, serving
from tests.player.themed_sites import THEMES, Themed, build_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.player.firefox import Firefox

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 740}


@pytest.fixture(scope="session")
def sound_cache(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Give all themes one store: what the local voice said for one is there for all."""
    return tmp_path_factory.mktemp("sound")


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_at_home_in(theme: str, tmp_path: object, sound_cache: object, browser: Browser):
    """It plays, is read along, takes clicks, complains of nothing, and axe finds no fault."""
    themed = build_in(theme, tmp_path, sound_cache)
    assert themed.narrated.status == themed.plain.status == 0, themed.narrated.output
    with serving(themed.narrated.site, RangeHandler) as server:
        page = browser.new_page()
        listener = Listener(page)
        listener.open(f"{server.url}/index.html")
        listener.start()
        _is_followed(listener)
        _takes_clicks(listener)
        page.close()
        _has_no_fault(browser, f"{server.url}/index.html", color_scheme="light", viewport=DESKTOP)
        _has_no_fault(browser, f"{server.url}/index.html", color_scheme="dark", viewport=PHONE)
        assert set(listener.complaints) <= _complaints_without_us(browser, themed)


def _is_followed(listener: Listener) -> None:
    """At five times spread over the track, the block of the time's cue is marked, and in view."""
    cues = [cue.split(" ") for cue in listener.ask("player.dataset.cues").split(",")]
    assert len(cues) > 20
    for number, start, end in cues[2 :: len(cues) // 5][:5]:
        listener.ask(f"audio.currentTime = {(float(start) + float(end)) / 2}")
        listener.until_current(int(number))
        box = listener.block(int(number)).bounding_box()
        listener.page.wait_for_function(
            "() => { const marked = document.querySelector('[data-audio-current]');"
            " const { top, bottom } = marked.getBoundingClientRect();"
            " return top >= 0 && bottom <= innerHeight }"
        )
        assert box["height"] > 0


def _takes_clicks(listener: Listener) -> None:
    """A click on the page's first paragraph is heard there."""
    listener.page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    first = listener.page.locator("p[data-audio-block]").first
    number = int(first.get_attribute("data-audio-block") or "")
    listener.crawl()
    first.click(position={"x": 4, "y": 8})
    listener.until("!audio.paused")
    listener.until_current(number)
    assert listener.start_of(number) <= listener.time < listener.start_of(number) + 5


def _has_no_fault(browser: Browser, url: str, **options: Any) -> None:
    """Axe finds nothing wrong with the player, unfolded and small."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = browser.new_page(**options)
    listener = Listener(page)
    listener.open(url)
    # The line about the voice is the player's, whatever the theme says of paragraphs.
    assert listener.page.locator("aisha-audio > p").first.evaluate(
        "e => { const { fontSize, lineHeight, marginLeft } = getComputedStyle(e);"
        " const bar = getComputedStyle(e.assignedSlot.parentNode);"
        " return [fontSize == bar.fontSize, lineHeight == bar.lineHeight, marginLeft] }"
    ) == [True, True, "8px"]
    listener.part("more").click()
    listener.play()
    assert axe.run(page, context="aisha-audio").response["violations"] == []
    listener.scroll_away()
    assert axe.run(page, context="aisha-audio").response["violations"] == []
    page.close()


def _complaints_without_us(browser: Browser, themed: Themed) -> set[str]:
    with serving(themed.plain.site, RangeHandler) as server:
        page = browser.new_page()
        listener = Listener(page)
        page.goto(f"{server.url}/index.html")
        page.wait_for_load_state("networkidle")
        page.close()
        return set(listener.complaints)


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory, sound_cache: object) -> Iterator[str]:
    """Serve a site of Material with instant navigation."""
    themed = build_in("material", tmp_path_factory.mktemp("material"), sound_cache)
    assert themed.narrated.status == 0, themed.narrated.output
    with serving(themed.narrated.site, RangeHandler) as server:
        # The theme swaps only pages that its sitemap has, ports and all.
        sitemap = themed.narrated.site / "sitemap.xml"
        text = sitemap.read_text("utf-8").replace("https://orchard.example", server.url)
        sitemap.write_text(text, "utf-8")
        yield server.url


def _with_instant_navigation(browser: Browser, url: str) -> Listener:
    """Open the first page, and wait until the theme knows which pages it may swap."""
    page = browser.new_page()
    listener = Listener(page)
    with page.expect_response("**/sitemap.xml"):
        listener.open(f"{url}/")
    listener.note_events()
    return listener


def test_instant_navigation_swaps_players_cleanly(material: str, browser: Browser):
    """One page's sound ends with it; the next page's player works, its URLs too."""
    listener = _with_instant_navigation(browser, material)
    page = listener.page
    page.evaluate("window.same = true; window.old = document.querySelector('aisha-audio audio')")
    listener.play()
    page.get_by_role("link", name="a few good tools").click()
    page.wait_for_url("**/tools/")
    page.get_by_role("heading", name="Tools").wait_for()
    page.wait_for_function("window.same && window.old.paused")
    listener.start()
    listener.go_to(1)
    assert page.evaluate("window.old.paused")
    page.go_back()
    page.get_by_role("heading", name="Keeping an orchard").wait_for()
    listener.start()
    listener.go_to(1)
    listener.part("next").click()
    listener.until_current(2)
    assert page.evaluate("window.same")
    assert listener.complaints == []
    page.close()


def test_instant_navigation_swaps_players_cleanly_in_firefox(material: str, firefox: Firefox):
    """One page's sound ends with it, the next page's player works, and so back again."""
    firefox.open(f"{material}/")
    firefox.until("performance.getEntriesByName(`${location.origin}/sitemap.xml`).length")
    firefox.ask("void (window.old = audio)")
    title = firefox.ask("player.dataset.title")
    firefox.click("part('play')")
    firefox.until("!audio.paused && audio.currentTime > 0")
    firefox.ask("void document.querySelector('p[data-audio-block] a[href*=tools]').click()")
    firefox.until("location.pathname == '/tools/' && player?.dataset.title == 'Tools'")
    firefox.until("window.old?.paused && audio != window.old")
    firefox.start()
    firefox.go_to(1)
    firefox.ask("void history.back()")
    firefox.until(f"player?.dataset.title == '{title}'")
    firefox.start()
    firefox.go_to(2)
    assert firefox.ask("window.old?.paused") is True


def test_instant_navigation_does_not_stop_the_sound_for_a_jump_in_the_page(
    material: str, browser: Browser
):
    """A click in the table of contents, and one on a permalink; the reader is left there."""
    listener = _with_instant_navigation(browser, material)
    page = listener.page
    page.evaluate("window.same = true")
    listener.part("speed").select_option("0.5")
    listener.play()
    for link in (
        page.locator(".md-nav--secondary a", has_text="In old age").first,
        page.locator("#a-year-later .headerlink"),
    ):
        place = listener.time
        link.evaluate("e => e.click()")
        page.wait_for_function("scrollY > 100")
        listener.until(f"!audio.paused && audio.currentTime > {place}")
        listener.wait(1500)
        assert listener.ask("audio.paused") is False
        assert page.locator("aisha-audio").count() == 1
        scrolled = listener.place_at_rest()
        listener.ask("audio.currentTime += 8")
        listener.wait(1500)
        assert listener.place_at_rest() == scrolled
    assert page.evaluate("window.same")
    assert page.evaluate("window.told.filter(({ name }) => name == 'pause').length") == 0
    assert listener.complaints == []
    page.close()


def test_instant_navigation_goes_on_with_the_next_page(material: str, browser: Browser):
    """At the end of a page the next one is swapped in and speaks."""
    listener = _with_instant_navigation(browser, material)
    page = listener.page
    page.evaluate("window.same = true")
    listener.part("more").click()
    page.get_by_label("Continue with the next page").check()
    listener.play()
    listener.ask("audio.currentTime = audio.duration - 0.5")
    page.wait_for_url("**/tools/")
    page.get_by_role("heading", name="Tools").wait_for()
    listener.until_told("play", title="Tools")
    expect(page.locator("[data-audio-current]")).to_have_count(1)
    assert page.evaluate("window.same")
    page.close()


def test_the_switch_to_dark_is_followed(material: str, browser: Browser):
    """The theme's own switch changes the player's colours with the page's."""
    listener = Listener(browser.new_page())
    listener.open(f"{material}/")
    # They are taken with the first frame.
    listener.until("document.documentElement.style.getPropertyValue('--aisha-audio-link')")
    before = listener.part("play").evaluate("e => getComputedStyle(e).color")
    listener.page.locator("label[for=__palette_1]").click()
    expect(listener.part("play")).not_to_have_css("color", before)
    listener.page.close()
