"""What a person made for a page: a recording that is played as it is, or a script to be spoken.

Nothing is synthesized for a recording, and nothing is paid. Files are looked for below the
documentation's folder alone, also behind links: what they hold will be published.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aisha_docs_audio.build.following import blocks_of_script, cues_of_blocks
from aisha_docs_audio.build.result import NarratedPage
from aisha_docs_audio.build.speakers import Speakers
from aisha_docs_audio.errors import PageError
from aisha_docs_audio.model import Narration, Page
from aisha_docs_audio.sound.captions import read_webvtt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aisha_docs_audio.model import Cue, OwnNarration

SOUNDS = (".mp3", ".m4a", ".ogg", ".opus", ".wav")
"""What every browser of today plays, but for .ogg and .opus in Safari before 18.4."""

_MOST_TEXT_BYTES = 5_000_000
"""A script or a file of cues that is larger is something else: this is days of speech."""


def spoken_pages(pages: Iterable[Page]) -> tuple[list[Page], dict[str, tuple[str, ...]]]:
    """Return the pages that are to be spoken, and the reasons of those that cannot be, by path.

    Pages with a script have its paragraphs in place of their blocks; pages with a recording are
    not among them.
    """
    spoken: list[Page] = []
    problems: dict[str, tuple[str, ...]] = {}
    for page in pages:
        if page.own is None:
            spoken.append(page)
        elif page.own.script is not None:
            try:
                spoken.append(_scripted(page, page.own, page.own.script))
            except PageError as error:
                problems[page.path] = (str(error),)
    return spoken, problems


def recorded_pages(
    pages: Iterable[Page],
) -> tuple[dict[str, NarratedPage], dict[str, tuple[str, ...]]]:
    """Return the narrations of pages with a recording, and why others have none, by path."""
    narrated: dict[str, NarratedPage] = {}
    problems: dict[str, tuple[str, ...]] = {}
    for page in pages:
        if page.own is not None and page.own.file is not None:
            try:
                narration = _recorded(page, page.own, page.own.file)
            except PageError as error:
                problems[page.path] = (str(error),)
                continue
            narrated[page.path] = NarratedPage(
                page=page, narration=narration, partial=False, speakers=Speakers(kind="recorded")
            )
    return narrated, problems


def _scripted(page: Page, own: OwnNarration, name: str) -> Page:
    blocks = blocks_of_script(_text(own, "script", name), tuple(page.blocks))
    if not blocks:
        raise PageError(f"audio.script: there is nothing to be said in {name}.")
    # A page of its own: whatever is known of the one that was read is not known of this.
    return Page(
        path=page.path,
        title=page.title,
        language=page.language,
        settings=page.settings,
        overrides=page.overrides,
        blocks=blocks,
        shown=page.shown,
        own=own,
    )


def _recorded(page: Page, own: OwnNarration, name: str) -> Narration:
    path = _found(own, "file", name)
    if path.suffix.lower() not in SOUNDS:
        raise PageError(f"audio.file: {name} is none of {', '.join(SOUNDS)}.")
    duration = _duration(path, name)
    cues: tuple[Cue, ...] = ()
    if own.cues is not None:
        try:
            cues = read_webvtt(_text(own, "cues", own.cues))
        except ValueError as error:
            raise PageError(f"audio.cues: {own.cues} is no WebVTT file: {error}.") from None
        cues = cues_of_blocks(
            [cue for cue in cues if cue.start_seconds < duration], tuple(page.blocks)
        )
        if not cues:
            raise PageError(f"audio.cues: there is no cue in {own.cues} that {name} plays.")
    return Narration(track=path, captions=None, cues=cues, duration_seconds=duration)


def _duration(path: Path, name: str) -> float:
    # Loaded for whoever has a recording.
    from tinytag import TinyTag, TinyTagException  # noqa: PLC0415

    try:
        seconds = TinyTag.get(path, tags=False).duration
    except (TinyTagException, OSError, ValueError, IndexError) as error:
        raise PageError(f"audio.file: {name} can't be read: {error}.") from None
    if not seconds or seconds <= 0:
        raise PageError(f"audio.file: there is no sound in {name}.")
    return float(seconds)


def _text(own: OwnNarration, option: str, name: str) -> str:
    path = _found(own, option, name)
    try:
        size = path.stat().st_size
        if size > _MOST_TEXT_BYTES:
            raise PageError(
                f"audio.{option}: {name} has {size:,} bytes, and the most is {_MOST_TEXT_BYTES:,}."
            )
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise PageError(f"audio.{option}: {name} is not in UTF-8.") from None
    except OSError as error:
        raise PageError(f"audio.{option}: {name} can't be read: {error.strerror}.") from None


def _found(own: OwnNarration, option: str, name: str) -> Path:
    """Return the file. Raises PageError where there is none, or it is outside of the sources."""
    shown = name if name.isprintable() else repr(name)
    try:
        path = Path(own.folder, name).resolve()
        if not path.is_relative_to(Path(own.root).resolve()):
            raise PageError(
                f"audio.{option}: {shown} leads out of the documentation's folder. Put it beside "
                "the page."
            )
        if path.is_file():
            return path
    except (OSError, ValueError, RuntimeError):
        pass  # a name that is none, a circle of links
    raise PageError(
        f"audio.{option}: there is no file {shown}. It is looked for from the folder of the page's "
        "source."
    )
