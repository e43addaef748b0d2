"""A narrated page's player: its HTML, and the files that it plays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from aisha_docs_audio.player import (
    TRANSCRIPT_STYLE,
    TRANSCRIPT_STYLE_NAME,
    PlayerMarkup,
    player_html,
    transcript_html,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aisha_docs_audio.build.result import NarratedPage
    from aisha_docs_audio.model import Narration


def player_of_page(
    narrated: NarratedPage, *, url_of: Callable[[str], str], site_name: str, next_url: str | None
) -> str:
    """Return a page's player. `url_of` gives the URL of a file by its name."""
    return player_html(_markup(narrated, url_of=url_of, site=site_name, next_url=next_url))


def player_files(
    narrated: NarratedPage, *, script_name: str, style_name: str
) -> Mapping[str, Path | bytes]:
    """Return what a page's player needs in the built site, by name: a file to copy, or its content.

    Names are those of the content. `script_name` and `style_name` are the player's files in the
    same folder.
    """
    narration = narrated.narration
    transcript = transcript_html(
        _markup(narrated, url_of=quote),
        headings={block.number for block in narrated.page.blocks if block.kind == "heading"},
        script_url=quote(script_name),
        style_url=quote(style_name),
    )
    return {
        narration.track.name: narration.track,
        narration.captions.name: narration.captions,
        transcript_name(narration): transcript,
        TRANSCRIPT_STYLE_NAME: TRANSCRIPT_STYLE.encode(),
    }


def _markup(
    narrated: NarratedPage,
    *,
    url_of: Callable[[str], str],
    site: str = "",
    next_url: str | None = None,
) -> PlayerMarkup:
    page, narration = narrated.page, narrated.narration
    return PlayerMarkup(
        track_url=url_of(narration.track.name),
        captions_url=url_of(narration.captions.name),
        transcript_url=url_of(transcript_name(narration)),
        cues=narration.cues,
        language=page.language,
        duration_seconds=narration.duration_seconds,
        title=page.title,
        site=site,
        label=page.settings.label,
        partial=narrated.partial,
        mini_player=page.settings.mini_player,
        highlight=page.settings.highlight,
        download_name=f"{Path(page.path).stem}.mp3",
        next_url=next_url,
    )


def transcript_name(narration: Narration) -> str:
    """Return the name of a narration's transcript, which stands beside its track."""
    return narration.track.with_suffix(".html").name
