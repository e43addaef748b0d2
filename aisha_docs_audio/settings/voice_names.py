"""Which voices are installed: the names that the option `voice` takes."""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import TYPE_CHECKING

from aisha_docs_audio.settings.parsers import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.metadata import EntryPoint

GROUP = "aisha_docs_audio.voices"
"""The group of entry points that a package names its voices in."""

AUTO, PAID_VOICE, FREE_VOICE = "auto", "aisha", "local"
"""`auto` stands for one of the other two: with a key, and without."""

OWN_VOICES = frozenset({PAID_VOICE, FREE_VOICE})
"""Those that are always there: nobody has to look for them through all that is installed."""


def installed_voices() -> Mapping[str, EntryPoint]:
    """Return every installed voice's entry point by its name, in the order of names.

    Of two with one name the first on Python's path is taken.
    """
    return _installed(tuple(sys.path))


@lru_cache(maxsize=1)
def _installed(_path: tuple[str, ...]) -> Mapping[str, EntryPoint]:
    from importlib.metadata import entry_points  # noqa: PLC0415 - reads all that is installed

    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=GROUP):
        found.setdefault(point.name, point)
    return dict(sorted(found.items()))


def voice_name(value: object) -> str:
    """Accept `auto` or an installed voice's name. Raises ValueError with the way out."""
    if value == AUTO or (isinstance(value, str) and value in OWN_VOICES):
        return str(value)
    accept = one_of(AUTO, *installed_voices(), silent=(AUTO, PAID_VOICE))
    try:
        name: str = accept(value)
    except ValueError as error:
        raise ValueError(
            f"{error} Any other voice comes with a package of its own, to be installed where the "
            "documentation is built"
        ) from None
    return name
