"""`mkdocs serve`: a preview never pays unless it is told to."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from aisha_docs_audio.emulator.testing import Emulator
from aisha_docs_audio.player.labels import labels_of
from tests.mkdocs.conftest import INDEX, MKDOCS_YML
from tests.ports import reserved_port
from tests.sites import MkDocsSite, speaking_to

PARTIAL = f'<p slot="note">{labels_of("uz").partial}</p>'

NEW = INDEX.replace("Birinchi xatboshi", "Yangi xatboshi")
DEADLINE_SECONDS = 300


class Preview:
    """A running `mkdocs serve`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.lines: list[str] = []
        self._changed = threading.Condition()
        self._process = process
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.url = ""

    def get(self, page: str = "") -> str:
        """One page, as a browser gets it."""
        answer = requests.get(self.url + page, timeout=DEADLINE_SECONDS)
        answer.raise_for_status()
        return answer.content.decode()

    def wait_for(self, pattern: str, count: int = 1) -> re.Match[str]:
        """Wait until it printed so many lines like this; gives the last of them."""

        def found() -> list[re.Match[str]]:
            return [match for line in self.lines if (match := re.search(pattern, line))]

        with self._changed:
            ok = self._changed.wait_for(lambda: len(found()) >= count, DEADLINE_SECONDS)
            assert ok, "".join(self.lines)
            return found()[-1]

    def end(self) -> None:
        """Read what it printed last."""
        self._reader.join(DEADLINE_SECONDS)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._changed:
                self.lines.append(line)
                self._changed.notify_all()


@contextmanager
def serving(site: MkDocsSite, environ: dict[str, str]) -> Iterator[Preview]:
    """Serve a site on a free port for as long as the block lasts."""
    command = [sys.executable, "-u", "-m", "mkdocs", "serve", "--livereload", "-a"]
    # MkDocs takes port 0 and says which one it got only as 0.
    with reserved_port() as port:
        process = subprocess.Popen(
            [*command, f"127.0.0.1:{port}"],
            cwd=site.folder,
            env={**os.environ, **environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        preview = None
        try:
            preview = Preview(process)
            preview.url = preview.wait_for(r"Serving on (http://\S+)")[1]
            yield preview
        finally:
            process.terminate()
            process.wait(DEADLINE_SECONDS)
            if preview is not None:
                preview.end()
            process.stdout.close()


def test_a_preview_pays_nothing_and_plays_what_is_cached(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """New blocks are left out, and the player says so."""
    site.build(environ=speaking_to(emulator))
    before = emulator.account()
    site.write({"docs/index.md": NEW})
    with serving(site, speaking_to(emulator)) as preview:
        index, guide = preview.get(), preview.get("guide/start/")
    assert emulator.account() == before
    assert re.search(r'data-cues="1 [^"]*,3 [^"]*"', index)
    assert PARTIAL in index
    assert "<aisha-audio " in guide
    assert PARTIAL not in guide


def test_a_preview_of_an_empty_cache_says_what_is_not_spoken_and_the_way_out(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Nothing is paid for, the line says how to hear it, and the local voice speaks meanwhile.

    Who has a key hears no less than who has none.
    """
    with serving(site, speaking_to(emulator)) as preview:
        [line] = [preview.wait_for("segment.*minutes of audio").string]
        assert "<aisha-audio " in preview.get()
    assert re.search(r"2 pages narrated, 5 segments: 0 from the cache, 5 segments not", line)
    assert re.search(r"5 segments not spoken yet, \d+ characters", line)
    assert "`mkdocs build`, or the option preview" in line
    assert "0 characters paid for" in line
    assert emulator.account().requests == 0


def test_a_preview_may_speak_new_text_with_the_local_voice(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """`preview: local` pays nothing either, and leaves nothing out; drafts are shown and heard."""
    site.build(environ=speaking_to(emulator))
    before = emulator.account()
    config = f"{MKDOCS_YML}      preview: local\ndraft_docs: draft.md\n"
    draft = "# Qoralama\n\nHali tayyor emas.\n"
    site.write({"mkdocs.yml": config, "docs/index.md": NEW, "docs/draft.md": draft})
    with serving(site, speaking_to(emulator)) as preview:
        index = preview.get()
        assert "<aisha-audio " in preview.get("draft/")
    assert emulator.account() == before
    assert re.search(r'data-cues="1 [^"]*,2 [^"]*,3 [^"]*"', index)
    assert PARTIAL not in index


def test_a_preview_pays_when_it_is_told_to(site: MkDocsSite, emulator: Emulator) -> None:
    """`preview: full` is as a build."""
    site.write({"mkdocs.yml": f"{MKDOCS_YML}      preview: full\n"})
    with serving(site, speaking_to(emulator)) as preview:
        assert "<aisha-audio " in preview.get()
    assert len(emulator.account().charges) == 5


def test_an_edit_under_a_preview_is_heard_and_does_not_rebuild_for_ever(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """One edit, one rebuild."""
    site.write({"mkdocs.yml": f"{MKDOCS_YML}      voice: local\n"})
    with serving(site, speaking_to(emulator)) as preview:
        first = preview.get()
        site.write({"docs/index.md": NEW})
        preview.wait_for("minutes of audio", 2)
        preview.wait_for("Reloading|Browser connected|Documentation built", 2)
        second = preview.get()
        assert re.findall('audio controls[^>]*src="([^"]*)', first) != re.findall(
            'audio controls[^>]*src="([^"]*)', second
        )
        preview.get()
        assert sum("Building documentation" in line for line in preview.lines) == 2
