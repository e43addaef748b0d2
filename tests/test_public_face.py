"""What others may build on: pinned names, and an import that loads nothing. Types: `typing/`."""

from __future__ import annotations

import subprocess
import sys

import pytest

import aisha_docs_audio


def test_the_face_is_these_names() -> None:
    """A name that is taken away, or gets in unseen, breaks somebody's code."""
    assert aisha_docs_audio.__all__ == [
        "AishaAudioError",
        "AudioFolder",
        "BuildResult",
        "NarratedPage",
        "Narration",
        "Page",
        "PageSource",
        "Progress",
        "Published",
        "ReadPage",
        "Settings",
        "SettingsError",
        "SiteBuild",
        "Sound",
        "Utterance",
        "Voice",
        "VoiceError",
        "WrittenPage",
        "__version__",
    ]


@pytest.mark.parametrize("name", aisha_docs_audio.__all__)
def test_every_name_is_there(name: str) -> None:
    """And is called so where it is defined."""
    found = getattr(aisha_docs_audio, name)

    assert name in {"__version__", getattr(found, "__name__", None)}
    assert name in dir(aisha_docs_audio)


def test_another_name_is_none() -> None:
    """As of every module."""
    with pytest.raises(AttributeError, match="no attribute 'Narrator'"):
        getattr(aisha_docs_audio, "Narrator")  # noqa: B009


def test_importing_the_package_loads_none_of_its_rooms() -> None:
    """The names are there, and what they cost is paid by who asks for them."""
    code = (
        "import sys, aisha_docs_audio\n"
        "print(*[name for name in sys.modules if name.startswith('aisha_docs_audio.')])\n"
        "aisha_docs_audio.Settings\n"
        "print('numpy' in sys.modules, 'requests' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == ["", "False False"]
