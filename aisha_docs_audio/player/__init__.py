"""The player: its markup, its words, and the files a site serves for it."""

from aisha_docs_audio.player.assets import Asset, hydration_script, javascript, stylesheet
from aisha_docs_audio.player.markup import PlayerMarkup, player_html
from aisha_docs_audio.player.transcript import (
    TRANSCRIPT_STYLE,
    TRANSCRIPT_STYLE_NAME,
    transcript_html,
)

__all__ = [
    "TRANSCRIPT_STYLE",
    "TRANSCRIPT_STYLE_NAME",
    "Asset",
    "PlayerMarkup",
    "hydration_script",
    "javascript",
    "player_html",
    "stylesheet",
    "transcript_html",
]
