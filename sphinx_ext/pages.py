"""Each written page: annotate its body, leave marks for the player, spool it for the end."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.errors import PageError, SettingsError
from aisha_docs_audio.player.placement import place
from aisha_docs_audio.reading.page import PageSource, read_page

from .builders import PAGE_BY_PAGE, is_active, is_narrated
from .marks import EMPTY_MARKS
from .options import settings_of
from .spool import Record, Spool

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def register(app: Sphinx) -> None:
    """Listen late, when other extensions have put their own into the body."""
    app.connect("html-page-context", _on_page, priority=900)
    app.connect("env-get-outdated", _unread_pages)


def spool_of(app: Sphinx) -> Spool:
    """Give the builder's spool; doctrees may be shared by several builders."""
    # A plain Path: Sphinx's own paths have the methods of texts.
    return Spool(Path(app.doctreedir, "aisha-audio", app.builder.name))


def _unread_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Name the pages that were written without sound: by AISHA_AUDIO=off, or another version.

    Sphinx itself sees nothing to do for them.
    """
    if not is_active(app.builder, os.environ) or app.builder.name not in PAGE_BY_PAGE:
        return []
    known = {record.docname for record in spool_of(app).records()}
    return sorted(env.found_docs - added - changed - removed - known)


def _on_page(
    app: Sphinx,
    docname: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    # Pages without a doctree (search, index) are made by Sphinx; nobody wrote them to be read.
    if doctree is None or not is_narrated(app.builder):
        return
    spool = spool_of(app)
    # What an earlier build knew of the page no longer holds.
    spool.remove(docname)
    if not is_active(app.builder, os.environ):
        return
    source = PageSource(
        path=PurePath(app.env.doc2path(docname, base=False)).as_posix(),
        title=app.env.titles[docname].astext(),
        metadata=app.env.metadata.get(docname, {}),
        languages=(app.config.language,),
    )
    try:
        read = read_page(context["body"], source, settings_of(app.config))
    except (PageError, SettingsError) as error:
        spool.write(
            Record(docname=docname, path=source.path, title=source.title, problem=str(error))
        )
        return
    body = place(read[0], EMPTY_MARKS, read[1].settings.player) if read else None
    if read is None or body is None:
        spool.write(Record(docname=docname, path=source.path, title=source.title))
        return
    page = read[1]
    context["body"] = body
    spool.write(
        Record(
            docname=docname,
            path=page.path,
            title=page.title,
            language=page.language,
            overrides=page.overrides,
            blocks=page.blocks,
            next_docname=_next_of(app, docname),
        )
    )


def _next_of(app: Sphinx, docname: str) -> str | None:
    relations = getattr(app.builder, "relations", {}).get(docname)
    return relations[2] if relations else None
