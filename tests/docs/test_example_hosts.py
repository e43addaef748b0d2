"""The example site built by both hosts, without a sound: what each would have spoken."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from aisha_docs_audio.build.estimate import FILE_VARIABLE, Estimate, read_estimate
from tests.forked_hosts import run_module

pytest.importorskip("mkdocs_static_i18n")
pytest.importorskip("myst_parser")
pytest.importorskip("sphinx_inline_tabs")

EXAMPLE = Path(__file__).parents[2] / "example_site"


def build(scratch: Path, *command: str) -> tuple[Estimate, str]:
    """Build with a host; gives what the plugin would speak, and what the build said."""
    survey = scratch / "survey.jsonl"
    plain = {name: value for name, value in os.environ.items() if not name.startswith("AISHA_")}
    environ = {**plain, "AISHA_AUDIO": "estimate", FILE_VARIABLE: str(survey)}
    done = run_module(command, scratch, environ)
    assert done.returncode == 0, done.stdout
    return read_estimate(survey), done.stdout


@pytest.fixture(scope="module")
def mkdocs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Estimate, str]:
    """Build with MkDocs."""
    scratch = tmp_path_factory.mktemp("mkdocs")
    return build(
        scratch, "mkdocs", "build", "-f", str(EXAMPLE / "mkdocs.yml"), "-d", str(scratch / "site")
    )


@pytest.fixture(scope="module")
def sphinx(tmp_path_factory: pytest.TempPathFactory) -> tuple[Estimate, str]:
    """Build with Sphinx, every warning an error."""
    scratch = tmp_path_factory.mktemp("sphinx")
    return build(scratch, "sphinx", "-W", "-d", str(scratch), str(EXAMPLE), str(scratch / "site"))


@pytest.mark.xdist_group("example-hosts")
def test_both_hosts_read_the_same(
    mkdocs: tuple[Estimate, str], sphinx: tuple[Estimate, str]
) -> None:
    """What one host has paid for the other finds in the cache; Sphinx adds its start page."""
    extra = set(sphinx[0].utterances) - set(mkdocs[0].utterances)

    assert set(mkdocs[0].utterances) <= set(sphinx[0].utterances)
    assert {utterance.language for utterance in extra} == {"uz", "en", "ru"}
    assert len(extra) == 3


@pytest.mark.xdist_group("example-hosts")
def test_mkdocs_finds_nothing_to_complain_about(mkdocs: tuple[Estimate, str]) -> None:
    """No broken link, no missing page; the one warning is i18n's on its language menu."""
    warnings = re.findall(r"^WARNING.*", mkdocs[1], flags=re.MULTILINE)

    assert [line for line in warnings if "mkdocs_static_i18n" not in line] == []
