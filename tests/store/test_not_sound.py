"""What the API gives is kept as paid sound only where it is sound."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from aisha_docs_audio.errors import SpendingStoppedError, UnsettledError
from tests.payments.conftest import book, site
from tests.payments.site import HURRY, Site, expected, uzbek
from tests.sites import MkDocsSite, speaking_to

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aisha_docs_audio.emulator.testing import AccountBook, Emulator

    Book = Callable[[], AccountBook]

__all__ = ["book", "site"]

NOT_SOUND = ("codec", "stub", "notaudio")
PAGES = 24
TEXT = "Bu matn ovozi hali buzuq."


@pytest.mark.parametrize("fault", NOT_SOUND)
def test_what_is_no_sound_is_fetched_later_and_never_bought_again(
    site: Site, emulator: Emulator, book: Book, fault: str
) -> None:
    """Not even where all the time for giving it up has passed: the API has the sound still."""
    emulator.set_faults({fault: 1.0})
    hasty = dataclasses.replace(HURRY, gone_seconds=0.0, unusable_seconds=0.0, downloads=1)
    for _ in range(3):
        with site.build(retry_policy=hasty) as voice:
            utterance = uzbek(voice, TEXT)
            with pytest.raises(UnsettledError, match=r"/media/.*without paying again"):
                voice.synthesize(utterance)
            assert voice.lookup(utterance) is None
    emulator.set_faults()
    with site.build() as voice:
        sound = voice.synthesize(utterance)
        assert (sound.origin, sound.audio) == ("recovered", expected(utterance))
    assert len(book().charges) == 1


@pytest.mark.parametrize("fault", [*NOT_SOUND, "silence"])
def test_a_voice_that_gives_no_speech_is_not_asked_for_the_whole_site(
    site: Site, emulator: Emulator, book: Book, fault: str
) -> None:
    """Five in a row, and nothing more is bought in this build."""
    emulator.set_faults({fault: 1.0})
    with site.build(retry_policy=dataclasses.replace(HURRY, downloads=1)) as voice:
        told: list[str] = []
        for number in range(PAGES):
            try:
                voice.synthesize(uzbek(voice, f"Matn raqami {number}."))
            except (UnsettledError, SpendingStoppedError) as error:
                told.append(str(error))
    assert len(book().charges) == 5
    assert "5 requests in a row failed" in told[-1]


def test_a_silent_voice_is_one_warning_of_the_build(emulator: Emulator, tmp_path: Path) -> None:
    """However many texts it was: MkDocs counts one line, and the account a few texts."""
    mkdocs = MkDocsSite(folder=tmp_path)
    mkdocs.write(
        {"mkdocs.yml": "plugins: [{aisha-audio: {concurrency: 1, language: uz}}]\nsite_name: S\n"}
    )
    mkdocs.write({f"docs/p{n}.md": f"Sahifa raqami {n}.\n" for n in range(PAGES)})
    emulator.set_faults({"silence": 1.0})
    built = mkdocs.build(environ=speaking_to(emulator))
    assert built.status == 0
    assert sum("gave silence" in line for line in built.warnings) == 1
    assert "and 2 more texts" in built.output
    assert len(emulator.account().charges) == 5
    # What was given is kept: the same texts are not bought again.
    emulator.set_faults()
    mkdocs.build(environ=speaking_to(emulator))
    assert len(emulator.account().charges) == PAGES


BOMB = """
    import io, resource, sys
    import numpy as np, soundfile
    from aisha_docs_audio.sound import check_sound
    from aisha_docs_audio.errors import AudioError

    file = io.BytesIO()
    with soundfile.SoundFile(file, "w", 8000, 8, format="FLAC") as out:
        for _ in range(60):
            out.write(np.zeros((8000 * 60, 8), dtype="int16"))  # an hour in some kilobytes
    print(len(file.getvalue()), file=sys.stderr)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        check_sound(file.getvalue())
    except AudioError as error:
        print(error)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000)
"""


def test_an_hour_in_a_few_bytes_takes_no_memory() -> None:
    """A file that swells when it is decoded is refused by what its header says."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(BOMB)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["3600 s of sound are too long for one text.", "True"]
