"""A browser, a small narrated site, servers, and a listener to drive its pages."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

import pytest

from tests.player.firefox import Firefox, firefox_in
from tests.player.listener import Listener
from tests.player.narrated_site import (
    FOLDS,
    PlainHandler,
    RangeHandler,
    Server,
    make_sound,
    serving,
    write_page,
    write_site,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site of several narrated pages."""
    folder = tmp_path_factory.mktemp("site")
    write_site(folder)
    short = make_sound(8, 0.35)
    long = make_sound(8, 12)
    write_page(folder, "short.html", short, title="A page", site="A site")
    write_page(folder, "long.html", long, title="A long page", site="A site", next_url="next.html")
    write_page(folder, "next.html", long)
    write_page(folder, "dark.html", long, head='<link rel="stylesheet" href="dark.css">')
    write_page(folder, "off.html", long, mini_player=False, highlight=False)
    write_page(folder, "edited.html", long, track="edited-1")
    write_page(folder, "folds.html", long, body=FOLDS)
    write_page(folder, "quick.html", make_sound(2, 0.3), next_url="next.html")
    return folder


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[Server]:
    """Serve the site as real hosts do, with ranges."""
    with serving(site, RangeHandler) as running:
        yield running


@pytest.fixture(scope="session")
def plain_server(site: Path) -> Iterator[Server]:
    """Serve the site as Python's http.server does, with no ranges."""
    with serving(site, PlainHandler) as running:
        yield running


def _close(context: BrowserContext) -> None:
    with suppress(Exception):
        context.close()


@pytest.fixture
def listen(browser: Browser, server: Server) -> Iterator[Callable[..., Listener]]:
    """Open pages of the site, each in a browser context of its own; `options` are the context's.

    Whatever the page complains about in its console fails the test.
    """
    with ExitStack() as stack:
        listeners = []

        def opened(
            path: str, *, url: str = server.url, script: bool = True, **options: Any
        ) -> Listener:
            context = browser.new_context(java_script_enabled=script, **options)
            stack.callback(_close, context)
            listener = Listener(context.new_page())
            listeners.append(listener)
            if script:
                listener.open(f"{url}/{path}")
            else:
                listener.page.goto(f"{url}/{path}")
            return listener

        yield opened
        for listener in listeners:
            assert listener.complaints == []


@pytest.fixture(scope="module")
def running_firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Give one Firefox for all tests of a module: it starts slowly."""
    with firefox_in(tmp_path_factory.mktemp("firefox")) as running:
        if running is None:
            pytest.skip("no Firefox to test with; .ci/install-browsers installs one")
        yield running


@pytest.fixture
def firefox(running_firefox: Firefox) -> Iterator[Firefox]:
    """Give that Firefox to somebody who was never on any page."""
    with running_firefox.visitor() as visitor:
        yield visitor
