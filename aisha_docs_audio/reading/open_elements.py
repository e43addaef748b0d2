"""The elements open at one place of a page, counted on the safe side.

An end tag counts only where it is sure to close what it names, so real nesting is never deeper
than a small multiple of what is counted here, and a well-formed page is counted exactly. Names
below in quotation marks are the HTML Standard's ("Tree construction").
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import regex

from aisha_docs_audio.reading.html_tags import (
    BLOCKS,
    CLOSED_BY_END,
    CLOSED_BY_START,
    CLOSING_P,
    FOREIGN,
    FORMATTING,
    MATH_TEXT,
    OTHER_RULES,
    PAGE,
    RAW_TEXT,
    VOID,
)

if TYPE_CHECKING:
    import re

MAX_DEPTH = 512
"""Chromium nests no deeper either."""

MAX_FORMATTING = 16
MAX_ATTRIBUTES = 256
MAX_PAGE_TAGS = 16
"""How many <html>, <head> and <body> tags: each adds its attributes to one element."""

_LONG_TAG = 1000
_SPACE = r"\t\n\f\r "

ATTRIBUTE = (
    rf"[^{_SPACE}/>][^{_SPACE}/>=]*+"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"[^\"]*+\"|'[^']*+'|[^{_SPACE}\"'>][^{_SPACE}>]*+)?+)?+"
)
"""Any attribute, as the tokenizer sees it; possessive, so that matching takes linear time."""

_ATTRIBUTE = regex.compile(ATTRIBUTE)


class TooComplexError(Exception):
    """The page cannot be read in reasonable time; the message says why."""


class OpenElements:
    """Takes a page's tags from left to right; raises Refusal when too much is open."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._formatting: list[str] = []
        """The start tags of the formatting elements in `_names`."""
        self._left_open = 0
        self._active: Counter[str] = Counter()
        self._active_count = 0
        self._page_tags = 0
        self._foreign_from: int | None = None
        """Where svg or math stands in `_names`, while all inside it is foreign for sure."""
        self.other_rules = 0
        """How many of select, template, svg and math are open."""

    def start(self, name: str, tag: re.Match[str] | regex.Match[str], *, is_empty: bool) -> None:
        """Take a start tag; `is_empty`: it ends in "/>"."""
        if tag.end() - tag.start() > _LONG_TAG:
            _check_attributes(tag[0])
        if name in PAGE:
            self._page_tags += 1
            if self._page_tags > MAX_PAGE_TAGS:
                raise TooComplexError(
                    f"it has more than {MAX_PAGE_TAGS} <html>, <head> and <body> tags"
                )
        elif not self._has_no_content(name, is_empty=is_empty):
            self._close_before(name)
            self._push(name, tag)

    def end(self, name: str) -> None:
        """Take an end tag."""
        names = self._names
        if names and names[-1] == name:
            names.pop()
            if name in FORMATTING:
                self._end_formatting(self._formatting.pop())
            elif name in OTHER_RULES:
                self.other_rules -= 1
            if self._foreign_from is not None and len(names) <= self._foreign_from:
                self._foreign_from = None
            return
        if name in RAW_TEXT:
            return  # such an element is never counted as open
        self._foreign_from = None  # the end tag may lead out of svg, as </p> and </div> do
        if name in CLOSED_BY_END and not (self.other_rules and name not in BLOCKS):
            self._end_around(name)

    def _has_no_content(self, name: str, *, is_empty: bool) -> bool:
        if is_empty and name in {"svg", "math"}:
            return True
        if self._foreign_from is not None:
            if name not in FOREIGN:
                self._foreign_from = None
            elif is_empty and self._names[-1] not in MATH_TEXT:
                return True
        return name in VOID and not self.other_rules

    def _close_before(self, name: str) -> None:
        """Close what the start tag closes: p before a block, an item before an item."""
        names = self._names
        if names and names[-1] == "p" and name in CLOSING_P:
            names.pop()
        if not self.other_rules:
            for closed in CLOSED_BY_START.get(name, ()):
                if names and names[-1] in closed:
                    names.pop()

    def _push(self, name: str, tag: re.Match[str] | regex.Match[str]) -> None:
        self._names.append(name)
        if name in OTHER_RULES:
            if name in FOREIGN and not self.other_rules:
                self._foreign_from = len(self._names) - 1
            self.other_rules += 1
        elif name in FORMATTING:
            # A link closes the one before it.
            self._start_formatting(name if name == "a" else tag[0])
        if len(self._names) + self._left_open > MAX_DEPTH:
            raise TooComplexError(f"its elements nest more than {MAX_DEPTH} deep")

    def _end_around(self, name: str) -> None:
        """End an element with what may be left open inside it.

        Formatting elements may be, too, and go on being counted, for they may be made anew.
        """
        names = self._names
        inside = CLOSED_BY_END[name]
        at = len(names) - 1
        formatting = 0
        while at >= 0 and names[at] != name:
            if names[at] in FORMATTING:
                formatting += 1
            elif names[at] not in inside:
                return
            at -= 1
        if at >= 0:
            del names[at:]
            del self._formatting[len(self._formatting) - formatting :]
            self._left_open += formatting

    def _start_formatting(self, source: str) -> None:
        self._formatting.append(source)
        # Of equal ones only three are made anew: "the Noah's Ark clause".
        self._active_count += self._active[source] < 3
        self._active[source] += 1
        if self._active_count > MAX_FORMATTING:
            raise TooComplexError(
                f"more than {MAX_FORMATTING} formatting elements, such as <b>, are left open"
            )

    def _end_formatting(self, source: str) -> None:
        self._active_count -= self._active[source] <= 3
        self._active[source] -= 1
        if not self._active[source]:
            del self._active[source]


def _check_attributes(tag: str) -> None:
    if sum(1 for _ in _ATTRIBUTE.finditer(tag)) > MAX_ATTRIBUTES:
        raise TooComplexError(f"a tag has more than {MAX_ATTRIBUTES} attributes")
