"""The abbreviations whose full stop need not end a sentence, for each language.

Our own lists, from the languages' spelling rules and everyday documentation prose. Words stand in
lower case, with ' for every apostrophe, without the last full stop. Adding or removing a word can
move the cuts of long blocks, which are then paid for again: see docs/decisions/0020.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.speech import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviations:
    """One language's abbreviations, by what their full stop can mean.

    `inner`: a sentence goes on after it ("Prof. Karimov"). `numbered`: it goes on where a number
    follows ("Fig. 3"), otherwise it is a plain word ("The answer is no."). `closing`: a sentence
    may end with it, so what follows decides ("etc."). `initials`: letters written with two
    characters, as they stand before a surname ("Sh. Rashidov"). `letters`: words of one letter,
    which are no abbreviations ("dedi u."), in the case they are written in.
    """

    inner: frozenset[str]
    numbered: frozenset[str]
    closing: frozenset[str]
    letters: frozenset[str]
    initials: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_UZBEK = Abbreviations(
    inner=_words(
        "prof dots akad dr muh inj mas tel qar red tahr tuz tarj mil av vil tum sh "
        "проф доц акад др муҳ инж мас тел қар ред таҳр туз тарж мил ав вил тум ш"
    ),
    numbered=_words("rasm jadv bob bet tom qism № рис расм жадв боб бет том қисм"),
    closing=_words(
        "h.k hok sh.k v.b ming mln mlrd trln sm mm km kg gr mg min sek soat ko'ch xon "
        "ҳ.к ҳок ш.к в.б минг млн млрд трлн см мм км кг гр мг мин сек соат кўч хон"
    ),
    letters=_words("u у"),
    initials=_words("sh ch o' g' ya ye yo yu ts"),
)

_ENGLISH = Abbreviations(
    inner=_words(
        "mr mrs ms mx dr prof st mt rev gen col capt cmdr lt sgt gov sen rep hon pres supt "
        "e.g i.e eg ie vs cf viz al approx ca resp incl excl esp dept univ est messrs"
    ),
    numbered=_words(
        "no nos n° № fig figs eq eqs p pp vol ch sec art par ver v rev tab app ex "
        "jan feb mar apr jun jul aug sep sept oct nov dec"
    ),
    closing=_words(
        "etc inc ltd co corp llc jr sr esq ph.d m.d b.a m.a b.sc m.sc a.m p.m "
        "min max sec hr hrs mins secs ft lb oz"
    ),
    letters=_words("I"),
)

_RUSSIAN = Abbreviations(
    inner=_words(
        "проф доц акад чл-корр им ул пл просп пр-т наб бул обл р-н пос дер оз о-в св см ср "
        "напр например т.е т.н т.к т.о тел гр гр-н г-н г-жа яз англ нем фр лат рус ред сост пер "
        "изд вкл искл макс прим"
    ),
    numbered=_words("рис табл стр с гл п пп ст ч т д кв корп стр № ном разд прил вып"),
    closing=_words(
        "т.д т.п др пр проч тыс млн млрд трлн руб коп долл гг вв мин сек час см мм км кг мг "
        "шт экз чел н.э"
    ),
    letters=_words("я"),
)

ABBREVIATIONS: Mapping[Language, Abbreviations] = {
    "uz": _UZBEK,
    "en": _ENGLISH,
    "ru": _RUSSIAN,
}
