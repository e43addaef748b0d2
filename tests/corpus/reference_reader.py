"""A second reader of pages, by lxml and by what elements mean, to compare ours with.

It shares nothing with the package: neither parser, nor rules, nor the marks in the page. It knows
no order and no cues; it counts words. What of a page a listener should hear is `meant`; what
reading adds besides, by docs/reading.md, is `allowed` (headers before cells, numbers of items).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html


def names(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one."""
    return frozenset(text.split())


WORD = re.compile(r"[^\W_]+")
CONTENT = (
    "//article[contains(concat(' ', @class, ' '), ' md-content__inner ')]",
    "//div[@itemprop='articleBody']",
    "//article[contains(concat(' ', @class, ' '), ' bd-article ')]",
    "//article[@id='furo-main-content']",
    "//div[@role='main' and contains(concat(' ', @class, ' '), ' body ')]",
    "//div[contains(concat(' ', @class, ' '), ' body ')]",
    "//*[@role='main']",
)
NEVER = names(
    "audio button canvas datalist del embed form iframe input math mjx-container nav noscript "
    "object pre progress s script select strike style svg template textarea title video"
)
# By what the classes mean in the HTML of the generators; each word is a whole class.
LEFT_OUT = names(
    "headerlink footnote-ref footnote-backref footnote-reference citation-reference fn-backref "
    "backlink fn-bracket viewcode-link sig-paren sig-param sig-return toctree-wrapper "
    "contents toc md-source-file system-message mkdocstrings-source md-source md-content__button "
    "md-tags md-nav linenos admonition-toc doc-labels edit-this-page related prev-next-area "
    "prev-next-footer bd-toc d-none hidden visually-hidden sr-only sphinx-hidden mermaid graphviz "
    "inheritance-diagram breadcrumb view-this-page copybtn arithmatex math twemoji emojione "
    "classifier-delimiter"
)
BLOCKS = names(
    "address article aside blockquote br caption dd details div dl dt fieldset figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hr img label legend li main ol p section summary table tbody "
    "td tfoot th thead tr ul"
)
BUTTON = frozenset({"btn", "md-button", "sd-btn"})
LETTERED = names("a A loweralpha upperalpha")
ANNOUNCED = re.compile(r"Code example(?:[,:] .+?)?(?:\.(?=\s|$)|$)", re.MULTILINE)
# What reading says of its own accord; docs/reading.md lists it.
ADDED = names(
    "table columns image code example footnote source formula class function method attribute "
    "property module exception data done open note warning the date on page no yes none option "
    "argument type decorator command abstract info tip success question failure danger bug quote "
    "hint important caution attention error see also todo"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The words of a page: those to be heard, and how often others may be heard besides."""

    meant: Counter[str]
    allowed: Counter[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How many words were meant, were heard, were missed, and were heard without being meant."""

    meant: int
    heard: int
    missed: Counter[str]
    wrong: Counter[str]


def words_of(text: str) -> Iterator[str]:
    """Yield a text's words as they are compared, without regard to case and joining signs."""
    text = unicodedata.normalize("NFKC", text).replace("\N{SOFT HYPHEN}", "")
    text = re.sub("[\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}]", "", text)
    for found in WORD.finditer(text):
        yield found[0].casefold()


def expected(page: str) -> Expected:
    """Return what is to be heard of an HTML page; nothing where it has no content."""
    tree = lxml.html.document_fromstring(page)
    found = (content for path in CONTENT for content in tree.xpath(path)[:1])
    root = next(found, None)
    meant, allowed = Counter[str](), Counter[str]()
    if root is not None:
        meant.update(words_of("".join(_text(root))))
        _allow(root, allowed)
    return Expected(meant=meant, allowed=allowed)


def compare(page: str, captions: str) -> Compared:
    """Return how a page's captions differ from what is to be heard of it."""
    wanted = expected(page)
    heard = Counter(words_of(ANNOUNCED.sub("", captions)))
    wrong = heard - wanted.meant - wanted.allowed
    for word in ADDED:
        del wrong[word]
    return Compared(
        meant=wanted.meant.total(),
        heard=heard.total(),
        missed=wanted.meant - heard,
        wrong=wrong,
    )


def _text(node: lxml.html.HtmlElement) -> Iterator[str]:
    """Yield the text of an element that is to be heard, with spaces where blocks meet."""
    apart = node.tag in BLOCKS or "classifier" in (node.get("class") or "").split()
    if apart:
        yield " "
    if node.tag == "img":
        yield _description(node)
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str) and not _left_out(child):
            yield from _text(child)
        elif not isinstance(child.tag, str) or child.tag in BLOCKS:
            yield ""
        else:
            yield " "
        yield child.tail or ""
    if apart:
        yield " "


