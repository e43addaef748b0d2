"""The plugin's options, derived from the core's Settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.config.base import BaseConfigOption, ValidationError

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.redaction import shown_name
from aisha_docs_audio.settings.options import OPTIONS, Option, nearest_option, parse_option

if TYPE_CHECKING:
    from collections.abc import Mapping


class SettingOption(BaseConfigOption[Any]):
    """One option of Settings as MkDocs knows options."""

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.option = option
        self.default = option.default

    def run_validation(self, value: object) -> object:
        """Check a value; MkDocs puts the plugin's and the option's name before the message."""
        try:
            return parse_option(self.option.name, value)
        except SettingsError as error:
            raise ValidationError(f"{error.problem} {error.hint}".strip()) from None


CONFIG_SCHEME = tuple((name, SettingOption(option)) for name, option in OPTIONS.items())


def unknown_options(given: Mapping[str, Any]) -> list[tuple[str, Exception]]:
    """Return an error for every name that is no option; MkDocs itself would only warn."""
    return [
        (shown_name(name), ValidationError(f"no such option. {nearest_option(name)}"))
        # YAML's names may be numbers, dates, nothing.
        for name in map(str, given)
        if name not in OPTIONS
    ]
