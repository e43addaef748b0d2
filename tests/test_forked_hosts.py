"""A build that is copied from a template is the build that a user starts."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from aisha_docs_audio.emulator.testing import Emulator
from tests.forked_hosts import run_module
from tests.sites import Built, MkDocsSite, SphinxSite, speaking_to

# Of an interpreter that reads this as it starts there is no copy.
STARTED = {"PYTHONHASHSEED": "7"}
MKDOCS_YML = "site_name: x\ntheme: mkdocs\nplugins: [{aisha-audio: {language: uz}}]\n"
CONF_PY = 'extensions = ["aisha_docs_audio.sphinx_ext"]\naisha_audio_language = "uz"\n'


def told(built: Built) -> str:
    """Return what a build has printed, without its times."""
    return re.sub(r"\d+\.\d+ (?=seconds)|\d:\d\d", "", built.output)


@pytest.mark.parametrize("host", ["mkdocs", "sphinx"])
def test_a_copy_builds_what_a_process_of_its_own_builds(
    host: str, emulator: Emulator, tmp_path: Path
) -> None:
    """The same files, the same words, from the same folder, for the same money."""
    site: MkDocsSite | SphinxSite
    if host == "mkdocs":
        site = MkDocsSite(folder=tmp_path)
        site.write({"mkdocs.yml": MKDOCS_YML, "docs/index.md": "# Salom\n\nMatn.\n"})
    else:
        site = SphinxSite(folder=tmp_path)
        site.write({"conf.py": CONF_PY, "index.rst": "Salom\n=====\n\nMatn.\n"})
    site.build(environ=speaking_to(emulator))
    fresh = ["-E"] if host == "sphinx" else []
    paid = emulator.account().charged_characters
    copied = site.build(*fresh, environ=speaking_to(emulator))
    page = re.sub(r"Build Date UTC.*", "", copied.html("index.html"))
    files = copied.files("**/*")
    started = site.build(*fresh, environ={**speaking_to(emulator), **STARTED})
    assert copied.status == started.status == 0
    assert told(copied) == told(started)
    assert page == re.sub(r"Build Date UTC.*", "", started.html("index.html"))
    assert files == started.files("**/*")
    assert emulator.account().charged_characters == paid


@pytest.mark.parametrize("beside", [{}, STARTED], ids=["copied", "started"])
def test_a_command_has_its_own_folder_streams_and_status(
    beside: dict[str, str], tmp_path: Path
) -> None:
    """Errors stand apart where they are wanted apart."""
    (tmp_path / "cache").mkdir()
    environ = {**os.environ, **beside}
    command = ["aisha_docs_audio", "cache", "info", "--cache-dir", "cache"]
    done = run_module(command, tmp_path, environ, apart=True)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    wrong = run_module(["aisha_docs_audio", "no-such-command"], tmp_path, environ, apart=True)
    assert wrong.returncode == 2
    assert wrong.stdout == ""
    assert "no-such-command" in wrong.stderr
    together = run_module(["aisha_docs_audio", "no-such-command"], tmp_path, environ)
    assert "no-such-command" in together.stdout
