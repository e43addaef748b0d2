"""Which pages are read, and in which language."""

from __future__ import annotations

from typing import Any

import pytest

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.model import PageSource
from aisha_docs_audio.reading.page import read_page
from aisha_docs_audio.settings.options import Settings

HTML = "<p>Salom</p>"


def _source(path: str = "a.md", languages: tuple[str | None, ...] = (), **metadata: Any):
    return PageSource(path=path, title="A", metadata=metadata, languages=languages)


@pytest.mark.parametrize(
    ("languages", "option", "metadata", "language"),
    [
        ((), None, {}, "uz"),
        ((None, "en"), None, {}, "en"),
        (("ru_RU", "en"), None, {}, "ru"),
        (("uz-Latn-UZ",), None, {}, "uz"),
        (("en",), "uz", {}, "uz"),
        (("en",), "uz", {"language": "ru"}, "ru"),
    ],
)
def test_the_language_is_the_pages_then_the_options_then_the_hosts(
    languages: tuple[str | None, ...], option: Any, metadata: dict[str, str], language: str
) -> None:
    """Without any of them it is the API's own default."""
    read = read_page(HTML, _source(languages=languages, **metadata), Settings(language=option))
    assert read is not None
    assert read[1].language == language


def test_a_language_that_nobody_speaks_is_an_error_with_a_way_out() -> None:
    """French is not read by an Uzbek voice."""
    with pytest.raises(SettingsError, match=r"language: 'fr'.*Set it to one of uz, en, ru"):
        read_page(HTML, _source(languages=("fr",)), Settings())


@pytest.mark.parametrize(
    ("settings", "path", "read"),
    [
        (Settings(include=("guide/**",)), "guide/a/b.md", True),
        (Settings(include=("guide/**",)), "a.md", False),
        (Settings(exclude=("*.draft.md",)), "x/y.draft.md", False),
        (Settings(include=("*.md",), exclude=("/a.md",)), "a.md", False),
        (Settings(include=("*.md",), exclude=("/a.md",)), "b/a.md", True),
    ],
)
def test_include_and_exclude_are_globs_as_in_gitignore(
    settings: Settings, path: str, read: bool
) -> None:
    """Exclude wins."""
    assert (read_page(HTML, _source(path), settings) is not None) is read


@pytest.mark.parametrize("html", ["", "<pre>code</pre>", "<p hidden>x</p>", "<p> </p>"])
def test_a_page_with_nothing_to_read_is_no_page(html: str) -> None:
    """It gets no player."""
    assert read_page(html, _source(), Settings()) is None
