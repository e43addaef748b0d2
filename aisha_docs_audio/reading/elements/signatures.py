"""What a person says of the signature of a function, a class or an option.

Kind and name are said ("class click.Context", "function click.echo"); parameters, types and
defaults are code, and documentation says them in words below the signature.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.places import Role
from aisha_docs_audio.reading.spans import without_marks
from aisha_docs_audio.reading.state import SKIP
from aisha_docs_audio.reading.text import collapse
from aisha_docs_audio.reading.theme_phrases import own_words, word_for

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.state import Attributes, Leave, State

_NAME_PARTS = frozenset({"sig-prename", "sig-name", "descclassname", "descname"})
_KINDS_OF_LISTS = {"function": "function", "method": "method", "attribute": "attribute"}
"""Sphinx' descriptions whose kind stands in the class of their list only."""

_KEYWORDS = {
    "def": "function", "fn": "function", "func": "function", "function": "function",
    "fun": "function", "class": "class", "struct": "struct", "interface": "interface",
    "macro": "macro", "module": "module", "method": "method", "property": "property",
}  # fmt: skip
_MODIFIERS = (
    "async|static|pub|public|private|protected|export|default|abstract|final|const|unsafe|extern"
)
_PARAMETER = (
    r"(?:\*{0,2}&?(?:self|cls|[A-Za-z_$][\w$]*)(?:\??\s*[:=][^()]*)?|\*|/|\.\.\.|\[.*\]"
    r"|[\w:<>*&\[\]. ]+\s[*&]?[A-Za-z_]\w*(?:\s*=[^()]*)?)"
)
_SHAPE = re.compile(
    rf"(?:(?:{_MODIFIERS})\s+){{0,4}}(?:(?P<kind>{'|'.join(_KEYWORDS)})\s+)?"
    r"(?P<name>[A-Za-z_$~][\w$]*(?:(?:\.|::|->|#)[A-Za-z_$~][\w$]*){0,12})(?:<[\w, ]{0,40}>)?"
    rf"(?:\((?P<parameters>(?:{_PARAMETER})?(?:[,\s\[\]]+(?:{_PARAMETER}))*[\s,\]]*)\))?"
    r"(?:\s*(?:->|→|⇒|:).{0,200})?"
)
_LONGEST = 300
_PLURALS = frozenset({"s", "es", "en", "а", "и", "ы"})


def enter_signature(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Read a signature as a term, once if several overloads follow each other."""
    text = spoken_signature(node, state)
    if not text:
        return state.open_place(tag, attributes, Role(kind="term"))
    state.end_run()
    if not state.blocks.repeats("term", text):
        state.add_block(tag, attributes, "term", text)
    return SKIP


def enter_code(state: State, _node: LexborNode, _tag: str, _attributes: Attributes) -> Leave | None:
    """Begin inline code."""
    if state.literal:
        return None
    close = state.open_span("code")
    state.literal += 1

    def leave() -> None:
        close()
        state.literal -= 1

    return leave


def named_by_shape(state: State, text: str, *, with_kind: bool) -> str:
    """Return kind and name of a signature, told by its shape; any other text as it is.

    `text` is that of a heading or a cell as a whole, with its marks.
    """
    shown = without_marks(text)
    found = _SHAPE.fullmatch(shown) if "(" in shown and len(shown) <= _LONGEST else None
    if found is None or found["parameters"] is None or found["parameters"] in _PLURALS:
        return text
    name = found["name"]
    # "O(n)" is no function's signature; nor is a word of prose before a bracket.
    if len(name) == 1 or (found["kind"] is None and f"{name}(" not in shown):
        return text
    kind = _KEYWORDS.get(found["kind"] or "", "class" if name[:1].isupper() else "function")
    spoken = state.marks.wrap(name, "code")
    return f"{word_for(kind, state.tongue)} {spoken}" if with_kind else spoken


def spoken_signature(signature: LexborNode, state: State) -> str:
    """Read a Sphinx signature, ``dt.sig``; empty if it is not made of the parts Sphinx makes."""
    kind: list[str] = []
    name: list[str] = []
    named = False
    for child in signature.iter():
        classes = (child.attributes.get("class") or "").split()
        if not _NAME_PARTS.isdisjoint(classes):
            name.append(child.text())
            named = named or "sig-name" in classes or "descname" in classes
        elif "property" in classes and not named:  # "class", "async", "static method"
            kind.append(child.text())
        elif "sig-paren" in classes:
            break
    if not named:
        return ""
    names = (state.marks.wrap(collapse([one]), "code") for one in "".join(name).split(", "))
    words = collapse([" ".join(kind)])
    own = own_words(words, state.tongue)
    said = state.marks.wrap(words, "said", own) if own else words
    return collapse([said, " ", _kind_of_list(signature, words, state), " ", ", ".join(names)])


def _kind_of_list(signature: LexborNode, told: str, state: State) -> str:
    """Return the kind that Sphinx shows by nothing but the form of a description."""
    parent = signature.parent
    classes = (parent.attributes.get("class") or "").split() if parent is not None else ()
    for name in classes:
        kind = _KINDS_OF_LISTS.get(name)
        if kind and kind not in told and "method" not in told:
            return word_for(kind, state.tongue)
    return ""
