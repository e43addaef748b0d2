"""HTML tags inside prose and literals, as people say them: "div class a", "closing p"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>[A-Za-z][\w.:-]{0,60})(?P<attributes>\s[^<>]{0,500}?)?\s?/?>"
)
_ONE_TAG = re.compile(_TAG.pattern + r"\Z")
# "<text/byte content>": what is to be put there, one of several.
_PLACEHOLDER = re.compile(r"<([A-Za-z][\w .-]{0,60}(?:[/|][A-Za-z][\w .-]{0,60}){1,5})>")
_DOCTYPE = re.compile(r"<!doctype\s+(\w+)>", re.IGNORECASE)
_ATTRIBUTE_SIGNS = re.compile(r"[\"'=]+")
_COMMENT = re.compile(r"<!--[^<>]{0,500}-->")
_ENTITY = re.compile(r"&(#?)([A-Za-z0-9]{2,10});")
_GENERIC = re.compile(r"(?<=[^\W_])<(?=[A-Za-z])")


def tag_said(code: str, words: Vocabulary, held: Held) -> str:
    """Return what is said for a literal that is one tag, else the empty string."""
    if _PLACEHOLDER.fullmatch(code):
        return ""
    if doctype := _DOCTYPE.fullmatch(code):
        return f"doctype {doctype[1]}"
    tag = _ONE_TAG.match(code)
    return _said(tag, words, held) if tag else ""


def hold_references(text: str, words: Vocabulary, held: Held) -> str:
    """Hold the words of every character reference that prose shows: "&nbsp;"."""
    if "&" not in text:
        return text
    return held.hold_all(_ENTITY, text, lambda found: _reference_said(found, words))


def hold_tags(text: str, words: Vocabulary, held: Held) -> str:
    """Hold the words of every tag and comment in `text`."""
    if "<" not in text:
        return text
    text = held.hold_all(_COMMENT, text, lambda _: words.phrase("comment"))
    text = held.hold_all(
        _PLACEHOLDER, text, lambda found: re.sub("[/|]", f" {words.phrase('or')} ", found[1])
    )
    text = held.hold_all(_DOCTYPE, text, lambda found: f"doctype {found[1]}")

    def said(found: re.Match[str]) -> str:
        if found.start() and _GENERIC.match(text, found.start()):
            return found.group()  # List<int> is no tag
        before = found.start() > 0 and text[found.start() - 1].isalnum()
        after = text[found.end() : found.end() + 1].isalnum()
        return f"{' ' * before}{held.hold(_said(found, words, held))}{' ' * after}"

    return _TAG.sub(said, text)


def _reference_said(found: re.Match[str], words: Vocabulary) -> str:
    number = f"{words.inside['#']} " if found[1] else ""
    return f"{words.names['&']} {number}{found[2]}"


def _said(tag: re.Match[str], words: Vocabulary, held: Held) -> str:
    from aisha_docs_audio.utterances.normalization.expression import expression_said  # noqa: PLC0415 (mutual)

    name = expression_said(tag["name"], words, held)
    if tag["closing"]:
        return words.phrase("closing tag", name)
    attributes = _ATTRIBUTE_SIGNS.sub(" ", tag["attributes"] or "")
    return f"{name} {expression_said(' '.join(attributes.split()), words, held)}".strip()
