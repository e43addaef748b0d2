"""Icons: what they answer, and the names that authors give them (a tooltip, a label)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.answers import PICTURES, answer_of_icon, is_icon
from aisha_docs_audio.reading.semantics import Semantics
from aisha_docs_audio.reading.text import collapse
from aisha_docs_audio.reading.visibility import is_hidden, is_left_out

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.state import Attributes, State

ICON_TAGS = frozenset({"svg", "img", "i", "span", "em"})
_DECORATION = frozenset({"presentation", "none"})
_SHORTCODE = re.compile(r":[\w+-]+:")
_LONGEST = 120
"""What is longer is a text beside the page's, and no name."""


def read_icon(state: State, node: LexborNode, tag: str, attributes: Attributes) -> bool:
    """Return whether an icon means something, and let that be said: an answer, or its name."""
    answer = answer_of_icon(node, tag, attributes)
    if answer is not None and not is_left_out(attributes):
        state.run.append(state.answer("✓" if answer == "yes" else "✗", answer))
        return True
    alternative = (attributes.get("alt") or "").strip()
    if tag == "img" and PICTURES.fullmatch(alternative):
        # An emoji that is drawn by a picture is the text's.
        if is_hidden(tag, attributes, Semantics.INLINE) or _is_decoration(attributes):
            return False
        state.run.append(alternative)
        return True
    if not is_icon(tag, attributes):
        return False
    state.icons += state.flat
    name = _name_of_icon(node, tag, attributes)
    if not name or is_hidden(tag, attributes, Semantics.INLINE):
        return False
    state.run.append(state.marked.unmark(name))
    return True


def _name_of_icon(node: LexborNode, tag: str, attributes: Attributes) -> str:
    """Return what the author calls an icon; empty for decoration.

    ``aria-label`` and ``title`` count, of a drawing also its own ``<title>`` if it says that it is
    an image (SVG accessibility API mappings). Emoji carry their code as a title (":smile:"), marks
    beside headings what they lead to, and a name that the text behind it repeats is decoration.
    """
    name = attributes.get("aria-label") or attributes.get("title") or ""
    if not name and tag == "svg" and attributes.get("role") == "img":
        title = node.css_first("title")
        name = (title.text() if title is not None else "") or ""
    name = collapse([name])
    if not any(map(str.isalpha, name)) or len(name) > _LONGEST or _SHORTCODE.fullmatch(name):
        return ""
    if _is_decoration(attributes):
        return ""
    if tag == "img" or (tag != "svg" and any(map(str.isalpha, node.text() or ""))):
        return ""  # it has an alternative; the name of a glyph, or words of its own
    parent = node.parent
    to_here = parent is not None and (parent.attributes.get("href") or "").startswith("#")
    return "" if to_here or _is_repeated(node, name) else name


def _is_decoration(attributes: Attributes) -> bool:
    hidden = (attributes.get("aria-hidden") or "").strip().lower() == "true"
    return hidden or attributes.get("role") in _DECORATION


def _is_repeated(node: LexborNode, name: str) -> bool:
    following = node.next
    behind = (following.text() or "") if following is not None else ""
    return behind.strip()[: len(name)].casefold() == name.casefold()
