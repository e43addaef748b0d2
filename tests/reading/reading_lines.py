"""A reading as lines that a person can look through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aisha_docs_audio.reading import ReadingRules, read_blocks

if TYPE_CHECKING:
    from aisha_docs_audio.model import Block


def line_of(block: Block) -> str:
    """Write a block as "3 heading 2 [ru] | text"; the level and the language where there is one."""
    return _line(block, block.text)


def line_with_spans(block: Block) -> str:
    """Write a block as `line_of` does, with its spans."""
    return _line(block, with_spans(block))


def _line(block: Block, text: str) -> str:
    level = f" {block.level}" if block.level else ""
    language = f" [{block.language}]" if block.language else ""
    return f"{block.number} {block.kind}{level}{language} | {text}"


def with_spans(block: Block) -> str:
    """Write a block's text with its spans: "Press [key: Ctrl]+[key: C]", "[said=ya-von: Javon]"."""
    inserted: list[tuple[int, int, int, str]] = []
    for span in block.spans:
        value = f"={span.value}" if span.value else ""
        inserted.append((span.start, 1, -span.end, f"[{span.kind}{value}: "))
        inserted.append((span.end, 0, -span.start, "]"))
    pieces: list[str] = []
    at = 0
    for place, _, _, mark in sorted(inserted, key=lambda each: each[:3]):
        pieces += (block.text[at:place], mark)
        at = place
    return "".join(pieces) + block.text[at:]


def spans(html: str, **rules: Any) -> list[str]:
    """Read a page and give the texts with their spans."""
    rules = {"language": "en", "code": "skip", **rules}
    return [with_spans(block) for block in read_blocks(html, ReadingRules(**rules)).blocks]


def lines(html: str, **rules: Any) -> list[str]:
    """Read a page by the rules, in English if they do not say otherwise."""
    rules = {"language": "en", "code": "skip", **rules}
    return [line_of(block) for block in read_blocks(html, ReadingRules(**rules)).blocks]


def rows(html: str, **rules: Any) -> list[str]:
    """Read a page and give the texts, but for the word that a table begins with."""
    return [text for text in texts(html, **rules) if text != "Table."]


def texts(html: str, **rules: Any) -> list[str]:
    """Read a page and give the texts alone."""
    return [line.partition(" | ")[2] for line in lines(html, **rules)]
