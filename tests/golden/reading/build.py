"""Builds the golden pages' HTML from their sources with Material for MkDocs and Sphinx' furo.

    python tests/golden/reading/build.py

needs, beyond the development dependencies: sphinx-design, sphinx-inline-tabs. Only the content
that the hosts hand to plugins is kept (MkDocs: ``page.content``; Sphinx: ``context["body"]``).
Afterwards ``pytest tests/reading --golden-update`` writes what is read of it; look at the diff.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import mkdocs.config
from mkdocs.commands.build import build
from sphinx.application import Sphinx

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
LANGUAGES = ("uz", "en", "ru")

MKDOCS = """\
site_name: Javon
site_url: https://javon.example/
docs_dir: {docs}
theme: {{name: material, language: {language}}}
plugins: []
validation: {{links: {{not_found: ignore}}}}
markdown_extensions:
- abbr
- admonition
- attr_list
- def_list
- footnotes
- md_in_html
- sane_lists
- tables
- toc: {{permalink: true}}
- pymdownx.arithmatex: {{generic: true}}
- pymdownx.betterem
- pymdownx.caret
- pymdownx.details
- pymdownx.emoji:
    emoji_index: !!python/name:material.extensions.emoji.twemoji
    emoji_generator: !!python/name:material.extensions.emoji.to_svg
- pymdownx.highlight: {{anchor_linenums: true, line_spans: __span, pygments_lang_class: true}}
- pymdownx.keys
- pymdownx.mark
- pymdownx.superfences:
    custom_fences:
    - name: mermaid
      class: mermaid
      format: !!python/name:pymdownx.superfences.fence_code_format
- pymdownx.tabbed: {{alternate_style: true}}
- pymdownx.tasklist: {{custom_checkbox: true}}
- pymdownx.tilde
"""


def build_material(language: str, work: Path) -> None:
    """Keep the content of one language's Markdown pages."""
    settings = work / "mkdocs.yml"
    settings.write_text(MKDOCS.format(docs=SOURCES / "material" / language, language=language))
    config = mkdocs.config.load_config(str(settings), site_dir=str(work / "site"))
    contents: dict[str, str] = {}

    def keep(html: str, *, page: object, **_: object) -> str:
        contents[page.file.name] = html  # type: ignore[attr-defined]
        return html

    config.plugins.events["page_content"].append(keep)
    build(config)
    write("material", language, contents)


def build_furo(language: str, work: Path) -> None:
    """Keep the content of one language's reStructuredText pages."""
    contents: dict[str, str] = {}
    app = Sphinx(
        SOURCES / "furo" / language,
        None,
        work / "html",
        work / "doctrees",
        "html",
        {
            "extensions": "sphinx_design,sphinx_inline_tabs,sphinx.ext.mathjax",
            "html_theme": "furo",
            "language": language,
            "root_doc": "apart",
            "project": "Javon",
        },
        status=None,
        warning=None,
    )

    def keep(
        _app: object, name: str, _template: str, context: dict[str, str], tree: object
    ) -> None:
        if tree is not None:
            contents[name] = context["body"]

    app.connect("html-page-context", keep)
    app.build()
    write("furo", language, contents)


def write(theme: str, language: str, contents: dict[str, str]) -> None:
    """Write each page's content beside this file."""
    for name, html in contents.items():
        (HERE / f"{theme}-{language}-{name}.html").write_text(html, encoding="utf-8")


if __name__ == "__main__":
    for each in LANGUAGES:
        with tempfile.TemporaryDirectory() as directory:
            build_material(each, Path(directory))
            build_furo(each, Path(directory))
