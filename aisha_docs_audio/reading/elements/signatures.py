"""What a person says of the signature of a function, a class or an option.

Kind and name are said ("class click.Context", "function click.echo"); parameters, types and
defaults are code, and documentation says them in words below the signature.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.reading.places import Role
from aisha_docs_audio.reading.signature_shapes import signature_in
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

_C_KINDS = frozenset({"class", "struct", "union", "enum", "namespace", "concept"})

_SYMBOLS = {
    "function": "function", "method": "method", "class": "class", "module": "module",
    "attribute": "attribute",
}  # fmt: skip
"""What mkdocstrings shows by its badges."""


def enter_signature(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Read a signature as a term, once if several overloads follow each other."""
    text = spoken_signature(node, state)
    if not text:
        return state.open_place(tag, attributes, Role(kind="term"))
    state.end_run()
    if not state.blocks.repeats("term", text):
        state.add_block(tag, attributes, "term", text)
    return SKIP


def enter_declaration(state: State, _node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Begin what another generator sets as a signature; it is one if it has the shape of one."""
    close = state.open_place(tag, attributes, Role(kind="term"))

    def leave() -> None:
        if not state.flat:
            text = collapse(state.run).rstrip(":")
            state.run[:] = [named_by_shape(state, text, with_kind=True)]
        close()

    return leave


def enter_prototype(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Name a function of Doxygen's, unless the title above has named it."""
    around = node.parent
    above = around.prev if around is not None else None
    while above is not None and above.is_text_node:
        above = above.prev
    if above is None or "memtitle" not in (above.attributes.get("class") or ""):
        name = node.css_first(".memname td.memname, .memname")
        words = collapse([state.text_of(name)]).split() if name is not None else []
        if words:
            spoken = state.marks.wrap(words[-1].rstrip("("), "code")
            kind = word_for("function", state.tongue)
            state.add_block(tag, attributes, "term", f"{kind} {spoken}")
    return SKIP


def enter_symbol(state: State, _node: LexborNode, _tag: str, attributes: Attributes) -> Leave:
    """Return the kind that mkdocstrings shows by a badge before the name in a heading."""
    for name in (attributes.get("class") or "").split():
        kind = _SYMBOLS.get(name.removeprefix("doc-symbol-"))
        if kind and state.place.role.kind == "heading":
            state.run.append(f"{word_for(kind, state.tongue)} ")
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
    found = signature_in(without_marks(text))
    if found is None:
        return text
    kind, name = found
    spoken = state.marks.wrap(name, "code")
    return f"{word_for(kind, state.tongue)} {spoken}" if with_kind else spoken


def spoken_signature(signature: LexborNode, state: State) -> str:
    """Read a Sphinx signature, ``dt.sig``; empty if it is not made of the parts Sphinx makes."""
    kind: list[str] = []
    name: list[str] = []
    named = is_template = False
    for child in signature.iter():
        classes = (child.attributes.get("class") or "").split()
        is_name = not _NAME_PARTS.isdisjoint(classes)
        is_kind = "k" in classes and child.text() in _C_KINDS
        if is_template and (is_name or is_kind):
            kind, name, named, is_template = [], [], False, False
        if child.tag == "br":  # C++: a line "template<typename T>" came first
            is_template = named
        elif is_kind and not named:
            kind.append(child.text())
        elif is_name:
            name.append(state.text_of(child))
            named = named or "sig-name" in classes or "descname" in classes
        elif "property" in classes and not named:  # "class", "async", "static method"
            kind.append(state.text_of(child))
        elif "sig-paren" in classes:
            break
    if not named:
        return ""
    names = (state.marks.wrap(collapse([one]), "code") for one in "".join(name).split(", "))
    words = collapse([" ".join(kind)])
    of_list = _kind_of_list(signature, words, state)
    own = _agreeing(own_words(words, state.tongue), of_list)
    said = state.marks.wrap(words, "said", own) if own else words
    return collapse([said, " ", of_list, " ", ", ".join(names)])


def _agreeing(adjective: str, noun: str) -> str:
    """Return a Russian adjective in the gender of the noun: «асинхронная функция»."""
    return f"{adjective[:-2]}ая" if adjective.endswith("ый") and noun.endswith("я") else adjective


def _kind_of_list(signature: LexborNode, told: str, state: State) -> str:
    """Return the kind that Sphinx shows by nothing but the form of a description."""
    parent = signature.parent
    classes = (parent.attributes.get("class") or "").split() if parent is not None else ()
    for name in classes:
        kind = _KINDS_OF_LISTS.get(name)
        if kind and kind not in told and "method" not in told:
            return word_for(kind, state.tongue)
    return ""
