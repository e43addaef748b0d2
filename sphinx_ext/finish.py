"""The end of the build: have all pages finished in the main process."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from sphinx import __display_version__ as sphinx_version
from sphinx.errors import ConfigError
from sphinx.util import logging

from aisha_docs_audio.build.audio_folder import AudioFolder
from aisha_docs_audio.build.finish import Finished, SiteFinish, WrittenPage
from aisha_docs_audio.build.misfits import idle_warnings
from aisha_docs_audio.build.progress import Progress
from aisha_docs_audio.build.report import closing_line
from aisha_docs_audio.build.site import SiteBuild
from aisha_docs_audio.build.site_options import OPTIONS_VARIABLE, SiteOptions, hand_over_options
from aisha_docs_audio.errors import PublishingError, SettingsError
from aisha_docs_audio.player import javascript, stylesheet
from aisha_docs_audio.redaction import redacting
from aisha_docs_audio.settings.cache_place import check_cache_place
from aisha_docs_audio.settings.mode import VARIABLE, mode_of

from .autobuild import runs_under_autobuild
from .builders import is_active, is_narrated
from .options import PREFIX, settings_of
from .pages import spool_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
redacting(logger.logger)

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
    app.connect("build-finished", end.check_again, priority=10_000)


def _hand_over(app: Sphinx) -> None:
    """End here when only the options are asked for."""
    if OPTIONS_VARIABLE in os.environ:
        _check_cache(app)
        settings = settings_of(app.config)
        site = SiteOptions(
            root=Path(app.confdir),
            settings=settings,
            language=settings.language or app.config.language,
            host=f"Sphinx {sphinx_version}",
        )
        hand_over_options(site, os.environ)


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
    settings = settings_of(config)
    try:
        check_cache_place(
            _build(app, warn=logger.warning).cache_directory,
            option=f"{PREFIX}cache_dir",
            value=settings.cache_dir,
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
        self._site: SiteFinish | None = None
        self._finished = Finished()

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Narrate the written pages and put in their players."""
        self._site = None
        if exception is not None or not is_narrated(app.builder):
            return
        spool_of(app).keep(app.env.found_docs)
        if not is_active(app.builder, os.environ):
            return
        warnings = _idle_warnings(app)
        for message in warnings:
            # Before anything is paid for; warnings are shown at the end.
            _say(message)
        self._site = SiteFinish(
            _build(app, warn=warnings.append),
            AudioFolder(Path(app.outdir), FOLDER),
            assets=_ASSETS,
            site_name=app.config.html_title or app.config.project,
            complete=True,
        )
        self._finished = self._site.finish(*_written_pages(app))
        for message in self._finished.notes:
            _say(message)
        if mode_of(os.environ) in {"on", "preview"}:
            _say(
                closing_line(
                    len(self._finished.players), self._finished.stats, build_command="sphinx-build"
                )
            )
        # Last, because under -W some Sphinx versions stop at the first one.
        _warn((*warnings, *self._finished.warnings))

    def check_again(self, _app: Sphinx, _exception: Exception | None) -> None:
        """Take players back out of pages that lost what was read of them since."""
        if self._site is not None:
            _warn(self._site.check_again(self._finished))


def _build(app: Sphinx, *, warn: Callable[[str], None]) -> SiteBuild:
    return SiteBuild(
        settings=settings_of(app.config),
        root=Path(app.confdir),
        environ=os.environ,
        progress=Progress(say=_say, terminal=None if app.quiet else sys.stderr),
        warn=warn,
        variant=f"{app.builder.name} {app.config.language}",
        warns_late=True,
        live=not os.environ.get(VARIABLE) and runs_under_autobuild(),
    )


def _idle_warnings(app: Sphinx) -> list[str]:
    """Say which patterns match nothing."""
    records = list(spool_of(app).records())
    known = {record.docname for record in records}
    source = Path(app.srcdir)
    found = idle_warnings(
        settings_of(app.config),
        prefix=PREFIX,
        paths={
            PurePath(app.env.doc2path(docname, base=False)).as_posix()
            for docname in app.env.found_docs
        },
        other_paths=lambda: (path.relative_to(source).as_posix() for path in source.rglob("*")),
        selected={selector for record in records for selector in record.selected}
        if known >= app.env.found_docs
        else None,
    )
    return list(found)


def _written_pages(app: Sphinx) -> tuple[list[WrittenPage], dict[str, str]]:
    """Give the pages to narrate, and the reasons of those that cannot be, by path."""
    settings = settings_of(app.config)
    written: list[WrittenPage] = []
    problems: dict[str, str] = {}
    found = sorted(spool_of(app).records(), key=lambda record: record.docname)
    records = {record.docname: record for record in found}
    for record in records.values():
        following = records.get(record.next_docname or "")
        if record.problem:
            problems[record.path] = record.problem
        elif record.blocks:
            try:
                page = record.page(settings)
            except SettingsError as error:
                problems[record.path] = str(error)
                continue
            written.append(
                WrittenPage(
                    page=page,
                    file=Path(app.builder.get_outfilename(record.docname)),  # type: ignore[attr-defined]
                    encoding=app.config.html_output_encoding,
                    next_path=following.path if following else None,
                    next_url=app.builder.get_relative_uri(record.docname, following.docname)
                    if following
                    else None,
                )
            )
    return written, problems


def _say(line: str) -> None:
    logger.info("aisha-audio: %s", line)


def _warn(messages: Iterable[str]) -> None:
    for message in messages:
        logger.warning("aisha-audio: %s", message, type="aisha_audio")
