"""Our folder in a built site: the player's files, the pages' audio, and the list of what is ours.

Sites are built in place by others, on disks that are full or read-only, over folders that users
filled. So a file is written beside its name and then takes it, what was not written by us is never
deleted, and no link is written through.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.build.drafts import replace_whole
from aisha_docs_audio.errors import PublishingError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aisha_docs_audio.build.spare_files import SpareFiles
    from aisha_docs_audio.build.tagged_track import TaggedTrack

LIST_NAME = "pages.json"
"""The list: which page of the site plays which files of this folder."""

CHAPTERS_ENDING = ".chapters.json"
"""The feed's files are called as the sounds that they are about, with this behind."""
_FORM = 1


class AudioFolder:
    """The folder `name` (with forward slashes) of the built site in `site`.

    `spare` are the files of the last build, where the host emptied the site since.
    """

    def __init__(self, site: Path, name: str, *, spare: SpareFiles | None = None) -> None:
        self.site = site
        self.path = site / name
        self.name = name
        self._published: dict[str, tuple[str, ...]] = {}
        self._unused: set[str] = set()
        self._forgotten: set[str] = set()
        self._is_made = False
        self._spare = spare
        self._before = self._read_list()

    @property
    def has_list(self) -> bool:
        """Whether an earlier build said what is ours."""
        return self._before is not None

    @property
    def pages_before(self) -> Mapping[str, tuple[str, ...]]:
        """The pages, by their paths in the site, that earlier builds gave players; their files."""
        return self._before or {}

    def path_in_site(self, page: Path) -> str:
        """Return a page's path in the site, with forward slashes."""
        path, site = str(page), f"{self.site}{os.sep}"
        # Each page is asked for several times, and the way there takes long to work out.
        if not path.startswith(site) or ".." in path:
            path = os.path.relpath(path, self.site)
        return path.removeprefix(site).replace(os.sep, "/")

    def put(self, name: str, content: bytes) -> None:
        """Write a file of the player's. One that is the same is not touched.

        Raises PublishingError.
        """
        self._bring(
            name,
            lambda path: not path.is_symlink() and path.read_bytes() == content,
            lambda draft: draft.write_bytes(content),
        )

    def publish(self, page: Path, files: Mapping[str, Path | TaggedTrack | bytes]) -> None:
        """Put what a page plays into the folder: content, or files to copy, by their names.

        Names of files to copy are those of their content. Raises PublishingError.
        """
        self._published[self.path_in_site(page)] = tuple(files)
        try:
            for name, source in files.items():
                if isinstance(source, bytes):
                    self.put(name, source)
                elif isinstance(source, Path):
                    size = source.stat().st_size
                    self._bring(name, partial(_has_size, size), partial(shutil.copyfile, source))
                else:
                    self._bring(name, partial(_has_size, source.size), source.write)
        except PublishingError:
            self.withdraw(page)
            raise

    def withdraw(self, page: Path) -> None:
        """Take back that a page plays its files; `reconcile` deletes them if no other one does."""
        self._unused.update(self._published.pop(self.path_in_site(page), ()))

    def forget(self, page: Path) -> None:
        """Withdraw a page's files, also those its HTML still names: they tell what it hides."""
        self.withdraw(page)
        self._forgotten.add(self.path_in_site(page))

    def reconcile(self, still_playing: Callable[[str, tuple[str, ...]], bool]) -> None:
        """Delete our files that no page plays any more, and write the list.

        `still_playing` is asked about each page that earlier builds gave a player and this one did
        not, by its path in the site. Never raises: what can't be deleted is left to the next build.
        """
        # A host may have finished another language's pages since.
        newer = self._read_list()
        self._before = self._before if newer is None else newer
        live = dict(self._published)
        for page, names in self.pages_before.items():
            known = page in live or page in self._forgotten
            if not known and still_playing(page, names):
                live[page] = names
            self._unused.update(names)
        self._unused -= {name for names in live.values() for name in names}
        gone = {name for name in self._unused if self._delete(name)}
        self._unused -= gone
        self._delete_chapters({name.partition(".")[0] for name in gone})
        self._before = live
        form = {"form": _FORM, "pages": live, "unused": sorted(self._unused)}
        if live or self._unused or (self.path / LIST_NAME).exists():
            with contextlib.suppress(PublishingError):
                self.put(LIST_NAME, json.dumps(form, sort_keys=True, indent=0).encode())

    def remove(self, own: Callable[[str], bool]) -> None:
        """Take away the folder, if no page plays anything and all that is left in it is `own`.

        Never raises.
        """
        with contextlib.suppress(OSError):
            names = [path.name for path in self.path.iterdir()]
            if self.pages_before or self._unused or not all(own(name) for name in names):
                return
            # The list goes last: with it the next run knows what is ours.
            for name in sorted(names, key=lambda name: name == LIST_NAME):
                self._delete(name)
            self.path.rmdir()

    def _bring(
        self, name: str, is_same: Callable[[Path], bool], write: Callable[[Path], object]
    ) -> None:
        """Have a file there that `is_same`: as it is, out of the last build, or written."""
        target = self.path / name
        with contextlib.suppress(OSError):
            if is_same(target):
                return
        try:
            if not self._is_made:
                if self.path.is_symlink():
                    raise PublishingError(_reason(self.name, "it is a link to another place"))
                self.path.mkdir(parents=True, exist_ok=True)
                self._is_made = True
            if self._spare is None or not self._spare.take(name, target, is_same):
                replace_whole(target, write)
        except OSError as error:
            # No file's name: one cause is one warning.
            raise PublishingError(_reason(self.name, error.strerror or str(error))) from error

    def _delete(self, name: str) -> bool:
        path = self.path / name
        # The list came with the site: nothing outside this folder goes by what it says.
        if Path(name).name != name or path.is_symlink() or path.is_dir():
            return True
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _delete_chapters(self, sounds: set[str]) -> None:
        """Delete what a podcast's feed tells of sounds that are gone: words of their pages."""
        for path in self.path.glob(f"*{CHAPTERS_ENDING}") if sounds else ():
            if path.name.partition(".")[0] in sounds:
                self._delete(path.name)

    def _read_list(self) -> dict[str, tuple[str, ...]] | None:
        try:
            form = json.loads((self.path / LIST_NAME).read_bytes())
            if form["form"] != _FORM:
                return None
            self._unused.update(map(str, form["unused"]))
            return {str(page): tuple(map(str, names)) for page, names in form["pages"].items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None


def _has_size(size_bytes: int, target: Path) -> bool:
    found = target.lstat()
    return stat.S_ISREG(found.st_mode) and found.st_size == size_bytes


def _reason(name: str, cause: str) -> str:
    return (
        f"the folder {name} of the built site can't be written ({cause}). Make room, or move "
        "away what stands in its place; the site is complete but for the players."
    )
