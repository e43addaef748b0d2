"""What narrated pages put into the site, and kept as it was made: a file a page of each site.

An unchanged page's player, transcript and tag are not written again: its cues are not even loaded.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.build.manifest import ManifestPage
from aisha_docs_audio.build.speakers import Speakers
from aisha_docs_audio.build.tagged_track import TaggedTrack
from aisha_docs_audio.sound.page_uses import MADE
from aisha_docs_audio.sound.track_cache import FILES
from aisha_docs_audio.storage.checksummed import read_checksummed, write_checksummed

if TYPE_CHECKING:
    from collections.abc import Mapping

SiteFile = bytes | Path | TaggedTrack
"""What is in a file of the site, or what it is a copy of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePage:
    """What a narrated page puts into the site: its player's HTML, files by name, its entry."""

    player: str
    files: Mapping[str, SiteFile]
    entry: ManifestPage


class MadePages:
    """The folder of what was made of a site's pages. Processes may share it; nothing raises."""

    def __init__(self, derived: Path, *, site: str) -> None:
        """Keep them in a folder of the directory of `derived` sound, apart for each `site`."""
        self._folder = derived / MADE / site
        self._sounds = derived / FILES

    def find(self, page: str, key: str) -> MadePage | None:
        """Return what was made of a page, if `key` names all that went into it."""
        sealed = read_checksummed(self._path(page))
        if sealed is None or not sealed.startswith(key.encode()):
            return None
        form = json.loads(sealed[len(key) :].decode("utf-8", "surrogatepass"))
        entry = form["entry"] | {"speakers": Speakers(**_tuples(form["entry"]["speakers"]))}
        return MadePage(
            player=form["player"],
            files={name: self._file(name, about) for name, about in form["files"].items()},
            entry=ManifestPage(**_tuples(entry)),
        )

    def keep(self, page: str, key: str, made: MadePage) -> None:
        """Keep it in place of what was made of the page before, unless a file is from elsewhere."""
        entry, speakers = made.entry, made.entry.speakers
        files = {name: self._form_of(file) for name, file in made.files.items()}
        if None in files.values():
            return
        form = {
            "player": made.player,
            "files": files,
            "entry": {name: getattr(entry, name) for name in entry.__slots__}
            | {"speakers": {name: getattr(speakers, name) for name in speakers.__slots__}},
        }
        line = json.dumps(form, ensure_ascii=False, separators=(",", ":"))
        with contextlib.suppress(OSError):
            content = key.encode() + line.encode("utf-8", "surrogatepass")
            write_checksummed(self._path(page), content)

    def _form_of(self, file: SiteFile) -> dict[str, str] | None:
        if isinstance(file, bytes):
            return {"text": file.decode()}
        path = file if isinstance(file, Path) else file.track
        if path.parent != self._sounds:
            return None
        tag = file.tag if isinstance(file, TaggedTrack) else b""
        return {"copy": path.name, "tag": base64.b64encode(tag).decode()}

    def _file(self, name: str, form: Mapping[str, str]) -> SiteFile:
        if "text" in form:
            return form["text"].encode()
        tag, path = base64.b64decode(form["tag"]), self._sounds / form["copy"]
        return TaggedTrack(name=name, tag=tag, track=path) if tag else path

    def _path(self, page: str) -> Path:
        name = hashlib.sha256(page.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self._folder / f"{name}.made"


def _tuples(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return what JSON knows as lists as the tuples they were."""
    return {name: _tuple(value) for name, value in form.items()}


def _tuple(value: Any) -> Any:  # noqa: ANN401 - any value of JSON
    return tuple(map(_tuple, value)) if isinstance(value, list) else value
