"""What the letters, signs and shapes of formulas are called, for a translator to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.normalization.sign_names import Row


GREEK: Mapping[str, Row] = {
    "α": ("alfa", "альфа", "alpha", "альфа"),
    "β": ("beta", "бета", "beta", "бета"),
    "γ": ("gamma", "гамма", "gamma", "гамма"),
    "δ": ("delta", "дельта", "delta", "дельта"),
    "ε": ("epsilon", "эпсилон", "epsilon", "эпсилон"),
    "ζ": ("dzeta", "дзета", "zeta", "дзета"),
    "η": ("eta", "эта", "eta", "эта"),
    "θ": ("teta", "тета", "theta", "тета"),
    "ι": ("yota", "йота", "iota", "йота"),
    "κ": ("kappa", "каппа", "kappa", "каппа"),
    "λ": ("lyambda", "лямбда", "lambda", "лямбда"),
    "μ": ("myu", "мю", "mu", "мю"),
    "ν": ("nyu", "ню", "nu", "ню"),
    "ξ": ("ksi", "кси", "xi", "кси"),
    "ο": ("omikron", "омикрон", "omicron", "омикрон"),
    "π": ("pi", "пи", "pi", "пи"),
    "ρ": ("ro", "ро", "rho", "ро"),
    "σ": ("sigma", "сигма", "sigma", "сигма"),
    "τ": ("tau", "тау", "tau", "тау"),
    "υ": ("ipsilon", "ипсилон", "upsilon", "ипсилон"),
    "φ": ("fi", "фи", "phi", "фи"),
    "χ": ("xi", "хи", "chi", "хи"),
    "ψ": ("psi", "пси", "psi", "пси"),
    "ω": ("omega", "омега", "omega", "омега"),
}
"""Greek letters; a capital one is said with the shape "capital"."""

FUNCTIONS: Mapping[str, Row] = {
    "sin": ("sinus", "синус", "sine", "синус"),
    "cos": ("kosinus", "косинус", "cosine", "косинус"),
    "tan": ("tangens", "тангенс", "tangent", "тангенс"),
    "cot": ("kotangens", "котангенс", "cotangent", "котангенс"),
    "log": ("logarifm", "логарифм", "log", "логарифм"),
    "ln": ("natural logarifm", "натурал логарифм", "natural log", "натуральный логарифм"),
    "exp": ("eksponenta", "экспонента", "exponential", "экспонента"),
    "max": ("maksimum", "максимум", "maximum", "максимум"),
    "min": ("minimum", "минимум", "minimum", "минимум"),
    "sup": ("supremum", "супремум", "supremum", "супремум"),
    "inf": ("infimum", "инфимум", "infimum", "инфимум"),
    "det": ("determinant", "детерминант", "determinant", "определитель"),
    "dim": ("oʻlcham", "ўлчам", "dimension", "размерность"),
    "ker": ("yadro", "ядро", "kernel", "ядро"),
    "arg": ("argument", "аргумент", "argument", "аргумент"),
    "gcd": (
        "eng katta umumiy boʻluvchi",
        "энг катта умумий бўлувчи",
        "greatest common divisor",
        "наибольший общий делитель",
    ),
    "mod": ("modul", "модуль", "modulo", "по модулю"),
    "lim": ("limit", "лимит", "limit", "предел"),
}
"""Functions written with letters."""

SHAPES: Mapping[str, Row] = {
    "choose": (
        "{} tadan {} ta tanlash",
        "{} тадан {} та танлаш",
        "{} choose {}",
        "число сочетаний из {} по {}",
    ),
    "fraction": ("{} taqsim {}", "{} тақсим {}", "{} over {}", "{} делить на {}"),
    "fraction of a sum": (
        "{}, hammasi taqsim {}",
        "{}, ҳаммаси тақсим {}",
        "{}, all over {}",
        "{}, всё делить на {}",
    ),
    "square root": (
        "kvadrat ildiz {}",
        "квадрат илдиз {}",
        "the square root of {}",
        "квадратный корень из {}",
    ),
    "cube root": ("kub ildiz {}", "куб илдиз {}", "the cube root of {}", "кубический корень из {}"),
    "root": (
        "{}-darajali ildiz {}",
        "{}-даражали илдиз {}",
        "the root of degree {} of {}",
        "корень степени {} из {}",
    ),
    "power": (
        "{} ning {}-darajasi",
        "{} нинг {}-даражаси",
        "{} to the power of {}",
        "{} в степени {}",
    ),
    "squared": ("{} kvadrat", "{} квадрат", "{} squared", "{} в квадрате"),
    "cubed": ("{} kub", "{} куб", "{} cubed", "{} в кубе"),
    "prime": ("{} shtrix", "{} штрих", "{} prime", "{} штрих"),
    "sub": ("{} indeks {}", "{} индекс {}", "{} sub {}", "{} индекс {}"),
    "of": ("{} {}", "{} {}", "{} of {}", "{} от {}"),
    "given": ("{}, {} shartida", "{}, {} шартида", "{} given {}", "{} при условии {}"),
    "such that": (
        "{}, bunda {}",
        "{}, бунда {}",
        "{} such that {}",
        "{}, для которых {}",
    ),
    "log base": (
        "{} asosli logarifm",
        "{} асосли логарифм",
        "log base {} of",
        "логарифм по основанию {} от",
    ),
    "star": ("{} yulduzcha", "{} юлдузча", "{} star", "{} со звёздочкой"),
    "upper": (
        "{} yuqori indeks {}",
        "{} юқори индекс {}",
        "{} superscript {}",
        "{} верхний индекс {}",
    ),
    "transposed": (
        "transponirlangan {}",
        "транспонирланган {}",
        "{} transposed",
        "{} транспонированная",
    ),
    "floor": (
        "{} ning butun qismi",
        "{} нинг бутун қисми",
        "the floor of {}",
        "{}, округлённое вниз",
    ),
    "ceiling": (
        "{}, yuqoriga yaxlitlangan",
        "{}, юқорига яхлитланган",
        "the ceiling of {}",
        "{}, округлённое вверх",
    ),
    "partial": (
        "{} ning {} boʻyicha xususiy hosilasi",
        "{} нинг {} бўйича хусусий ҳосиласи",
        "partial {} over partial {}",
        "частная производная {} по {}",
    ),
    "by": ("karra", "карра", "by", "на"),
    "norm": ("{} normasi", "{} нормаси", "the norm of {}", "норма {}"),
    "matrix": (
        "satrlari {} boʻlgan matritsa",
        "сатрлари {} бўлган матрица",
        "the matrix with rows {}",
        "матрица со строками {}",
    ),
    "cases": ("hollar: {}", "ҳоллар: {}", "by cases: {}", "по случаям: {}"),
    "maps": (
        "{}, {} dan {} ga",
        "{}, {} дан {} га",
        "{} from {} to {}",
        "{} из {} в {}",
    ),
    "set": ("{} toʻplami", "{} тўплами", "the set {}", "множество {}"),
    "absolute": ("{} moduli", "{} модули", "the absolute value of {}", "модуль {}"),
    "over": ("{} tepasida {}", "{} тепасида {}", "{} with {} above", "{} с {} сверху"),
    "bar": ("{} chiziqli", "{} чизиқли", "{} bar", "{} с чертой"),
    "hat": ("{} qalpoqli", "{} қалпоқли", "{} hat", "{} с крышкой"),
    "tilde": ("{} tildali", "{} тильдали", "{} tilde", "{} с тильдой"),
    "vector": ("{} vektori", "{} вектори", "vector {}", "вектор {}"),
    "dot": ("{} nuqtali", "{} нуқтали", "{} dot", "{} с точкой"),
    "capital": ("bosh {}", "бош {}", "capital {}", "большая {}"),
    "sum": ("yigʻindi", "йиғинди", "the sum", "сумма"),
    "product": ("koʻpaytma", "кўпайтма", "the product", "произведение"),
    "integral": ("integral", "интеграл", "the integral", "интеграл"),
    "limit": ("limit", "лимит", "the limit", "предел"),
    "union": ("birlashma", "бирлашма", "the union", "объединение"),
    "intersection": ("kesishma", "кесишма", "the intersection", "пересечение"),
    "from to": (
        "{}, {} dan {} gacha:",
        "{}, {} дан {} гача:",
        "{} from {} to {} of",
        "{} от {} до {},",
    ),
    "under": ("{}, {} boʻyicha:", "{}, {} бўйича:", "{} over {} of", "{} по {},"),
    "as": ("{}, {}:", "{}, {}:", "{} as {} of", "{} при {},"),
    "alone": ("{}", "{}", "{} of", "{}"),
    "goes to": ("{} {} ga intiladi", "{} {} га интилади", "{} goes to {}", "{} стремится к {}"),
    "tending": (
        "{} {} ga intilganda",
        "{} {} га интилганда",
        "{} goes to {}",
        "{}, стремящемся к {}",
    ),
}
"""How parts of a formula are put together; {} are the parts in order."""
