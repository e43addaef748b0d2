"""The languages that pages can be read in."""

from __future__ import annotations

from typing import Literal, get_args

Language = Literal["uz", "en", "ru"]
"""A language the AIsha API speaks (API document, "Request fields": language)."""

LANGUAGES: tuple[Language, ...] = get_args(Language)
