"""The words this stage adds itself, in the three languages of the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's words."""

    image: str
    table: str
    columns: str
    rows: str
    code: str
    formula: str
    plus: str
    """Between the keys of a shortcut: Ctrl+C."""

    def announce_image(self, alternative: str) -> str:
        """Say what a picture that stands alone shows."""
        return f"{self.image}: {alternative}"

    def announce_table(self, caption: str, headers: Sequence[str], rows: int) -> str:
        """Say that there is a table, without reading it."""
        first = f"{self.table}: {caption.rstrip('.:')}." if caption else f"{self.table}."
        columns = f" {self.columns}: {', '.join(headers)}." if headers else ""
        return f"{first}{columns} {self.rows}: {rows}."

    def announce_code(self, language: str, caption: str) -> str:
        """Say that there is a listing, without reading it."""
        name = f", {language}" if language else ""
        return f"{self.code}{name}: {caption}." if caption else f"{self.code}{name}."


_WORDS = {
    "uz": Words(
        image="Rasm",
        table="Jadval",
        columns="Ustunlar",
        rows="Qatorlar soni",
        code="Kod namunasi",
        formula="formula",
        plus="plyus",
    ),
    "en": Words(
        image="Image",
        table="Table",
        columns="Columns",
        rows="Number of rows",
        code="Code example",
        formula="formula",
        plus="plus",
    ),
    "ru": Words(
        image="Изображение",
        table="Таблица",
        columns="Столбцы",
        rows="Число строк",
        code="Пример кода",
        formula="формула",
        plus="плюс",
    ),
}


def words_for(language: str | None, otherwise: str) -> Words:
    """Give the words of a block's language, or of the rules' where we have none in it."""
    return _WORDS.get(language or otherwise) or _WORDS[otherwise]
