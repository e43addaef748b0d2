"""What the HTML Standard says of tags by their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def tag_names(words: str) -> frozenset[str]:
    """Make a set of the names in a text."""
    return frozenset(words.split())


VOID = tag_names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param "
    "source track wbr"
)
"""Elements without content ("Void elements"), with the obsolete ones parsers treat so."""

PAGE = tag_names("html head body frameset")
"""Tags whose attributes, if the element is there already, are added to it, or that do nothing."""

RAW_TEXT = tag_names("iframe noembed noframes plaintext script style textarea title xmp")
"""Elements in whose content there are no tags."""

FORMATTING = tag_names("a b big code em font i nobr s small strike strong tt u")
"""Elements that are made anew in the next block if left open ("Formatting")."""

BLOCKS = tag_names(
    "address article aside blockquote button center dd details dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup li listing main menu nav ol p pre search "
    "section summary ul"
)
"""Elements whose end tags close what is open inside them too."""

CLOSING_P = (BLOCKS - {"button"}) | {"hr", "plaintext", "table", "xmp"}
"""Elements whose start tags close a p."""

_CELLS = tag_names("td th")
_ROW_GROUPS = tag_names("tbody thead tfoot")
_IN_ROWS = _CELLS | {"tr"}

CLOSED_BY_START: Mapping[str, tuple[frozenset[str], ...]] = {
    "li": (tag_names("li"),),
    "dd": (tag_names("dd dt"),),
    "dt": (tag_names("dd dt"),),
    **dict.fromkeys(_CELLS, (_CELLS,)),
    "tr": (_CELLS, tag_names("tr")),
    **dict.fromkeys(_ROW_GROUPS, (_CELLS, tag_names("tr"), _ROW_GROUPS)),
}
"""What a start tag closes, from the inside to the outside, if it is open right before it."""

CLOSED_BY_END: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(BLOCKS, tag_names("p li")),
    "tr": _CELLS | {"p", "li"},
    **dict.fromkeys(_ROW_GROUPS, _IN_ROWS | {"p", "li"}),
    "table": _IN_ROWS | _ROW_GROUPS | {"p", "li"},
}
"""What may be open inside an element without keeping its end tag from closing it.

The real list is longer. These may be dropped although there is no such element after all, for
none of them is ever nested in another directly, so that real nesting cannot grow by it.
"""

OTHER_RULES = tag_names("select template svg math")
"""Elements inside which tags mean something else."""

FOREIGN = tag_names(
    "svg g path circle rect line polyline polygon ellipse use defs symbol stop lineargradient "
    "radialgradient clippath mask pattern filter marker text tspan textpath animate set switch "
    "animatetransform animatemotion fegaussianblur feoffset feblend feflood fecomposite femerge "
    "femergenode fecolormatrix math mrow mfrac msqrt mroot mstyle mpadded mphantom mfenced "
    "menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr "
    "mtd semantics mspace mi mn mo ms mtext"
)
"""Elements of SVG and MathML that do not lead back to HTML rules, but for `MATH_TEXT`."""

MATH_TEXT = tag_names("mi mn mo ms mtext")
"""MathML elements whose content is HTML ("MathML text integration point")."""


_PRIMARY_SUBTAG = re.compile(r"\s*([a-zA-Z]{2,8})(?![a-zA-Z0-9])")


def primary_subtag(attributes: Mapping[str, str | None]) -> str | None:
    """Return an element's language ("uz" of "uz-Latn"), in lower case; None where it has none.

    (HTML Standard, "The lang and xml:lang attributes"; RFC 5646, 2.2.1.)
    """
    found = _PRIMARY_SUBTAG.match(attributes.get("lang", attributes.get("xml:lang")) or "")
    return found[1].lower() if found else None
