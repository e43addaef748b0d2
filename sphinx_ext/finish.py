"""The end of the build: have all pages finished in the main process."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sphinx import __display_version__ as sphinx_version
from sphinx.errors import ConfigError

from aisha_docs_audio.build.audio_folder import AudioFolder
from aisha_docs_audio.build.page_chain import reading_order
from aisha_docs_audio.build.published import Published
from aisha_docs_audio.build.written_page import WrittenPage
from aisha_docs_audio.errors import PublishingError, SettingsError
from aisha_docs_audio.player.assets import javascript, stylesheet

from .builders import is_active, is_narrated
from .options import settings_of
from .pages import spool_of
from .site import build_of, inform, warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

    from aisha_docs_audio.build.site import SiteBuild

    from .spool import PageRecord

FOLDER = "_static/aisha-audio"
_ASSETS = {asset.name: asset for asset in (javascript(), stylesheet())}


def register_finish(app: Sphinx) -> None:
    """Serve the player's files, and work when all pages are written."""
    end = _End()
    # Before extensions that write files among the sources.
    app.connect("builder-inited", _hand_over, priority=1)
    app.connect("builder-inited", _begin)
    # Before extensions that pack or upload the finished site.
    app.connect("build-finished", end.finish, priority=400)
    # Behind those that change pages at the very end.
    app.connect("build-finished", end.check_again, priority=1_000_000)


def _hand_over(app: Sphinx) -> None:
    """End here when only the options are asked for."""
    build = build_of(app)
    if build.hands_over:
        _check_cache(app)
    build.hand_over_options(languages=(app.config.language,), host=f"Sphinx {sphinx_version}")


def _begin(app: Sphinx) -> None:
    if not is_active(app.builder, os.environ):
        return
    _check_cache(app)
    if _is_in_the_way(app):
        return
    folder = AudioFolder(Path(app.outdir), FOLDER)
    try:
        for name, asset in _ASSETS.items():
            # There before any page is written: Sphinx hashes it for the page's link.
            folder.put(name, asset.content)
    except PublishingError:
        return  # said at the end, with the pages it concerns
    for name in _ASSETS:
        if name.endswith(".js"):
            app.add_js_file(f"aisha-audio/{name}", loading_method="defer")
        else:
            app.add_css_file(f"aisha-audio/{name}")


def _check_cache(app: Sphinx) -> None:
    config, confdir = app.config, Path(app.confdir)
    sources = {
        f"{option} ({path})": confdir / path
        for option in ("html_static_path", "html_extra_path", "templates_path")
        for path in getattr(config, option)
    }
    try:
        build_of(app).check_cache_place(
            configuration="conf.py",
            sources=sources,
            outputs={"the output folder": Path(app.outdir), "the doctrees": Path(app.doctreedir)},
            around={"the source folder": Path(app.srcdir)},
        )
    except SettingsError as error:
        raise ConfigError(f"conf.py: {error}") from None


def _is_in_the_way(app: Sphinx) -> bool:
    """Whether a file of the user's will be copied to where our folder stands."""
    name = Path(FOLDER).name
    paths = [Path(app.confdir, path) for path in app.config.html_static_path]
    return any((path / name).is_file() or (path.is_file() and path.name == name) for path in paths)


class _End:
    """The two moments at the end of a build."""

    def __init__(self) -> None:
        self._published = Published()

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Narrate the written pages and put in their players."""
        self._published = Published()
        if exception is not None or not is_narrated(app.builder):
            return
        spool_of(app).keep(app.env.found_docs)
        if not is_active(app.builder, os.environ):
            return
        build = build_of(app)
        found = sorted(spool_of(app).records(), key=lambda record: record.docname)
        records = {record.docname: record for record in found}
        pages, unread = _written_pages(app, records)
        self._published = build.publish(
            pages,
            AudioFolder(Path(app.outdir), FOLDER),
            assets=_ASSETS,
            site_name=app.config.html_title or app.config.project,
            complete=True,
            unread=unread,
            order=_reading_order(app, records),
            warnings=_idle_warnings(app, build, records),
        )
        line = build.closing_line([self._published], build_command="sphinx-build")
        for message in (*self._published.notes, *([line] if line else [])):
            inform(message)
        warn(self._published.warnings)

    def check_again(self, _app: Sphinx, _exception: Exception | None) -> None:
        """Take players back out of pages that lost what was read of them since."""
        warn(self._published.check_again())


def _idle_warnings(
    app: Sphinx, build: SiteBuild, records: Mapping[str, PageRecord]
) -> tuple[str, ...]:
    docnames = app.env.found_docs
    whole = records.keys() >= docnames
    return build.idle_warnings(
        paths={PurePath(app.env.doc2path(name, base=False)).as_posix() for name in docnames},
        sources=Path(app.srcdir),
        selected={name for record in records.values() for name in record.selected}
        if whole
        else None,
    )


def _url_of(app: Sphinx, docname: str) -> str:
    base: str = app.config.html_baseurl
    return urljoin(f"{base.rstrip('/')}/", app.builder.get_target_uri(docname)) if base else ""


def _reading_order(app: Sphinx, records: Mapping[str, PageRecord]) -> list[str]:
    """Return all pages' files in the built site, as the toctrees have them."""
    following = {docname: record.next_docname for docname, record in records.items()}
    # The chain of the toctrees begins with the root document; others stand alone.
    root = app.config.root_doc
    found = reading_order({root: following.get(root), **following})
    files = (app.builder.get_outfilename(name) for name in found)  # type: ignore[attr-defined]
    return [Path(os.path.relpath(file, app.outdir)).as_posix() for file in files]


def _written_pages(
    app: Sphinx, records: Mapping[str, PageRecord]
) -> tuple[list[WrittenPage], dict[str, str]]:
    """Return the pages to narrate, and the reasons of those that cannot be, by path."""
    settings = settings_of(app.config)
    spool = spool_of(app)
    written: list[WrittenPage] = []
    problems: dict[str, str] = {}
    for record in records.values():
        following = records.get(record.next_docname or "")
        if record.problem:
            problems[record.path] = record.problem
        elif record.language:
            try:
                page = spool.read_page(record, settings)
            except SettingsError as error:
                problems[record.path] = str(error)
                continue
            if page is None:
                continue  # damaged: the next build writes it again
            written.append(
                WrittenPage(
                    page=page,
                    file=Path(app.builder.get_outfilename(record.docname)),  # type: ignore[attr-defined]
                    encoding=app.config.html_output_encoding,
                    url=_url_of(app, record.docname),
                    next_path=following.path if following else None,
                    next_url=app.builder.get_relative_uri(record.docname, following.docname)
                    if following
                    else None,
                )
            )
    return written, problems
