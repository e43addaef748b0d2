"""The character encoding of a page on disk, as the HTML Standard has browsers find it.

https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
"""

from __future__ import annotations

import codecs
import re

from aisha_docs_audio.errors import PageError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.\-]+)"""
    rb"""|^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([a-zA-Z0-9_:.\-]+)""",
    re.IGNORECASE,
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_LOOKED_AT = 1024
"""Bytes in which a declaration has to stand, by the standard."""

# Labels under which the Encoding Standard understands a wider encoding.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}


def decode_page(content: bytes) -> tuple[str, str]:
    """Return a page's text and its encoding. A byte order mark and line ends stay in the text.

    Raises PageError where the text could not be written back as the same bytes.
    """
    encoding = _encoding_of(content)
    try:
        text = content.decode(encoding)
        if text.encode(encoding) == content:
            return text, encoding
        reason = "does not keep its bytes"
    except (UnicodeError, LookupError):
        reason = "is not that of all its bytes"
    raise PageError(
        f"its encoding, {encoding}, {reason}. Write the page in UTF-8, or declare another encoding "
        'in <meta charset="…">.'
    )


def _encoding_of(content: bytes) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return encoding
    found = _DECLARED.search(_COMMENT.sub(b"", content[:_LOOKED_AT]))
    if found is None:
        return "utf-8"
    label = (found[1] or found[2]).decode("ascii")
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return label
    # What could be read as ASCII up to here is no UTF-16.
    return "utf-8" if name.startswith("utf-16") else _WIDER.get(name, name)
