"""Titles and labels that a theme, Sphinx or Markdown writes itself, and in which language it did.

Where it has no translation it leaves them in English: "Note" on a Russian page, all of them on an
Uzbek one. The page shows them so; they are said in the language of the page.
"""

from __future__ import annotations

import re

_LANGUAGES = ("uz", "uz-Cyrl", "en", "ru")

_KINDS: dict[str, tuple[str, str, str, str]] = {
    "note": ("Eslatma", "Эслатма", "Note", "Примечание"),
    "warning": ("Ogohlantirish", "Огоҳлантириш", "Warning", "Внимание"),
    "tip": ("Maslahat", "Маслаҳат", "Tip", "Совет"),
    "hint": ("Maslahat", "Маслаҳат", "Hint", "Подсказка"),
    "important": ("Muhim", "Муҳим", "Important", "Важно"),
    "caution": ("Ehtiyot boʻling", "Эҳтиёт бўлинг", "Caution", "Осторожно"),
    "danger": ("Xavfli", "Хавфли", "Danger", "Опасно"),
    "error": ("Xato", "Хато", "Error", "Ошибка"),
    "attention": ("Diqqat", "Диққат", "Attention", "Внимание"),
    "info": ("Maʼlumot", "Маълумот", "Info", "Информация"),
    "abstract": ("Qisqacha", "Қисқача", "Abstract", "Кратко"),
    "summary": ("Qisqacha", "Қисқача", "Summary", "Кратко"),
    "tldr": ("Qisqacha", "Қисқача", "TL;DR", "Кратко"),
    "todo": ("Bajarish kerak", "Бажариш керак", "Todo", "Сделать"),
    "success": ("Muvaffaqiyat", "Муваффақият", "Success", "Успех"),
    "question": ("Savol", "Савол", "Question", "Вопрос"),
    "help": ("Yordam", "Ёрдам", "Help", "Помощь"),
    "faq": ("Savol-javob", "Савол-жавоб", "FAQ", "Вопросы и ответы"),
    "failure": ("Muvaffaqiyatsizlik", "Муваффақиятсизлик", "Failure", "Неудача"),
    "bug": ("Nosozlik", "Носозлик", "Bug", "Дефект"),
    "example": ("Misol", "Мисол", "Example", "Пример"),
    "quote": ("Iqtibos", "Иқтибос", "Quote", "Цитата"),
    "cite": ("Iqtibos", "Иқтибос", "Cite", "Цитата"),
    "seealso": ("Yana qarang", "Яна қаранг", "See also", "См. также"),
    "deprecated": ("Eskirgan", "Эскирган", "Deprecated", "Устарело"),
}
"""Admonitions by their class."""

_OTHERS = (
    ("Qarang", "Қаранг", "See", "См."),
    ("Parametrlar", "Параметрлар", "Parameters", "Параметры"),
    ("Boshqa parametrlar", "Бошқа параметрлар", "Other Parameters", "Прочие параметры"),
    ("Kalitli argumentlar", "Калитли аргументлар", "Keyword Arguments", "Именованные аргументы"),
    ("Argumentlar", "Аргументлар", "Arguments", "Аргументы"),
    ("Qaytaradi", "Қайтаради", "Returns", "Результат"),
    ("Qaytarish turi", "Қайтариш тури", "Return type", "Тип результата"),
    ("Xatolar", "Хатолар", "Raises", "Исключения"),
    ("Ogohlantirishlar", "Огоҳлантиришлар", "Warns", "Предупреждения"),
    ("Beradi", "Беради", "Yields", "Отдаёт"),
    ("Qabul qiladi", "Қабул қилади", "Receives", "Принимает"),
    ("Turi", "Тури", "Type", "Тип"),
    ("Oʻzgaruvchilar", "Ўзгарувчилар", "Variables", "Переменные"),
    ("Atributlar", "Атрибутлар", "Attributes", "Атрибуты"),
    ("Metodlar", "Методлар", "Methods", "Методы"),
    ("Funksiyalar", "Функциялар", "Functions", "Функции"),
    ("Sinflar", "Синфлар", "Classes", "Классы"),
    ("Modullar", "Модуллар", "Modules", "Модули"),
    ("Misollar", "Мисоллар", "Examples", "Примеры"),
    ("Eslatmalar", "Эслатмалар", "Notes", "Примечания"),
    ("Manbalar", "Манбалар", "References", "Источники"),
    ("Bolalari", "Болалари", "Children", "Потомки"),
    ("Standart qiymat", "Стандарт қиймат", "Default", "По умолчанию"),
    ("Nomi", "Номи", "Name", "Имя"),
    ("Tavsif", "Тавсиф", "Description", "Описание"),
    ("Asoslari", "Асослари", "Bases", "Базовые классы"),
    ("Izohlar", "Изоҳлар", "Footnotes", "Сноски"),
    ("sinf", "синф", "class", "класс"),
    ("istisno", "истисно", "exception", "исключение"),
    ("xususiyat", "хусусият", "property", "свойство"),
    ("funksiya", "функция", "function", "функция"),
    ("metod", "метод", "method", "метод"),
    ("statik metod", "статик метод", "static method", "статический метод"),
    ("statik", "статик", "static", "статический"),
    ("sinf metodi", "синф методи", "class method", "метод класса"),
    ("sinf metodi", "синф методи", "classmethod", "метод класса"),
    ("abstrakt", "абстракт", "abstract", "абстрактный"),
    ("asinxron", "асинхрон", "async", "асинхронный"),
    ("modul", "модул", "module", "модуль"),
    ("atribut", "атрибут", "attribute", "атрибут"),
    ("interfeys", "интерфейс", "interface", "интерфейс"),
    ("tuzilma", "тузилма", "struct", "структура"),
    ("makros", "макрос", "macro", "макрос"),
    ("yakuniy", "якуний", "final", "финальный"),
)

