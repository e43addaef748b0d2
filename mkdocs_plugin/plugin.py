"""The events of an MkDocs build and what the core is asked at each."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs import __version__ as mkdocs_version
from mkdocs.config.base import LegacyConfig, ValidationError
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import InclusionLevel

from aisha_docs_audio.build.audio_folder import AudioFolder
from aisha_docs_audio.build.page_chain import reading_order
from aisha_docs_audio.build.progress import Progress
from aisha_docs_audio.build.site import SiteBuild
from aisha_docs_audio.build.spare_files import SpareFiles
from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.player.assets import javascript, stylesheet
from aisha_docs_audio.redaction import redacting
from aisha_docs_audio.settings.lexicon_files import load_lexicon
from aisha_docs_audio.settings.mode import mode_of
from aisha_docs_audio.settings.options import OPTIONS, Settings

from .asset_file import served_asset
from .encryption import will_encrypt
from .options import CONFIG_SCHEME, unknown_options
from .pages import RenderedPages, idle_pattern_warnings, theme_languages

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.base import ConfigErrors, ConfigWarnings
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

    from aisha_docs_audio.build.published import Published
    from aisha_docs_audio.settings.mode import Mode

log = get_plugin_logger("aisha-audio")
redacting(log.logger)

FOLDER = "assets/aisha-audio"
"""Where in the site the player's files and the audio stand."""

_ASSETS = {asset.hashed_name: asset for asset in (javascript(), stylesheet())}

# Last of all: what other plugins (autorefs, mkdocstrings) put into the content is read too, and
# what they do to written pages is seen.
_LATE = -200
_LAST = -1_000_000

# After Material's `meta` (50), which gives whole folders their front matter; before plugins that
# take their own keys out of it.
_BEFORE_OTHERS = 25


