"""The events of an MkDocs build and what the core is asked at each."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config.base import LegacyConfig
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger

from aisha_docs_audio.build.progress import Progress
from aisha_docs_audio.build.report import closing_line, total, warnings_of
from aisha_docs_audio.build.site import Build, publish
from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.player import javascript, stylesheet
from aisha_docs_audio.player.placement import place
from aisha_docs_audio.redaction import redacting
from aisha_docs_audio.settings.mode import mode_of
from aisha_docs_audio.settings.options import OPTIONS, Settings

from .options import CONFIG_SCHEME, unknown_options
from .pages import FOLDER, player_of, read_pages

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.base import ConfigErrors, ConfigWarnings
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

    from aisha_docs_audio.build.result import Narrated, Tally
    from aisha_docs_audio.settings.mode import Mode

log = get_plugin_logger("aisha-audio")
redacting(log.logger)

_ASSETS = (javascript(), stylesheet())

# Last of all: what other plugins (autorefs, mkdocstrings) put into the content is read too, and
# the search index is made before the player's words are in it.
_LATE = -200


class AishaAudioPlugin(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call]
    """Gives every page a player. Its options are those of the core's Settings."""

    config_scheme = CONFIG_SCHEME

    def __init__(self) -> None:
        self._live = False
        self._nesting = 0
        self._mode: Mode = "on"
        self._tallies: list[Tally] = []
        self._players = 0
        self._warned: set[str] = set()
        self._narrated: dict[str, Narrated] = {}

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check the options; an unknown name is an error, where MkDocs would only warn."""
        known = {name: value for name, value in options.items() if name in OPTIONS}
        errors, warnings = super().load_config(known, config_file_path)
        return [*errors, *unknown_options(options)], warnings

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], **_: object) -> None:
        """Note whether this is a preview. Having this event keeps the instance over rebuilds."""
        self._live = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the player's files to every page. Runs again for each language of i18n."""
        try:
            self._mode = mode_of(os.environ)
        except SettingsError as error:
            raise PluginError(str(error)) from None
        if self._mode == "off":
            return config
        # A cache among the sources would be published, and would rebuild `serve` for ever.
        if _root(config).joinpath(self.config["cache_dir"]).is_relative_to(config.docs_dir):
            raise PluginError(
                f"cache_dir: {self.config['cache_dir']!r} lies inside docs_dir. Set it to a folder "
                "outside, such as .cache/aisha-docs-audio beside mkdocs.yml."
            )
        script_url, style_url = (f"{FOLDER}/{asset.hashed_name}" for asset in _ASSETS)
        if style_url not in config.extra_css:
            config.extra_css.append(style_url)
            deferred = ExtraScriptValue(script_url)
            deferred.defer = True
            config.extra_javascript.append(deferred)
        return config

    def on_pre_build(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Begin a build, perhaps inside another one."""
        if self._nesting == 0:
            self._tallies.clear()
            self._warned.clear()
            self._players = 0
        self._nesting += 1
        self._narrated.clear()

    @event_priority(_LATE)
    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Read all pages, now that all are rendered and none is written, and narrate them."""
        if self._mode == "off":
            return env
        settings = Settings(**self.config)
        readings, problems = read_pages(files, config, settings)
        build = Build(
            settings=settings,
            root=_root(config),
            environ=os.environ,
            progress=Progress(
                say=log.info, terminal=sys.stderr if log.isEnabledFor(logging.INFO) else None
            ),
            warn=self._warn,
            live=self._live,
        )
        outcome = build.narrate([reading.page for reading in readings.values()])
        self._tallies.append(outcome.tally)
        for message in warnings_of(problems | dict(outcome.problems)):
            self._warn(message)
        self._narrated = dict(outcome.narrated)
        for path in self._narrated:
            readings[path].annotate()
        return env

    @event_priority(_LATE)
    def on_page_context(
        self, context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, **_: object
    ) -> TemplateContext:
        """Put the player into the page's content, behind everybody else's changes to it."""
        narrated = self._narrated.get(page.file.src_uri)
        if narrated is not None:
            player = player_of(page, config, self._narrated)
            where = narrated.page.settings.player
            page.content = place(page.content or "", player, where) or page.content
        return context

    @event_priority(_LATE)
    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Write the audio of a page that shows its player; a template may leave content out."""
        narrated = self._narrated.get(page.file.src_uri)
        if narrated is not None and narrated.narration.track.name in output:
            script_name, style_name = (asset.hashed_name for asset in _ASSETS)
            folder = Path(config.site_dir, FOLDER)
            publish(narrated, folder, script_name=script_name, style_name=style_name)
            self._players += 1
        return output

    @event_priority(_LATE)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the player's files, and say what came of it after the outermost build."""
        self._nesting -= 1
        if self._mode == "off":
            return
        folder = Path(config.site_dir, FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for asset in _ASSETS:
            folder.joinpath(asset.hashed_name).write_bytes(asset.content)
        if self._nesting == 0 and self._mode == "on":
            log.info(closing_line(self._players, total(self._tallies)))

    def on_build_error(self, **_: object) -> None:
        """Leave nothing half-way behind for the next rebuild of a preview."""
        self._nesting = 0

    def _warn(self, message: str) -> None:
        # Once, not for each language's build again.
        if message not in self._warned:
            self._warned.add(message)
            log.warning(message)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent
