"""The order in which a site's pages are read, from which of them follows which."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def reading_order(following: Mapping[str, str | None]) -> list[str]:
    """Return all pages of `following`, each with the one behind it.

    Chains come first, then pages that stand alone; each in the order given.
    """
    behind = {page for page in following.values() if page is not None}
    heads = [page for page in following if page not in behind]
    heads.sort(key=lambda page: following[page] is None)
    order: dict[str, None] = {}
    # The pages behind the heads are for circles, which have none.
    for head in (*heads, *following):
        page: str | None = head
        while page is not None and page not in order and page in following:
            order[page] = None
            page = following[page]
    return list(order)
