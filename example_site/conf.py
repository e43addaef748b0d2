"""The pages of docs/, built by Sphinx. mkdocs.yml builds the same pages with MkDocs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "Soʻzlaydigan hujjatlar"
html_title = project
language = "uz"
extensions = ["myst_parser", "sphinx_inline_tabs", "aisha_docs_audio.sphinx_ext"]
aisha_audio_lexicon = {"AIsha": "Aisha", "MkDocs": "em-kay-doks", "Sphinx": "Sfinks"}
include_patterns = ["index.rst", "docs/**"]
html_theme = "furo"
html_copy_source = False
html_show_copyright = False
myst_enable_extensions = ["colon_fence", "deflist"]


def translate_blocks(_app: Sphinx, _docname: str, source: list[str]) -> None:
    """Turn a block as MkDocs writes it (`/// note | Title`, `///`) into one of MyST's."""
    text = re.sub(r"^/// tab \| (.+)$", r":::{tab} \1", source[0], flags=re.MULTILINE)
    text = re.sub(
        r"^/// (\w+) \| (.+)$", r":::{admonition} \2\n:class: \1\n", text, flags=re.MULTILINE
    )
    source[0] = re.sub(r"^///$", ":::", text, flags=re.MULTILINE)


def finish_page(
    _app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Name the page's language in `<html lang>`; drop the attribute only MkDocs understands."""
    context["language"] = (context.get("meta") or {}).get("language", language)
    if "body" in context:
        context["body"] = context["body"].replace(' markdown="block"', "")


def setup(app: Sphinx) -> None:
    """Join the two small differences between the hosts."""
    app.connect("source-read", translate_blocks)
    app.connect("html-page-context", finish_page)
