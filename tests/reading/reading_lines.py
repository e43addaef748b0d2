"""A reading as lines that a person can look through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aisha_docs_audio.reading import ReadingRules, read_blocks

if TYPE_CHECKING:
    from aisha_docs_audio.reading import Block


def line_of(block: Block) -> str:
    """Write a block as "3 heading 2 [ru] | text"; the level and the language where there is one."""
    level = f" {block.level}" if block.level else ""
    language = f" [{block.language}]" if block.language else ""
    return f"{block.number} {block.kind}{level}{language} | {block.text}"


def lines(html: str, **rules: Any) -> list[str]:
    """Read a page by the rules, in English if they do not say otherwise."""
    rules.setdefault("language", "en")
    return [line_of(block) for block in read_blocks(html, ReadingRules(**rules)).blocks]


def texts(html: str, **rules: Any) -> list[str]:
    """Read a page and give the texts alone."""
    return [line.partition(" | ")[2] for line in lines(html, **rules)]
