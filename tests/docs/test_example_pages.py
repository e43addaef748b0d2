"""The example site's pages as they are written: three languages, every kind of element."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TREE = Path(__file__).parents[2] / "example_site/docs"
LANGUAGES = ("uz", "en", "ru")
PAGES = sorted(path.name for path in (TREE / "en").glob("*.md"))

ELEMENTS = {
    "heading": r"^## ",
    "deep list": r"^ {8}\d\. ",
    "quotation": r"^> ",
    "definition": r"^:   ",
    "table": r"^\|---",
    "admonition": r"^/// (note|tip|warning) \| ",
    "tab": r"^/// tab \| ",
    "details": r"^<details",
    "figure": r"^<figure",
    "caption": r"^<figcaption",
    "image with a description": r"^!\[[^]]+\]\(",
    "image without one": r"^!\[\]\(",
    "code listing": r"^```python",
    "listing in a list": r"^ {4}```",
    "inline code": r"\w `[^`]+`",
    "bare URL": r"<https://",
    "link": r"\[[^]]+\]\(\w+\.md\)",
    "footnote": r"\w[.,]\[\^1\]",
    "formula": r"<math ",
    "emphasis": r" \*\w",
    "skipped element": r'<(p|div) data-audio="skip"',
    "said otherwise": r'<span data-say="[^"]+">',
    "phrase in another language": r'<span lang="\w+">',
    "quotation in another language": r'^<blockquote lang="\w+"',
    "Uzbek Cyrillic": r'<p lang="uz-Cyrl">[^<]*[ўқғҳ]',
    "paragraph of more than 1000 characters": r"^\w[^\n|]{1000,}$",
    "page that says so of its audio": r"^audio: on$",
    "page with a mood": r"^mood: Cheerful$",
    "page with its player elsewhere": r"^player: bottom$",
}


def prose(text: str) -> str:
    """Leave out front matter, code and markup: what remains is read by people."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"`[^`]*`|<https?:[^>]*>|\]\([^)]*\)", "", text)
    text = re.sub(r'<(\w+) lang="(?:en|ru)"[^>]*>.*?</\1>', "", text, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", "", text)


def skeleton(text: str) -> list[str]:
    """Give the marks that make a page's structure, without its words."""
    tags = "details|figure|figcaption|div|blockquote|math"
    marks = rf"^(#+ |/// \w+|///$|</?(?:{tags})|```\w*| *(?:-|\d\.) |:   |\|---|> |!\[|\[\^)"
    return [mark.strip() for mark in re.findall(marks, text, flags=re.MULTILINE)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_page(language: str) -> None:
    """No page is missing in a language, and none is there that the others lack."""
    assert sorted(path.name for path in (TREE / language).glob("*.md")) == PAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("element", ELEMENTS)
def test_every_kind_of_element_appears(language: str, element: str) -> None:
    """Each language shows each kind of element that the reader handles."""
    whole = "\n".join(path.read_text("utf-8") for path in (TREE / language).glob("*.md"))

    assert re.search(ELEMENTS[element], whole, flags=re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_the_languages_have_the_same_structure(page: str) -> None:
    """A translation has the headings, lists, tables and boxes of the others, in their order."""
    uzbek, english, russian = (
        skeleton((TREE / language / page).read_text("utf-8")) for language in LANGUAGES
    )

    assert uzbek == english == russian


@pytest.mark.parametrize("page", PAGES)
def test_uzbek_is_written_with_its_own_letters(page: str) -> None:
    """Only U+02BB stands in oʻ and gʻ, only U+02BC is the tutuq belgisi."""
    text = prose((TREE / "uz" / page).read_text("utf-8"))

    assert re.findall(r"[^\W\d_]['`‘’´′][^\W\d_]", text) == []
    assert re.findall(r"\w*[^oOgG]ʻ\w*", text) == []
    assert re.findall(r"\w*[oOgG]ʼ\w*", text) == []


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_its_language_for_sphinx(language: str, page: str) -> None:
    """Sphinx builds all languages at once, so each page that is not in Uzbek says what it is in."""
    assert f"\nlanguage: {language}\n" in (TREE / language / page).read_text("utf-8")
