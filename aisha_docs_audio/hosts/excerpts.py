"""Lists of posts: what a page shows of other pages of the site is not read again there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Callable

EXCERPTS = (
    "article.md-post--excerpt",  # Material for MkDocs, Zensical
    "ul.post-list, .entries-list, .list__item",  # Jekyll: Minima, Minimal Mistakes
    "article.post-entry",  # Hugo: PaperMod
    "#posts-list, #featured > article",  # Pelican
    "ul.postlist",  # Nikola
)
"""What themes call them; they are excerpts though there is but one."""

_TITLE = ":is(h1, h2, h3, h4, h5) a[href]:not([href*='#'])"
_TITLED = f"article:not(:has(article)):has({_TITLE})"
_LEAST = 2


def excerpts_of(content: str, leads_to: Callable[[str], str | None]) -> tuple[str, ...]:
    """Return the selector of the articles in a page's content that are parts of other pages.

    They are where the titles of two articles or more are links to pages. `leads_to` returns the
    page of the site at an address, None for another site's and for the page itself.
    """
    if content.count("<article") < _LEAST:
        return ()
    articles = LexborHTMLParser(content.encode("utf-8", "replace")).css(_TITLED)
    links = (article.css_first(_TITLE) for article in articles)
    pages = {leads_to(link.attributes["href"] or "") for link in links if link is not None}
    return (_TITLED,) if len(pages - {None}) >= _LEAST else ()
