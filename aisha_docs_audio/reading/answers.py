"""Signs, emoji, pictures and icons that mean "yes" or "no".

Whether one means it depends on where it stands: alone in a table's cell it does; at the head of
an item only where another item of the list has the other one, for a list of nothing but check
marks is decorated; in a sentence only where nothing follows. So each belongs to a group, and the
groups are judged when the page has been read.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Literal

from aisha_docs_audio.reading.icons import NO_ICONS, YES_ICONS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.phrases import Phrases
    from aisha_docs_audio.reading.state import Attributes

Answer = Literal["yes", "no"]

_YES = "✓✔✅☑🗹🟢"
_NO = "✗✘❌❎☒🔴⛔🚫"
SIGN = re.compile(f"(?:(?P<yes>[{_YES}])|[{_NO}])[\ufe0e\ufe0f]?")
_SIGNS = re.compile(r"(?:[!-/:-@\[-`{-~]|[\u2190-\u22ff\u00d7\u00f7\u00b1\u2013\u2014 ]){1,12}")
PICTURES = re.compile(
    "(?:[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0e\ufe0f\u200d ]*)+"
)
ICON = "•"
"""Stands in a cell for an icon that answers nothing."""
_PARTLY = re.compile("[🟡🟠🟨🟧🔶🔸][\ufe0e\ufe0f]?")
_MEANINGS = {
    **dict.fromkeys("⚠❗", "warning"),
    **dict.fromkeys("🚧🔜⏳⌛", "planned"),
    **dict.fromkeys("❓❔", "unknown"),
}
_STARS = frozenset("⭐★☆🌟")
DASH = re.compile(r"[-–—−―‒]{1,3}")

_IN_CELLS: dict[str, Answer] = {
    **dict.fromkeys(("[x]", "[X]", "👍"), "yes"),
    **dict.fromkeys(("[ ]", "☐", "👎"), "no"),
}
CIRCLES: dict[str, Literal["yes", "no", "partly"]] = {
    "●": "yes",
    "⬤": "yes",
    "◉": "yes",
    "○": "no",
    "◯": "no",
    "◐": "partly",
    "◑": "partly",
}
"""Filled and empty circles answer where a column has both."""

_YES_NAME = re.compile(
    r"(?:^|[\s:_/-])(?:white_check_mark|heavy_check_mark|ballot_box_with_check|check|checked|"
    r"checkmark|check-mark|check-circle|check_circle|circle-check|check-square|square-check|"
    r"check-lg|tick|done|yes|ok|plus_one|\+1|thumbsup|thumbs-up|green_circle|2705|2714|2611|1f7e2)(?=$|[\s:._-])"
)
_NO_NAME = re.compile(
    r"(?:^|[\s:_/-])(?:x(?!-(?!(?:12|16|24)(?![\w-]))[a-z0-9\[])|x-lg|x-square|x-circle|cross|cross_mark|cross-mark|times|times-circle|xmark|close|"
    r"circle-xmark|square-xmark|cancel|ban|remove|-1|thumbsdown|thumbs-down|no|no_entry|no_entry_sign|heavy_multiplication_x|"
    r"negative_squared_cross_mark|red_circle|274c|2718|26d4|1f534)(?=$|[\s:._-])"
)
_WORDS: dict[str, Answer] = {
    **dict.fromkeys(("yes", "check", "checkmark", "check mark", "tick", "supported"), "yes"),
    **dict.fromkeys(("no", "cross", "cross mark", "not supported", "unsupported"), "no"),
}
_SIZE = re.compile(r"-(?:12|16|24|48|96)\Z")
"""Of an octicon: `:octicons-x-24:`."""
_SHORTCODE = re.compile(r":[a-z][a-z0-9_-]{0,60}:")
_ICON = re.compile(
    r"(?:^|\s)(?:fa[srlbd]?|fa-[\w-]+|bi|bi-[\w-]+|mdi|mdi-[\w-]+|icon|icon-[\w-]+|octicon|"
    r"octicon-[\w-]+|sd-octicon|sd-octicon-[\w-]+|sd-material-icons|material-icons|"
    r"material-symbols-\w+|material-icons-\w+|twemoji|emojione|gemoji|emoji|glyphicon|"
    r"glyphicon-[\w-]+|ti|ti-[\w-]+)(?=\s|$)"
)


def answer_of_cell(text: str) -> Answer | None:
    """Return what a text answers that is all a cell holds: an empty box, a thumb."""
    return _IN_CELLS.get(text.rstrip("\ufe0e\ufe0f🏻🏼🏽🏾🏿"))


def is_sign_alone(text: str) -> bool:
    """Distinguish a text that is nothing but signs, such as the name of an operator."""
    return _SIGNS.fullmatch(text) is not None


def picture_said(pictures: str, words: Phrases) -> str:
    """Return what is said of pictures that fill a cell, and so mean something."""
    if _PARTLY.fullmatch(pictures):
        return words.partly
    if meaning := _MEANINGS.get(pictures.rstrip("\ufe0e\ufe0f")):
        return words.pictures[meaning]
    if _STARS.issuperset(pictures.replace(" ", "")):
        return words.stars.format(sum(map(pictures.count, "⭐★🌟")))
    return words.symbol


def is_decoration(text: str) -> bool:
    """Return whether a cell's text is a picture that answers nothing, `ICON` or an emoji."""
    if text == ICON:
        return True
    return bool(PICTURES.fullmatch(text)) and not (
        _PARTLY.fullmatch(text)
        or text.rstrip("\ufe0e\ufe0f") in _MEANINGS
        or answer_of_cell(text)
        or _STARS.issuperset(text.replace(" ", ""))
    )


