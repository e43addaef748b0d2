"""What a book says of itself, out of what its pages say and what the user said."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.epub.accessibility import AccessibilityFacts
from aisha_docs_audio.epub.navigation_document import ListedChapter, navigation_xhtml, table_of
from aisha_docs_audio.epub.package_document import BookFacts
from aisha_docs_audio.hosts.page_facts import site_names
from aisha_docs_audio.player.labels import labels_of
from aisha_docs_audio.publications.page_dates import last_change
from aisha_docs_audio.publications.reader_names import names_of_readers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from aisha_docs_audio.epub.chapter_draft import ChapterDraft
    from aisha_docs_audio.publications.heard_site import HeardSite


@dataclass(frozen=True, slots=True, kw_only=True)
class BookOptions:
    """What the user says of the book; what is "" or empty is taken from the site."""

    title: str = ""
    authors: Sequence[str] = ()
    site_url: str = ""


def facts_of_book(  # noqa: PLR0913 - one argument for each source of what is known
    site: HeardSite,
    options: BookOptions,
    drafts: Sequence[ChapterDraft],
    *,
    is_heard: Sequence[bool],
    has_gif: bool,
    site_url: str,
    environ: Mapping[str, str],
    now: datetime,
) -> BookFacts:
    """Return the facts; `is_heard` says of each chapter whether it has sound.

    Raises SettingsError for a SOURCE_DATE_EPOCH that is none.
    """
    counted = Counter(draft.page.language for draft in drafts if draft.page.language)
    languages = [language for language, _ in counted.most_common()] or ["und"]
    names = site_names((draft.page.language, draft.whole_title) for draft in drafts)
    first = drafts[0].page
    title = options.title or names.get(languages[0]) or site.name or first.title or first.path
    # The same book keeps its identity in all its editions.
    identity = f"{site_url or title}#{','.join(sorted(languages))}"
    times = [(site.folder / draft.page.path).stat().st_mtime for draft in drafts]
    chapters = [draft.chapter for draft in drafts]
    return BookFacts(
        title=title,
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, identity)}",
        languages=languages,
        authors=[*dict.fromkeys(options.authors or [d.author for d in drafts if d.author])],
        readers=names_of_readers(site.pages, languages[0]),
        modified=last_change((draft.dates for draft in drafts), times, environ, now),
        source_url=site_url,
        accessibility=AccessibilityFacts(
            is_heard=any(is_heard),
            is_heard_whole=all(is_heard),
            has_pictures=any(c.has_pictures or c.has_drawings for c in chapters),
            has_math=any(chapter.has_math for chapter in chapters),
            may_flash=has_gif,
            undescribed=sum(chapter.undescribed for chapter in chapters),
        ),
    )


def navigation_of_book(drafts: Sequence[ChapterDraft], facts: BookFacts) -> str:
    """Return the navigation document; several languages are parts of it."""
    listed = [
        ListedChapter(
            page=draft.page.path,
            title=draft.page.title or draft.chapter.headings[0].text or draft.page.path,
            file=f"text/{draft.name}.xhtml",
            language=draft.page.language,
            way=draft.way,
            headings=draft.chapter.headings,
        )
        for draft in drafts
    ]
    names = [labels_of(chapter.language).name for chapter in listed]
    return navigation_xhtml(
        table_of(listed, names if len(facts.languages) > 1 else ()),
        title=facts.title,
        language=facts.languages[0],
    )
