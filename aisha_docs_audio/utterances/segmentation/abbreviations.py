"""The abbreviations whose full stop need not end a sentence, for each language.

Our own lists, from the languages' spelling rules and everyday documentation prose. Words stand in
lower case, with ' for every apostrophe, without the last full stop. Adding or removing a word can
move the cuts of long blocks, which are then paid for again: see docs/decisions/0020.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.settings.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviations:
    """One language's abbreviations, by what their full stop can mean.

    `inner`: a sentence goes on after it ("Prof. Karimov"). `numbered`: it goes on where a number
    or another one of these follows ("Fig. 3", "Mon. Jan. 5"), otherwise it is a plain word ("The
    answer is no."); `labelled` ones also before a letter ("Fig. A"). `closing`: a sentence may end
    with it, so what follows decides ("etc."); `followers` are words that never begin a sentence
    behind one. `times`: closing, but it may open a sentence ("At 5 a.m. Mr. Smith …");
    `numbers_only` are those that are one only behind a number. `initials`: letters written with
    two characters, as they stand before a surname ("Sh. Rashidov"). `letters`: words of one
    letter, which are no abbreviations ("dedi u."), in the case they are written in. `starters`:
    words that with a capital begin a sentence and no name ("in the U.S. How …"). `agents`: names in
    the case of who did something, with which no sentence begins ("в 2019 г. Сергеем …").
    """

    inner: frozenset[str]
    numbered: frozenset[str]
    closing: frozenset[str]
    letters: frozenset[str]
    labelled: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    numbers_only: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    followers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    every: frozenset[str] = field(init=False)
    """All that are abbreviations wherever they stand."""

    def __post_init__(self) -> None:
        every = self.inner | self.numbered - {"no"} | self.closing | self.times
        object.__setattr__(self, "every", every)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_UZBEK = Abbreviations(
    inner=_words(
        "prof dots akad dr muh inj mas tel qar red tahr tuz tarj mil av vil tum sh oʻrt tax "
        "o'rt masal shu.j t.y n.f t.f.n t.f.d i.f.n i.f.d f.f.n f.f.d т.ф.н т.ф.д и.ф.н и.ф.д "
        "проф доц акад др муҳ инж мас тел қар ред таҳр туз тарж мил ав вил тум ш ўрт тах"
    ),
    numbered=_words("rasm jadv bob bet tom qism № рис расм жадв боб бет том қисм"),
    labelled=_words("rasm jadv расм жадв"),
    closing=_words(
        "h.k hok sh.k v.b vab v.h ming mln mlrd trln sm mm km kg gr mg min sek soat ko'ch xon "
        "ҳ.к ҳок ш.к в.б ваб в.ҳ минг млн млрд трлн см мм км кг гр мг мин сек соат кўч хон"
    ),
    letters=_words("u у"),
    initials=_words("sh ch o' g' ya ye yo yu ts"),
)

_ENGLISH = Abbreviations(
    inner=_words(
        "mr mrs ms mx dr prof st mt rev gen col capt cmdr lt sgt gov sen rep hon pres supt "
        "e.g i.e eg ie vs cf viz al approx ca resp incl excl esp dept univ est messrs maj "
        "ft adm brig fr sr.a a.k.a aka w.r.t ave blvd"
    ),
    numbered=_words(
        "no nos n° № fig figs eq eqs p pp vol ch sec art par ver v rev tab app ex pt "
        "mon tue tues wed thu thur thurs fri sat sun "
        "jan feb mar apr jun jul aug sep sept oct nov dec"
    ),
    labelled=_words("fig figs eq eqs vol ch sec par ver tab app ex pt"),
    closing=_words(
        "etc inc ltd co corp llc jr sr esq ph.d m.d b.a m.a b.sc m.sc "
        "min max hr hrs mins secs lb oz"
    ),
    times=_words("a.m p.m am pm b.c a.d b.c.e"),
    numbers_only=_words("am pm"),
    letters=_words("I"),
    starters=_words(
        "The A An It He She They We You I This That These Those There Here How What When Where Why "
        "Who Which If In On At For From With But And So Or Then Thus Do Does Did Is Are Was Were "
        "Can Could Will Would Should Please Let My Our Your Its Their His Her No Not Yes All Some"
    ),
)

_RUSSIAN = Abbreviations(
    inner=_words(
        "проф доц акад чл-корр им ул пл просп пр-т наб бул обл р-н пос дер оз о-в св см ср "
        "напр например т.е т.н т.к т.о тел гр гр-н г-н г-жа яз англ нем фр лат рус ред сост пер "
        "изд вкл искл макс прим пгт ок мин.-макс т.ч ст-ца д-р канд докт техн физ-мат к.т.н д.т.н "
        "узб каз тадж нач зам зав гл"
    ),
    numbered=_words("рис табл стр с гл п пп ст ч т д кв корп № ном разд прил вып вер верс доб"),
    labelled=_words("рис табл п пп ч прил разд корп"),
    closing=_words(
        "т.д т.п др пр проч тыс млн млрд трлн руб коп дол долл у.е мин сек час см мм км кг мг "
        "шт экз чел н.э"
    ),
    times=_words("гг вв г в"),
    numbers_only=_words("г в"),
    letters=_words("я"),
    starters=_words(
        "Он Она Оно Они Мы Вы Ты Это Эта Этот Эти Там Здесь Тут Потом Затем Но И А Если Когда Где "
        "Тогда Пусть Далее Итак Однако Поэтому "
        "Как Что Кто Почему Так Также Теперь Для При По После Все Всё Её Его Их"
    ),
    # In the instrumental case.
    agents=_words(
        "Сергеем Алексеем Андреем Дмитрием Николаем Юрием Евгением Василием Григорием Анатолием "
        "Виталием Геннадием Валерием Иваном Степаном Романом Антоном Денисом Борисом Олегом Игорем "
        "Петром Павлом Михаилом Александром Владимиром Виктором Артёмом Кириллом Максимом "
        "Константином Фёдором Ильёй Никитой Анной Марией Еленой Ольгой Татьяной Натальей Светланой "
        "Ириной Екатериной Юлией Алишером Шавкатом Рустамом Тимуром Бобуром Сардором Азизом Джоном "
        "Биллом Стивом Томом Марком Джеймсом Робертом Дэвидом Питером Кеном Деннисом Брайаном "
        "Линусом Брендоном Джеффом Илоном"
    ),
    followers={
        "долл": _words("США Канады Гонконга"),
        "дол": _words("США Канады"),
        "руб": _words("РФ СССР"),
        "пр": _words("Мира Ленина Победы Вернадского Королёва Навои"),
    },
)

ABBREVIATIONS: Mapping[Language, Abbreviations] = {
    "uz": _UZBEK,
    "en": _ENGLISH,
    "ru": _RUSSIAN,
}
