"""What users install holds what the source tree holds."""

from __future__ import annotations

import os
from importlib.metadata import entry_points, files
from pathlib import Path

import pytest

import aisha_docs_audio

HERE = Path(__file__).parent.parent
PACKAGES = {
    "aisha_docs_audio": "aisha_docs_audio",
    "mkdocs_plugin": "aisha_docs_audio/mkdocs_plugin",
    "sphinx_ext": "aisha_docs_audio/sphinx_ext",
}


def test_the_wheel_holds_every_file_of_the_package() -> None:
    """A sub-package that is not listed in pyproject.toml is left out without a word."""
    if "AISHA_SOURCE_TREE" not in os.environ:
        pytest.skip("the wheel is not installed; `make test` installs it")
    tree = Path(os.environ["AISHA_SOURCE_TREE"])
    there = {
        path.relative_to(tree).as_posix().replace(source, installed, 1)
        for source, installed in PACKAGES.items()
        for path in (tree / source).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    # Only a checkout asks whether what is made of the player's sources is still theirs.
    there.discard("aisha_docs_audio/player/built/sources.sha256")
    found = {str(file) for file in files("aisha-docs-audio") or []}
    assert not there - found


def test_tests_do_not_run_against_the_source_tree() -> None:
    """Under `make test` the package is the installed one."""
    if "AISHA_SOURCE_TREE" not in os.environ:
        pytest.skip("the wheel is not installed; `make test` installs it")
    assert not Path(aisha_docs_audio.__file__).is_relative_to(HERE)
    assert "site-packages" in aisha_docs_audio.__file__


def test_hosts_find_the_plugin_by_its_name() -> None:
    """The entry point loads."""
    [entry] = entry_points(group="mkdocs.plugins", name="aisha-audio")
    assert entry.load().__name__ == "AishaAudioPlugin"