_VERSIONS = {
    "added": (
        "{} versiyada qoʻshilgan",
        "{} версияда қўшилган",
        "Added in version {}",
        "Добавлено в версии {}",
    ),
    "changed": (
        "{} versiyada oʻzgargan",
        "{} версияда ўзгарган",
        "Changed in version {}",
        "Изменено в версии {}",
    ),
    "deprecated": (
        "{} versiyadan beri eskirgan",
        "{} версиядан бери эскирган",
        "Deprecated since version {}",
        "Устарело с версии {}",
    ),
    "removed": (
        "{} versiyada olib tashlangan",
        "{} версияда олиб ташланган",
        "Removed in version {}",
        "Удалено в версии {}",
    ),
}
_VERSION = re.compile(
    r"(?P<what>Added|New|Changed|Deprecated|Removed) (?:in|since) version "
    r"(?P<version>.+?)(?P<end>[.:]?)"
)
# Besides Python-Markdown's and Sphinx' own: VitePress, Starlight, GitHub's alerts, mdBook.
_ADMONITION = re.compile(
    r"admonition|(?:^|\s)(?:custom-block|starlight-aside|markdown-alert|blockquote-tag|callout)"
    r"(?:$|\s)"
)
_BEFORE_KIND = re.compile(
    r"myst-admonition-|theme-admonition-|starlight-aside--|markdown-alert-|blockquote-tag-|callout-"
)
_SAME_KIND = {
    "check": "success", "done": "success", "missing": "failure", "fail": "failure",
    "snippet": "example", "summary": "abstract", "versionadded": "", "tldr": "abstract",
}  # fmt: skip

_BY_ENGLISH = {words[2].casefold(): words for words in (*_OTHERS, *_KINDS.values())}
_SAID_BY_THEMES = frozenset(word.casefold() for words in _KINDS.values() for word in words) | {
    "заметка", "предупреждение", "информация", "инфо", "подробнее", "diqqat", "сделать",
}  # fmt: skip


def own_words(shown: str, language: str) -> str:
    """Return what is said for a text the theme left in English; empty if there is no need.

    `language` is "uz", "uz-Cyrl", "en" or "ru".
    """
    if language == "en" or not shown.isascii():
        return ""
    at = _LANGUAGES.index(language)
    version = _VERSION.fullmatch(shown)
    if version is not None:
        what = version["what"].lower()
        words = _VERSIONS["added" if what == "new" else what]
        return words[at].format(version["version"]) + version["end"]
    text, colon = (shown[:-1].rstrip(), ":") if shown.endswith(":") else (shown, "")
    found = _BY_ENGLISH.get(text.casefold())
    return found[at] + colon if found else ""


def word_for(english: str, language: str) -> str:
    """Return a word of `own_words`' in a language."""
    return _BY_ENGLISH[english][_LANGUAGES.index(language)]


def is_admonition(classes: str) -> bool:
    """Return whether an element with these classes is a box with a kind."""
    return _ADMONITION.search(classes) is not None


def kind_of_box(classes: str) -> str:
    """Return the kind of an admonition by its classes; empty for one that has none."""
    for word in classes.lower().split():
        name = _BEFORE_KIND.sub("", word)
        kind = _SAME_KIND.get(name, name)
        if kind in _KINDS:
            return kind
    return ""


def kind_said(kind: str, title: str, language: str) -> str:
    """Return the word for a box's kind; empty where its title says it already."""
    shown = title.casefold().strip(" .:!")
    word = _KINDS[kind][_LANGUAGES.index(language)]
    if shown in _SAID_BY_THEMES or any(each.casefold() in shown for each in (*_KINDS[kind], word)):
        return ""
    return word
