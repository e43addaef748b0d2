"""What signs are called inside names and between operands, and the phrases made with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.normalization.sign_names import Row


INSIDE: Mapping[str, Row] = {
    ".": ("nuqta", "нуқта", "dot", "точка"),
    "/": ("slesh", "слеш", "slash", "слеш"),
    "//": ("qoʻsh slesh", "қўш слеш", "double slash", "двойной слеш"),
    "\\": ("teskari slesh", "тескари слеш", "backslash", "обратный слеш"),
    "@": ("et", "эт", "at", "собака"),
    "#": ("panjara", "панжара", "hash", "решётка"),
    "$": ("dollar", "доллар", "dollar", "доллар"),
    "%": ("foiz", "фоиз", "percent", "процент"),
    "&": ("ampersand", "амперсанд", "ampersand", "амперсанд"),
    "*": ("yulduzcha", "юлдузча", "asterisk", "звёздочка"),
    "+": ("plyus", "плюс", "plus", "плюс"),
    "-": ("defis", "дефис", "dash", "дефис"),
    "--": ("qoʻsh defis", "қўш дефис", "dash dash", "два дефиса"),
    "=": ("teng", "тенг", "equals", "равно"),
    "_": ("ostki chiziq", "остки чизиқ", "underscore", "подчёркивание"),
    "__": ("qoʻsh ostki chiziq", "қўш остки чизиқ", "double underscore", "двойное подчёркивание"),
    "[": ("qavsda", "қавсда", "bracket", "в скобках"),
    "<": ("kichik", "кичик", "less than", "меньше"),
    ">": ("katta", "катта", "greater than", "больше"),
}
"""A sign inside a name, a path or an option: shorter than the name it has alone."""

OPERATORS: Mapping[str, Row] = {
    "+": ("plyus", "плюс", "plus", "плюс"),
    "-": ("minus", "минус", "minus", "минус"),
    "−": ("minus", "минус", "minus", "минус"),
    "*": ("karra", "карра", "times", "умножить на"),
    "×": ("karra", "карра", "times", "умножить на"),
    "/": ("boʻlingan", "бўлинган", "divided by", "делить на"),
    "%": ("modul", "модуль", "modulo", "по модулю"),
    "=": ("teng", "тенг", "equals", "равно"),
    "==": ("teng", "тенг", "equals", "равно"),
    "===": ("aynan teng", "айнан тенг", "strictly equals", "строго равно"),
    "!=": ("teng emas", "тенг эмас", "is not equal to", "не равно"),
    "!==": ("aynan teng emas", "айнан тенг эмас", "is not strictly equal to", "строго не равно"),
    "<>": ("teng emas", "тенг эмас", "is not equal to", "не равно"),
    "~=": ("tilda teng", "тильда тенг", "tilde equals", "тильда равно"),
    "=~": ("teng tilda", "тенг тильда", "equals tilde", "равно тильда"),
    "<": ("kichik", "кичик", "is less than", "меньше"),
    ">": ("katta", "катта", "is greater than", "больше"),
    "<=": ("kichik yoki teng", "кичик ёки тенг", "is less than or equal to", "меньше или равно"),
    ">=": ("katta yoki teng", "катта ёки тенг", "is greater than or equal to", "больше или равно"),
    "+=": ("plyus teng", "плюс тенг", "plus equals", "плюс равно"),
    "-=": ("minus teng", "минус тенг", "minus equals", "минус равно"),
    "*=": ("karra teng", "карра тенг", "times equals", "умножить равно"),
    "/=": ("boʻlish teng", "бўлиш тенг", "divide equals", "делить равно"),
    "%=": ("modul teng", "модуль тенг", "modulo equals", "модуль равно"),
    "**=": ("daraja teng", "даража тенг", "power equals", "степень равно"),
    "&&": ("va", "ва", "and", "и"),
    "&": ("va", "ва", "and", "и"),
    "||": ("yoki", "ёки", "or", "или"),
    "|": ("yoki", "ёки", "or", "или"),
    "||=": ("yoki teng", "ёки тенг", "or equals", "или равно"),
    "&&=": ("va teng", "ва тенг", "and equals", "и равно"),
    "--": ("minus minus", "минус минус", "minus minus", "минус минус"),
    "->": ("strelka", "стрелка", "arrow", "стрелка"),
    "=>": ("qoʻsh strelka", "қўш стрелка", "fat arrow", "двойная стрелка"),
    "<<": ("chapga surish", "чапга суриш", "shifted left by", "сдвиг влево на"),
    ">>": ("oʻngga surish", "ўнгга суриш", "shifted right by", "сдвиг вправо на"),
    "@": ("et", "эт", "at", "собака"),
    "//": ("qoʻsh slesh", "қўш слеш", "double slash", "двойной слеш"),
}
"""A sign between two operands."""

PHRASES: Mapping[str, Row] = {
    "power": (
        "{} ning {}-darajasi",
        "{} нинг {}-даражаси",
        "{} to the power of {}",
        "{} в степени {}",
    ),
    "squared": ("{} kvadrat", "{} квадрат", "{} squared", "{} в квадрате"),
    "cubed": ("{} kub", "{} куб", "{} cubed", "{} в кубе"),
    "sub": ("{} indeks {}", "{} индекс {}", "{} sub {}", "{} индекс {}"),
    "of": ("{} {}", "{} {}", "{} of {}", "{} от {}"),
    "not": ("{} emas", "{} эмас", "not {}", "не {}"),
    "colour": ("{} rangi", "{} ранги", "colour {}", "цвет {}"),
    "regex": ("muntazam ifoda", "мунтазам ифода", "a regular expression", "регулярное выражение"),
    "empty list": ("boʻsh roʻyxat", "бўш рўйхат", "empty list", "пустой список"),
    "empty tuple": ("boʻsh kortej", "бўш кортеж", "empty tuple", "пустой кортеж"),
    "in braces": (
        "jingalak qavs ichida {}",
        "жингалак қавс ичида {}",
        "{} in braces",
        "{} в фигурных скобках",
    ),
    "in double braces": (
        "qoʻsh jingalak qavs ichida {}",
        "қўш жингалак қавс ичида {}",
        "{} in double braces",
        "{} в двойных фигурных скобках",
    ),
    "in double brackets": (
        "qoʻsh kvadrat qavs ichida {}",
        "қўш квадрат қавс ичида {}",
        "{} in double brackets",
        "{} в двойных квадратных скобках",
    ),
    "in brackets": (
        "kvadrat qavs ichida {}",
        "квадрат қавс ичида {}",
        "{} in brackets",
        "{} в квадратных скобках",
    ),
    "closing tag": ("yopuvchi {}", "ёпувчи {}", "closing {}", "закрывающий {}"),
    "comment": ("HTML izohi", "HTML изоҳи", "HTML comment", "комментарий HTML"),
    "space": ("boʻsh joy", "бўш жой", "space", "пробел"),
    "formula": ("formula", "формула", "formula", "формула"),
    "sign": ("belgi", "белги", "sign", "знак"),
    "sharp": ("{} sharp", "{} шарп", "{} sharp", "{} шарп"),
    "or": ("yoki", "ёки", "or", "или"),
    "and": ("va", "ва", "and", "и"),
    "times more": ("{} baravar", "{} баравар", "{} times", "в {} раза"),
    "times more many": ("{} baravar", "{} баравар", "{} times", "в {} раз"),
    "version at least": (
        "{} yoki undan yuqori",
        "{} ёки ундан юқори",
        "{} or later",
        "{} или новее",
    ),
    "version above": ("{} dan yuqori", "{} дан юқори", "newer than {}", "новее {}"),
    "version at most": (
        "{} yoki undan past",
        "{} ёки ундан паст",
        "{} or earlier",
        "{} или старее",
    ),
    "version below": ("{} dan past", "{} дан паст", "below {}", "ниже {}"),
    "version exactly": ("aynan {}", "айнан {}", "exactly {}", "ровно {}"),
    "version not": ("{} emas", "{} эмас", "not {}", "кроме {}"),
    "less than": ("{} dan kam", "{} дан кам", "less than {}", "меньше {}"),
    "more than": ("{} dan ortiq", "{} дан ортиқ", "more than {}", "больше {}"),
    "without": ("siz", "сиз", "without", "без"),
    "with": ("bilan", "билан", "with", "с"),
    "number": ("{}-raqam", "{}-рақам", "number {}", "номер {}"),
    "from to": ("{} dan {} gacha", "{} дан {} гача", "{} to {}", "от {} до {}"),
    "interval": ("oraliq", "оралиқ", "interval", "промежуток"),
    "left out": ("{} kirmaydi", "{} кирмайди", "without {}", "не включая {}"),
    "per": ("har {} uchun {}", "ҳар {} учун {}", "{} per {}", "{} на {}"),
}
"""Whole phrases; {} stands for what they are about."""
