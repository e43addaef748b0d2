"""Real builds of Docusaurus, VitePress, Starlight, Antora and Astro, heard in two browsers.

They take minutes and hundreds of megabytes: for AISHA_CORPUS=full, as in `make long`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.hosts.built_site import BuiltSite
from tests.hosts.npm_sites import NPM_SITES, NpmSite
from tests.hosts.test_narrate import original
from tests.hosts.test_taken_over import TITLE
from tests.player.firefox import firefox_in
from tests.player.listener import Listener
from tests.player.narrated_site import RangeHandler, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.browser,
    pytest.mark.skipif(os.environ.get("AISHA_CORPUS") != "full", reason="for AISHA_CORPUS=full"),
]

FETCH_SECONDS = 900
OUT_OF_REACH = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "network")
COMPLAINT = "Minified React error"


@pytest.fixture(scope="module", params=NPM_SITES)
def npm_site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[NpmSite, BuiltSite]:
    """A site that its generator has built and that was narrated. Skips without npm."""
    kind = NPM_SITES[request.param]
    if shutil.which("npm") is None:
        pytest.skip("no npm to fetch generators with")
    site = BuiltSite(folder=tmp_path_factory.mktemp(request.param))
    site.write({"package.json": '{"private": true}\n', ".gitignore": "node_modules\n"})
    site.write(kind.files)
    install = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", *kind.packages]
    done = _run(install, site.folder)
    if done.returncode and any(word in done.stdout for word in OUT_OF_REACH):
        pytest.skip(f"the package registry is out of reach: {done.stdout[-200:]}")
    assert done.returncode == 0, done.stdout
    if kind.is_repository:
        author = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        for words in (("init", "-q"), ("add", "."), (*author, "commit", "-qm", "Write pages")):
            assert _run(["git", *words], site.folder).returncode == 0
    command = [str(site.folder / "node_modules" / ".bin" / kind.command[0]), *kind.command[1:]]
    done = _run(command, site.folder)
    assert done.returncode == 0, done.stdout
    before = site.bytes_of(kind.output)
    built = _narrate(site, kind)
    files = site.bytes_of(kind.output)
    _narrate(site, kind)
    assert site.bytes_of(kind.output) == files
    for name, content in before.items():
        if name.endswith(".html"):
            assert original(files[name].decode()).encode() == content
        else:
            assert files[name] == content
    assert built == 0
    return kind, site


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "ASTRO_TELEMETRY_DISABLED": "1", "CI": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=FETCH_SECONDS,
        check=False,
    )


def _narrate(site: BuiltSite, kind: NpmSite) -> int:
    home = BuiltSite(folder=site.folder / "narration")
    home.folder.mkdir(exist_ok=True)
    link = home.folder / "site"
    if not link.exists():
        link.symlink_to(site.folder / kind.output)
    built = home.narrate("--voice=local", "--strict")
    # A site of one page in one language says nothing else; the local voice warns of itself.
    assert "pages narrated" in built.output, built.output
    return 0 if not [line for line in built.warnings if "local" not in line] else 1


@pytest.fixture
def address(npm_site: tuple[NpmSite, BuiltSite]) -> Iterator[str]:
    """Where the site is served, below the path it was built for."""
    kind, site = npm_site
    with serving((site.folder / kind.output).parent, RangeHandler) as server:
        yield f"{server.url}/base/"


def test_it_is_read_as_it_is_meant(npm_site: tuple[NpmSite, BuiltSite]) -> None:
    """Boxes, tabs, listings, tables, notes; no menu, no pager, no button."""
    kind, site = npm_site
    html = (site.folder / kind.output / kind.first_file).read_text("utf-8")
    captions = html.partition('<track kind="captions" src="')[2].partition('"')[0]
    text = (site.folder / kind.output / "aisha-audio" / captions.rpartition("/")[2]).read_text()
    cues = [cue.split("\n", 2)[2].strip() for cue in text.strip().split("\n\n")[1:]]
    assert tuple(cues) == kind.said


def test_it_plays_and_stays_in_chromium(
    npm_site: tuple[NpmSite, BuiltSite], address: str, browser: Browser
) -> None:
    """Taken over without a complaint; followed; on to the next page, and back."""
    kind = npm_site[0]
    context = browser.new_context()
    listener = Listener(context.new_page())
    page = listener.page
    page.goto(address + kind.first)
    page.wait_for_function(f"{TITLE} === 'Page one'")
    page.wait_for_selector("aisha-audio [part~=play]")
    expect(page.locator("aisha-audio")).to_have_count(1)
    expect(page.locator("[data-audio-block]")).to_have_count(len(kind.said))
    listener.note_events()
    listener.start()
    listener.go_to(2)
    page.locator(f"a[href='/base/{kind.second}']").first.click()
    page.wait_for_function(f"{TITLE} === 'Page two'")
    listener.start()
    listener.go_to(2)
    page.go_back()
    page.wait_for_function(f"{TITLE} === 'Page one'")
    page.wait_for_selector("aisha-audio [part~=play]")
    listener.part("more").click()
    listener.part("onward").check()
    listener.start()
    listener.ask("void (audio.currentTime = audio.duration - 0.3)")
    page.evaluate("told.length = 0")
    listener.part("play").click()
    page.wait_for_function(f"{TITLE} === 'Page two'")
    listener.until_told("play", title="Page two")
    assert not [text for text in listener.complaints if COMPLAINT in text or "ydrat" in text]
    context.close()


def test_it_plays_and_stays_in_firefox(
    npm_site: tuple[NpmSite, BuiltSite], address: str, tmp_path: Path
) -> None:
    """The same in the other engine."""
    kind = npm_site[0]
    with firefox_in(tmp_path) as firefox:
        if firefox is None:
            pytest.skip("no Firefox to test with; .ci/install-browsers installs one")
        firefox.open(address + kind.first)
        firefox.until(f"{TITLE} === 'Page one' && player.shadowRoot")
        firefox.start()
        firefox.go_to(2)
        firefox.ask(f"""void document.querySelector("a[href='/base/{kind.second}']").click()""")
        firefox.until(f"{TITLE} === 'Page two' && player.shadowRoot")
        firefox.start()
        firefox.go_to(2)
        assert firefox.ask("document.querySelectorAll('aisha-audio').length") == 1
