"""A built site as one EPUB 3 with Media Overlays, written page by page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.build.drafts import replace_whole
from aisha_docs_audio.epub.addresses import Addresses, ChapterPlace
from aisha_docs_audio.epub.archive import BookArchive
from aisha_docs_audio.epub.book_facts import BookOptions, facts_of_book, navigation_of_book
from aisha_docs_audio.epub.chapter_draft import ChapterDraft, chapter_of_page, draft_of
from aisha_docs_audio.epub.overlay import clips_of, smil_of
from aisha_docs_audio.epub.package_document import PackedChapter, package_xml
from aisha_docs_audio.epub.pictures import Pictures
from aisha_docs_audio.epub.stylesheet import STYLESHEET
from aisha_docs_audio.errors import ManifestError, PageError
from aisha_docs_audio.publications.listed_page import reading_list
from aisha_docs_audio.publications.site_address import told_site_url
from aisha_docs_audio.publications.site_files import read_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from aisha_docs_audio.publications.heard_site import HeardSite

_SOUND_TYPES = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".mp4": "audio/mp4"}
"""What every reader plays (EPUB 3.3, "Core media types"); other recordings are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBook:
    """What came of it: chapters, milliseconds of sound, languages, and pages left out, with why."""

    chapters: int
    heard: int
    duration_ms: int
    languages: Sequence[str]
    left_out: Sequence[str]


@dataclass(slots=True, kw_only=True)
class _Work:
    """The site, its options, and what was made of it so far."""

    site: HeardSite
    options: BookOptions
    environ: Mapping[str, str]
    now: datetime
    pictures: Pictures
    left_out: list[str] = field(default_factory=list)

    def drafts(self, addresses: Addresses) -> Iterator[ChapterDraft]:
        """Go through all pages once; those that can't be read, or show nothing, are left out."""
        pages = reading_list(self.site, self.site.name)
        number = 1
        for page in pages:
            try:
                html = read_html(self.site.folder, page.path)
                draft = draft_of(html, page, f"{number:04}", addresses, self.pictures)
                if page.narrated is not None or not draft.chapter.is_bare:
                    number += 1
                    yield draft
            except PageError as error:
                self.left_out.append(str(error))


def write_book(
    site: HeardSite, options: BookOptions, path: Path, environ: Mapping[str, str], now: datetime
) -> WrittenBook:
    """Write a site's pages as a book at `path`: whole, or not at all.

    Dates that pages tell count up to `now`. Raises ManifestError where the site lacks what its
    manifest names, OSError where the book can't be written.
    """
    work = _Work(
        site=site,
        options=options,
        environ=environ,
        now=now,
        pictures=Pictures(site=site.folder),
    )
    made: list[WrittenBook] = []
    replace_whole(path, lambda draft: made.append(_write(work, draft)))
    return made[0]


def _write(work: _Work, path: Path) -> WrittenBook:
    with BookArchive(path) as archive:
        addresses = Addresses(
            site=work.site.folder, site_url=work.options.site_url or _site_url(work.site)
        )
        drafts = [*work.drafts(addresses)]
        if not any(draft.page.narrated for draft in drafts):
            raise ManifestError(
                f"no narrated page of {work.site.folder} can be read: {'; '.join(work.left_out)}"
            )
        places = {
            draft.page.path: ChapterPlace(file=f"text/{draft.name}.xhtml", ids=draft.chapter.ids)
            for draft in drafts
        }
        addresses = replace(addresses, chapters=places)
        packed = [_pack(work, archive, draft, addresses) for draft in drafts]
        for picture in work.pictures.take_fresh():
            archive.write(f"images/{picture.name}", picture.content)
        facts = facts_of_book(
            work.site,
            work.options,
            drafts,
            is_heard=[chapter.duration_ms is not None for chapter in packed],
            has_gif="image/gif" in work.pictures.media_types.values(),
            site_url=addresses.site_url,
            environ=work.environ,
            now=work.now,
        )
        archive.write("style.css", STYLESHEET)
        archive.write("nav.xhtml", navigation_of_book(drafts, facts))
        images = sorted(work.pictures.media_types.items())
        archive.write("package.opf", package_xml(facts, packed, images))
    durations = [chapter.duration_ms for chapter in packed if chapter.duration_ms is not None]
    return WrittenBook(
        chapters=len(packed),
        heard=len(durations),
        duration_ms=sum(durations),
        languages=facts.languages,
        left_out=work.left_out,
    )


def _pack(
    work: _Work, archive: BookArchive, draft: ChapterDraft, addresses: Addresses
) -> PackedChapter:
    """Write a chapter, its overlay and its sound."""
    html = read_html(work.site.folder, draft.page.path)
    chapter = chapter_of_page(html, draft.page, addresses, work.pictures)
    archive.write(f"text/{draft.name}.xhtml", chapter.xhtml)
    for picture in work.pictures.take_fresh():
        archive.write(f"images/{picture.name}", picture.content)
    properties = [
        name for name, has in (("mathml", chapter.has_math), ("svg", chapter.has_drawings)) if has
    ]
    page = draft.page.narrated
    audio = work.site.audio_of(page) if page is not None else None
    ending = audio.suffix.lower() if audio is not None else ""
    if page is None or audio is None or ending not in _SOUND_TYPES:
        if page is not None:
            work.left_out.append(f"the sound of {page.page}: it is neither MP3 nor M4A.")
        return PackedChapter(name=draft.name, properties=properties)
    clips = clips_of(
        work.site.cues_of(page),
        chapter.blocks,
        first=chapter.first,
        duration_seconds=page.duration_seconds,
    )
    smil = smil_of(
        clips, chapter=f"../text/{draft.name}.xhtml", audio=f"../audio/{draft.name}{ending}"
    )
    archive.write(f"overlays/{draft.name}.smil", smil)
    archive.copy(f"audio/{draft.name}{ending}", audio)
    duration_ms = sum(clip.end_ms - clip.start_ms for clip in clips)
    return PackedChapter(
        name=draft.name,
        properties=properties,
        duration_ms=duration_ms,
        audio=f"audio/{draft.name}{ending}",
        audio_type=_SOUND_TYPES[ending],
    )


def _site_url(site: HeardSite) -> str:
    """Return the address that the site's pages have on the web, if one of them says so."""
    for page in site.pages:
        try:
            html = read_html(site.folder, page.page)
        except PageError:
            continue
        found = told_site_url(LexborHTMLParser(html.encode("utf-8", "replace")), page.page)
        if found:
            return found
    return ""
