"""Sentence ends against rules that others wrote: pySBD's, read from its source distribution."""

from __future__ import annotations

import ast
import itertools
import subprocess
import sys
import tarfile

import pytest

from aisha_docs_audio.utterances.segmentation.sentences import find_ends

VERSION = "0.3.3"
"""The last release with a source distribution; later ones are wheels without the rules."""
MEMBER = f"pysbd-{VERSION}/benchmarks/english_golden_rules.py"


@pytest.fixture(scope="module")
def english_rules(tmp_path_factory) -> list[tuple[str, list[str]]]:
    """Fetch the rules with pip; skip where the registry is out of reach."""
    folder = tmp_path_factory.mktemp("pysbd")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--no-binary", ":all:", "--dest", str(folder)]
    done = subprocess.run(
        [*command, f"pysbd=={VERSION}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=180,
        check=False,
    )
    if done.returncode:
        out_of_reach = ("connection", "Network is unreachable", "resolve", "timed out")
        if any(words in done.stdout for words in out_of_reach):
            pytest.skip(f"the package registry is out of reach: {done.stdout[-200:]}")
        pytest.fail(done.stdout)
    [archive] = folder.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        member = tar.extractfile(MEMBER)
        assert member is not None
        module = ast.parse(member.read())
    [rules] = [node.value for node in module.body if isinstance(node, ast.Assign)]
    # Read as data, not run: it is somebody else's code.
    return ast.literal_eval(rules)


@pytest.mark.corpus
def test_pysbds_english_golden_rules_are_all_kept(english_rules) -> None:
    """All 48 of them; its Russian rules are in no distribution, so ours stand in tests/golden."""
    assert len(english_rules) == 48
    wrong = {}
    for text, wanted in english_rules:
        ends = [0, *find_ends(text, "en").sentences, len(text)]
        found = [text[a:b].strip() for a, b in itertools.pairwise(ends)]
        if found != [sentence.strip() for sentence in wanted]:
            wrong[text] = found

    assert wrong == {}
