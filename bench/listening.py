"""Count what is lost or said wrongly in real documentation, per 1,000 words of what is heard.

Source distributions are fetched by pip, their Markdown and reStructuredText turned into HTML, read
as a build reads them, and put into words. A literal that is said as nothing and a formula that
leaves a hole must not occur: then it ends with 1. Other stretches are marked where a sign reached
the voice that a person would not say so. Then the golden sentences: how many are shown and said as
they should be. Counts, the same in every run.

Run: python bench/listening.py [--show KIND]     also lists the stretches of a kind
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import markdown
from docutils import nodes
from docutils.core import publish_parts
from docutils.parsers.rst import roles
from measuring.tables import print_table

from aisha_docs_audio.model import Span
from aisha_docs_audio.reading import ReadingRules, read_blocks
from aisha_docs_audio.settings.languages import LANGUAGES
from aisha_docs_audio.utterances.normalization import put_into_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aisha_docs_audio.model import Block
    from aisha_docs_audio.settings.languages import Language

PROJECTS = ("hatch==1.18.2", "Markdown==3.11.3", "click==8.5.1", "attrs==26.1.0")
DOCS = re.compile(r"^[^/]+/docs?/.*\.(md|rst)$")
EXTENSIONS = ["tables", "pymdownx.superfences", "def_list", "footnotes", "admonition", "attr_list"]
ROLES = (
    "class func meth attr mod obj exc data ref doc term option envvar file kbd command program "
    "py:class py:func py:meth py:attr py:mod py:obj py:exc issue pr"
)
RULES = ReadingRules(language="en")
PER_THOUSAND = "in 1,000 words"
SILENT, HOLES = "literals said as nothing", "formulas as holes"
MARKS = {
    "a backslash": re.compile(r"\\"),
    "a bracket of code": re.compile(r"[][{}<>]"),
    "a sign of code": re.compile(r"[*^`|~_=#@]"),
    "a dollar before a word": re.compile(r"\$(?![0-9])"),
    "a slash between words": re.compile(r"(?<=[^\W\d_])/(?=[^\W\d_])"),
    "an empty pair": re.compile(r"\(\s*\)|«\s*»|“\s*”"),
    "doubled marks": re.compile(r"[,;]\s?[,;.]|\.\s\.(?!\s?\.)"),
    "a number cut from its sign": re.compile(r"(?<=[0-9]) (?=%(?:\w|-))"),
}


def main() -> None:
    """Print both tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", default="")
    show = options.parse_args().show
    for role in ROLES.split():
        roles.register_generic_role(role, nodes.literal)
    total: Counter[str] = Counter()
    head = ("in", "words", "literals", "formulas", *(SILENT, HOLES, *MARKS))
    print_table(head, (*rows(total, show), row("all", total), row(PER_THOUSAND, total)))
    print()
    print_table(("golden sentences", "right", "of"), map(golden_row, LANGUAGES))
    if total[SILENT] or total[HOLES]:
        sys.exit("a literal was silent, or a formula a hole")


def rows(total: Counter[str], show: str) -> Iterator[Sequence[str]]:
    """Count each project, and all of them."""
    for project in PROJECTS:
        with tempfile.TemporaryDirectory() as folder:
            found = Counter[str]()
            for page in pages(project, Path(folder)):
                count(page, found, show)
        yield row(project, found)
        total += found


def row(name: str, found: Counter[str]) -> Sequence[str]:
    """Return what was counted; in 1,000 words where the name says so."""
    counts = (found["words"], found["literals"], found["formulas"])
    kinds = [found[kind] for kind in (SILENT, HOLES, *MARKS)]
    if name == PER_THOUSAND:
        shares = [1000 * each / (found["words"] or 1) for each in kinds]
        return (name, "", "", "", *(f"{share:.2f}" for share in shares))
    return (name, *(f"{each:,}" for each in (*counts, *kinds)))


def golden_row(language: Language) -> Sequence[str]:
    """Return how many golden sentences of a language come out right, and of how many."""
    right, records = golden(language)
    return language, str(right), str(records)


def pages(project: str, folder: Path) -> Iterator[str]:
    """Fetch a project's source and give its pages as HTML."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary"]
    done = subprocess.run(
        [*command, ":all:", "--dest", str(folder), project], timeout=300, check=False
    )
    if done.returncode:
        print(f"{project}: not fetched, left out", file=sys.stderr)
        return
    [archive] = folder.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda member: member.name):
            source = tar.extractfile(member) if DOCS.match(member.name) else None
            if source is None:
                continue
            text = source.read().decode("utf-8", "replace")
            yield from_markdown(text) if member.name.endswith(".md") else from_rst(text)


def from_markdown(text: str) -> str:
    return str(markdown.markdown(text, extensions=EXTENSIONS))


def from_rst(text: str) -> str:
    settings = {"report_level": 5, "halt_level": 5, "file_insertion_enabled": False}
    parts = publish_parts(text, writer="html5", settings_overrides=settings)
    return str(parts["html_body"])


def count(page: str, found: Counter[str], show: str) -> None:
    for block in read_blocks(page, RULES).blocks:
        wording = put_into_words(block.text, spans=block.spans, language="en", lexicon={})
        said = " ".join(phrase.text for phrase in wording.phrases)
        found["words"] += len(said.split())
        for span in block.spans:
            note(span, block, found, show)
        for kind, mark in MARKS.items():
            stretches = mark.findall(said)
            found[kind] += len(stretches)
            if stretches and show == kind:
                print(f"  {kind}: {said}")


def note(span: Span, block: Block, found: Counter[str], show: str) -> None:
    if span.kind not in ("code", "math"):
        return
    shown = block.text[span.start : span.end]
    alone = Span(start=0, end=len(shown), kind=span.kind, value=span.value)
    found["literals" if span.kind == "code" else "formulas"] += 1
    if not shown.strip():
        return
    if not put_into_words(shown, spans=(alone,), language="en", lexicon={}).phrases:
        kind = SILENT if span.kind == "code" else HOLES
        found[kind] += 1
        if show == kind:
            print(f"  {kind}: {shown!r} in {block.text!r}")


def golden(language: Language) -> tuple[int, int]:
    """Count the golden sentences of a language that come out right, and all of them."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.normalization.test_golden import marked, records  # noqa: PLC0415

    right = 0
    sentences = records(language)
    for given, caption, spoken in sentences:
        text, spans = marked(given)
        wording = put_into_words(text, spans=spans, language=language, lexicon={})
        said = [
            phrase.text if phrase.language == language else f"[{phrase.language}] {phrase.text}"
            for phrase in wording.phrases
        ]
        right += (wording.caption, " ‖ ".join(said)) == (caption, spoken)
    return right, len(sentences)


if __name__ == "__main__":
    main()
