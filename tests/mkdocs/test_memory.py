"""What a first build holds in memory does not grow with how many texts are spoken at once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from aisha_docs_audio.emulator.testing import running
from aisha_docs_audio.emulator.tone import tone
from tests.sites import MkDocsSite, speaking_to

TEXTS = ["".join(f"Bu {n}-matnning {m}-gapi. " for m in range(30)).strip() for n in range(40)]
MKDOCS_YML = """\
site_name: x
theme: mkdocs
plugins: [{aisha-audio: {language: uz, concurrency: 64, warn_minutes: 0, max_characters: 99999}}]
"""
BUILD = """\
import gc, sys, tracemalloc
import numpy, soundfile, soxr, lameenc, mkdocs.__main__
import aisha_docs_audio.sound.clip, aisha_docs_audio.voices.aisha
from aisha_docs_audio.build.synthesis_pool import SynthesisPool
from aisha_docs_audio.model import Block, Line, ShownBlock, Utterance

run = SynthesisPool.run

def traced(self, *arguments, **options):
    gc.collect()
    texts = (Block, Line, ShownBlock, Utterance)
    print("TEXTS", sum(isinstance(each, texts) for each in gc.get_objects()))
    tracemalloc.start()
    run(self, *arguments, **options)
    print("PEAK", tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()

SynthesisPool.run = traced
sys.argv = ["mkdocs", "build"]
mkdocs.__main__.cli()
"""
"""A build as the command does it, that tells how many texts it holds as objects when it begins to
speak, and how many bytes its speaking had at most."""


def test_of_40_sounds_that_come_at_once_few_are_in_memory(tmp_path: Path) -> None:
    """One thread alone has 15 (one decoded, and what is imported); 64 threads not many more.

    Of the texts of its pages a build keeps none as objects: they are folded until they are spoken.
    """
    site = MkDocsSite(folder=tmp_path)
    site.write({"mkdocs.yml": MKDOCS_YML, "docs/index.md": "\n\n".join(TEXTS)})
    # They are asked for one after the other at first: the throttle starts slowly.
    with running(latency_seconds=0.3) as emulator:
        done = subprocess.run(
            [sys.executable, "-c", BUILD],
            cwd=tmp_path,
            env={**os.environ, **speaking_to(emulator)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=True,
        )
        assert len(emulator.account().charges) == len(TEXTS), done.stdout
    assert re.findall(r"^TEXTS (\d+)$", done.stdout, re.MULTILINE) == ["0"]
    [peak] = re.findall(r"^PEAK (\d+)$", done.stdout, re.MULTILINE)
    sound = len(tone(TEXTS[0]))
    assert int(peak) < 27 * sound, f"{int(peak) / sound:.1f} sounds"
