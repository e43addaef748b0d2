"""The real sphinx-autobuild: a preview that does not pay, and that comes to rest."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from aisha_docs_audio.emulator.testing import running
from tests.ports import reserved_port
from tests.sites import SphinxSite, speaking_to
from tests.sphinx.conftest import INDEX

DEADLINE_SECONDS = 300
REST_SECONDS = 6
"""Longer than it waits for more changes before it builds; a loop shows itself in less."""


@contextmanager
def watching(site: SphinxSite, log: Path, environ: dict[str, str], *options: str) -> Iterator[None]:
    """Run sphinx-autobuild for as long as the block lasts."""
    with reserved_port() as port, log.open("w") as out:
        command = [sys.executable, "-u", "-m", "sphinx_autobuild", "--port", str(port)]
        process = subprocess.Popen(
            [*command, *options, ".", "_build/html"],
            cwd=site.folder,
            env={**os.environ, **environ},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(DEADLINE_SECONDS)


def wait_for(log: Path, pattern: str, count: int) -> None:
    """Wait until so many lines of what was printed are like this."""
    for _ in range(DEADLINE_SECONDS * 10):
        if len(re.findall(pattern, log.read_text("utf-8", "replace"))) >= count:
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8", "replace"))


@pytest.mark.parametrize(
    ("options", "most"), [((), 2), (("--ignore", "*/.cache/*"), 1)], ids=["plain", "ignoring"]
)
def test_an_edit_is_built_at_most_twice_and_pays_nothing(
    site: SphinxSite, tmp_path: Path, options: tuple[str, ...], most: int
) -> None:
    """The cache lies in the watched folder; a build that finds all in it changes nothing there.

    Once, where sphinx-autobuild is told not to watch the cache.
    """
    pytest.importorskip("sphinx_autobuild")
    log = tmp_path.parent / f"{tmp_path.name}.log"
    with running() as emulator:
        site.build(environ=speaking_to(emulator))
        paid = emulator.account().charged_characters
        with watching(site, log, speaking_to(emulator), *options):
            wait_for(log, "minutes of audio", 1)
            wait_for(log, "Waiting to detect changes", 1)
            # What the first build wrote may still be on its way to the watcher.
            time.sleep(REST_SECONDS)
            before = len(re.findall("minutes of audio", log.read_text("utf-8", "replace")))
            site.write({"index.rst": INDEX.replace("first", "changed")})
            wait_for(log, "minutes of audio", before + 1)
            time.sleep(REST_SECONDS)
            built = len(re.findall("minutes of audio", log.read_text("utf-8", "replace"))) - before
        assert emulator.account().charged_characters == paid
        assert before <= 2
        assert 1 <= built <= most, log.read_text("utf-8", "replace")
        page = (site.folder / "_build/html/index.html").read_text("utf-8")
        assert 'slot="note"' in page
