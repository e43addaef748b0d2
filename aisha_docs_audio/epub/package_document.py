"""The package document: what the book is called, what is in it, in which order it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from aisha_docs_audio.epub.accessibility import AccessibilityFacts, accessibility_metadata
from aisha_docs_audio.epub.markup import legal_text, xml_of
from aisha_docs_audio.epub.overlay import clock_value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

ACTIVE_CLASS = "is-read-aloud"
"""The class that readers give to what is heard."""

_NAMESPACE = "http://www.idpf.org/2007/opf"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedChapter:
    """A chapter's files; `duration_ms` is that of its overlay, None for a silent one."""

    name: str
    properties: Sequence[str]
    duration_ms: int | None = None
    audio: str = ""
    audio_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFacts:
    """What a book says of itself. `modified` is in UTC."""

    title: str
    identifier: str
    languages: Sequence[str]
    authors: Sequence[str]
    readers: Sequence[str]
    modified: datetime
    source_url: str
    accessibility: AccessibilityFacts


def package_xml(
    facts: BookFacts, chapters: Sequence[PackedChapter], images: Sequence[tuple[str, str]]
) -> str:
    """Return the package document; `images` are names and media types."""
    package = Element(
        "package",
        {
            "xmlns": _NAMESPACE,
            "version": "3.0",
            "unique-identifier": "id",
            "xml:lang": facts.languages[0],
        },
    )
    _add_metadata(package, facts, chapters)
    manifest = SubElement(package, "manifest")
    _add_item(manifest, "nav", "nav.xhtml", "application/xhtml+xml", properties="nav")
    _add_item(manifest, "style", "style.css", "text/css")
    for chapter in chapters:
        name = chapter.name
        overlay = {"media-overlay": f"overlay-{name}"} if chapter.duration_ms is not None else {}
        if chapter.properties:
            overlay["properties"] = " ".join(chapter.properties)
        _add_item(
            manifest, f"text-{name}", f"text/{name}.xhtml", "application/xhtml+xml", **overlay
        )
        if chapter.duration_ms is not None:
            _add_item(manifest, f"overlay-{name}", f"overlays/{name}.smil", "application/smil+xml")
            _add_item(manifest, f"audio-{name}", chapter.audio, chapter.audio_type)
    for image, media_type in images:
        _add_item(manifest, f"image-{image.partition('.')[0]}", f"images/{image}", media_type)
    spine = SubElement(package, "spine")
    for chapter in chapters:
        SubElement(spine, "itemref", {"idref": f"text-{chapter.name}"})
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml_of(package)}\n'


def _add_metadata(package: Element, facts: BookFacts, chapters: Sequence[PackedChapter]) -> None:
    metadata = SubElement(package, "metadata", {"xmlns:dc": _DUBLIN_CORE})
    identifier = SubElement(metadata, "dc:identifier", {"id": "id"})
    identifier.text = facts.identifier
    SubElement(metadata, "dc:title").text = legal_text(facts.title)
    for language in facts.languages:
        SubElement(metadata, "dc:language").text = language
    for author in facts.authors:
        SubElement(metadata, "dc:creator").text = legal_text(author)
    if facts.source_url:
        SubElement(metadata, "dc:source").text = facts.source_url
    _add_meta(metadata, "dcterms:modified", facts.modified.strftime("%Y-%m-%dT%H:%M:%SZ"))
    heard = [chapter for chapter in chapters if chapter.duration_ms is not None]
    if heard:
        for chapter in heard:
            _add_meta(
                metadata,
                "media:duration",
                clock_value(chapter.duration_ms or 0),
                refines=f"#overlay-{chapter.name}",
            )
        total = sum(chapter.duration_ms or 0 for chapter in heard)
        _add_meta(metadata, "media:duration", clock_value(total))
        for name in facts.readers:
            _add_meta(metadata, "media:narrator", name)
        _add_meta(metadata, "media:active-class", ACTIVE_CLASS)
    for name, value in accessibility_metadata(facts.accessibility, facts.languages[0]):
        _add_meta(metadata, name, value)


def _add_meta(metadata: Element, name: str, value: str, *, refines: str | None = None) -> None:
    meta = SubElement(metadata, "meta", {"property": name})
    if refines is not None:
        meta.set("refines", refines)
    meta.text = legal_text(value)


def _add_item(
    manifest: Element, name: str, address: str, media_type: str, **attributes: str
) -> None:
    SubElement(
        manifest, "item", {"id": name, "href": address, "media-type": media_type, **attributes}
    )
