"""What sphinx-intl has no translation of is told from the rest of the page by its language.

Sphinx notes on each node it looks up whether it found a translation ("translated", since 7.1).
docutils writes the class ``language-xx`` as the attribute ``lang`` (docutils, "starttag").
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from docutils import nodes

from .builders import is_active

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_CYRILLIC = re.compile("[А-Яа-яЁё]")
_UZBEK = re.compile("[oOgG][ʻʼ‘’'`]")
_LETTER = re.compile(r"[^\W\d_]")


def _name_languages(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    if not is_active(app.builder, os.environ):
        return
    page = (app.config.language or "en").replace("_", "-").split("-")[0].lower()
    for node in doctree.findall(nodes.TextElement):
        if node.get("translated") is not False or isinstance(node, nodes.FixedTextElement):
            continue
        text = node.astext()
        language = _language_of(text)
        if _LETTER.search(text) and language != page:
            node["classes"].append(f"language-{language}")


def _language_of(text: str) -> str:
    """Guess the language of the source by its letters: it is not written down anywhere."""
    if _CYRILLIC.search(text):
        return "ru"
    return "uz" if _UZBEK.search(text) else "en"


def register_untranslated(app: Sphinx) -> None:
    """Listen when a page is about to be written."""
    app.connect("doctree-resolved", _name_languages)
