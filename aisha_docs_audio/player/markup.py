"""The HTML of one page's player: plain `<audio controls>` inside the custom element."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from aisha_docs_audio.player.labels import labels_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aisha_docs_audio.model import Cue


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerMarkup:
    """All that a page's player is told. URLs are as the page would write them, relative ones too.

    `transcript_url` is the page to read along; None: the captions' file is linked instead, and
    without `captions_url`, which a recording may not have, the sound.
    `title` and `site` name the page and the site on lock screens. `label` is the player's own
    name; None: in the page's language. `partial`: a preview that leaves out text without sound.
    `disclosure` tells listeners that the voice is synthetic.
    `download_name` is the file name a download gets; None: the track's own. `next_url` is the
    next *narrated* page in the site's order; listeners may ask to go on there.
    """

    track_url: str
    captions_url: str | None
    cues: Sequence[Cue]
    language: str
    duration_seconds: float
    transcript_url: str | None = None
    title: str = ""
    site: str = ""
    label: str | None = None
    partial: bool = False
    disclosure: str | None = None
    mini_player: bool = True
    highlight: bool = True
    download_name: str | None = None
    next_url: str | None = None


def player_html(markup: PlayerMarkup) -> str:
    """Write the player's HTML: one element, no inline script or style, all values escaped.

    Without the script it is the browser's own player, its length and a link to the transcript. Cue
    times stand in the page as well as in the captions, because a page opened from disk (`file://`)
    may not read its tracks. `src` and `href` never stand on the custom element itself: Material's
    `navigation.instant` resolves those on every element it does not know.
    """
    words = labels_of(markup.language)
    length_seconds = _seconds(markup.duration_seconds)
    kind = PurePosixPath(markup.track_url).suffix.removeprefix(".").upper()
    controls = asdict(words.controls) | {"download": words.controls.download.format(kind)}
    element = _tag(
        "aisha-audio",
        ("role", "region"),
        ("aria-label", markup.label or words.player),
        ("lang", markup.language),
        ("data-cues", cues_attribute(markup.cues) or f"0 0 {length_seconds}"),
        ("data-duration", length_seconds),
        ("data-words", "|".join(f"{name}={text}" for name, text in controls.items())),
        ("data-title", markup.title or None),
        ("data-site", markup.site or None),
        ("data-download", markup.download_name or ""),
        ("data-no-mini", None if markup.mini_player else ""),
        ("data-no-highlight", None if markup.highlight else ""),
        # Pagefind indexes built HTML; the player's words are not the page's.
        ("data-pagefind-ignore", "all"),
    )
    audio = _tag("audio", ("controls", ""), ("preload", "none"), ("src", markup.track_url))
    track = _tag(
        "track",
        ("kind", "captions"),
        ("src", markup.captions_url),
        ("srclang", markup.language),
        ("label", words.name),
    )
    if markup.transcript_url is not None:
        url, media_type, link_text = markup.transcript_url, None, words.transcript
    elif markup.captions_url is not None:
        url, media_type, link_text = markup.captions_url, "text/vtt", words.captions
    else:
        url, media_type, link_text, track = markup.track_url, None, controls["download"], ""
    link = _tag("a", ("slot", "transcript"), ("href", url), ("type", media_type))
    parts = [f"{element}{audio}{track}</audio>"]
    if markup.partial:
        parts.append(f'<p slot="note">{escape(words.partial)}</p>')
    if markup.disclosure:
        parts.append(f'<p slot="note">{escape(markup.disclosure)}</p>')
    # Browsers show no length before play, since nothing is loaded; with the script it is hidden.
    length = clock(markup.duration_seconds)
    parts.append(f'<span slot="length">{length} · </span>{link}{escape(link_text)}</a>')
    if markup.next_url is not None:
        parts.append(_tag("a", ("data-next", ""), ("href", markup.next_url), ("hidden", "")))
        parts.append("</a>")
    parts.append("</aisha-audio>")
    return "".join(parts)


def cues_attribute(cues: Iterable[Cue]) -> str:
    """Write cues as the script reads them: `block start end` in seconds, joined by commas."""
    return ",".join(
        f"{cue.number} {_seconds(cue.start_seconds)} {_seconds(cue.end_seconds)}" for cue in cues
    )


def clock(seconds: float) -> str:
    """Return seconds as the script shows them: "1:05", "1:01:05"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _seconds(value: float) -> str:
    """Return a number of milliseconds' precision, as WebVTT has it, in the fewest characters."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _tag(name: str, *attributes: tuple[str, str | None]) -> str:
    """Write a start tag; an attribute of None is left out, an empty one stands bare."""
    written = "".join(
        f" {key}" if value == "" else f' {key}="{escape(value)}"'
        for key, value in attributes
        if value is not None
    )
    return f"<{name}{written}>"
