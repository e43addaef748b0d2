"""Which pages are too complex to read: nested, or written, so that parsing them takes for ever.

Tree construction as the HTML Standard has it takes quadratic time and space on some inputs: each
block's start tag looks for a p through all open elements, and each formatting element that was
left open is made anew in each following block (13 KB can take seconds and 1.5 GB). Browsers stop
nesting at a depth of 512; lexbor does not. So of a page of more than a few hundred tags the open
elements are counted first, from left to right, in linear time.

Tags are told apart by the Standard's rules. Inside select, template, svg and math some of these
rules change; where the two readings of a page differ there, it is refused.
See docs/decisions/0011-refuse-pages-past-all-measure.md.
"""

from __future__ import annotations

import re

import regex

from aisha_docs_audio.reading.html_tags import RAW_TEXT
from aisha_docs_audio.reading.open_elements import ATTRIBUTE, OpenElements, TooComplexError

_SMALL_TAGS = 450
_SMALL_CHARACTERS = 20_000
"""Below both, even the worst page takes a fraction of a second and of a gigabyte."""

_SPACE = r"\t\n\f\r "
# What almost all tags look like, or the "<" of something else. Unambiguous, so that it cannot
# backtrack far.
_PLAIN = re.compile(
    r"<(?:/([a-zA-Z][a-zA-Z0-9-]*)>|([a-zA-Z][a-zA-Z0-9-]*)"
    rf"(?:[{_SPACE}]+[^{_SPACE}\"'<>/=]+(?:=(?:\"[^\"]*\"|'[^']*'))?)*[{_SPACE}]*(/?)>)?"
)
_ANY_TAG = regex.compile(
    rf"<(/?)([a-zA-Z][^{_SPACE}/>]*+)(?:(?:[{_SPACE}]|/(?!>))++|{ATTRIBUTE})*+(/?)>"
)
_TAG_BEGIN = re.compile(r"</?[a-zA-Z]")
_COMMENT_END = re.compile(r"--(?:>|(?<!<!--)!>)")  # "<!-->" is a whole comment, "<!--!>" is not
_CDATA = re.compile(r"<!\[CDATA\[[^<]*?\]\]>")
_RAW_TEXT_END = {
    name: re.compile(rf"</{name}(?=[{_SPACE}/>])", re.IGNORECASE | re.ASCII) for name in RAW_TEXT
}


def complexity_problem(html: str) -> str:
    """Return why a page cannot be read in reasonable time; empty for one that can.

    Takes time in proportion to the length.
    """
    if len(html) <= _SMALL_CHARACTERS and html.count("<") - html.count("</") <= _SMALL_TAGS:
        return ""
    try:
        _count(html)
    except TooComplexError as refusal:
        return str(refusal)
    return ""


def _count(html: str) -> None:
    elements = OpenElements()
    at = _count_plain(html, 0, elements)
    while at >= 0:
        match = _ANY_TAG.match(html, at)
        if match is not None:
            at = _count_tag(html, match, elements)
        elif _TAG_BEGIN.match(html, at):
            return  # a tag that never ends: the rest of the page is its attributes
        else:
            at = _after_no_tag(html, at, elements)
        if at >= 0:
            at = _count_plain(html, at, elements)


def _count_plain(html: str, at: int, elements: OpenElements) -> int:
    """Count until something out of the ordinary comes; give its place, -1 at the end."""
    for match in _PLAIN.finditer(html, at):
        end, start, slash = match.groups()
        if end is not None:
            elements.end(end.lower())
            continue
        name = (start or "").lower()
        if not name or name in RAW_TEXT:
            return match.start()
        elements.start(name, match, is_empty=bool(slash))
    return -1


def _count_tag(html: str, match: regex.Match[str], elements: OpenElements) -> int:
    """Count any tag; give the place after it and its raw text, -1 if the page ends there."""
    name, is_empty = match[2].lower(), bool(match[3])
    if match[1]:
        elements.end(name)
    elif name in RAW_TEXT:
        return _after_raw_text(html, match.end(), name, elements, is_empty=is_empty)
    else:
        elements.start(name, match, is_empty=is_empty)
    return int(match.end())


def _after_raw_text(
    html: str, at: int, name: str, elements: OpenElements, *, is_empty: bool
) -> int:
    """Return the place where the text of a script or the like ends, -1 if it never does."""
    end = None if name == "plaintext" else _RAW_TEXT_END[name].search(html, at)
    text = html[at : end.start()] if end else html[at:]
    if elements.other_rules:
        # There it may be an element like others; inside svg and math it is.
        is_ambiguous = end is None or is_empty or "<" in _CDATA.sub("", text)
    else:
        # "Script data double escaped state"
        is_ambiguous = name == "script" and "<!--" in text and "<script" in text.lower()
    if is_ambiguous:
        raise TooComplexError(f"where its <{name}> ends cannot be told")
    return end.start() if end else -1


def _after_no_tag(html: str, at: int, elements: OpenElements) -> int:
    """Return the place after a "<" that begins no tag, -1 if all the rest is a comment."""
    if html.startswith("<!--", at):
        comment_end = _COMMENT_END.search(html, at + 2)
        return comment_end.end() if comment_end else -1
    if html[at + 1 : at + 2] not in {"!", "?", "/"}:
        return at + 1
    end = html.find(">", at)
    if elements.other_rules and html.startswith("<![CDATA[", at) and html[end - 2 : end] != "]]":
        raise TooComplexError("where its CDATA section ends cannot be told")
    return end + 1 if end >= 0 else -1
