"""Real documentation gets players, and what they read is what a good reader would read."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile
from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.emulator.testing import Emulator
from tests.corpus.reference_reader import compare
from tests.corpus.sources import PROJECTS, Project, fetch
from tests.epub.book_file import check_epub
from tests.sites import Built, MkDocsSite, SphinxSite, speaking_to

pytestmark = pytest.mark.corpus

MAX_CHARACTERS = 1000
FRAME_SECONDS = 576 / 24_000
MOST_ERRORS = 1 / 1000
"""Of the words that are meant, and of those that are heard."""

# Read here, because tests see no AISHA_ variables.
FULL = os.environ.get("AISHA_CORPUS") == "full"

# Theirs want plugins of their own; the Markdown extensions are those that their pages use.
MKDOCS_YML = """\
site_name: {name}
docs_dir: {docs}
theme: {{name: material, font: false}}
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {{permalink: true}}
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed: {{alternate_style: true}}
plugins:
  - search
  - aisha-audio: {{concurrency: 8, warn_minutes: 0, code: skip, exclude: {exclude}}}
"""

CONF_PY = """\
project = "{name}"
extensions = [
    "myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.extlinks",
    "aisha_docs_audio.sphinx_ext",
]
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
html_theme = "alabaster"
exclude_patterns = ["_build", "_templates", "_themes"]
aisha_audio_concurrency = 8
aisha_audio_warn_minutes = 0
aisha_audio_code = "skip"
aisha_audio_exclude = {exclude}
"""


@pytest.fixture(params=PROJECTS, ids=lambda project: project.name)
def project(request: pytest.FixtureRequest) -> Project:
    """One of the projects; the large ones only where everything is asked for."""
    chosen: Project = request.param
    if chosen.large and not FULL:
        pytest.skip("it takes minutes: `make long` builds it")
    return chosen


def test_real_documentation(project: Project, emulator: Emulator, tmp_path: Path) -> None:
    """Players where there is text, no listing or pilcrow in the cues, exact times."""
    docs = fetch(project, tmp_path)
    site = _site(project, docs, tmp_path)
    plain = _pages(site.build(environ={"AISHA_AUDIO": "off"}))
    # Sphinx's C domain forgets some links of pages that it reads into an older environment.
    fresh = ["-E"] if project.host == "sphinx" else []
    built = site.build(*fresh, environ=speaking_to(emulator))
    assert built.status == 0, built.output[-2000:]
    # The other warnings are about what their own configuration would know.
    assert not [line for line in built.warnings if "aisha-audio" in line]
    pages = _pages(built)
    assert len(pages) >= project.least_pages
    silent = [name for name, page in pages.items() if "<aisha-audio" not in page]
    left_out = _left_out(project) or "nothing is left out"
    silent_with_text = [name for name in silent if _has_readable_text(plain[name])]
    assert not [name for name in silent_with_text if not name.startswith(left_out)]
    for name, page in pages.items():
        assert _without_additions(page) == _without_additions(plain[name]), name
        if name not in silent:
            _check_cues(built, name)
    _check_words(built, [name for name in pages if name not in silent])
    assert max(c.characters for c in emulator.account().charges) <= MAX_CHARACTERS
    if FULL:
        book = tmp_path / "book.epub"
        command = [sys.executable, "-m", "aisha_docs_audio", "epub", str(built.site)]
        subprocess.run([*command, "-o", str(book)], check=True)
        check_epub(book)


def test_the_reference_reader_sees_what_is_lost_or_added() -> None:
    """A comparison that cannot fail would show nothing."""
    page = "<div role=main><h1>One</h1><p>Two three<sup class=footnote-ref>1</sup></p></div>"
    assert not (same := compare(page, "One\nTwo three")).missed
    assert not same.wrong
    assert compare(page, "One\nTwothree").missed == {"two": 1, "three": 1}
    assert compare(page, "One\nTwo three 1").wrong == {"1": 1}
    assert compare(page, "One\nTwo three two three").wrong == {"two": 1, "three": 1}


def _site(project: Project, docs: Path, folder: Path) -> MkDocsSite | SphinxSite:
    site: MkDocsSite | SphinxSite
    exclude = [f"{project.left_out}*"] if _left_out(project) else []
    if project.host == "mkdocs":
        site = MkDocsSite(folder=folder)
        config = MKDOCS_YML.format(
            name=project.name, docs=docs.relative_to(folder), exclude=exclude
        )
        site.write({"mkdocs.yml": config})
        return site
    sphinx = SphinxSite(folder=docs)
    sphinx.write({"conf.py": CONF_PY.format(name=project.name, exclude=exclude)})
    return sphinx


def _left_out(project: Project) -> str:
    return "" if FULL else project.left_out


def _pages(built: Built) -> dict[str, str]:
    """The pages that people wrote, as HTML."""
    assert built.status == 0, built.output[-2000:]
    not_written = ("_modules/", "_static/", "assets/aisha-audio/")
    made_by_hosts = {"404.html", "genindex.html", "search.html", "py-modindex.html"}
    return {
        name: built.html(name)
        for name in built.files("*.html")
        if name not in made_by_hosts and not name.startswith(not_written)
    }


def _has_readable_text(page: str) -> bool:
    """Whether the content has a word outside of what is never read."""
    tree = LexborHTMLParser(page)
    content = tree.css_first(".md-content__inner, div.body[role=main]")
    if content is None:
        return False
    # A page that says nothing but its title has no player.
    unread = "h1, pre, script, style, nav, .headerlink, .toctree-wrapper, .contents, .highlight"
    for node in content.css(f"{unread}, .md-content__button, .toc, img"):
        node.decompose()
    return bool(re.search(r"[^\W\d_]{2}", content.text()))


def _without_additions(page: str) -> str:
    page = re.sub(r' data-audio-block="\d+"', "", page)
    page = re.sub(r"<aisha-audio .*?</aisha-audio>", "", page, flags=re.DOTALL)
    page = page.replace("<!-- aisha-audio --><!-- /aisha-audio -->", "")
    page = re.sub(r"<(?:link|script)[^>]*aisha-audio[^>]*>(?:</script>)?", "", page)
    # A template's loop over style sheets leaves blank lines, more of them with one sheet more.
    return "\n".join(line for line in page.splitlines() if line.strip())


def _check_words(built: Built, names: list[str]) -> None:
    """Hold recall and precision of all pages together, against a reader that is not ours."""
    found = {
        name: compare(
            _without_additions(built.html(name)),
            html.unescape("\n".join(built.captions(name).values())),
        )
        for name in names
    }
    missed = sum(page.missed.total() for page in found.values())
    wrong = sum(page.wrong.total() for page in found.values())
    where = {name: (page.missed, page.wrong) for name, page in found.items()}
    where = {name: words for name, words in where.items() if any(words)}
    assert missed <= MOST_ERRORS * sum(page.meant for page in found.values()), where
    assert wrong <= MOST_ERRORS * sum(page.heard for page in found.values()), where


def _check_cues(built: Built, name: str) -> None:
    page = built.html(name)
    captions = built.captions(name)
    text = "\n".join(captions.values())
    assert "¶" not in text, name
    listings = LexborHTMLParser(page).css("pre")
    assert not [pre for pre in listings if pre.css("[data-audio-block]")], name
    [cues] = re.findall(r'data-cues="([^"]*)"', page)
    last_end = float(cues.rpartition(" ")[2])
    [source] = re.findall(r'<audio [^>]*src="([^"]+)"', page)
    file = (built.site / name).parent.joinpath(html.unescape(source))
    # Read, not asked: a tag counts as sound in what libsndfile says of a file's length.
    samples, rate = soundfile.read(file)
    assert abs(len(samples) / rate - last_end) <= FRAME_SECONDS + 0.001, name
