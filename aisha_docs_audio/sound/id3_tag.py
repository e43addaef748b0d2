"""An ID3v2.4 tag for a track: what a phone, a library and a search engine are told of it.

Sources: "ID3 tag version 2.4.0" (Main Structure, Native Frames), "ID3v2 Chapter Frame Addendum"
1.0, XMP Specification Part 3 (a packet stands in the frame PRIV with the owner "XMP").
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aisha_docs_audio.settings.languages import Language

_LANGUAGES: Mapping[Language, str] = {"uz": "uzb", "en": "eng", "ru": "rus"}
"""ISO 639-2, as the frames TLAN and COMM have it."""

_UTF8 = b"\3"
_MOST_CHAPTERS = 255
"""The table of contents counts them in a byte."""

_XMP = (
    '<?xpacket begin="\N{BYTE ORDER MARK}" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    ' Iptc4xmpExt:DigitalSourceType="{source_type}"/></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A stretch of a track below a heading; `level` is the heading's, from 1."""

    title: str
    level: int
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackTags:
    """What is told of a track; what is "" or None is left out.

    `site` is the album, `voices` are the artists, `number` is the track's. `comment` is for people,
    in the page's language; `source_type` is the IPTC digital source type, for programs.
    """

    title: str
    language: Language
    site: str = ""
    voices: Sequence[str] = ()
    number: int | None = None
    page_url: str = ""
    comment: str = ""
    source_type: str | None = None
    chapters: Sequence[Chapter] = ()


def encode_tag(tags: TrackTags) -> bytes:
    """Return the tag, to stand before the track's frames; the same tags are the same bytes."""
    language = _LANGUAGES[tags.language]
    frames = [
        _text("TIT2", tags.title),
        _text("TALB", tags.site),
        # Several values of one frame are separated by NUL (Main Structure, 4.2).
        _text("TPE1", "\0".join(_line(voice) for voice in tags.voices)),
        _text("TRCK", "" if tags.number is None else str(tags.number)),
        _text("TLAN", language),
        _url("WOAF", tags.page_url),
    ]
    if tags.comment:
        body = _UTF8 + language.encode() + b"\0" + _encoded(_line(tags.comment))
        frames.append(_frame("COMM", body))
    if tags.source_type:
        frames.append(_user_text("DigitalSourceType", tags.source_type))
        packet = _XMP.format(source_type=escape(tags.source_type))
        frames.append(_frame("PRIV", b"XMP\0" + packet.encode()))
    frames += _chapter_frames(_fitting(tags.chapters))
    body = b"".join(frames)
    return b"ID3\4\0\0" + _synchsafe(len(body)) + body


def _fitting(chapters: Sequence[Chapter]) -> Sequence[Chapter]:
    """Leave out the deepest levels where there are more than a table can count."""
    kept = chapters
    for deepest in range(6, 0, -1):
        higher = [chapter for chapter in chapters if chapter.level <= deepest]
        # The page's title alone leads nowhere, and a page may have none.
        if len(higher) > 1:
            kept = higher
        if len(kept) <= _MOST_CHAPTERS:
            break
    return _joined(kept[:_MOST_CHAPTERS], chapters)


def _joined(kept: Sequence[Chapter], chapters: Sequence[Chapter]) -> Sequence[Chapter]:
    """Let each chapter that is kept go on to the next one."""
    if len(kept) == len(chapters):
        return kept
    ends = [chapter.start_seconds for chapter in kept[1:]] + [chapters[-1].end_seconds]
    return [
        Chapter(title=c.title, level=c.level, start_seconds=c.start_seconds, end_seconds=end)
        for c, end in zip(kept, ends, strict=True)
    ]


def _chapter_frames(chapters: Sequence[Chapter]) -> Iterable[bytes]:
    if not chapters:
        return
    names = [f"c{place}".encode() + b"\0" for place in range(1, len(chapters) + 1)]
    # Flags: it is the top of its tree, and its entries are in order.
    yield _frame("CTOC", b"toc\0" + bytes([0b11, len(names)]) + b"".join(names))
    for name, chapter in zip(names, chapters, strict=True):
        times = [round(t * 1000) for t in (chapter.start_seconds, chapter.end_seconds)]
        # No offsets in bytes: the times are what counts.
        places = struct.pack(">IIII", *times, 0xFFFFFFFF, 0xFFFFFFFF)
        yield _frame("CHAP", name + places + _text("TIT2", chapter.title))


def _text(name: str, value: str) -> bytes:
    kept = value if name == "TPE1" else _line(value)
    return _frame(name, _UTF8 + _encoded(kept)) if kept else b""


def _user_text(description: str, value: str) -> bytes:
    return _frame("TXXX", _UTF8 + _encoded(description) + b"\0" + _encoded(value))


def _url(name: str, url: str) -> bytes:
    # Addresses are ISO 8859-1 there, and on the wire ASCII (RFC 3986).
    return _frame(name, quote(url, safe=":/?#[]@!$&'()*+,;=%~").encode()) if url else b""


def _frame(name: str, body: bytes) -> bytes:
    return name.encode("ascii") + _synchsafe(len(body)) + b"\0\0" + body


def _line(text: str) -> str:
    """Return the text in one line: NUL would begin another value."""
    return " ".join(text.replace("\0", " ").split())


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _synchsafe(size: int) -> bytes:
    """Return a size in four bytes of seven bits (Main Structure, 6.2)."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
