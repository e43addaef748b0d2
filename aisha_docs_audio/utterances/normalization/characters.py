"""Which characters of a page are text: the others are dropped, and the rest brought to one form.

The ranges are written out instead of asked of `unicodedata` or `regex`, whose tables grow with
every version: what is dropped today is dropped under every Python, so that keys stay as they are.
They follow the Unicode Standard's charts and its chapter 23, "Special Areas".
"""

from __future__ import annotations

import re
import unicodedata

import regex

_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # C0 and C1 controls but for white space
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # soft hyphen, fillers
    "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # zero width, joiners, direction
    "\u20e3\ufe00-\ufe0f\U000e0000-\U000e0fff"  # keycap, variation selectors, tags
    "\ud800-\udfff\ufdd0-\ufdef\ufff0-\uffff"  # surrogates, non-characters, U+FFFD
    "\ue000-\uf8ff\U000f0000-\U0010ffff"  # private use: the glyphs of icon fonts
    "¶"
    "]+"
)
"""What no reader sees or says.

The joiners ZWJ and ZWNJ go too: they mean something in Persian and Indic scripts, but in Uzbek,
English and Russian they stand inside emoji only.
"""

_SAME = str.maketrans(
    dict.fromkeys("▸►▶‣", "→")
    | dict.fromkeys("✅✔☑🗸", "✓")
    | dict.fromkeys("❌✘✖✕❎☒🗴🗙", "✗")
    | dict.fromkeys("➔➘➙➚➛➜➝➞➟➠➡➢➣➤➥➦➧➨➩➪➫➬➭➮➯➱➲➳➵➸➺➻➼➽➾⮕", "→")
    | {"⬅": "←", "⬆": "↑", "⬇": "↓"}
    | {"‐": "-", "‑": "-"}
)
"""Signs that mean something, kept in one shape; `signs` knows how they are said."""

_PICTURES = re.compile(
    " ?(?:["
    "\u21a9\u21aa"  # back to the text, as at the end of a footnote
    # Technical and control pictures, but for the signs of keys (⌃ ⌘ ⌥ ⌦ ⌫ ⎋ ⏎), ⌈⌉ and ⌊⌋
    "\u2300-\u2302\u2304-\u2307\u230c-\u2317\u2319-\u2324\u2327-\u232a\u232c-\u238a\u238c-\u23cd"
    "\u23cf-\u245f"
    "\u2500-\u2712\u2714-\u2716\u2718-\u27bf"  # boxes, shapes, pictures, dingbats but for ✓ and ✗
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"  # more shapes, emoji
    "] ?)+"
)

_OPENING = "([{«“„‘\"'"
_CLOSING = ")]}»”’.,;:!?…\"'"

_TOO_MANY_MARKS = regex.compile(r"(\p{M}{30})\p{M}+")


def visible(text: str) -> str:
    """Return `text` without what no reader sees."""
    return _INVISIBLE.sub("", text) if _INVISIBLE.search(text) else text


def cleaned(text: str) -> str:
    """Return `text` as NFC, stripped, with single spaces, without what is no text.

    NFC and never NFKC: compatibility forms differ in meaning ("x²" is not "x2"). Under every
    Python since 3.10 the result is the same for characters of Unicode 13 or older: Unicode's
    stability policy fixes their normalization for good. Newer ones belong to none of our three
    languages.
    """
    if not text.isascii():
        text = text.translate(_SAME)
    text = spaced(_INVISIBLE.sub("", text))
    text = _PICTURES.sub(_gap, text)
    return composed(text)


def spaced(text: str) -> str:
    """Strip `text` and put one space in place of every stretch of white space."""
    return " ".join(text.split())


def composed(text: str) -> str:
    """Return the NFC of `text`, no more than 30 marks on a letter (UAX #15, Stream-Safe Text).

    The cap keeps the time linear: sorting a run of n marks takes Python n² steps.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _TOO_MANY_MARKS.sub(r"\1", text))


def _gap(pictures: re.Match[str]) -> str:
    before = pictures.string[pictures.start() - 1] if pictures.start() else _OPENING[0]
    after = pictures.string[pictures.end() : pictures.end() + 1] or _CLOSING[0]
    if before in _OPENING or after in _CLOSING:
        return ""
    return " "
