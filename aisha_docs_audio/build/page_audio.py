"""The files of a narrated page in the built site: what they are called, and what is in them.

A track is joined once and kept in the cache without a tag; its tag is put before it on the way into
the site. So a new name of the site, or another place in its order, costs no sound.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from aisha_docs_audio.build.page_content import headings_of
from aisha_docs_audio.build.tagged_track import TaggedTrack
from aisha_docs_audio.errors import CacheError
from aisha_docs_audio.player.labels import labels_of
from aisha_docs_audio.sound.captions import webvtt
from aisha_docs_audio.sound.id3_tag import Chapter, TrackTags, encode_tag
from aisha_docs_audio.utterances.cyrillic import is_cyrillic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aisha_docs_audio.build.result import NarratedPage
    from aisha_docs_audio.model import Narration, Page

# Not allowed in a file's name on some system, or confusing in it.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAudio:
    """What a narrated page plays, as files of the site.

    `name` is the page's, never empty, for whoever takes the sound along. `source` is the file to
    be copied; `headings` are the blocks that are headings and are heard, with their levels.
    """

    narrated: NarratedPage
    name: str
    source: TaggedTrack | Path
    headings: tuple[tuple[int, int], ...]
    captions: tuple[str, Path | bytes] | None
    """The name of the captions and their file, or what is in it; None without cues."""

    @property
    def transcript_name(self) -> str | None:
        """The name of the transcript, which stands beside the sound; None without cues."""
        if self.captions is None:
            return None
        stem = PurePosixPath(self.source.name).stem
        if self.narrated.speakers.kind == "recorded":
            # Two pages may play one recording, each with cues and a title of its own.
            page = self.narrated.page.path.encode("utf-8", "replace")
            stem = f"{stem}.{hashlib.sha256(page).hexdigest()[:8]}"
        return f"{stem}.html"

    @property
    def download_name(self) -> str:
        """What a downloaded file is called: as the page is, in letters that every system takes."""
        return _file_name(self.name) + PurePosixPath(self.source.name).suffix


def audio_of_page(narrated: NarratedPage, site_name: str) -> PageAudio:
    """Return what a page plays, with its track as it is in the cache."""
    page, narration = narrated.page, narrated.narration
    heard = {cue.number for cue in narration.cues}
    return PageAudio(
        narrated=narrated,
        name=_name_of(page, site_name),
        source=narration.track,
        headings=tuple(each for each in headings_of(page.blocks) if each[0] in heard),
        captions=_captions_of(narration),
    )


def tagged_audio(
    narrated: NarratedPage, *, site_name: str, number: int | None, page_url: str
) -> PageAudio:
    """Return what a page plays, with a tag that tells all of it.

    `number` is the page's place in the site; `page_url` is its whole address, "" if not known.
    """
    audio = audio_of_page(narrated, site_name)
    speakers, track = narrated.speakers, narrated.narration.track
    if speakers.kind == "recorded":
        # Not a byte is added to what somebody recorded.
        return replace(audio, source=_named_by_content(b"", track, _digest_of(track)))
    tags = TrackTags(
        title=audio.name,
        language=narrated.page.language,
        site=site_name,
        voices=speakers.names,
        number=number,
        page_url=page_url,
        comment=disclosure_of(narrated) or "",
        source_type=speakers.source_type,
        chapters=[*_chapters_of(audio)],
    )
    # The track's name stands for its content: nothing has to be read.
    return replace(audio, source=_named_by_content(encode_tag(tags), track, track.name.encode()))


def _digest_of(file: Path) -> bytes:
    """Return the hash of a recording; no more than a piece of it is in memory.

    Raises CacheError where it is gone since it was looked at.
    """
    digest = hashlib.sha256()
    try:
        with file.open("rb") as source:
            while piece := source.read(1 << 20):
                digest.update(piece)
    except OSError as error:
        raise CacheError(f"{file.name} can't be read: {error.strerror}.") from error
    return digest.digest()


def _named_by_content(tag: bytes, track: Path, content: bytes) -> TaggedTrack:
    name = hashlib.sha256(tag + content).hexdigest()[:16] + track.suffix.lower()
    return TaggedTrack(name=name, tag=tag, track=track)


def _captions_of(narration: Narration) -> tuple[str, Path | bytes] | None:
    if narration.captions is not None:
        return narration.captions.name, narration.captions
    if not narration.cues:
        return None
    content = webvtt(narration.cues).encode()
    return f"{hashlib.sha256(content).hexdigest()[:16]}.vtt", content


def disclosure_of(narrated: NarratedPage) -> str | None:
    """Return the line by which listeners are told that nobody speaks; None where somebody does."""
    page, speakers = narrated.page, narrated.speakers
    if speakers.kind != "synthetic" or not page.settings.disclosure:
        return None
    cues = narrated.narration.cues
    cyrillic = page.language == "uz" and is_cyrillic(cue.text for cue in cues)
    words = labels_of(page.language).synthetic_cyrillic if cyrillic else None
    return (words or labels_of(page.language).synthetic).format(", ".join(speakers.names))


def _chapters_of(audio: PageAudio) -> Iterator[Chapter]:
    """Return what stands below each heading, in the order of time.

    What stands above the first one is a chapter of the page's own name.
    """
    narration, levels = audio.narrated.narration, dict(audio.headings)
    marks = [
        (cue.start_seconds, levels[cue.number], cue.text)
        for cue in narration.cues
        if cue.number in levels
    ]
    if not marks:
        return
    if marks[0][0] > narration.cues[0].start_seconds:
        marks.insert(0, (0.0, 1, audio.name))
    marks[0] = (0.0, *marks[0][1:])
    marks.append((narration.duration_seconds, 0, ""))
    for (start, level, title), (end, _, _) in pairwise(marks):
        yield Chapter(title=title, level=level, start_seconds=start, end_seconds=end)


def _name_of(page: Page, site_name: str) -> str:
    """Return the page's title, or its file's name, or its folder's where that is "index"."""
    path = PurePosixPath(page.path)
    stem = path.stem if path.stem.lower() not in {"index", "readme"} else path.parent.name
    names = (page.title, stem, site_name, path.stem)
    return next((name for name in names if _file_name(name)), "audio")


def _file_name(text: str) -> str:
    shown = "".join(c for c in text if unicodedata.category(c)[0] != "C" or c.isspace())
    words = " ".join(_FORBIDDEN.sub(" ", shown).split())
    # Windows takes no dot at the end; one in front hides a file elsewhere.
    return words[:_LONGEST].strip(" .")
