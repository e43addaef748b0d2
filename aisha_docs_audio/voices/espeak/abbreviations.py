"""Abbreviations in full, for a voice that reads their letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.settings.languages import Language

_ENGLISH = {
    "e.g.": "for example", "i.e.": "that is", "etc.": "et cetera", "vs.": "versus",
    "cf.": "compare", "approx.": "approximately", "et al.": "and others",
    "w.r.t.": "with respect to",
    "a.k.a.": "also known as", "incl.": "including", "excl.": "excluding", "resp.": "respectively",
    "esp.": "especially", "w/o": "without", "w/": "with",
}  # fmt: skip
_ENGLISH_NUMBERED = {
    "no.": "number", "nos.": "numbers", "fig.": "figure", "figs.": "figures", "eq.": "equation",
    "sec.": "section", "ch.": "chapter", "p.": "page", "pp.": "pages", "vol.": "volume",
    "ver.": "version", "v.": "version", "tab.": "table", "app.": "appendix",
}  # fmt: skip
_RUSSIAN = {
    "в т. ч.": "в том числе", "т. е.": "то есть", "т. д.": "так далее", "т. п.": "тому подобное",
    "т. к.": "так как", "т. н.": "так называемый", "т. о.": "таким образом", "др.": "другие",
    "и пр.": "и прочее", "см.": "смотри", "ср.": "сравни", "напр.": "например", "ок.": "около",
    "им.": "имени", "до н. э.": "до нашей эры", "н. э.": "нашей эры", "макс.": "максимум",
    "к. т. н.": "кандидат технических наук", "д. т. н.": "доктор технических наук",
    "к. ф.-м. н.": "кандидат физико-математических наук", "и. о.": "исполняющий обязанности",
    "вкл. выкл.": "включено выключено", "выкл.": "выключено", "т. наз.": "так называемый",
    "вкл.": "включая", "искл.": "исключая", "проф.": "профессор", "англ.": "английский",
    "прим.": "примечание", "у. е.": "условных единиц",
}  # fmt: skip
_RUSSIAN_NUMBERED = {
    "рис.": "рисунок", "табл.": "таблица", "стр.": "страница", "с.": "страница", "гл.": "глава",
    "п.": "пункт", "пп.": "пункты", "разд.": "раздел", "ст.": "статья", "прил.": "приложение",
    "д.": "дом", "кв.": "квартира", "вып.": "выпуск", "верс.": "версия", "№": "номер",
}  # fmt: skip
_UZBEK = {
    "h.k.": "hokazo", "hok.": "hokazo", "v.b.": "va boshqalar", "va b.": "va boshqalar",
    "sh.k.": "shu kabi", "mas.": "masalan", "masal.": "masalan", "mln.": "million",
    "mln": "million", "mlrd.": "milliard", "mlrd": "milliard", "trln.": "trillion",
    "oʻrt.": "oʻrtacha", "prof.": "professor", "dots.": "dotsent", "akad.": "akademik",
    "vil.": "viloyati", "tum.": "tumani", "koʻch.": "koʻchasi", "qar.": "qarang", "tel.": "telefon",
    "mil. av.": "miloddan avval", "jadv.": "jadval", "t.f.n.": "texnika fanlari nomzodi",
    "t.f.d.": "texnika fanlari doktori",
}  # fmt: skip
_UZBEK_NUMBERED = {
    "rasm.": "rasm", "jadv.": "jadval", "№": "raqam",
}  # fmt: skip

_CLOSING = frozenset(
    "etc etal тд тп др ипр нэ донэ уе hk hok vb shk vab mln mlrd trln jadv".split(" ")  # noqa: SIM905
)
"""Those that a sentence may end with: there their full stop is the sentence's, too."""

_Table: TypeAlias = "tuple[re.Pattern[str], Mapping[str, str]]"


def abbreviations_said(text: str, language: Language) -> str:
    """Return the text with abbreviations in full; a full stop that ends the sentence too stays.

    Numbered ones ("fig.", "стр.") only before a number or a single capital letter.
    """
    pattern, full = _TABLES[language]

    def said(found: re.Match[str]) -> str:
        written = found.group()
        words = full[_bare(written)]
        if written[0].isupper():
            words = words[0].upper() + words[1:]
        if found["number"]:
            return words + " " * (text[found.end() : found.end() + 1] != " ")
        after = text[found.end() : found.end() + 2].lstrip(" »”)")
        may_end = _bare(written) in _CLOSING and written.endswith(".")
        ends = may_end and (after == "" or after[0].isupper())
        return words + "." * ends

    return pattern.sub(said, text)


def _table(words: Mapping[str, str], numbered: Mapping[str, str]) -> _Table:
    alternatives = (
        "|".join(map(_pattern, sorted(listed, key=len, reverse=True)))
        for listed in (words, numbered)
    )
    anywhere, before_numbers = alternatives
    pattern = re.compile(
        rf"(?<![\w.])(?:(?:{anywhere})(?!\w)"
        rf"|(?P<number>{before_numbers})(?= ?(?:[0-9]|(?-i:[A-ZА-Я])(?!\w))))",
        re.IGNORECASE,
    )
    return pattern, {_bare(word): said for word, said in {**words, **numbered}.items()}


def _pattern(abbreviation: str) -> str:
    """Let a space stand behind each full stop, or none: "т. е.", "т.е."."""
    parts = [re.escape(part.strip()).replace(r"\ ", " ") for part in abbreviation.split(".")]
    return r"\.[ \u00a0]?".join(parts[:-1] if abbreviation.endswith(".") else parts) + (
        r"\." if abbreviation.endswith(".") else ""
    )


def _bare(abbreviation: str) -> str:
    return re.sub(r"[.\s]", "", abbreviation).lower()


_TABLES: Mapping[Language, _Table] = {
    "en": _table(_ENGLISH, _ENGLISH_NUMBERED),
    "ru": _table(_RUSSIAN, _RUSSIAN_NUMBERED),
    "uz": _table(_UZBEK, _UZBEK_NUMBERED),
}
