"""`aisha-audio.json`: what a built site has to be heard, for programs that take it along.

It stands beside the audio, and is made of what the pages play and say alone: no date, no version of
this program, so that the same site is the same bytes. docs/manifest.md describes it.
"""

from __future__ import annotations

import json
import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from aisha_docs_audio.build.report import named_folder
from aisha_docs_audio.build.speakers import Speakers
from aisha_docs_audio.errors import ManifestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MANIFEST_NAME = "aisha-audio.json"
_FIRST_PAGE = "index.html"
FORM = 1
"""The version of the form; a name more is no new one, another meaning of a name is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestPage:
    """A page that has a player.

    `page` is its HTML, `audio`, `captions` and `transcript` are what it plays and shows: paths in
    the site, with forward slashes. `headings` are the blocks that are headings, each with its level
    from 1 to 6. The captions' cues have the numbers of their blocks as ids; a recording may have no
    captions, and no transcript.
    """

    page: str
    title: str
    language: str
    audio: str
    captions: str | None
    transcript: str | None
    duration_seconds: float
    speakers: Speakers
    headings: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteManifest:
    """The pages of a site that are heard, in reading order. `site_name` may be ""."""

    site_name: str
    pages: tuple[ManifestPage, ...]

    def merged(self, before: SiteManifest | None, order: Iterable[str]) -> SiteManifest:
        """Return these pages with those of `before` that are not among them.

        `order` are paths of pages in reading order. Pages it does not name are other languages' or
        left over, and keep their order; they come behind the language that has the site's own
        first page, and before any other.
        """
        known = {page.page: page for page in (*(before.pages if before else ()), *self.pages)}
        places = {path: place for place, path in enumerate(order)}
        others = len(places) if _FIRST_PAGE in places else -1
        pages = sorted(known.values(), key=lambda page: places.get(page.page, others))
        return SiteManifest(site_name=self.site_name, pages=tuple(pages))

    def to_bytes(self, folder: str) -> bytes:
        """Return the file's content; `folder` is where it stands in the site. One line a page."""
        head = {
            "version": FORM,
            "site": self.site_name,
            "root": posixpath.relpath(".", folder) + "/",
        }
        lines = [_dumped(_form_of(page, folder)) for page in self.pages]
        pages = "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
        return f'{_dumped(head)[:-1]},"pages":{pages}}}\n'.encode("utf-8", "surrogatepass")


def read_manifests(site: Path) -> list[SiteManifest]:
    """Return the manifests in a built site: one for each host that gave it players.

    Raises ManifestError where there is none, and as `read_manifest` does.
    """
    found = sorted(
        path
        for path in site.rglob(MANIFEST_NAME)
        if not any(part.startswith(".") for part in path.relative_to(site).parts)
    )
    if not found:
        raise ManifestError(
            f"there is no {MANIFEST_NAME} in {named_folder(site)}. Build the site with its players "
            "first: mkdocs build, sphinx-build, or aisha-docs-audio narrate."
        )
    return [read_manifest(path, site) for path in found]


def read_manifest(path: Path, site: Path) -> SiteManifest:
    """Read the manifest of a site. Raises ManifestError: it can't be, or it leads out of there."""
    try:
        form = json.loads(path.read_bytes())
        if form["version"] != FORM:
            raise ManifestError(
                f"{path} has the form {form['version']}, and this version of aisha-docs-audio "
                f"reads {FORM}. Build the site with the version that reads it."
            )
        folder = path.parent.relative_to(site).as_posix()
        pages = tuple(_page_of(page, folder) for page in form["pages"])
        return SiteManifest(site_name=str(form["site"]), pages=pages)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        reason = error.strerror if isinstance(error, OSError) else repr(error)
        raise ManifestError(f"{path} can't be read: {reason}. Build the site anew.") from error


def _form_of(page: ManifestPage, folder: str) -> Mapping[str, Any]:
    def url(path: str | None) -> str | None:
        if path is None:
            return None
        # Most are in that very folder; to work out the way for each of a thousand takes long.
        above, _, name = path.rpartition("/")
        return quote(name if above == folder else posixpath.relpath(path, folder))

    speakers = page.speakers
    return {
        "url": url(page.page),
        "title": page.title,
        "language": page.language,
        "audio": url(page.audio),
        "captions": url(page.captions),
        "transcript": url(page.transcript),
        "duration": round(page.duration_seconds, 3),
        "voices": speakers.names,
        "kind": speakers.kind,
        "digital_source_type": speakers.source_type,
        "headings": page.headings,
    }


def _page_of(form: Mapping[str, Any], folder: str) -> ManifestPage:
    def path(url: object) -> str:
        if not isinstance(url, str):
            raise TypeError(f"{url} is no address")
        found = posixpath.normpath(posixpath.join(folder, unquote(urlsplit(url).path)))
        # Whoever packs the site's files follows these: a site of somebody else's may say anything.
        if found.startswith(("../", "/")) or found in {"..", ".", folder} or "\\" in found:
            raise ValueError(f"{url} is no file of the site")
        return found

    def path_or_none(url: str | None) -> str | None:
        return None if url is None else path(url)

    if form["kind"] not in {"synthetic", "recorded"}:
        raise ValueError(f"no kind of sound: {form['kind']}")
    return ManifestPage(
        page=path(form["url"]),
        title=str(form["title"]),
        language=str(form["language"]),
        audio=path(form["audio"]),
        captions=path_or_none(form["captions"]),
        transcript=path_or_none(form["transcript"]),
        duration_seconds=float(form["duration"]),
        speakers=Speakers(
            names=tuple(map(str, form["voices"])),
            kind=form["kind"],
            source_type=form["digital_source_type"],
        ),
        headings=tuple((int(number), int(level)) for number, level in form["headings"]),
    )


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
