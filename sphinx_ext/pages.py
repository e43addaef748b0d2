"""Each written page: annotate its body, leave a mark for the player, spool it for the end."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from sphinx.locale import _ as sphinx_phrase

from aisha_docs_audio.model import PageSource
from aisha_docs_audio.player.assets import SCRIPT_NAME

from .builders import PAGE_BY_PAGE, is_active, is_narrated
from .site import build_of
from .spool import PageRecord, Spool

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def register_pages(app: Sphinx) -> None:
    """Listen late, when other extensions have put their own into the body."""
    app.connect("html-page-context", _on_page, priority=900)
    app.connect("env-get-outdated", _unread_pages)


def _title_of(app: Sphinx, docname: str) -> str:
    # What Sphinx calls a page without one, in its own language, is not on the page.
    title = app.env.titles[docname].astext()
    return "" if title == sphinx_phrase("<no title>") else title


def spool_of(app: Sphinx) -> Spool:
    """Return the builder's spool; doctrees may be shared by several builders."""
    # One for each output folder, because pages are written into each at another time. A plain
    # Path: Sphinx's own paths have the methods of texts.
    outdir = hashlib.sha256(os.fsencode(Path(app.outdir).resolve())).hexdigest()[:16]
    return Spool(Path(app.doctreedir, "aisha-audio", f"{app.builder.name}-{outdir}"))


def _unread_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages that were written without sound: by AISHA_AUDIO=off, or another version.

    Also those without links to the player, whose files could not be written just then.

    Sphinx itself sees nothing to do for them.
    """
    if not is_active(app.builder, os.environ) or app.builder.name not in PAGE_BY_PAGE:
        return []
    spool = spool_of(app)
    known = {record.docname for record in spool.whole_records() if record.linked}
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
    if not is_active(app.builder, os.environ):
        # What an earlier build knew of the page no longer holds.
        spool.remove(docname)
        return
    source = PageSource(
        path=PurePath(app.env.doc2path(docname, base=False)).as_posix(),
        title=_title_of(app, docname),
        metadata=app.env.metadata.get(docname, {}),
        languages=(app.config.language,),
        written_to=_written_to(app, docname),
        folder=Path(app.env.doc2path(docname)).parent,
        root=Path(app.srcdir),
    )
    readings = spool.page(docname)
    found = build_of(app).read(context["body"], source, readings=readings)
    context["body"] = found.html
    page = found.page
    spool.write(
        PageRecord(
            docname=docname,
            path=source.path,
            title="" if page is None else page.title,
            language="" if page is None else page.language,
            overrides={} if page is None else page.overrides,
            others=() if page is None else page.others,
            problem=found.problem,
            next_docname=_next_of(app, docname),
            selected=tuple(sorted(found.selected)),
            linked=_is_linked(context),
            key=found.key,
            own=None if page is None or page.own is None else dataclasses.asdict(page.own),
        ),
        readings.latest,
    )


def _written_to(app: Sphinx, docname: str) -> str:
    # sphinx-notfound-page makes another page than "404" its own, if it is told to.
    if docname == getattr(app.config, "notfound_pagename", None):
        return "404.html"
    file = app.builder.get_outfilename(docname)  # type: ignore[attr-defined]
    return Path(os.path.relpath(file, app.outdir)).as_posix()


def _is_linked(context: Mapping[str, Any]) -> bool:
    scripts = context.get("script_files", ())
    return any(SCRIPT_NAME in str(getattr(file, "filename", file)) for file in scripts)


def _next_of(app: Sphinx, docname: str) -> str | None:
    relations = getattr(app.builder, "relations", {}).get(docname)
    return relations[2] if relations else None
