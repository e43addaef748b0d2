"""Players in pages that a script takes over and replaces, in Chromium and in Firefox."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.hosts.built_site import BuiltSite
from tests.hosts.taken_over import BASE, files_of
from tests.hosts.test_narrate import original
from tests.player.firefox import firefox_in
from tests.player.listener import PATIENCE_MS, Listener
from tests.player.narrated_site import RangeHandler, serving
from tests.sites import Built

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

TITLE = "document.querySelector('aisha-audio')?.dataset.title"


@pytest.fixture(scope="module", params=["react", "vue"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site with its players, below the path that it is made for. Its start page has none."""
    site = BuiltSite(folder=tmp_path_factory.mktemp("taken-over"))
    site.write({f"site{BASE}{name}": text for name, text in files_of(request.param).items()})
    return narrate(site)


def narrate(site: BuiltSite) -> Built:
    """Narrate the folder that is served below the base."""
    folder = BuiltSite(folder=site.folder / "site")
    (folder.folder / "site").symlink_to("base")
    built = folder.narrate("--exclude=/index.html", "--voice=local")
    assert built.status == 0, built.output
    (folder.folder / "site").unlink()
    return Built(status=0, output=built.output, site=folder.folder / "base")


@pytest.fixture
def listener(browser: Browser, built: Built) -> Iterator[Listener]:
    """One person before the site, which is open at its start page."""
    with serving(built.site.parent, RangeHandler) as server:
        context = browser.new_context()
        listener = Listener(context.new_page())
        listener.page.goto(f"{server.url}{BASE}")
        listener.page.wait_for_function("window.isHydrated")
        yield listener
        assert not listener.complaints
        assert listener.page.evaluate("window.complaints") == []
        context.close()


def test_all_is_as_it_was_but_for_what_is_added(built: Built) -> None:
    """Pages without a player have the scripts, from which to go on to those that have one."""
    files = files_of("vue")
    for name in ("index.html", "one/index.html"):
        assert original(built.html(name)) == files[name]
    assert "<aisha-audio " not in built.html("index.html")
    for name in ("index.html", "one/index.html", "two/index.html"):
        assert built.html(name).count('<script src="/base/aisha-audio/aisha-audio-hydration-') == 1


def test_a_player_survives_being_taken_over_and_page_after_page(listener: Listener) -> None:
    """It comes behind the framework, follows, goes on to the next page and back."""
    page = listener.page
    page.goto(f"{page.url}one/")
    page.wait_for_function(f"{TITLE} === 'Page one'")
    # Taken over, not written anew.
    assert page.evaluate("heading.isConnected && heading.nextElementSibling.localName") == (
        "aisha-audio"
    )
    listener.note_events()
    listener.start()
    listener.go_to(2)
    # The same words once more are the fourth block, not the second.
    numbers = "all => all.map(each => +each.dataset.audioBlock)"
    assert page.eval_on_selector_all("p[data-audio-block]", numbers) == [2, 3, 4]

    page.click("text=Two")
    page.wait_for_function(f"{TITLE} === 'Page two'")
    assert page.evaluate("location.pathname") == "/base/two"
    assert page.locator("aisha-audio").count() == 2  # one is the page's own mark of its place
    assert page.evaluate("document.querySelector('aisha-audio.x').previousSibling.dataset.title")
    listener.start()
    listener.go_to(2)

    page.go_back()
    page.wait_for_function(f"{TITLE} === 'Page one'")
    # The framework shows something anew, for reasons of its own.
    page.evaluate("render()")
    page.wait_for_function(f"{TITLE} === 'Page one'")
    listener.part("more").click()
    listener.part("onward").check()
    listener.start()
    listener.ask("void (audio.currentTime = audio.duration - 0.2)")
    page.evaluate("told.length = 0")
    listener.part("play").click()
    page.wait_for_function(f"{TITLE} === 'Page two'")
    listener.until_told("play", title="Page two")


def test_a_page_without_a_player_leads_to_players(listener: Listener) -> None:
    """From the start page, which is not narrated."""
    listener.page.click("text=One")
    listener.page.wait_for_function(f"{TITLE} === 'Page one'")
    listener.start()
    listener.go_to(2)
    listener.page.evaluate("history.pushState(null, '', '/base/'); render()")
    listener.page.wait_for_function("!document.querySelector('aisha-audio')")


def test_a_page_that_nobody_takes_over_has_its_player(browser: Browser, built: Built) -> None:
    """Its script fails, or is turned off: after a while, or at once."""
    with serving(built.site.parent, RangeHandler) as server:
        for has_scripts in (True, False):
            context = browser.new_context(java_script_enabled=has_scripts)
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.route("**/app.js", lambda route: route.abort())
            page.goto(f"{server.url}{BASE}one/")
            page.wait_for_selector("h1 + aisha-audio" if has_scripts else "aisha-audio audio")
            context.close()


def test_the_same_in_firefox(built: Built, tmp_path: object) -> None:
    """Taken over, followed, page after page."""
    with firefox_in(tmp_path) as firefox, serving(built.site.parent, RangeHandler) as server:
        if firefox is None:
            pytest.skip("no Firefox to test with; .ci/install-browsers installs one")
        firefox.open(f"{server.url}{BASE}one/")
        firefox.until(f"{TITLE} === 'Page one'")
        firefox.start()
        firefox.go_to(2)
        firefox.ask("void [...document.links].at(-1).click()")
        firefox.until(f"{TITLE} === 'Page two'")
        firefox.start()
        firefox.go_to(2)
        assert firefox.ask("complaints") == []
