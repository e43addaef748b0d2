"""Signatures told by their shape, whatever program wrote them: a name, parentheses, parameters."""

from __future__ import annotations

import re

KEYWORDS = {
    "def": "function", "fn": "function", "func": "function", "function": "function",
    "fun": "function", "class": "class", "struct": "struct", "interface": "interface",
    "macro": "macro", "module": "module", "method": "method", "property": "property",
}  # fmt: skip
_MODIFIERS = (
    "async|static|pub|public|private|protected|internal|export|default|abstract|final|const|unsafe"
    "|extern|virtual|inline|override|suspend|open|sealed"
)
_TYPES = (
    r"(?:void|int|long|short|char|float|double|bool|boolean|string|String|auto|unsigned|size_t"
    r"|(?:std::)?[A-Za-z_]\w*(?:<[\w:<>, ]{1,40}>)?[*&]*)"
)
_PART = r"[A-Za-z_$~][\w$]*(?:<[\w, ]{0,40}>)?"
_NAME = rf"{_PART}(?:(?:\.|::|->|#){_PART}){{0,12}}"
_TYPED_NAME = r"[\w:<>*&\[\]. ]+\s(?:[*&]|\.{3})?[A-Za-z_]\w*"
_PARAMETER = re.compile(rf"\*{{0,2}}&?[A-Za-z_$][\w$]*\??|\*|/|\.\.\.\w*|{_TYPED_NAME}")
# What follows is a type or a default, and may hold anything.
_PARAMETER_WITH_MORE = re.compile(rf"\*{{0,2}}&?[A-Za-z_$][\w$]*\??\s*[:=]|{_TYPED_NAME}\s*=")
_RESULT = r"(?:\s*(?:->|→|⇒|:).{0,200}|\s\([^()]{0,80}\berror\)|\serror)?"
_ONLY_RESULT = re.compile(_RESULT)
_PLAIN = re.compile(rf"(?:(?:{_MODIFIERS})\s+){{0,4}}(?P<name>{_NAME})\(")
_NESTED = r"[^()]*(?:\([^()]*\)[^()]*){0,8}"
# A keyword or a modifier says that it is code: then the parameters may be anything.
_DECLARED = re.compile(
    rf"(?:(?:{_MODIFIERS})\s+){{0,4}}(?P<kind>{'|'.join(KEYWORDS)})\s+(?:\([^()]*\)\s+)?"
    rf"(?P<name>{_NAME})\s?\({_NESTED}\)(?:\s*(?:->|→|:|[\w*\[({{<]).{{0,200}})?"
)
_TYPED = re.compile(
    rf"(?:(?:(?:{_MODIFIERS})\s+){{1,4}}(?:{_TYPES}\s+)?|(?:const\s+)?{_TYPES}[*&]?\s+)"
    rf"(?P<name>{_NAME})\s?\({_NESTED}\)(?:\s*(?:const|override|noexcept|throws [\w, ]+))?{_RESULT}"
)
_TAG = re.compile(
    r"\((?:static|async|inner|constant|generator|nullable|readonly|abstract|protected|private"
    r"|, ){1,9}\) ?"
)
_TEMPLATE = re.compile(r"template\s?<[^<>]{0,100}>\s?")
_LONGEST = 300
_PLURALS = frozenset({"s", "es", "en", "а", "и", "ы"})


def signature_in(text: str) -> tuple[str, str] | None:
    """Return kind and name of the signature that `text` is as a whole; None for other text."""
    if "(" not in text or len(text) > _LONGEST:
        return None
    text, templates = _TEMPLATE.subn("", _TAG.sub("", text, count=1), count=1)
    if found := _DECLARED.fullmatch(text):
        return KEYWORDS[found["kind"]], _plain(found["name"])
    found = _PLAIN.match(text)
    if found and _has_parameters(text, found.end()):
        if found["name"] in KEYWORDS:
            return None  # "fn(…) -> type" shows how one is written
        if len(found["name"]) > 1:
            is_go = text.endswith((" error", " error)"))
            return "function" if is_go else _kind_of(found["name"]), _plain(found["name"])
    typed = _TYPED.fullmatch(text)
    # "Install foo(s)" is prose: types and modifiers are followed by code only.
    if typed and ((templates or _is_code(text, typed)) and len(typed["name"]) > 1):
        return _kind_of(typed["name"]), _plain(typed["name"])
    return None


def _has_parameters(text: str, start: int) -> bool:
    """Return whether parameters stand from `start` to the end of the text or before a result."""
    end, depth = start, 1
    while end < len(text) and depth:
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        end += 1
    inside = text[start : end - 1]
    if depth or inside in _PLURALS or _ONLY_RESULT.fullmatch(text, end) is None:
        return False
    # "a[, b]" has its brackets around what may be left out.
    return re.fullmatch(r"\[[^()]*\]", inside) is not None or _are_parameters(inside.split(","))


def _are_parameters(pieces: list[str]) -> bool:
    """Return whether pieces between commas are parameters; one after the other, never backwards."""
    for piece in pieces:
        parameter = piece.strip(" []")
        if _PARAMETER_WITH_MORE.match(parameter):
            return True
        if parameter and _PARAMETER.fullmatch(parameter) is None:
            return False
    return True


def _is_code(text: str, found: re.Match[str]) -> bool:
    before = text[: found.start("name")].split()
    known = before[0] in f"{_MODIFIERS}|void|int|long|char|float|double|bool|boolean|string".split(
        "|"
    )
    return known and f"{found['name']}(" in text.replace(" (", "(")


def _kind_of(name: str) -> str:
    last = re.split(r"\.|::|->|#", name)[-1]
    return "class" if last[:1].isupper() else "function"


def _plain(name: str) -> str:
    return re.sub(r"<[\w, ]*>", "", name)
