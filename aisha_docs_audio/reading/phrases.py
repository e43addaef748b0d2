"""The words this stage adds itself, in the three languages of the API."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """One language's words."""

    image: str
    table: str
    columns: str
    rows: str
    code: str
    done: str
    to_do: str
    """Of a task in a list."""
    no: str
    """An empty cell among others that say yes."""
    none: str
    """A dash in a cell: there is no value."""
    minus: str
    """A dash in a cell, in a column that has a plus."""
    number: str
    """"#" as the header of a column."""
    partly: str
    symbol: str
    """A picture alone in a cell, which means something that we do not know."""
    pictures: Mapping[str, str]
    """Others that we know: a warning sign, "under construction", a question mark."""
    stars: str
    """How many stars a rating has."""
    moment: str
    """Heard in place of a date that changes with every build."""
    footnote: str
    source: str
    """Of a citation."""

    def announce_image(self, alternative: str) -> str:
        """Return what a picture that stands alone shows."""
        return f"{self.image}: {alternative}"

    def announce_table(self, caption: str, headers: Sequence[str], rows: int) -> str:
        """Return the sentence that there is a table, which is not read."""
        first = f"{self.table}: {caption.rstrip('.:')}." if caption else f"{self.table}."
        columns = f" {self.columns}: {', '.join(headers)}." if headers else ""
        return f"{first}{columns} {self.rows}: {rows}."

    def announce_code(self, language: str, caption: str) -> str:
        """Return the sentence that there is a listing, which is not read."""
        name = f", {language}" if language else ""
        return f"{self.code}{name}: {caption}." if caption else f"{self.code}{name}."


_WORDS = {
    "uz": Phrases(
        image="Rasm",
        table="Jadval",
        columns="Ustunlar",
        rows="Qatorlar soni",
        code="Kod namunasi",
        done="Bajarilgan",
        to_do="Bajarilmagan",
        no="yoʻq",
        none="chiziqcha",
        minus="minus",
        number="raqam",
        partly="qisman",
        symbol="belgi",
        pictures={"warning": "ogohlantirish", "planned": "rejada", "unknown": "nomaʼlum"},
        stars="{} yulduz",
        moment="sahifadagi sana",
        footnote="Izoh",
        source="Manba",
    ),
    "uz-Cyrl": Phrases(
        image="Расм",
        table="Жадвал",
        columns="Устунлар",
        rows="Қаторлар сони",
        code="Код намунаси",
        done="Бажарилган",
        to_do="Бажарилмаган",
        no="йўқ",
        none="чизиқча",
        minus="минус",
        number="рақам",
        partly="қисман",
        symbol="белги",
        pictures={"warning": "огоҳлантириш", "planned": "режада", "unknown": "номаълум"},
        stars="{} юлдуз",
        moment="саҳифадаги сана",
        footnote="Изоҳ",
        source="Манба",
    ),
    "en": Phrases(
        image="Image",
        table="Table",
        columns="Columns",
        rows="Number of rows",
        code="Code example",
        done="Done",
        to_do="Open",
        no="no",
        none="none",
        minus="minus",
        number="number",
        partly="partly",
        symbol="a symbol",
        pictures={"warning": "warning", "planned": "planned", "unknown": "unknown"},
        stars="{} stars",
        moment="the date on the page",
        footnote="Footnote",
        source="Source",
    ),
    "ru": Phrases(
        image="Изображение",
        table="Таблица",
        columns="Столбцы",
        rows="Число строк",
        code="Пример кода",
        done="Сделано",
        to_do="Не сделано",
        no="нет",
        none="прочерк",
        minus="минус",
        number="номер",
        partly="частично",
        symbol="значок",
        pictures={"warning": "внимание", "planned": "в планах", "unknown": "неизвестно"},
        stars="звёзд: {}",
        moment="дата на странице",
        footnote="Сноска",
        source="Источник",
    ),
}

_CYRILLIC = re.compile("[А-Яа-яЁёЎўҚқҒғҲҳ]")
_LATIN = re.compile("[A-Za-z]")


def phrases_for(language: str | None, otherwise: str, *, is_cyrillic: bool = False) -> Phrases:
    """Return the words of a block's language, or of the rules' where we have none in it.

    `is_cyrillic` chooses the script of Uzbek.
    """
    known = language if language in _WORDS else otherwise
    return _WORDS["uz-Cyrl" if known == "uz" and is_cyrillic else known]


def is_in_cyrillic(text: str, code: str) -> bool:
    """Return whether most letters of an Uzbek text are Cyrillic; those of its code do not count."""
    theirs = len(_CYRILLIC.findall(text))
    return theirs > 0 and theirs > len(_LATIN.findall(text)) - len(_LATIN.findall(code))