def _left_out(node: lxml.html.HtmlElement) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    classes = {*(node.get("class") or "").split()}
    return (
        node.tag in NEVER
        or not LEFT_OUT.isdisjoint(classes)
        or ("highlight" in classes and node.tag != "code")
        or _is_button_alone(node, classes)
        or _is_beside_a_name(node)
        or _is_mark_of_a_note(node, classes)
        or _is_overload(node)
        or node.get("aria-hidden") == "true"
        or (node.get("hidden") is not None and node.get("role") != "tabpanel")
        or "display:none" in style
        or "visibility:hidden" in style
        or node.get("role") in {"navigation", "search", "doc-noteref"}
    )


def _is_button_alone(node: lxml.html.HtmlElement, classes: set[str]) -> bool:
    """Whether a link that looks like a button stands among its like, not in a sentence."""
    if BUTTON.isdisjoint(classes) and node.get("role") != "button":
        return False
    parent = node.getparent()
    others = [parent.text or "", *(child.tail or "" for child in parent)]
    return not any(words_of(" ".join(others)))


def _is_mark_of_a_note(node: lxml.html.HtmlElement, classes: set[str]) -> bool:
    """Whether it is the "[1]" before a note; a heading that leads back to the contents is none."""
    return node.tag == "span" and bool(classes & {"label", "brackets"})


def _is_overload(node: lxml.html.HtmlElement) -> bool:
    """Whether it is one more signature of the function named right before it."""
    before = node.getprevious()
    if node.tag != "dt" or before is None or before.tag != "dt":
        return False
    first, second = (_name_in(signature) for signature in (before, node))
    return bool(first) and first == second


def _name_in(signature: lxml.html.HtmlElement) -> str:
    names = signature.xpath(".//*[contains(concat(' ', @class, ' '), ' sig-name ')]")
    return "".join(name.text_content() for name in names)


def _is_beside_a_name(node: lxml.html.HtmlElement) -> bool:
    """Whether a part of an API signature is neither kind nor name."""
    around = node.getparent()
    if around is None or around.tag != "dt" or "sig" not in (around.get("class") or "").split():
        return False
    classes = {*(node.get("class") or "").split()}
    return classes.isdisjoint({"sig-name", "sig-prename", "property", "k"}) or (
        "property" in classes and re.match(r"\s*[=:]", node.text_content()) is not None
    )


def _description(image: lxml.html.HtmlElement) -> str:
    """Return what is said of a picture: its description, unless that is the name of a file."""
    text = (image.get("alt") or "").strip()
    return "" if re.fullmatch(r"\S+\.\w{2,4}|\S*/\S*", text) else text


def _allow(root: lxml.html.HtmlElement, allowed: Counter[str]) -> None:
    """Count what reading repeats: the header of a column, the number of a list's item."""
    for table in root.iter("table"):
        rows = len(table.findall(".//tr"))
        for header in table.xpath(".//th | .//thead//td | .//tr[1]/td"):
            for word in words_of("".join(_text(header))):
                allowed[word] += rows
    for items in root.iter("ol"):
        start = int(items.get("start") or 1)
        count = len(items.findall("li"))
        allowed.update(str(start + place) for place in range(count))
        if LETTERED & {items.get("type"), *(items.get("class") or "").split()}:
            allowed.update("abcdefghijklmnopqrstuvwxyz")
    # A title the theme shows outside of the content is heard first.
    for heading in root.getroottree().getroot().iter("h1", "title"):
        allowed.update(words_of("".join(_text(heading))))
