"""XML out of elements: plain tags, plain attributes, no character that XML forbids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from aisha_docs_audio.epub.elements import BLOCKS, EMPTY, INLINE

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"

# XML 1.0, production [2] Char; and signs that are none, which validators warn of.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_ATTRIBUTES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


def legal_text(text: str) -> str:
    """Return a text without the characters that XML forbids; line ends are those of XML."""
    return _FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def add_text(parent: Element, text: str) -> None:
    """Append text behind what an element holds already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def xml_of(root: Element) -> str:
    """Return an element as XML. Not by recursion: pages may be nested deeply."""
    parts: list[str] = []
    # Entries: what is to be written as it stands, or an element.
    waiting: list[str | Element] = [root]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, str):
            parts.append(entry)
            continue
        attributes = "".join(
            f' {name}="{escape(legal_text(value), _IN_ATTRIBUTES)}"'
            for name, value in entry.items()
        )
        tail = _written(entry.tail) if entry is not root else ""
        if entry.tag in EMPTY or not (len(entry) or entry.text or _needs_end(entry.tag)):
            parts.append(f"<{entry.tag}{attributes}/>{tail}")
            continue
        parts.append(f"<{entry.tag}{attributes}>{_written(entry.text)}")
        waiting.append(f"</{entry.tag}>{tail}")
        waiting += reversed(entry)
    return "".join(parts)


def xhtml_page(body: Element, *, title: str, language: str, style: str = "") -> str:
    """Return a whole XHTML document; `style` is the address of its style sheet."""
    link = f'<link rel="stylesheet" type="text/css" href="{escape(style)}"/>' if style else ""
    lang = escape(language, _IN_ATTRIBUTES)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{XHTML}" xmlns:epub="{OPS}" lang="{lang}" xml:lang="{lang}">\n'
        f'<head><meta charset="UTF-8"/><title>{escape(legal_text(title))}</title>{link}</head>\n'
        f"{xml_of(body)}\n</html>\n"
    )


def _needs_end(tag: str) -> bool:
    # `<p/>` is well-formed, and ends nothing where a reader takes the page for HTML.
    return tag in BLOCKS or tag in INLINE or tag == "body"


def _written(text: str | None) -> str:
    return escape(legal_text(text)) if text else ""
