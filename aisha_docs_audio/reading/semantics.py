"""What the elements and classes of MkDocs, Sphinx and their themes mean to a reader.

A class wins over a tag: of several classes the first that stands in `_BY_CLASS` counts, but one
that says "not read" counts before all others.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache

from aisha_docs_audio.reading.html_tags import OTHER_RULES, RAW_TEXT


class Semantics(Enum):
    """What the walk does with an element."""

    # Members are singletons; Enum's own hash is a call in Python for each element of a page.
    __hash__ = object.__hash__

    SKIPPED = auto()
    INLINE = auto()
    LINE_BREAK = auto()
    RULE = auto()
    """A boundary between texts that is nothing itself."""
    CONTAINER = auto()
    """Anything that text can stand in on lines of its own: p, div, section."""
    TOCTREE = auto()
    """Sphinx's list of pages; its builder singlehtml puts the pages themselves there."""
    LINE_BLOCK = auto()
    LINE = auto()
    QUOTE = auto()
    HEADING = auto()
    LIST = auto()
    ITEM = auto()
    TERM = auto()
    SIGNATURE = auto()
    CLASSIFIER = auto()
    DEFINITION = auto()
    CAPTION = auto()
    TITLE = auto()
    SUMMARY = auto()
    NOTES = auto()
    """Footnotes or citations: their numbers are not read, for their marks are not."""
    TABLE = auto()
    ROW_GROUP = auto()
    ROW = auto()
    CELL = auto()
    LISTING = auto()
    HIGHLIGHT = auto()
    """A listing if it holds one; a box of prose may be called so too."""
    MATH = auto()
    SCRIPT = auto()
    IMAGE = auto()
    KEY = auto()
    LINK = auto()
    CODE = auto()
    RAISED = auto()
    LOWERED = auto()
    CONTROL = auto()
    """A button, or a link that looks like one: its word is read in a sentence only."""
    INPUT = auto()
    DIALOG = auto()
    MOMENT = auto()
    """A date that changes with every build."""
    OWN_PHRASE = auto()
    """A label that the program wrote: it may have left it in English."""
    FIELD = auto()
    DECLARATION = auto()
    PROTOTYPE = auto()
    SYMBOL = auto()
    NOTE_LABEL = auto()
    NOTE_MARK = auto()
    TAB_SET = auto()
    TAB_LABELS = auto()
    TAB_LABEL = auto()
    TAB_PANEL = auto()


def _table(**words: str) -> dict[str, Semantics]:
    return {name: Semantics[meaning] for meaning, names in words.items() for name in names.split()}


BY_TAG = _table(
    SKIPPED=(
        "area audio base basefont bgsound canvas clipboard-copy col colgroup command datalist "
        "embed frame frameset head iframe keygen link map meta meter nav noembed noframes "
        "noscript object optgroup option param progress rp rt rtc select source style svg "
        "template textarea title track video del s strike aisha-audio"
    ),
    LINE_BREAK="br",
    RULE="hr",
    CONTAINER=(
        "address article aside center div fieldset figure footer form header hgroup legend main "
        "p search section details dl"
    ),
    QUOTE="blockquote",
    HEADING="h1 h2 h3 h4 h5 h6",
    LIST="ul ol menu dir",
    ITEM="li",
    TERM="dt",
    DEFINITION="dd",
    CAPTION="figcaption caption",
    SUMMARY="summary",
    TABLE="table",
    ROW_GROUP="thead tbody tfoot",
    ROW="tr",
    CELL="td th",
    LISTING="pre listing xmp plaintext",
    MATH="math mjx-container",
    SCRIPT="script",
    CONTROL="button",
    INPUT="input",
    DIALOG="dialog",
    IMAGE="img",
    KEY="kbd",
    LINK="a",
    CODE="code tt samp",
    RAISED="sup",
    LOWERED="sub",
    TAB_LABEL="label",
    TAB_SET="starlight-tabs",
)
"""Meanings by tag; a tag that is not here is inline."""

_HIDING = (
    "audio-skip hidden d-none sd-d-none is-hidden visually-hidden visuallyhidden sr-only "
    "screen-reader-text screen-reader-only"
)
HIDING_CLASSES = frozenset(_HIDING.split())
"""The classes that hide whatever carries them."""

