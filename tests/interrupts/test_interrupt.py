"""Ctrl+C during a build: it ends soon, sends nothing more, keeps what was asked for."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from aisha_docs_audio.emulator.testing import Emulator, running
from tests.sites import Built, MkDocsSite, Site, SphinxSite, speaking_to

pytestmark = pytest.mark.chaos

TEXTS = [f"Matn raqami {number}." for number in range(16)]
TIMEOUT_SECONDS = 4
DEADLINE_SECONDS = 300

MKDOCS_YML = f"""\
site_name: x
theme: mkdocs
plugins: [{{aisha-audio: {{language: uz, timeout: {TIMEOUT_SECONDS}, preview: full}}}}]
"""
CONF_PY = f"""\
extensions = ["aisha_docs_audio.sphinx_ext"]
aisha_audio_language = "uz"
aisha_audio_timeout = {TIMEOUT_SECONDS}
"""
COMMANDS = {
    "build": ["mkdocs", "build"],
    "serve": ["mkdocs", "serve", "-a", "127.0.0.1:0"],
    "sphinx": ["sphinx", "-b", "html", ".", "_build"],
    "narrate": ["aisha_docs_audio", "narrate", "site"],
}


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    """Let the builds hear SIGINT: a shell that starts tests behind its prompt has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class NarratedSite(Site):
    """A folder of built HTML."""

    def build(self, *, environ: Mapping[str, str] | None = None) -> Built:
        """Run `aisha-docs-audio narrate`."""
        return self._run(COMMANDS["narrate"], self.folder / "site", environ or {})


def site_of(command: str, folder: Path) -> MkDocsSite | SphinxSite | NarratedSite:
    """Return a site of many texts for the host that a command belongs to."""
    text = "\n\n".join(TEXTS)
    site: MkDocsSite | SphinxSite | NarratedSite
    if command == "narrate":
        site = NarratedSite(folder=folder)
        page = "".join(f"<p>{each}</p>" for each in TEXTS)
        html = f"<!doctype html><html lang=uz><body><main><h1>Sarlavha</h1>{page}</main>"
        options = f'language = "uz"\ntimeout = {TIMEOUT_SECONDS}\ncontent = "main"\n'
        site.write({"aisha-audio.toml": options, "site/index.html": html})
    elif command == "sphinx":
        site = SphinxSite(folder=folder)
        site.write({"conf.py": CONF_PY, "index.rst": f"Sarlavha\n========\n\n{text}\n"})
    else:
        site = MkDocsSite(folder=folder)
        site.write({"mkdocs.yml": MKDOCS_YML, "docs/index.md": f"# Sarlavha\n\n{text}\n"})
    return site


def printed(site: Site) -> Path:
    """Return the file with what a build of the site prints, to be looked into while it runs."""
    return site.folder.with_name(f"{site.folder.name}-output.txt")


def printed_by(site: Site) -> str:
    """Return what a build of the site has printed so far."""
    return printed(site).read_text("utf-8")


def interrupted(
    command: str,
    site: Site,
    emulator: Emulator,
    ready: Callable[[], bool],
    *,
    signals: Sequence[signal.Signals] = (signal.SIGINT,),
) -> tuple[int, str]:
    """Run a build, send it signals when `ready`; return its exit status and all it printed.

    Each one but the first comes when the build has said that it was interrupted.
    """
    log = printed(site).open("wb")
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", *COMMANDS[command]],
        cwd=site.folder,
        env={**os.environ, **speaking_to(emulator)},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    tick = threading.Event()
    try:
        while process.poll() is None and not ready():
            tick.wait(0.1)
        for number, each in enumerate(signals):
            while number and process.poll() is None and "interrupted" not in printed_by(site):
                tick.wait(0.05)
            if process.poll() is not None:
                break
            # To all of its processes, as a terminal does.
            os.killpg(process.pid, each)
            # People look what came of it: a key in the last moment of Python itself tells nothing.
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=2 if number else 0.1)
        process.wait(timeout=DEADLINE_SECONDS)
    finally:
        process.kill()
        process.wait()
        log.close()
    return process.returncode, printed_by(site)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("command", COMMANDS)
