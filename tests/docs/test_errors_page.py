"""docs/errors.md against the error tree in the code."""

from __future__ import annotations

import re
from pathlib import Path

from aisha_docs_audio import errors

PAGE = (Path(__file__).parents[2] / "docs/errors.md").read_text("utf-8")


def all_errors() -> list[type[errors.AishaAudioError]]:
    """Give every error class in the order of its definition."""
    return [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.AishaAudioError)
    ]


def section_of(name: str) -> str:
    """Give the text below an error's heading."""
    return PAGE.partition(f"### `{name}`\n")[2].partition("\n#")[0]


def test_every_error_has_its_section_in_the_order_of_the_tree() -> None:
    """Nobody can add, rename or remove an error without the documentation."""
    headings = re.findall(r"^### `(\w+)`$", PAGE, flags=re.MULTILINE)

    assert headings == [kind.__name__ for kind in all_errors()]


def test_an_error_status_is_named_in_its_section() -> None:
    """The status in a class's docstring is the one the documentation gives."""
    for kind in all_errors():
        status = re.match(r"(\d{3}):", kind.__doc__ or "")
        if status:
            assert section_of(kind.__name__).lstrip().startswith(f"{status[1]}. ")
