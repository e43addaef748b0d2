"""What a rate is counted by, for a translator to read: "per hour", «в час», "soatiga"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.normalization.sign_names import Row

_HOUR: Row = ("soatiga", "соатига", "per hour", "в час")
_SECOND: Row = ("soniyasiga", "сониясига", "per second", "в секунду")
_SECOND_SQUARED: Row = (
    "soniya kvadratiga", "сония квадратига", "per second squared", "на секунду в квадрате"
)  # fmt: skip
_SQUARE_METRE: Row = (
    "har kvadrat metrga", "ҳар квадрат метрга", "per square metre", "на квадратный метр"
)  # fmt: skip
_CUBIC_METRE: Row = (
    "har kub metrga", "ҳар куб метрга", "per cubic metre", "на кубический метр"
)  # fmt: skip
_MINUTE: Row = ("daqiqasiga", "дақиқасига", "per minute", "в минуту")
_DAY: Row = ("kuniga", "кунига", "per day", "в день")
_DAY_AND_NIGHT: Row = ("sutkasiga", "суткасига", "per day", "в сутки")
_WEEK: Row = ("haftasiga", "ҳафтасига", "per week", "в неделю")
_MONTH: Row = ("oyiga", "ойига", "per month", "в месяц")
_YEAR: Row = ("yiliga", "йилига", "per year", "в год")
_MILLISECOND: Row = ("millisoniyasiga", "миллисониясига", "per millisecond", "в миллисекунду")
_PERSON: Row = ("har kishiga", "ҳар кишига", "per person", "на человека")
_USER: Row = (
    "har foydalanuvchiga", "ҳар фойдаланувчига", "per user", "на пользователя"
)  # fmt: skip
_CHARACTER: Row = ("har belgiga", "ҳар белгига", "per character", "за символ")
_REQUEST: Row = ("har soʻrovga", "ҳар сўровга", "per request", "за запрос")
_KILOGRAM: Row = ("har kilogrammga", "ҳар килограммга", "per kilogram", "за килограмм")
_METRE: Row = ("har metrga", "ҳар метрга", "per metre", "на метр")
_LITRE: Row = ("har litrga", "ҳар литрга", "per litre", "за литр")
_GIGABYTE: Row = ("har gigabaytga", "ҳар гигабайтга", "per gigabyte", "за гигабайт")
_PIECE: Row = ("har donaga", "ҳар донага", "per piece", "за штуку")
_TOKEN: Row = ("har tokenga", "ҳар токенга", "per token", "за токен")
_SEAT: Row = ("har oʻringa", "ҳар ўринга", "per seat", "за место")

PER: Mapping[str, Row] = {
    **dict.fromkeys(("h", "hr", "hour", "ч", "час", "soat", "соат"), _HOUR),
    **dict.fromkeys(
        ("s", "sec", "second", "с", "сек", "секунду", "sek", "soniya", "sekund", "сония", "секунд"),
        _SECOND,
    ),
    **dict.fromkeys(("min", "minute", "мин", "минуту", "daqiqa", "дақиқа"), _MINUTE),
    **dict.fromkeys(("ms",), _MILLISECOND),
    **dict.fromkeys(("s²", "с²", "s^2", "sek²"), _SECOND_SQUARED),
    **dict.fromkeys(("m²", "м²"), _SQUARE_METRE),
    **dict.fromkeys(("m³", "м³"), _CUBIC_METRE),
    **dict.fromkeys(("d", "day", "день", "kun", "кун"), _DAY),
    **dict.fromkeys(("сут", "сутки", "sutka", "сутка"), _DAY_AND_NIGHT),
    **dict.fromkeys(("week", "wk", "нед", "неделю", "hafta", "ҳафта"), _WEEK),
    **dict.fromkeys(("mo", "month", "мес", "месяц", "oy", "ой"), _MONTH),
    **dict.fromkeys(("y", "yr", "year", "год", "г", "yil", "йил"), _YEAR),
    **dict.fromkeys(("person", "чел", "человека", "kishi", "киши"), _PERSON),
    **dict.fromkeys(("user", "пользователя", "foydalanuvchi", "фойдаланувчи"), _USER),
    **dict.fromkeys(("char", "character", "символ", "знак", "belgi", "белги"), _CHARACTER),
    **dict.fromkeys(("req", "request", "запрос", "soʻrov", "сўров"), _REQUEST),
    **dict.fromkeys(("kg", "кг"), _KILOGRAM),
    **dict.fromkeys(("m", "м"), _METRE),
    **dict.fromkeys(("l", "L", "л"), _LITRE),
    **dict.fromkeys(("GB", "ГБ"), _GIGABYTE),
    **dict.fromkeys(("item", "piece", "шт", "dona", "дона"), _PIECE),
    **dict.fromkeys(("token", "токен"), _TOKEN),
    **dict.fromkeys(("seat", "место"), _SEAT),
}
"""By how the unit behind the slash is written, in any of the languages."""

UNITS = (
    "km", "mi", "m", "[kKMGT]i?[bB](?:it)?", "[kKMG]bps", "bit", "bytes?", "req(?:uests)?",
    "tokens?",
    "frames?", "ops", "msgs?", "messages", "pages", "км", "м", "[КМГТ]?[бБ](?:ит|айт)?", "запросов",
    "soʻrov", "сўров",
)  # fmt: skip
"""Units that make a rate also where no number stands before them."""
