"""What a person says of the signature of a function, a class or an option.

Name and kind are said ("class click.Context"); parameters, types and defaults are code, and
documentation says them in words below the signature.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.places import Role
from aisha_docs_audio.reading.state import SKIP
from aisha_docs_audio.reading.text import collapse

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from aisha_docs_audio.reading.spans import SpanMarks
    from aisha_docs_audio.reading.state import Attributes, Leave, State

_NAME_PARTS = frozenset({"sig-prename", "sig-name", "descclassname", "descname"})
_CALL = re.compile(r"[\w.:~]+(?=\()")


def enter_signature(state: State, node: LexborNode, tag: str, attributes: Attributes) -> Leave:
    """Read a signature as a term, once if several overloads follow each other."""
    text = spoken_signature(node, state.marks)
    if not text:
        return state.open_place(tag, attributes, Role(kind="term"))
    state.end_run()
    if not state.blocks.repeats("term", text):
        state.add_block(tag, attributes, "term", text)
    return SKIP


def enter_code(state: State, node: LexborNode, _tag: str, attributes: Attributes) -> Leave | None:
    """Read inline code as its words, and the signature in a heading of mkdocstrings as a name."""
    parent = node.parent
    if (
        parent is not None
        and "highlight" in (attributes.get("class") or "").split()
        and "doc-heading" in (parent.attributes.get("class") or "").split()
    ):
        state.run.append(state.marks.wrap(spoken_call(node.text()), "code"))
        return SKIP
    return None if parent is not None and parent.tag == "code" else state.open_span("code")


def spoken_signature(signature: LexborNode, marks: SpanMarks) -> str:
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
    names = (marks.wrap(collapse([one]), "code") for one in "".join(name).split(", "))
    return collapse([" ".join(kind), " ", ", ".join(names)])


def spoken_call(code: str) -> str:
    """Read the signature in a heading of mkdocstrings: "grow(by=1)" as "grow"."""
    match = _CALL.match(code.strip())
    return match[0] if match else code
