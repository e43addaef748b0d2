"""docs/options.md and the example site's reference pages against the options in the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aisha_docs_audio.settings.options import OPTIONS, Option

ROOT = Path(__file__).parents[2]
LANGUAGES = ("uz", "en", "ru")


def row_of(option: Option) -> str:
    """Write an option's row as docs/options.md has it."""
    default = option.default
    shown = str(default).lower() if isinstance(default, bool) else str(default)
    cell = "none" if default in (None, (), {}) else f"`{shown}`"
    on_a_page = "yes" if option.per_page else ""
    return f"| `{option.name}` | {cell} | {option.meaning} | {on_a_page} |"


def rows_in(path: Path, heading: str) -> list[str]:
    """Give the rows of the table that has `heading` in its first line."""
    table = path.read_text("utf-8").partition(heading)[2].splitlines()
    rows = []
    for line in table[2:]:
        if not line.startswith("|"):
            break
        rows.append(line)
    return rows


def test_the_table_of_options_is_what_the_code_says() -> None:
    """Names, defaults, meanings and their order cannot drift from Settings."""
    rows = rows_in(ROOT / "docs/options.md", "| Option | Default | Meaning | On a page |")

    assert rows == [row_of(option) for option in OPTIONS.values()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_site_lists_every_option_with_its_default(language: str) -> None:
    """Its reference page has the options in order, a star for those of a page, true defaults."""
    text = (ROOT / f"example_site/docs/{language}/reference.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)`( ★)? \| (?:`([^`]*)`|([^|]*)) \|", text, flags=re.MULTILINE)

    assert [(name, bool(star)) for name, star, _, _ in rows] == [
        (option.name, option.per_page) for option in OPTIONS.values()
    ]
    for name, _, shown, words in rows:
        default = OPTIONS[name].default
        if default in (None, (), {}):
            assert words, f"{name} has no default, but {shown} is shown"
        elif isinstance(default, bool):
            assert shown == str(default).lower()
        elif isinstance(default, float):
            assert float(shown) == default
        else:
            assert shown == str(default)