def test_an_interrupted_build_ends_keeps_what_it_paid_for_and_pays_for_nothing_twice(
    command: str, tmp_path: Path
) -> None:
    """No traceback; the requests under way are waited for; the next build goes on from there."""
    site = site_of(command, tmp_path)
    with running(latency_seconds=1.0) as emulator:

        def asked() -> bool:
            return len(emulator.account().charges) >= 4

        status, output = interrupted(command, site, emulator, asked)
        assert "Traceback" not in output
        assert "Exception" not in output
        assert status != 0 or command == "serve"
        charged = emulator.account().charged_characters
        assert len(emulator.account().charges) < len(TEXTS)
        [line] = re.findall(r"interrupted: \d+ segments? generated.*", output)
        assert f"{charged} characters paid for" in line
        assert site.build(environ=speaking_to(emulator)).status == 0
        assert len(emulator.account().charges) == len(TEXTS) + 1


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_request_that_never_ends_is_waited_for_no_longer_than_its_deadline(
    tmp_path: Path,
) -> None:
    """The terminal says what is waited for, and how long at most."""
    site = site_of("build", tmp_path)
    with running() as emulator:
        emulator.set_faults({"hang": 1.0})

        def asked() -> bool:
            return emulator.faults_thrown() >= 4

        status, output = interrupted("build", site, emulator, asked)
    assert status == 1
    assert "Traceback" not in output
    assert f"{TIMEOUT_SECONDS} s at most" in output


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_wait_until_it_is_known_what_was_paid_is_told_and_ends_at_once(tmp_path: Path) -> None:
    """A minute at most is what the terminal says, and Ctrl+C does not last it out."""
    site = site_of("build", tmp_path)
    with running() as emulator:
        emulator.set_faults({"late": 1.0}, count=1, late_seconds=300)
        log = printed(site)

        def asked() -> bool:
            return log.exists() and "waiting for what cannot be told yet" in log.read_text()

        status, output = interrupted("build", site, emulator, asked)
        assert status == 1
        assert "Traceback" not in output
        # All but the heading or text whose answer was lost.
        assert len(emulator.account().charges) == len(TEXTS)


IMPATIENT = {
    "build": [signal.SIGINT, signal.SIGINT],
    "serve": [signal.SIGINT, signal.SIGINT, signal.SIGINT],
    "sphinx": [signal.SIGINT, signal.SIGINT],
    "narrate": [signal.SIGINT, signal.SIGINT],
}


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("command", IMPATIENT)
def test_who_asks_twice_waits_for_nothing_and_loses_nothing(command: str, tmp_path: Path) -> None:
    """A second Ctrl+C ends the wait for what is under way: it is on record, and found later."""
    site = site_of(command, tmp_path)
    with running() as emulator:
        emulator.set_faults({"lost": 1.0})

        def asked() -> bool:
            return len(emulator.account().charges) >= 4

        status, output = interrupted(command, site, emulator, asked, signals=IMPATIENT[command])
        assert "Traceback" not in output
        assert "Exception" not in output
        assert status != 0 or command == "serve"
        assert output.count("interrupted: nothing more is asked for") <= 1
        emulator.set_faults()
        assert site.build(environ=speaking_to(emulator)).status == 0
        assert len(emulator.account().charges) == len(TEXTS) + 1


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("command", ["build", "sphinx", "narrate"])
def test_a_build_that_is_told_to_end_leaves_all_it_paid_for(command: str, tmp_path: Path) -> None:
    """SIGTERM, as a CI job that is cancelled sends it: at once, and nothing is paid for twice."""
    site = site_of(command, tmp_path)
    with running(latency_seconds=0.5) as emulator:

        def asked() -> bool:
            return len(emulator.account().charges) >= 2

        status, output = interrupted(command, site, emulator, asked, signals=[signal.SIGTERM])
        assert status == -signal.SIGTERM
        assert "Traceback" not in output
        assert site.build(environ=speaking_to(emulator)).status == 0
        assert len(emulator.account().charges) == len(TEXTS) + 1
