"""The names of runs of signs, and how signs are counted, for a translator to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.normalization.sign_names import Row

RUN_NAMES: Mapping[str, Row] = {
    "+/-": ("plyus minus", "плюс минус", "plus or minus", "плюс-минус"),
    "**": ("qoʻsh yulduzcha", "қўш юлдузча", "double asterisk", "двойная звёздочка"),
    "//": ("qoʻsh qiya chiziq", "қўш қия чизиқ", "double slash", "двойная косая черта"),
    "\\\\": (
        "qoʻsh teskari qiya chiziq",
        "қўш тескари қия чизиқ",
        "double backslash",
        "двойная обратная косая черта",
    ),
    "--": ("qoʻsh defis", "қўш дефис", "double hyphen", "двойной дефис"),
    "__": ("qoʻsh ostki chiziq", "қўш остки чизиқ", "double underscore", "двойное подчёркивание"),
    "::": ("qoʻsh ikki nuqta", "қўш икки нуқта", "double colon", "двойное двоеточие"),
    "==": (
        "qoʻsh tenglik belgisi",
        "қўш тенглик белгиси",
        "double equals sign",
        "двойной знак равенства",
    ),
    "===": (
        "uch karra tenglik belgisi",
        "уч карра тенглик белгиси",
        "triple equals sign",
        "тройной знак равенства",
    ),
    "&&": ("qoʻsh ampersand", "қўш амперсанд", "double ampersand", "двойной амперсанд"),
    "||": (
        "qoʻsh tik chiziq",
        "қўш тик чизиқ",
        "double vertical bar",
        "двойная вертикальная черта",
    ),
    "!=": ("teng emas belgisi", "тенг эмас белгиси", "not equal sign", "знак неравенства"),
    "!==": (
        "aynan teng emas belgisi",
        "айнан тенг эмас белгиси",
        "strictly not equal sign",
        "знак строгого неравенства",
    ),
    "<>": ("burchak qavslar", "бурчак қавслар", "angle brackets", "угловые скобки"),
    "<=": (
        "kichik yoki teng belgisi",
        "кичик ёки тенг белгиси",
        "less than or equal sign",
        "знак меньше или равно",
    ),
    ">=": (
        "katta yoki teng belgisi",
        "катта ёки тенг белгиси",
        "greater than or equal sign",
        "знак больше или равно",
    ),
    "->": ("strelka", "стрелка", "arrow", "стрелка"),
    "-->": ("uzun strelka", "узун стрелка", "long arrow", "длинная стрелка"),
    "<-": ("chap strelka", "чап стрелка", "left arrow", "стрелка влево"),
    "<->": (
        "ikki tomonli strelka",
        "икки томонли стрелка",
        "two-way arrow",
        "двусторонняя стрелка",
    ),
    "=>": ("qoʻsh strelka", "қўш стрелка", "fat arrow", "двойная стрелка"),
    "<=>": ("kosmik kema", "космик кема", "spaceship", "космический корабль"),
    "|>": ("quvur strelkasi", "қувур стрелкаси", "pipe arrow", "стрелка конвейера"),
    ":=": ("ikki nuqta teng", "икки нуқта тенг", "colon equals", "двоеточие равно"),
    "~=": ("tilda teng", "тильда тенг", "tilde equals", "тильда равно"),
    "+=": ("plyus teng", "плюс тенг", "plus equals", "плюс равно"),
    "-=": ("minus teng", "минус тенг", "minus equals", "минус равно"),
    "*=": ("yulduzcha teng", "юлдузча тенг", "asterisk equals", "звёздочка равно"),
    "/=": ("qiya chiziq teng", "қия чизиқ тенг", "slash equals", "косая черта равно"),
    "//=": (
        "qoʻsh qiya chiziq teng",
        "қўш қия чизиқ тенг",
        "double slash equals",
        "двойная косая черта равно",
    ),
    "**=": (
        "qoʻsh yulduzcha teng",
        "қўш юлдузча тенг",
        "double asterisk equals",
        "двойная звёздочка равно",
    ),
    "%=": ("foiz teng", "фоиз тенг", "percent equals", "процент равно"),
    "&=": ("ampersand teng", "амперсанд тенг", "ampersand equals", "амперсанд равно"),
    "|=": ("tik chiziq teng", "тик чизиқ тенг", "vertical bar equals", "вертикальная черта равно"),
    "^=": ("karet teng", "карет тенг", "caret equals", "карет равно"),
    "?=": (
        "soʻroq belgisi teng",
        "сўроқ белгиси тенг",
        "question mark equals",
        "вопросительный знак равно",
    ),
    "()": ("boʻsh qavslar", "бўш қавслар", "empty parentheses", "пустые скобки"),
    "[]": (
        "boʻsh kvadrat qavslar",
        "бўш квадрат қавслар",
        "empty brackets",
        "пустые квадратные скобки",
    ),
    "{}": (
        "boʻsh jingalak qavslar",
        "бўш жингалак қавслар",
        "empty braces",
        "пустые фигурные скобки",
    ),
    "{{}}": (
        "boʻsh qoʻsh jingalak qavslar",
        "бўш қўш жингалак қавслар",
        "empty double braces",
        "пустые двойные фигурные скобки",
    ),
    '""': ("boʻsh satr", "бўш сатр", "empty string", "пустая строка"),
    "''": ("boʻsh satr", "бўш сатр", "empty string", "пустая строка"),
    "/*": ("qiya chiziq yulduzcha", "қия чизиқ юлдузча", "slash asterisk", "косая черта звёздочка"),
    "*/": ("yulduzcha qiya chiziq", "юлдузча қия чизиқ", "asterisk slash", "звёздочка косая черта"),
    "#!": (
        "panjara undov belgisi",
        "панжара ундов белгиси",
        "hash exclamation mark",
        "решётка восклицательный знак",
    ),
    "$$": (
        "qoʻsh dollar belgisi",
        "қўш доллар белгиси",
        "double dollar sign",
        "двойной знак доллара",
    ),
    "%%": (
        "qoʻsh foiz belgisi",
        "қўш фоиз белгиси",
        "double percent sign",
        "двойной знак процента",
    ),
    "??": (
        "qoʻsh soʻroq belgisi",
        "қўш сўроқ белгиси",
        "double question mark",
        "двойной вопросительный знак",
    ),
    "??=": (
        "qoʻsh soʻroq belgisi teng",
        "қўш сўроқ белгиси тенг",
        "double question mark equals",
        "двойной вопросительный знак равно",
    ),
    "?:": (
        "soʻroq belgisi ikki nuqta",
        "сўроқ белгиси икки нуқта",
        "question mark colon",
        "вопросительный знак двоеточие",
    ),
    "@@": ("qoʻsh et belgisi", "қўш эт белгиси", "double at sign", "двойная собака"),
    "~~": ("qoʻsh tilda", "қўш тильда", "double tilde", "двойная тильда"),
    "``": (
        "qoʻsh teskari apostrof",
        "қўш тескари апостроф",
        "double backtick",
        "двойной обратный апостроф",
    ),
    "<<": (
        "qoʻsh kichik belgisi",
        "қўш кичик белгиси",
        "double less-than sign",
        "двойной знак меньше",
    ),
    ">>": (
        "qoʻsh katta belgisi",
        "қўш катта белгиси",
        "double greater-than sign",
        "двойной знак больше",
    ),
    "++": ("qoʻsh plyus", "қўш плюс", "double plus", "двойной плюс"),
    "..": ("ikkita nuqta", "иккита нуқта", "two dots", "две точки"),
    "<!--": ("izoh boshi", "изоҳ боши", "start of an HTML comment", "начало комментария HTML"),
}
"""Runs with a name of their own; others are counted (“three dots”) or spelled sign by sign."""

RUSSIAN_COUNTED: Mapping[str, tuple[str, str]] = {
    "!": ("восклицательных знака", "восклицательных знаков"),
    '"': ("двойные кавычки", "двойных кавычек"),
    "#": ("решётки", "решёток"),
    "$": ("знака доллара", "знаков доллара"),
    "%": ("знака процента", "знаков процента"),
    "&": ("амперсанда", "амперсандов"),
    "'": ("апострофа", "апострофов"),
    "(": ("открывающие скобки", "открывающих скобок"),
    ")": ("закрывающие скобки", "закрывающих скобок"),
    "*": ("звёздочки", "звёздочек"),
    "+": ("плюса", "плюсов"),
    ",": ("запятые", "запятых"),
    "-": ("дефиса", "дефисов"),
    ".": ("точки", "точек"),
    "/": ("косые черты", "косых черт"),
    ":": ("двоеточия", "двоеточий"),
    ";": ("точки с запятой", "точек с запятой"),
    "<": ("знака меньше", "знаков меньше"),
    "=": ("знака равенства", "знаков равенства"),
    ">": ("знака больше", "знаков больше"),
    "?": ("вопросительных знака", "вопросительных знаков"),
    "@": ("собаки", "собак"),
    "[": ("открывающие квадратные скобки", "открывающих квадратных скобок"),
    "\\": ("обратные косые черты", "обратных косых черт"),
    "]": ("закрывающие квадратные скобки", "закрывающих квадратных скобок"),
    "^": ("карета", "каретов"),
    "_": ("подчёркивания", "подчёркиваний"),
    "`": ("обратных апострофа", "обратных апострофов"),
    "{": ("открывающие фигурные скобки", "открывающих фигурных скобок"),
    "}": ("закрывающие фигурные скобки", "закрывающих фигурных скобок"),
    "~": ("тильды", "тильд"),
    "|": ("вертикальные черты", "вертикальных черт"),
}
"""Behind two, three and four, and behind five and more."""

RUSSIAN_FEMININE = frozenset('"#()*,./;@[\\]{}~|')
"""Two of these are «две», of the others «два»."""

COUNTS: Mapping[str, tuple[str, ...]] = {
    "uz": ("ikkita", "uchta", "toʻrtta", "beshta", "oltita"),
    "uz-Cyrl": ("иккита", "учта", "тўртта", "бешта", "олтита"),
    "en": ("two", "three", "four", "five", "six"),
    "ru": ("два", "три", "четыре", "пять", "шесть"),
}
"""From two to six; more are said in digits."""
