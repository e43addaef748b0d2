"""The transcript as a page of its own: what is read, in paragraphs that can be listened to."""

from __future__ import annotations

import dataclasses
from html import escape
from typing import TYPE_CHECKING

from aisha_docs_audio.player.labels import labels_of
from aisha_docs_audio.player.markup import player_html

if TYPE_CHECKING:
    from collections.abc import Container

    from aisha_docs_audio.model import Cue
    from aisha_docs_audio.player.markup import PlayerMarkup

TRANSCRIPT_STYLE = """\
body{font:1.1em/1.6 system-ui,sans-serif;margin:2em auto;max-width:40em;padding:0 1em}
:root{color-scheme:light dark}
[data-audio-block] a{color:inherit;text-decoration:none}
"""
TRANSCRIPT_STYLE_NAME = "aisha-audio-transcript.css"


def transcript_html(
    markup: PlayerMarkup, *, headings: Container[int], script_url: str, style_url: str
) -> bytes:
    """Return the transcript's file, UTF-8, to stand beside the track that `markup` names.

    `headings` are the numbers of the blocks that are headings.
    Each paragraph is a link to its time (`#t=83.5`), so it works as links do: by keyboard, to be
    copied, without a first play. The file begins with a byte order mark, which browsers believe
    before anything a server says of the encoding (WHATWG, "HTML", 13.2.3.2).
    """
    words = labels_of(markup.language)
    title = markup.title or words.transcript
    player = player_html(dataclasses.replace(markup, transcript_url=None, next_url=None))
    lang, name = escape(markup.language), escape(title)
    body = "\n".join(_paragraph(cue, is_heading=cue.number in headings) for cue in markup.cues)
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{name} – {escape(words.transcript)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # The page itself is what search engines should find.
        '<meta name="robots" content="noindex">\n'
        f'<link rel="stylesheet" href="{escape(style_url)}">\n'
        f'<link rel="stylesheet" href="{TRANSCRIPT_STYLE_NAME}">\n'
        f'<script src="{escape(script_url)}" defer></script>\n</head>\n'
        f'<body data-pagefind-ignore="all">\n<main>\n<h1>{name}</h1>\n{player}\n{body}\n'
        "</main>\n</body>\n</html>\n"
    ).encode("utf-8-sig", "replace")


def _paragraph(cue: Cue, *, is_heading: bool) -> str:
    tag = "h2" if is_heading else "p"
    link = f'<a href="#t={cue.start_seconds:.2f}">{escape(cue.text)}</a>'
    return f'<{tag} data-audio-block="{cue.number}">{link}</{tag}>'