def is_icon(tag: str, attributes: Attributes) -> bool:
    """Return whether an element shows an icon, of a font or drawn."""
    return tag == "svg" or _ICON.search(attributes.get("class") or "") is not None


def answer_of_icon(node: LexborNode, tag: str, attributes: Attributes) -> Answer | None:
    """Return what an icon or a small picture answers; None for any other element."""
    classes = attributes.get("class") or ""
    if tag == "svg" or (tag == "span" and "twemoji" in classes.split()):
        return _answer_of_drawing(node, attributes)
    alternative = (attributes.get("alt") or "").strip()
    if tag == "img":
        sign = SIGN.fullmatch(alternative)
        if sign is not None:
            return "yes" if sign["yes"] else "no"
        if not _ICON.search(classes) and not _SHORTCODE.fullmatch(alternative):
            return None
        return _named(f"{alternative} {attributes.get('title') or ''}")
    if tag in {"i", "span", "em"} and _ICON.search(classes):
        return _named(f"{classes} {(node.text() or '').strip()}" if _is_small(node) else classes)
    return None


def answer_of_shortcode(code: str) -> Answer | None:
    """Return what an emoji's code that was left in the text answers, such as ":x:"."""
    name = code.strip(":")
    if name == "x" or not re.match("(?:material|octicons|fontawesome)", name):
        return _named(code)
    return _named(_SIZE.sub("", name.partition("-")[2]))


def _answer_of_drawing(node: LexborNode, attributes: Attributes) -> Answer | None:
    paths = "".join(path.attributes.get("d") or "" for path in node.css("path"))
    if paths:
        shape = hashlib.sha256(paths.encode("utf-8", "replace")).hexdigest()[:8]
        if shape in YES_ICONS:
            return "yes"
        if shape in NO_ICONS:
            return "no"
    title = node.css_first("title")
    for words in (attributes.get("aria-label"), title.text() if title is not None else ""):
        answer = _WORDS.get((words or "").strip().lower())
        if answer is not None:
            return answer
    return _named(f"{attributes.get('class') or ''} {attributes.get('title') or ''}".lower())


def _named(names: str) -> Answer | None:
    if _NO_NAME.search(names):
        return "no"
    return "yes" if _YES_NAME.search(names) else None


def _is_small(node: LexborNode) -> bool:
    first = node.first_child
    return first is not None and first.is_text_node and first.next is None
