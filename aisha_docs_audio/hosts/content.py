"""Which element of a built page holds its content, and where that stands in the page's HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.reading.semantics import HIDING_CLASSES, semantics_of
from aisha_docs_audio.reading.visibility import googleoff, is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

Place = tuple[int, int]
"""Where the content begins and ends in the HTML, without the tags around it."""

# The first that a page has just once counts, so those inside others stand before them.
_CONTAINERS = (
    "[itemprop~=articleBody]",  # Read the Docs' theme (MkDocs and Sphinx), Jekyll's Minima
    "article.md-content__inner",  # Material for MkDocs, Zensical
    ".theme-doc-markdown, #__blog-post-container",  # Docusaurus
    ".vp-doc",  # VitePress
    ".sl-markdown-content",  # Starlight
    "article.doc",  # Antora
    "article.bd-article",  # PyData Sphinx Theme, Sphinx Book Theme
    "#furo-main-content",  # Furo
    "div.body[role=main]",  # Sphinx' basic theme and those made of it
    "main.pdoc, article#content",  # pdoc, pdoc3
    "main > #content > main, #mdbook-content > main",  # mdBook
    "main article.article",  # mystmd
    # Hugo: Docsy, Book, Geekdoc, Relearn, Hextra, Doks
    ".td-content",
    "article.book-article, article.markdown",
    "article.gdoc-markdown, article.gdoc-page",
    "#R-body-inner",
    "main > .content, main .docs-content",
    # Hugo and Jekyll: PaperMod, Ananke, Blowfish, Stack, Minimal Mistakes, Just the Docs
    ".post-content, .article-content, .entry-content, .page__content, .e-content",
    "div.main-content > main, #main-content > main",
)
UNREAD = (
    "body > footer, main > footer, article > footer",  # of a page or a post: dates, tags, licence
    # pdoc: the source code behind a switch, and of signatures all but the name
    "label.view-source-button, .pdoc-code, .attr > .annotation, .attr > .default_value",
    ".attr.function > .def, .attr > .view-value-button",
    ".post-info, .readmore",  # Pelican
    # Jekyll: kramdown's list of what is on the page; of the pages below it, Just the Docs
    "#markdown-toc, h2.text-delta, h2.text-delta + ul",
    "footer#footer",  # Nikola
    ".myst-footer-links, .myst-fm-block-header",  # mystmd: links to the pages around, downloads
    "[class*=language-] > .lang",  # VitePress: over a listing, which names it itself
    # Hugo Book: links to the pages around, and a post's date and tags
    ".book-footer, .book-post-date, .book-post-date ~ .text-small",
    # Docsy: the pages below, whether it helped, what changed last
    ".section-index, .feedback--title, .feedback--question, .td-page-meta__lastmod",
    # Quarto: author and date, lists of posts, the switch of a listing, licence and citation
    ".quarto-title-meta, .quarto-categories, .quarto-listing, details.code-fold > summary",
    ".quarto-appendix-heading, .quarto-appendix-contents:not(#footnotes)",
    "header > .metadata, .post-meta, .entry-meta",  # Nikola, Hugo, WordPress
)
"""What generators write around the text inside of their containers."""

_LEAST_SHARE = 0.5
"""Of a main's text an article in it must have so much to be its content."""

_NEVER_SHOWN = frozenset({"template", "noscript", "iframe", "head"})
_COMMENT = re.compile("<!--(.*?)-->", re.DOTALL)

_MARK, _PROBE = "data-audio-content", "data-audio-probe"
_STARTS = 16
"""A start tag may have ">" in its attributes, but hardly more of them."""


def content_of(
    tree: LexborHTMLParser, selector: str | None, *, hidden: bool = False
) -> LexborNode | None:
    """Return the element that holds the page's content; None: that can't be told.

    `selector` is the option `content`: its first match counts. Without it known containers are
    looked for, then the one main, then the one article. What the page hides is none of them,
    unless `hidden` says so.
    """
    shown = _there if hidden else _shown
    if selector:
        return next(iter(shown(tree.css(selector))), None)
    for known in _CONTAINERS:
        found = _outermost(shown(tree.css(known)))
        if len(found) == 1:
            return found[0]
    mains = _outermost(shown(tree.css("main, [role=main]")))
    articles = _outermost(shown(tree.css("article")))
    if len(mains) == 1:
        inside = [article for article in articles if _is_inside(article, mains[0])]
        if len(inside) == 1 and _size(inside[0]) >= _LEAST_SHARE * _size(mains[0]):
            return inside[0]
        return mains[0]
    if mains:
        return None
    if len(articles) != 1:
        articles = _outermost(shown(tree.css("#content")))  # Asciidoctor, Pelican, WordPress
    return articles[0] if len(articles) == 1 else None


