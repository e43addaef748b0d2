"""The files of a built site: which of them are pages, and a copy of the site for `--output`."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.build.drafts import replace_whole, sweep_drafts
from aisha_docs_audio.errors import PageError, SettingsError
from aisha_docs_audio.hosts.folder_page import read_text, write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

FOLDER = "aisha-audio"
"""Where in the site the player's files and the audio stand."""

UNNAMED = "its name is not in UTF-8, so that no address leads to it. Name the file anew."

_COPIED = "copied.json"


def can_be_named(path: str) -> bool:
    """Return whether an address can lead to a file; if not, it is `UNNAMED`."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def html_files(site: Path) -> Iterator[str]:
    """Return the paths of the pages below `site`, with forward slashes, in order.

    Folders with a dot in front hold none, nor do ours and those of the plugins. Raises OSError.
    """
    for path in _files(site):
        file = site / path
        # A link may lead out of the site.
        is_page = file.suffix.lower() in {".html", ".htm"} and not file.is_symlink()
        # The folders of plugins have pages of their own in them, the transcripts.
        if is_page and not any(p[0] == "." or p == FOLDER for p in Path(path).parts):
            yield path


class SiteCopy:
    """A copy of `site` in `output`, for players to be put in there.

    Raises SettingsError where one lies in the other, or `output` has files in it that are not
    copies of ours.
    """

    def __init__(self, site: Path, output: Path) -> None:
        self._site = site
        self._output = output
        self._list = output / FOLDER / _COPIED
        real_site, real_output = site.resolve(), output.resolve()
        if real_output.is_relative_to(real_site) or real_site.is_relative_to(real_output):
            raise SettingsError("--output", f"{output} and {site} lie in one another.")
        self._before = self._read_list()
        if self._before is None and output.exists() and any(output.iterdir()):
            raise SettingsError(
                "--output",
                f"{output} has files in it that were not copied there by this command.",
                "Name an empty folder, or one that is not there yet.",
            )

    def update(self, narrated: Collection[str], left: Callable[[str, str], str]) -> None:
        """Copy what is new, delete what is gone; a page of `narrated` that is there stays.

        `left` returns the HTML of a page without a player, by its path and what its generator
        wrote. Raises OSError.
        """
        paths = [*_files(self._site)]
        gone = set(self._before or ()).difference(paths)
        # First, so that what a killed run copied is known to the next one.
        self._write_list([*paths, *gone])
        for path in paths:
            if not (path in narrated and (self._output / path).is_file()):
                self._copy(path, left)
        for path in gone:
            self._delete(path)
        self._write_list(paths)
        sweep_drafts({(self._output / path).parent for path in paths})

    def _copy(self, path: str, left: Callable[[str, str], str]) -> None:
        source, target = self._site / path, self._output / path
        if source.is_symlink():
            _copy_link(source, target, self._site)
            return
        if source.suffix.lower() in {".html", ".htm"}:
            with contextlib.suppress(PageError):
                text = read_text(source)
                write_text(target, left(path, text.original), text.encoding)
                return
        if target.is_file() and target.read_bytes() == source.read_bytes():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(target, partial(shutil.copyfile, source))

    def _delete(self, path: str) -> None:
        target = Path(os.path.normpath(self._output / path))
        # The list lies in the copy, where anybody may have changed it.
        if target.is_relative_to(self._output) and (target.is_symlink() or not target.is_dir()):
            target.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                for folder in target.parents:
                    if folder == self._output:
                        break
                    folder.rmdir()

    def _read_list(self) -> list[str] | None:
        try:
            return [str(path) for path in json.loads(self._list.read_bytes())]
        except (OSError, ValueError, TypeError):
            return None

    def _write_list(self, paths: list[str]) -> None:
        content = json.dumps(sorted(paths), indent=0).encode()
        if not self._list.exists() or self._list.read_bytes() != content:
            self._list.parent.mkdir(parents=True, exist_ok=True)
            replace_whole(self._list, lambda draft: draft.write_bytes(content))


def _copy_link(source: Path, target: Path, site: Path) -> None:
    """Make the same link, to the same place in the copy, or to what lies outside of the site."""
    way = str(source.readlink())
    if os.path.relpath(source.parent / way, site).startswith(os.pardir):
        way = os.path.abspath(source.parent / way)  # noqa: PTH100 - a link is not resolved
    if target.is_symlink() and str(target.readlink()) == way:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    target.symlink_to(way)


def _files(site: Path) -> Iterator[str]:
    """Return all files but ours, and links to folders; a pipe or a socket is no file."""
    for place, folders, files in os.walk(site, onerror=_raise):
        folders[:] = sorted(name for name in folders if Path(place, name) != site / FOLDER)
        links = (name for name in folders if Path(place, name).is_symlink())
        for name in sorted([*files, *links]):
            file = Path(place, name)
            if file.is_symlink() or file.is_file():
                yield file.relative_to(site).as_posix()


def _raise(error: OSError) -> None:
    raise error
