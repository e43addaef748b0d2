"""The languages that pages can be read in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["uz", "en", "ru"]
"""A language the AIsha API speaks (API document, "Request fields": language)."""

LANGUAGES: tuple[Language, ...] = get_args(Language)

LANGUAGE_NAMES: Mapping[str, Language] = {
    **dict.fromkeys(("uzbek", "oʻzbek", "oʻzbekcha", "o'zbek", "o'zbekcha", "узбекский"), "uz"),
    **dict.fromkeys(("english", "ingliz", "inglizcha", "английский"), "en"),
    **dict.fromkeys(("russian", "rus", "ruscha", "русский"), "ru"),
}
"""What people call them, to be answered with the tag."""
