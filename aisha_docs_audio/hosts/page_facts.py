"""What a built page says of itself: title, language, options, and whether people read it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.hosts.content import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from selectolax.lexbor import LexborNode

_NEXT = (
    "link[rel~=next][href], a[rel~=next][href]",
    "a.md-footer__link--next[href]",  # Material for MkDocs, Zensical
    "a.pagination-nav__link--next[href]",  # Docusaurus
    "a.pager-link.next[href]",  # VitePress
    ".pagination .next a[href]",  # Antora
    # Hugo: PaperMod, Book, Hextra
    ".paginav a.next[href]",
    ".book-footer .justify-between > span:last-child > a[href]",
    "a[title][class*='ltr:ml-auto'][href]",
    "a.gdoc-page__nav--next[href]",  # Hugo: Geekdoc
    "a.myst-footer-link-next[href]",  # mystmd
)

# At the root of the site, or of one of its languages. The index and source pages are Sphinx'.
_MADE_BY_PROGRAMS = re.compile(
    r"(?:[\w-]+/)?(?:genindex(?:-[^/]+)?|py-modindex|print|print_page)(?:\.html?|/index\.html?)"
    r"|(?:[\w-]+/)?(?:_modules|_print|_sources)/.*"
    r"|(?:.*/)?404(?:\.html?|/index\.html?)",
    re.IGNORECASE,
)
# Docusaurus: tags, and the blog's archive, are lists of links.
_LISTS = "html.blog-tags-list-page, html.blog-tags-post-list-page, html.docs-tags-list-page"
_SEARCH = re.compile(r"(?:[\w-]+/)?search(?:\.html?|/index\.html?)", re.IGNORECASE)
# Tabs and lists of tasks have inputs too, but nothing to type into.
_SEARCHES = (
    "input:not([type]), input[type=search i], input[type=text i], [role=search], #search-results"
)
# HTML Standard, "Refresh state": without an address the page is only loaded again.
_SENT_ON = re.compile(r"\s*[\d.]+\s*(?:[;,]|\s)\s*\S", re.ASCII)
_SENT_ON_BY_SCRIPT = re.compile(
    r"""\blocation(?:\.href)?\s*(?:=|\.(?:replace|assign)\()\s*["'`]([^"'`]+)["'`]"""
)
_FEW_WORDS = 40
_ROBOTS = ("robots", "googlebot", "bingbot", "yandex")
_TAIL = re.compile(r"\s+(?:[-–—|·•:]|::)\s+|\s+»\s+|\s*\|\s*")
_HOW = 'Write <meta name="aisha-audio" content="off">, or options such as "language: en; speed: 1".'


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """A page's facts.

    `url` is the whole address it gives itself, "" if it does not. `metadata` is in the form of
    front matter; `next_href` as the page has it. `is_read` is false of redirects, searches, forms
    for a password and what search engines are told to leave alone; `content_is_known` where nobody
    can tell what its content is, and `content_is_hidden` where the page does not show it.
    """

    title: str
    language: str | None
    metadata: Mapping[str, Any]
    next_href: str | None
    url: str
    has_base: bool
    is_read: bool
    content_is_known: bool
    content_is_hidden: bool


def facts_of_page(html: str, path: str, selector: str | None) -> PageFacts:
    """Read a page's facts. `path` is its file in the site; raises SettingsError for its options."""
    # To the parser a byte order mark is text, behind which there is no head any more.
    tree = LexborHTMLParser(html.removeprefix("\ufeff").encode("utf-8", "replace"))
    content = content_of(tree, selector)
    return PageFacts(
        title=_title(tree),
        language=_language(tree, content),
        metadata=_metadata(tree),
        next_href=_next_href(tree),
        url=_own_url(tree),
        has_base=tree.css_first("base[href]") is not None,
        is_read=not (
            _MADE_BY_PROGRAMS.fullmatch(path)
            or tree.css_first(_LISTS) is not None
            or _is_sent_on(tree)
            or _is_search(path, content)
            or _is_doorstep(tree, content)
        ),
        content_is_known=content is not None,
        content_is_hidden=content is None and content_of(tree, selector, hidden=True) is not None,
    )


def site_names(titles: Iterable[tuple[str | None, str]]) -> Mapping[str | None, str]:
    """Return the site's name in each language: what most titles end with behind a dash or bar.

    `titles` are those of all pages, each with its language.
    """
    tails: dict[str | None, Counter[str]] = {}
    counts = Counter[str | None]()
    for language, title in titles:
        counts[language] += 1
        tail = _split(title)[1]
        if tail:
            tails.setdefault(language, Counter())[tail] += 1
    most = {language: counter.most_common(1)[0] for language, counter in tails.items()}
    return {
        language: tail
        for language, (tail, times) in most.items()
        if times >= 2 and times * 2 >= counts[language]
    }


def own_title(title: str, language: str | None, names: Mapping[str | None, str]) -> str:
    """Return a page's title without the site's name behind it.

    A language with one page has no name of its own for the site: there it is any of them.
    """
    head, tail = _split(title)
    known = {names[language]} if language in names else {*names.values()}
    return head if tail in known else title


def _split(title: str) -> tuple[str, str]:
    last = None
    for match in _TAIL.finditer(title):
        last = match
    return (title[: last.start()], title[last.end() :]) if last and last.start() else (title, "")


def _title(tree: LexborHTMLParser) -> str:
    node = tree.css_first("head > title")
    return " ".join(node.text().split()) if node is not None else ""


def _language(tree: LexborHTMLParser, content: LexborNode | None) -> str | None:
    node = content if content is not None else tree.root
    while node is not None:
        for name in ("lang", "xml:lang"):
            value = (node.attributes.get(name) or "").strip()
            if value:
                return value
        node = node.parent
    return _meta(tree, "http-equiv", "content-language") or None


def _metadata(tree: LexborHTMLParser) -> dict[str, Any]:
    """Return the page's options under `audio`, as front matter has them."""
    said = _meta(tree, "name", "aisha-audio")
    if said is None:
        return {}
    if ":" not in said or said.startswith("{"):
        return {"audio": said}
    options: dict[str, str] = {}
    for part in filter(str.strip, said.split(";")):
        name, colon, value = part.partition(":")
        if not colon:
            raise SettingsError("aisha-audio", f"{part.strip()!r} is not valid.", _HOW)
        options[name.strip()] = value.strip()
    return {"audio": options}


def _next_href(tree: LexborHTMLParser) -> str | None:
    for selector in _NEXT:
        node = tree.css_first(selector)
        if node is not None:
            return node.attributes.get("href") or None
    return None


def _own_url(tree: LexborHTMLParser) -> str:
    node = tree.css_first("link[rel~=canonical][href]")
    url = (node.attributes.get("href") or "").strip() if node is not None else ""
    return url if url.startswith(("https://", "http://")) else ""


def _is_sent_on(tree: LexborHTMLParser) -> bool:
    """Whether browsers are sent to another page, or search engines told to leave this one."""
    refresh = _meta(tree, "http-equiv", "refresh") or ""
    if _SENT_ON.match(refresh):
        return True
    told = " ".join(_meta(tree, "name", robot) or "" for robot in _ROBOTS).lower()
    return not {"noindex", "none"}.isdisjoint(re.split(r"[\s,]+", told))


def _is_search(path: str, content: LexborNode | None) -> bool:
    """Whether it is the page of a search; one *about* searching has nothing to type into."""
    if _SEARCH.fullmatch(path) is None:
        return False
    return content is None or content.css_first(_SEARCHES) is not None


def _is_doorstep(tree: LexborHTMLParser, content: LexborNode | None) -> bool:
    """Whether a page has little to say but that there is another one, or one for a password."""
    if content is None or len(content.text(separator=" ").split()) > _FEW_WORDS:
        return False
    if content.css_first("input[type=password i]") is not None:
        return True
    links = {node.attributes.get("href") for node in content.css("a[href]")}
    return any(
        match[1] in links
        for script in tree.css("script:not([src])")
        for match in _SENT_ON_BY_SCRIPT.finditer(script.text())
    )


def _meta(tree: LexborHTMLParser, attribute: str, name: str) -> str | None:
    for node in tree.css(f"meta[{attribute}]"):
        if (node.attributes.get(attribute) or "").strip().lower() == name:
            return (node.attributes.get("content") or "").strip()
    return None
