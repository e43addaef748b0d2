"""`make demo`: what it installs, what it says of a busy port, and the page that it opens."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from aisha_docs_audio.settings.languages import LANGUAGES
from tests.player.listener import PATIENCE_MS

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def rule(target: str) -> str:
    """Return the lines of one of the Makefile's rules."""
    [found] = re.findall(rf"^{re.escape(target)}:.*\n(?:\t.*\n)*", MAKEFILE, flags=re.MULTILINE)
    return found


def test_a_busy_port_is_said_before_anything_is_built() -> None:
    """With the way to another one."""
    assert rule("demo").split()[1] == "port-is-free"
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = str(busy.getsockname()[1])
        done = run_check(port)
    assert done.returncode == 1
    assert f"Port {port} cannot be used" in done.stderr
    assert "make demo PORT=" in done.stderr
    assert run_check("0").returncode == 0
    assert "Traceback" not in run_check("http").stderr


def run_check(port: str) -> subprocess.CompletedProcess[str]:
    """Run the check as the Makefile does."""
    return subprocess.run(
        [ROOT / ".ci/port-is-free", sys.executable, port],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_demo_installs_no_tools_of_tests_and_lint_and_never_pays() -> None:
    """Nor does Material's box frighten anybody."""
    install = rule("$(DEMO_VENV)/ready")
    assert re.findall(r"--group (\w+)", install) == ["demo"]
    builds = [line for line in rule("site").splitlines() if "build -" in line]
    assert len(builds) == 2
    assert all(line.startswith("\tAISHA_API_KEY= ") for line in builds)
    assert "NO_MKDOCS_2_WARNING=1" in builds[0]
    # pip 26 shows setuptools' warning of every editable install, in a box too.
    assert "PYTHONWARNINGS=ignore::UserWarning" in install


def test_the_opening_page_leads_to_every_language_of_both_hosts() -> None:
    """Each in its own words; a script puts the reader's first."""
    page = (ROOT / "example_site/demo.html").read_text("utf-8")
    sections = re.findall(r'<section lang="(\w+)">(.*?)</section>', page, flags=re.DOTALL)
    assert {language for language, _ in sections} == set(LANGUAGES)
    for language, text in sections:
        folder = "" if language == "uz" else f"{language}/"
        links = re.findall(r'href="([^"]+)"', text)
        assert links == [f"mkdocs/{folder}", f"sphinx/docs/{language}/index.html"]


@pytest.mark.browser
def test_the_readers_own_language_comes_first(browser: Browser) -> None:
    """By navigator.languages; a reader of none of them gets English first."""
    for locale, first in {"ru-RU": "ru", "uz-UZ": "uz", "de-DE": "en"}.items():
        context = browser.new_context(locale=locale)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto((ROOT / "example_site/demo.html").as_uri())
        assert page.locator("section").first.get_attribute("lang") == first
        assert page.locator("html").get_attribute("lang") == first
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        context.close()
