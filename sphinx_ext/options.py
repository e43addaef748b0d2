"""The extension's options `aisha_audio_<name>`, derived from the core's Settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sphinx.errors import ConfigError
from sphinx.util import logging

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.redaction import shown_name
from aisha_docs_audio.settings.lexicon_files import load_lexicon
from aisha_docs_audio.settings.mode import VARIABLE, mode_of
from aisha_docs_audio.settings.options import OPTIONS, Settings, nearest_option

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

PREFIX = "aisha_audio_"
logger = logging.getLogger(__name__)

# These change what is written into a page's body; all others only concern what is done at the
# end of the build, where every page is looked at anyway, so changing them rewrites no page.
_READING = frozenset({"language", "include", "exclude", "skip", "tables", "code", "player"})


def register_options(app: Sphinx) -> None:
    """Add every option; a wrong name or value stops the build before anything is read."""
    for name, option in OPTIONS.items():
        rebuild: Literal["", "html"] = "html" if name in _READING else ""
        app.add_config_value(PREFIX + name, option.default, rebuild, types=Any)
    app.connect("config-inited", _check)


def settings_of(config: Config) -> Settings:
    """Return the checked options. Raises SettingsError."""
    values = {name: getattr(config, PREFIX + name) for name in OPTIONS}
    return Settings.from_mapping(values, prefix=PREFIX)


def _check(app: Sphinx, config: Config) -> None:
    # Sphinx keeps silent about names in conf.py that nobody registered.
    given = [name for name in config._raw_config if name.startswith(PREFIX)]  # noqa: SLF001
    given += [name for name in config.overrides if name.startswith(PREFIX)]
    for name in given:
        if name.removeprefix(PREFIX) not in OPTIONS:
            hint = nearest_option(name.removeprefix(PREFIX), PREFIX)
            raise ConfigError(f"conf.py: {shown_name(name)}: no such option. {hint}")
    name = PREFIX + "lexicon"
    try:
        mode_of(os.environ)
        lexicon, messages = load_lexicon(getattr(config, name), Path(app.confdir), name)
        setattr(config, name, lexicon)
        settings_of(config)
    except SettingsError as error:
        where = "" if error.option == VARIABLE else "conf.py: "
        raise ConfigError(f"{where}{error}") from None
    for message in messages:
        logger.warning("aisha-audio: conf.py: %s: %s", name, message, type="aisha_audio")