class AishaAudioPlugin(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call]
    """Gives every page a player. Its options are those of the core's Settings."""

    config_scheme = CONFIG_SCHEME

    def __init__(self) -> None:
        self._live = False
        self._cleans = False
        self._mode: Mode = "on"
        self._runs: list[RenderedPages] = []
        self._published: list[Published] = []
        self._rendered: list[RenderedPages] = []
        self._said: set[str] = set()
        self._spare = SpareFiles()

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check the options; an unknown name is an error, where MkDocs would only warn."""
        known = {name: value for name, value in options.items() if name in OPTIONS}
        unread: list[tuple[str, Exception]] = []
        messages: tuple[str, ...] = ()
        if "lexicon" in known:
            root = Path(config_file_path or "mkdocs.yml").resolve().parent
            try:
                known["lexicon"], messages = load_lexicon(known["lexicon"], root, "lexicon")
            except SettingsError as error:
                unread.append(("lexicon", ValidationError(f"{error.problem} {error.hint}")))
                del known["lexicon"]
        errors, warnings = super().load_config(known, config_file_path)
        warnings.extend(("lexicon", message) for message in messages)
        return [*errors, *unread, *unknown_options(options)], warnings

    def on_startup(
        self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool, **_: object
    ) -> None:
        """Note whether this is a preview. Having this event keeps the instance over rebuilds."""
        self._live = command == "serve"
        self._cleans = not dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the player's files to every page. Runs again for each language of i18n."""
        try:
            self._mode = mode_of(os.environ)
            if self._mode == "off":
                return config
            self._check_cache(config)
        except SettingsError as error:
            raise PluginError(str(error)) from None
        self._build(config).hand_over_options(
            languages=theme_languages(config), host=f"MkDocs {mkdocs_version}"
        )
        script_url, style_url = (f"{FOLDER}/{name}" for name in _ASSETS)
        if style_url not in config.extra_css:
            config.extra_css.append(style_url)
            deferred = ExtraScriptValue(script_url)
            deferred.defer = True
            config.extra_javascript.append(deferred)
        return config

    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Begin a build, perhaps inside another one. Next MkDocs empties the site's folder."""
        if not self._runs:
            self._said.clear()
            self._published.clear()
            self._rendered.clear()
            keeps = self._cleans and self._mode != "off"
            self._spare.put_aside(Path(config.site_dir), FOLDER if keeps else None)
        self._runs.append(RenderedPages())

    @event_priority(_BEFORE_OTHERS)
    def on_page_markdown(
        self, markdown: str, page: MkDocsPage, config: MkDocsConfig, **_: object
    ) -> str:
        """Note which pages will be encrypted, while their front matter still says so."""
        if self._mode != "off" and will_encrypt(page.meta, config):
            self._runs[-1].encrypted.add(page.file.src_uri)
        return markdown

    @event_priority(_LATE)
    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Note what is to be read, now that all pages are rendered and none is written."""
        if self._mode == "off":
            return env
        run = self._runs[-1]
        run.note_pages(files, self._build(config), config, self._is_level_shown)
        if run.encrypted:
            self._inform(
                f"not read, because they are encrypted: {', '.join(sorted(run.encrypted))}"
            )
        for name, asset in _ASSETS.items():
            uri = f"{FOLDER}/{name}"
            if files.get_file_from_path(uri) is None:
                files.append(served_asset(config, uri, asset.content))
        return env

    @event_priority(_LATE)
    def on_page_context(
        self, context: TemplateContext, page: MkDocsPage, **_: object
    ) -> TemplateContext:
        """Read a page and mark its blocks, behind search, which parses every attribute."""
        if self._runs:
            self._runs[-1].read(page)
        return context

    @event_priority(_LATE)
    def _finish(self, config: MkDocsConfig) -> None:
        """Narrate the pages as they are written, and put in their players, behind all others.

        What came of it is said after the outermost build.
        """
        run = self._runs.pop()
        if self._mode == "off":
            return
        build = replace(self._build(config), variant=run.variant)
        self._rendered.append(run)
        published = build.publish(
            run.written(),
            AudioFolder(Path(config.site_dir), FOLDER, spare=self._spare),
            assets=_ASSETS,
            site_name=run.site_name or config.site_name,
            complete=False,
            unread=run.problems,
            order=reading_order(run.following),
            warnings=() if self._runs else idle_pattern_warnings(self._rendered, build, config),
        )
        self._published.append(published)
        for message in published.warnings:
            self._warn(message)
        for message in published.notes:
            self._inform(message)
        if not self._runs:
            self._spare.drop()
            if (line := build.closing_line(self._published)) is not None:
                self._inform(line)

    @event_priority(_LAST)
    def _check_again(self, **_: object) -> None:
        """Take players back out of pages that other plugins and hooks changed since."""
        for published in self._published:
            for message in published.check_again():
                self._warn(message)

    on_post_build = CombinedEvent(_finish, _check_again)
    on_shutdown = _check_again  # some rewrite pages only there

    def on_build_error(self, **_: object) -> None:
        """Leave nothing half-way behind for the next rebuild of a preview."""
        self._runs.clear()
        self._spare.drop()

    def _build(self, config: MkDocsConfig) -> SiteBuild:
        return SiteBuild(
            settings=Settings(**self.config),
            root=Path(config.config_file_path or "mkdocs.yml").resolve().parent,
            environ=os.environ,
            progress=Progress(
                say=self._inform, terminal=sys.stderr if log.isEnabledFor(logging.INFO) else None
            ),
            warn=self._warn,
            live=self._live,
        )

    def _check_cache(self, config: MkDocsConfig) -> None:
        sources = {"docs_dir": Path(config.docs_dir)}
        if custom := getattr(config.theme, "custom_dir", None):
            sources["the theme's custom_dir"] = Path(custom)
        self._build(config).check_cache_place(
            configuration="mkdocs.yml",
            sources=sources,
            outputs={"site_dir": Path(config.site_dir)},
        )

    def _is_level_shown(self, level: InclusionLevel) -> bool:
        """Whether readers of this build see such a page; `mkdocs serve` shows drafts."""
        lowest: int = (InclusionLevel.DRAFT if self._live else InclusionLevel.NOT_IN_NAV).value
        return bool(level.value >= lowest)

    def _warn(self, message: str) -> None:
        # Once, not for each language's build again.
        if message not in self._said:
            self._said.add(message)
            log.warning(message)

    def _inform(self, message: str) -> None:
        log.info(message)
