"""A narrated page's player: its HTML, and the files that it plays."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from aisha_docs_audio.build.page_audio import disclosure_of
from aisha_docs_audio.player.markup import PlayerMarkup, player_html
from aisha_docs_audio.player.transcript import (
    TRANSCRIPT_STYLE,
    TRANSCRIPT_STYLE_NAME,
    transcript_html,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from aisha_docs_audio.build.page_audio import PageAudio
    from aisha_docs_audio.build.tagged_track import TaggedTrack


def player_of_page(
    audio: PageAudio, *, url_of: Callable[[str], str], site_name: str, next_url: str | None
) -> str:
    """Return a page's player. `url_of` gives the URL of a file by its name."""
    return player_html(_markup(audio, url_of=url_of, site=site_name, next_url=next_url))


def player_files(
    audio: PageAudio, *, script_name: str, style_name: str
) -> Mapping[str, Path | TaggedTrack | bytes]:
    """Return what a page's player needs in the built site, by name: a file to copy, or its content.

    Names are those of the content. `script_name` and `style_name` are the player's files in the
    same folder.
    """
    files: dict[str, Path | TaggedTrack | bytes] = {audio.source.name: audio.source}
    if audio.captions is not None and audio.transcript_name is not None:
        captions_name, captions = audio.captions
        files[captions_name] = captions
        files[audio.transcript_name] = transcript_html(
            _markup(audio, url_of=quote),
            headings={number for number, _ in audio.headings},
            script_url=quote(script_name),
            style_url=quote(style_name),
        )
        files[TRANSCRIPT_STYLE_NAME] = TRANSCRIPT_STYLE.encode()
    return files


def _markup(
    audio: PageAudio,
    *,
    url_of: Callable[[str], str],
    site: str = "",
    next_url: str | None = None,
) -> PlayerMarkup:
    page, narration = audio.narrated.page, audio.narrated.narration
    return PlayerMarkup(
        track_url=url_of(audio.source.name),
        captions_url=url_of(audio.captions[0]) if audio.captions else None,
        transcript_url=url_of(audio.transcript_name) if audio.transcript_name else None,
        cues=narration.cues,
        language=page.language,
        duration_seconds=narration.duration_seconds,
        title=audio.name,
        site=site,
        label=page.settings.label,
        partial=audio.narrated.partial,
        disclosure=disclosure_of(audio.narrated),
        mini_player=page.settings.mini_player,
        highlight=page.settings.highlight,
        download_name=audio.download_name,
        next_url=next_url,
    )