_BY_CLASS = _table(
    SKIPPED=(
        # permalinks and marks
        "headerlink anchor-link anchorjs-link header-anchor heading-anchor permalink "
        "footnote-backref footnote-ref fn-backref footnote-back backrefs fn-bracket "
        # links around the content, not in it
        "md-content__button edit-this-page edit-page viewcode-link viewcode-back toc "
        "local-toc page-toc sd-hide-link-text mkdocstrings-source "
        "edit-on-github github-link edit-link page-source md-source-file md-source-date "
        "md-post__meta md-post__action md-pagination md-tags md-meta prev-next-area related "
        "breadcrumb breadcrumbs wy-breadcrumbs rst-footer-buttons last-updated git-committers "
        "mkdocs-git-authors page-authors "
        # what galleries and notebooks write around the text
        "sphx-glr-timing sphx-glr-footer sphx-glr-download sphx-glr-download-link-note "
        "sphx-glr-signature sphx-glr-script-out sphx-glr-thumbnails sphx-glr-example-title "
        "sphx-glr-footer-example sphx-glr-head-link binder-badge "
        "jp-InputPrompt jp-OutputPrompt jp-Collapser jp-InputArea-editor jp-RenderedText "
        "zeroclipboard-container clipboard-copy-txt nbinput prompt input_prompt output_prompt "
        "cell_input stderr md-clipboard copybutton copy-button doc-signature asciinema-player "
        "asciinema "
        # for eyes or for machines only
        "material-icons material-symbols-outlined material-symbols-rounded "
        "material-symbols-sharp twemoji "
        "emojione gemoji mermaid graphviz plantuml doc-labels system-message "
        "md-annotation linenos lineno eqno copybtn " + _HIDING
    ),
    LISTING=(
        "termy termynal highlighttable literal-block-wrapper literal-block doctest doctest-block "
        "codehilite theme-code-block expressive-code codetable lntable rouge-table"
    ),
    HIGHLIGHT="highlight",
    MATH="arithmatex math math-wrapper katex katex-display MathJax MathJax_Display",
    CONTROL="md-button btn sd-btn",
    MOMENT="git-revision-date-localized-plugin git-revision-date timeago",
    OWN_PHRASE="versionmodified doc-section-title",
    FIELD="field-odd field-even",
    LINE_BLOCK="line-block",
    LINE="line",
    SIGNATURE="sig",
    DECLARATION="attr tsd-signature",
    PROTOTYPE="memproto",
    SYMBOL="doc-symbol",
    CLASSIFIER="classifier",
    CAPTION="caption",
    TITLE=(
        "admonition-title topic-title sidebar-title sidebar-subtitle rubric sd-card-title "
        # Starlight, VitePress, GitHub's alerts in it, mdBook, Docusaurus, Quarto
        "starlight-aside__title custom-block-title markdown-alert-title blockquote-tag-title "
        "admonitionHeading_ myst-admonition-header-text callout-title-container"
    ),
    NOTES="footnote footnotes footnote-list footnote-definition citation citation-list",
    CODE="literal",
    NOTE_LABEL="label",
    NOTE_MARK="footnote-reference citation-reference",
    TAB_SET="tabbed-set tab-set sd-tab-set sphinx-tabs theme-tabs-container book-tabs gdoc-tabs",
    TAB_LABELS="tabbed-labels",
    TAB_LABEL="tab-label sd-tab-label",
    TOCTREE="toctree-wrapper",
    TAB_PANEL="tabbed-block sphinx-tabs-panel",
)

_TAGS_OF = {
    Semantics.LISTING: frozenset({"div", "pre", "table", "figure"}),
    Semantics.CONTROL: frozenset({"a", "span", "label"}),
    Semantics.OWN_PHRASE: frozenset({"span", "p"}),
    Semantics.FIELD: frozenset({"dt"}),
    Semantics.HIGHLIGHT: frozenset({"div", "figure", "table"}),
    Semantics.LINE_BLOCK: frozenset({"div"}),
    Semantics.LINE: frozenset({"div"}),
    Semantics.SIGNATURE: frozenset({"dt"}),
    Semantics.DECLARATION: frozenset({"div", "li"}),
    Semantics.PROTOTYPE: frozenset({"div"}),
    Semantics.CLASSIFIER: frozenset({"span"}),
    Semantics.CAPTION: frozenset({"p", "div", "caption"}),
    Semantics.TITLE: frozenset({"p", "div"}),
    Semantics.NOTES: frozenset({"div", "aside", "section", "dl", "ol"}),
    Semantics.CODE: frozenset({"span", "tt", "code"}),
    Semantics.NOTE_LABEL: frozenset({"span", "dt"}),
    Semantics.TAB_LABEL: frozenset({"label"}),
}
"""Where a class means that only on some tags."""

NO_HTML = RAW_TEXT | OTHER_RULES
"""What these hold is no HTML, so they mean the same whatever their class and role."""

_TOGETHER = ({"contents", "topic"}, {"contents", "local"}, {"critic", "comment"})
"""Classes that say "not read" only together."""

SKIPPED_ROLES = frozenset(
    {"navigation", "search", "doc-toc", "tooltip", "toolbar", "menu", "menubar"}
)
"""WAI-ARIA 1.2 and DPub-ARIA 1.1 roles of what stands around the text."""


def semantics_of(tag: str, classes: str | None) -> Semantics:
    """Return what the walk does with an element of this tag and class attribute."""
    if classes:
        by_class = _by_class(tag, classes)
        if by_class is not None and (tag not in NO_HTML or by_class is Semantics.SKIPPED):
            return by_class
    return BY_TAG.get(tag, Semantics.INLINE)


@lru_cache(maxsize=2048)
def _by_class(tag: str, classes: str) -> Semantics | None:
    names = classes.split()
    found: Semantics | None = None
    for name in names:
        # CSS modules, and so Docusaurus, put a hash behind a name.
        meaning = _BY_CLASS.get(name) or _BY_CLASS.get(name[: name.find("_") + 1])
        if meaning is None or tag not in _TAGS_OF.get(meaning, (tag,)):
            continue
        if meaning is Semantics.SKIPPED:
            return meaning
        found = found or meaning
    if len(names) > 1 and any(together <= set(names) for together in _TOGETHER):
        return Semantics.SKIPPED
    return found
