"""The cache's folders, and where it must not lie: published, or deleted with others."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAID, LEDGER, DERIVED = "paid", "ledger", "derived"
"""The folders of a cache. The last one holds nothing that was paid for."""

_WAY_OUT = (
    "What is paid for would be published or deleted with it. Set it to a folder outside, such as "
    "{default} beside {configuration}."
)
SHARED_WAY_OUT = (
    "What machines share would be published or deleted with it. Set it to a folder outside of what "
    "{configuration} builds."
)
_DEFAULT = ".cache/aisha-docs-audio"


def check_cache_place(  # noqa: PLR0913
    cache: Path,
    *,
    option: str,
    value: str,
    configuration: str,
    sources: Mapping[str, Path],
    outputs: Mapping[str, Path],
    around: Mapping[str, Path] | None = None,
    way_out: str = _WAY_OUT,
) -> None:
    """Refuse a cache that lies in another folder, or has it inside; links and ".." are followed.

    `sources` (copied into the site, links in them too) and `outputs` are such folders by what the
    user calls them; of `around` only their lying inside the cache is refused. Raises SettingsError
    with the way out.
    """
    way_out = way_out.format(default=_DEFAULT, configuration=configuration)
    real = _real(cache)
    for name, folder in {**sources, **outputs}.items():
        if real.is_relative_to(_real(folder)):
            raise SettingsError(option, f"{value!r} lies inside {name}.", way_out)
    for name, folder in {**sources, **outputs, **(around or {})}.items():
        if _real(folder).is_relative_to(real):
            raise SettingsError(option, f"{value!r} has {name} inside it.", way_out)
    for name, folder in sources.items():
        for link in _links_in(folder):
            if _leads_to(link, real):
                problem = f"{value!r} is reached from {name} by {os.path.relpath(link, folder)}."
                raise SettingsError(option, problem, way_out)


def _real(path: Path) -> Path:
    # Unlike Path.resolve() it raises nothing where a link leads to itself (before Python 3.13).
    return Path(os.path.realpath(path))


def _links_in(folder: str | Path) -> Iterator[Path]:
    # Each build goes through all sources: what a folder tells of its files is not asked again.
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except OSError:
        return
    for entry in found:
        if entry.is_symlink():
            yield Path(entry.path)
        elif entry.is_dir():
            yield from _links_in(entry.path)


def _leads_to(link: Path, cache: Path) -> bool:
    target = _real(link)
    if target.is_relative_to(cache):
        return True
    # Hosts leave out names that begin with a dot.
    return cache.is_relative_to(target) and not any(
        part.startswith(".") for part in cache.relative_to(target).parts
    )
