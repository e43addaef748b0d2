"""The player: its markup, its words, and the files a site serves for it."""

from aisha_docs_audio.player.assets import Asset, script, style_sheet
from aisha_docs_audio.player.markup import PlayerCue, PlayerMarkup, player_html

__all__ = ["Asset", "PlayerCue", "PlayerMarkup", "player_html", "script", "style_sheet"]
