"""Which of Sphinx's builders make pages that people listen to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.settings.mode import is_switched_off

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.builders import Builder

# By name: epub, json, pickle and htmlhelp are subclasses of the HTML builder. Read the Docs'
# older images name theirs so.
PAGE_BY_PAGE = frozenset({"html", "dirhtml", "readthedocs", "readthedocsdirhtml"})
_NARRATED = PAGE_BY_PAGE | {"singlehtml", "readthedocssinglehtml"}


def is_narrated(builder: Builder) -> bool:
    """Whether this builder's pages get players."""
    return builder.name in _NARRATED


def is_active(builder: Builder, environ: Mapping[str, str]) -> bool:
    """Whether this build makes sound at all."""
    return is_narrated(builder) and not is_switched_off(environ)
