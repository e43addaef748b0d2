"""The words of one language, and for Uzbek of one script, for everything that is no letter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from aisha_docs_audio.utterances.normalization.math_signs import MATH_SIGNS
from aisha_docs_audio.utterances.normalization.math_words import FUNCTIONS, GREEK, SHAPES
from aisha_docs_audio.utterances.normalization.run_names import (
    COUNTS,
    RUN_NAMES,
    RUSSIAN_COUNTED,
    RUSSIAN_FEMININE,
)
from aisha_docs_audio.utterances.normalization.sign_names import SIGN_NAMES
from aisha_docs_audio.utterances.normalization.sign_words import INSIDE, OPERATORS, PHRASES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.normalization.sign_names import Row

Column = Literal["uz", "uz-Cyrl", "en", "ru"]
COLUMNS: tuple[Column, ...] = ("uz", "uz-Cyrl", "en", "ru")
"""In the order of the tables' rows."""

# Behind a letter or a digit alone the ending stays apart: "x ga", "10 ning".
_ENDINGS = re.compile(
    r"(?<=[^\W\d_])(?P<last>[^\W\d_]) (?P<ending>ga|gacha|dan|ning|га|гача|дан|нинг)(?!\w)"
)
_DATIVE = {"k": "k", "q": "q", "к": "к", "қ": "қ"}


_INFINITY = re.compile(r"\b((?:к|до|от) (?:минус |плюс )?)бесконечность")


def _joined(found: re.Match[str]) -> str:
    last, ending = found["last"], found["ending"]
    if ending[0] in "gг":
        ending = _DATIVE.get(last, ending[0]) + ending[1:]
    return last + ending


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """One column of the tables."""

    column: Column
    names: Mapping[str, str]
    runs: Mapping[str, str]
    inside: Mapping[str, str]
    operators: Mapping[str, str]
    phrases: Mapping[str, str]
    greek: Mapping[str, str]
    functions: Mapping[str, str]
    math_signs: Mapping[str, str]
    shapes: Mapping[str, str]

    def phrase(self, key: str, *parts: str) -> str:
        """Return the phrase `key` with its parts put in."""
        return self._with_endings(self.phrases[key].format(*parts))

    def shape(self, key: str, *parts: str) -> str:
        """Return the part of a formula `key` with its parts put in."""
        return self._with_endings(self.shapes[key].format(*(part.strip() for part in parts)))

    def _with_endings(self, said: str) -> str:
        """Join Uzbek endings to the words before them ("cheksizlikka"); inflect «бесконечность»."""
        if self.column == "ru":
            return _INFINITY.sub(r"\1бесконечности", said)
        if not self.column.startswith("uz"):
            return said
        return _ENDINGS.sub(_joined, said)

    def sign(self, sign: str) -> str:
        """Return the name of one sign; one that no table knows is called a sign."""
        return self.names.get(sign) or self.math_signs.get(sign) or self.phrases["sign"]

    def run(self, sign: str, count: int) -> str:
        """Return what a run of `count` equal signs is called: "double asterisk", "three dots"."""
        if count == 1:
            return self.sign(sign)
        if known := self.runs.get(sign * count):
            return known
        counts = COUNTS[self.column]
        number = counts[count - 2] if count - 2 < len(counts) else str(count)
        if count == 2 and self.column == "ru" and sign in RUSSIAN_FEMININE:
            number = "две"
        return f"{number} {self._counted(sign, count)}"

    def _counted(self, sign: str, count: int) -> str:
        name = self.sign(sign)
        if self.column == "en":
            if name.endswith("esis"):
                return f"{name[:-2]}es"
            return f"{name}es" if name.endswith(("s", "sh")) else f"{name}s"
        if self.column == "ru" and sign in RUSSIAN_COUNTED:
            few, many = RUSSIAN_COUNTED[sign]
            return few if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else many
        return name


@lru_cache(maxsize=len(COLUMNS))
def vocabulary_of(column: Column) -> Vocabulary:
    """Return the words of `column`."""
    place = COLUMNS.index(column)

    def cut(table: Mapping[str, Row]) -> Mapping[str, str]:
        return {key: row[place] for key, row in table.items()}

    return Vocabulary(
        column=column,
        names=cut(SIGN_NAMES),
        runs=cut(RUN_NAMES),
        inside=cut(INSIDE),
        operators=cut(OPERATORS),
        phrases=cut(PHRASES),
        greek=cut(GREEK),
        functions=cut(FUNCTIONS),
        math_signs=cut(MATH_SIGNS),
        shapes=cut(SHAPES),
    )