def find_content(html: str, selector: str | None) -> Place | None:
    """Return where the content stands; None: it can't be told what or where it is.

    As with the player's place, every place is proven in a copy of the page: see `placement`.
    """
    node = content_of(LexborHTMLParser(html.encode("utf-8", "replace")), selector)
    tag = node.tag if node is not None else None
    begin = _begin_of(html, tag, selector) if tag else None
    if begin is None:
        return None
    starts = [match.end() for match in re.finditer(">", html[begin : begin + 4096])][:_STARTS]
    ends = re.compile(rf"</(?:{re.escape(tag or '')}|body|html)(?=[\s/>])", re.IGNORECASE)
    places = [begin + start for start in starts]
    places += [match.start() for match in ends.finditer(html, begin)]
    places.append(len(html))
    ordered = sorted({*places})
    probed = content_of(_with_probes(html, ordered), selector)
    if probed is None:
        return None
    return _proven(html, ordered, probed)


def _begin_of(html: str, tag: str, selector: str | None) -> int | None:
    """Return where the content's start tag begins."""
    seeming = re.compile(rf"<{re.escape(tag)}(?=[\s/>])", re.IGNORECASE)
    parts: list[str] = []
    last = 0
    for match in seeming.finditer(html):
        parts += [html[last : match.end()], f" {_MARK}={match.start()} "]
        last = match.end()
    marked = LexborHTMLParser("".join([*parts, html[last:]]).encode("utf-8", "replace"))
    node = content_of(marked, selector)
    value = node.attributes.get(_MARK) if node is not None and node.tag == tag else None
    return int(value) if value else None


def _with_probes(html: str, places: Iterable[int]) -> LexborHTMLParser:
    parts: list[str] = []
    last = 0
    for place in places:
        parts += [html[last:place], f"<aisha-audio {_PROBE}={place}></aisha-audio>"]
        last = place
    return LexborHTMLParser("".join([*parts, html[last:]]).encode("utf-8", "replace"))


def _proven(html: str, places: list[int], node: LexborNode) -> Place | None:
    first = node.first_child
    if first is None or _PROBE not in first.attributes:
        return None
    start = int(first.attributes[_PROBE] or 0)
    inside = [int(probe.attributes[_PROBE] or 0) for probe in node.css(f"[{_PROBE}]")]
    end = max(inside)
    # An element that is never closed goes on behind the body's end, where nothing should stand.
    for place in reversed([place for place in places if start < place < end]):
        if not re.fullmatch(r"(?:\s|</(?:body|html)\s*>)*", html[place:end], re.IGNORECASE):
            break
        end = place
    return (start, end) if start <= end else None


def _outermost(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    found: list[LexborNode] = []
    seen: set[int] = set()
    for node in nodes:
        # What two selectors of a list match comes twice.
        if node.mem_id in seen:
            continue
        seen.add(node.mem_id)
        if _size(node) and not any(_is_inside(node, other) for other in found):
            found.append(node)
    return found


def _there(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    return [n for n in nodes if all(parent.tag not in _NEVER_SHOWN for parent in _ancestors(n))]


def _shown(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    return [n for n in _there(nodes) if not any(map(_hides, (n, *_ancestors(n))))]


def _hides(node: LexborNode) -> bool:
    attributes = node.attributes
    tag, classes = node.tag or "", attributes.get("class") or ""
    hides = not HIDING_CLASSES.isdisjoint(classes.split())
    return hides or is_hidden(tag, attributes, semantics_of(tag, classes))


def may_not_be_repeated(html: str, place: Place) -> bool:
    """Return whether comments before the content forbid to repeat it (``googleoff``)."""
    said = [googleoff(match[1]) for match in _COMMENT.finditer(html, 0, place[0])]
    return next((word for word in reversed(said) if word is not None), False)


def _is_inside(node: LexborNode, other: LexborNode) -> bool:
    return any(parent.mem_id == other.mem_id for parent in _ancestors(node))


def _size(node: LexborNode) -> int:
    return len("".join(node.text().split()))


def _ancestors(node: LexborNode) -> Iterable[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
