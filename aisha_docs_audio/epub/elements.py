"""Which elements and attributes of a page stand in a book, and as what.

The names are those of the HTML Standard ("The elements of HTML"); what is in none of these tables
is a span.
"""

from __future__ import annotations

from aisha_docs_audio.reading.html_tags import tag_names

INLINE = tag_names(
    "a abbr b bdi br cite code del em i img ins kbd mark math q s samp small span strong sub sup "
    "svg u var wbr"
)
BLOCKS = tag_names(
    "aside blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p "
    "pre section summary table tbody td tfoot th thead tr ul"
)
HEADINGS = tag_names("h1 h2 h3 h4 h5 h6")
EMPTY = tag_names("br hr img wbr")

OTHER_NAMES = {
    **dict.fromkeys(
        tag_names("address article body center dialog fieldset footer form header hgroup main"),
        "div",
    ),
    "search": "div",
    "dir": "ul",
    "menu": "ul",
    "legend": "p",
    "tt": "code",
    "strike": "s",
    "acronym": "abbr",
    "dfn": "em",
}

LEFT_OUT = tag_names(
    "aisha-audio area audio base basefont bgsound canvas clipboard-copy col colgroup command "
    "datalist embed frame frameset head iframe keygen link map meta meter nav noembed noframes "
    "noscript optgroup option param progress rp script select source style template textarea "
    "title track video"
)
"""Elements that are machinery, or need what a book does not have."""

CHROME = tag_names(
    # permalinks
    "headerlink anchor-link anchorjs-link header-anchor heading-anchor permalink sl-anchor-link "
    "hash-link "
    # links around the content, not in it
    "md-content__button edit-this-page edit-page viewcode-link viewcode-back local-toc page-toc "
    "edit-on-github github-link edit-link page-source md-source-file md-source-date md-feedback "
    "md-post__action md-pagination prev-next-area breadcrumb breadcrumbs wy-breadcrumbs "
    "rst-footer-buttons pagination-nav binder-badge "
    # copy buttons and line numbers
    "zeroclipboard-container clipboard-copy-txt md-clipboard copybutton copy-button copybtn "
    "linenos lineno linenodiv gutter "
    # for another scheme of colours
    "only-dark dark-only "
    "tabbed-labels"
)
"""Classes of what themes put around and between the content."""

STYLED = tag_names(
    "admonition admonition-title topic sidebar footnote footnotes arithmatex caption "
    "highlight line-block line rubric tab twemoji emoji versionmodified sig"
)
"""The classes that the book's own style knows; all others go."""

KEPT_ATTRIBUTES = {
    "abbr": ("title",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "ol": ("start", "type", "reversed"),
    "img": ("width", "height"),
}

SVG = tag_names(
    "circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite "
    "feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode "
    "feMorphology feOffset filter g line linearGradient marker mask path pattern polygon polyline "
    "radialGradient rect stop style svg switch symbol text textPath title tspan use"
)

MATH = tag_names(
    "math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot "
    "mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none"
)
"""Presentation MathML (EPUB 3.3, "MathML")."""

MATH_ATTRIBUTES = tag_names(
    "accent accentunder columnalign columnlines columnspacing depth display displaystyle fence "
    "form height linethickness lspace mathvariant maxsize minsize movablelimits notation "
    "rowlines rowspacing rspace scriptlevel separator stretchy symmetric width"
)

MATH_CHILDREN = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "mover": 2,
    "munder": 2,
    "msubsup": 3,
    "munderover": 3,
}
"""How many children these have to have (MathML Core, 3.2 and 3.4)."""
