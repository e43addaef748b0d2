"""The end of the build: narrate all pages in the main process and put the players in."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx.util import logging

from aisha_docs_audio.build.progress import Progress
from aisha_docs_audio.build.report import closing_line, warnings_of
from aisha_docs_audio.build.site import Build, player_for, publish
from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.player import javascript, stylesheet
from aisha_docs_audio.redaction import redacting
from aisha_docs_audio.settings.mode import mode_of

from .builders import is_active, is_narrated
from .marks import has_marks, with_player
from .options import settings_of
from .pages import spool_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sphinx.application import Sphinx

    from aisha_docs_audio.build.result import Narrated, Outcome
    from aisha_docs_audio.reading.page import Page
    from aisha_docs_audio.settings.options import Settings

    from .spool import Record

logger = logging.getLogger(__name__)
redacting(logger.logger)

FOLDER = "_static/aisha-audio"
_ASSETS = (javascript(), stylesheet())


def register(app: Sphinx) -> None:
    """Serve the player's files, and work when all pages are written."""
    app.connect("builder-inited", _serve_assets)
    # Before extensions that pack or upload the finished site.
    app.connect("build-finished", _on_finish, priority=400)


def _serve_assets(app: Sphinx) -> None:
    if not is_active(app.builder, os.environ):
        return
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for asset in _ASSETS:
        # There before any page is written: Sphinx hashes it for the page's link.
        Path(folder, asset.name).write_bytes(asset.content)
    app.add_js_file(f"aisha-audio/{_ASSETS[0].name}", loading_method="defer")
    app.add_css_file(f"aisha-audio/{_ASSETS[1].name}")


def _on_finish(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or not is_narrated(app.builder):
        return
    spool = spool_of(app)
    spool.keep(app.env.found_docs)
    if not is_active(app.builder, os.environ):
        return
    settings = settings_of(app.config)
    written, problems = _written_pages(app, settings)
    warnings: list[str] = []
    build = Build(
        settings=settings,
        root=Path(app.confdir),
        environ=os.environ,
        progress=Progress(say=_say, terminal=None if app.quiet else sys.stderr),
        warn=warnings.append,
        variant=f"{app.builder.name} {app.config.language}",
        warns_late=True,
    )
    outcome = build.narrate([page.page for page in written.values()])
    for page in written.values():
        page.place(_player(app, page, written, outcome))
    _publish(Path(app.outdir, FOLDER), outcome.narrated.values())
    if mode_of(os.environ) == "on":
        _say(closing_line(len(outcome.narrated), outcome.tally, build_command="sphinx-build"))
    # Last, because under -W some Sphinx versions stop at the first one.
    for message in (*warnings, *warnings_of({**problems, **outcome.problems})):
        logger.warning("aisha-audio: %s", message, type="aisha_audio")


@dataclass(frozen=True, slots=True, kw_only=True)
class _WrittenPage:
    """A page in the output folder, with marks where its player goes."""

    record: Record
    page: Page
    file: Path
    html: str
    encoding: str

    def place(self, player: str) -> None:
        """Put the player in, unless the very same one stands there from an earlier build."""
        html = with_player(self.html, player)
        if html != self.html:
            self.file.write_bytes(html.encode(self.encoding, "xmlcharrefreplace"))


def _written_pages(
    app: Sphinx, settings: Settings
) -> tuple[dict[str, _WrittenPage], dict[str, str]]:
    """Give the pages to narrate by docname, and the reasons of those that cannot be, by path."""
    encoding = app.config.html_output_encoding
    written: dict[str, _WrittenPage] = {}
    problems: dict[str, str] = {}
    for record in spool_of(app).records():
        file = Path(app.builder.get_outfilename(record.docname))  # type: ignore[attr-defined]
        try:
            html = file.read_bytes().decode(encoding)
            page = record.page(settings)
        except (OSError, ValueError, SettingsError) as error:
            problems[record.path] = str(error)
            continue
        if record.problem:
            problems[record.path] = record.problem
        elif record.blocks and has_marks(html):
            written[record.docname] = _WrittenPage(
                record=record, page=page, file=file, html=html, encoding=encoding
            )
    return written, problems


def _player(
    app: Sphinx, page: _WrittenPage, written: Mapping[str, _WrittenPage], outcome: Outcome
) -> str:
    narrated = outcome.narrated.get(page.record.path)
    if narrated is None:
        return ""
    following = written.get(page.record.next_docname or "")
    folder = os.path.relpath(Path(app.outdir, FOLDER), page.file.parent).replace(os.sep, "/")
    return player_for(
        narrated,
        url_of=lambda name: f"{folder}/{quote(name)}",
        site=app.config.html_title or app.config.project,
        next_url=app.builder.get_relative_uri(page.record.docname, following.record.docname)
        if following and following.record.path in outcome.narrated
        else None,
    )


def _publish(folder: Path, pages: Collection[Narrated]) -> None:
    script_name, style_name = live_assets = [asset.name for asset in _ASSETS]
    live = set(live_assets)
    for page in pages:
        live |= publish(page, folder, script_name=script_name, style_name=style_name)
    # Sphinx never cleans its output folder: what no page plays any more goes from here.
    for file in folder.iterdir():
        if file.name not in live:
            file.unlink()


def _say(line: str) -> None:
    logger.info("aisha-audio: %s", line)
