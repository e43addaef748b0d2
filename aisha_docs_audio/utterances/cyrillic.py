"""In which of its two scripts Uzbek is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CYRILLIC = re.compile('(?<![^ («“"])[Ѐ-ӿ]')
# Whole words of letters: names such as "index.md" are Latin in either script.
LATIN = re.compile('(?<![^ («“"])[A-Za-z][^\\W0-9_]*(?![^ .,;:!?…)»”"])')


def is_cyrillic(texts: Iterable[str]) -> bool:
    """Return whether an Uzbek page is written in Cyrillic: most of its words are."""
    theirs = ours = 0
    for text in texts:
        theirs += len(CYRILLIC.findall(text))
        ours += len(LATIN.findall(text))
    return theirs > ours
