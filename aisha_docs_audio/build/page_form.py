"""A page that was read, as JSON can hold it between two processes of one build."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.model import Block, OwnNarration, Page, ShownBlock, Span
from aisha_docs_audio.storage.folded import Folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.settings.options import Settings

_PLAIN = ("path", "title", "language", "overrides", "others", "unspoken")


def form_of_page(page: Page | None) -> Mapping[str, Any] | None:
    """Return a page as JSON can hold it, without settings: those are of the build that narrates."""
    if page is None:
        return None
    return {
        **{name: getattr(page, name) for name in _PLAIN},
        "own": dataclasses.asdict(page.own) if page.own else None,
        "blocks": [dataclasses.asdict(block) for block in page.blocks],
        "shown": [dataclasses.asdict(block) for block in page.shown],
    }


def page_of_form(form: Mapping[str, Any], settings: Settings) -> Page:
    """Return the page of a form under today's options. Raises SettingsError."""
    blocks = [
        {**block, "spans": tuple(Span(**s) for s in block["spans"])} for block in form["blocks"]
    ]
    return Page(
        **{name: form[name] for name in ("path", "title", "language", "overrides")},
        settings=settings.for_page(form["overrides"]),
        blocks=Folded(Block(**block) for block in blocks),
        shown=Folded(ShownBlock(**block) for block in form["shown"]),
        own=OwnNarration(**form["own"]) if form["own"] else None,
        others=tuple(form["others"]),
        unspoken=tuple(form["unspoken"]),
    )
