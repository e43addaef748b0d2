"""Strategies for HTML that nobody should write: any tokens in any order."""

from __future__ import annotations

from hypothesis import strategies as st


def _words(text: str) -> list[str]:
    return text.split()


NAMES = _words(
    "p div li ul ol dd dt dl b i a code em table tr td th tbody thead caption colgroup col button "
    "form select option optgroup template svg math mi mtext foreignObject title style script "
    "textarea h1 h2 span br img hr object section ruby rt details summary nobr font center pre "
    "article path mspace annotation-xml desc g body html noscript frameset xmp input image label "
    "figure figcaption blockquote plaintext aside nav sup sub kbd iframe noembed noframes summary "
    "listing annotation mjx-container dialog video"
)

ATTRIBUTES = _words(
    "class=x class='admonition-title' class=\"highlight\" class=tabbed-set class=tabbed-block "
    "class=sig class=sig-name class=property class=annotate class=tabbed-labels class=tab-label "
    "class=math class=arithmatex class=katex class=memproto class=memname class=literal "
    "class=literal-block class=caption-text class=code-block-caption class=twemoji class=line "
    "class=footnote class=label class=md-button type=math/tex encoding=TeX display=block "
    "alttext=<p aria-label=<p role=tabpanel data-audio=volatile lang=ru lang hidden "
    "data-say=said data-audio=skip alt=picture href=#x title='<p>' title=<p title=\"<div\" =odd / "
    "\"quote 'quote a=1 colspan=9 rowspan=0 start=7 role=tablist role=presentation "
    "style=display:none -audio-mark=3 -AUDIO-MARKX=1"
)

PIECES = _words(
    "<!-- --> --!> <!--> <!---> <![CDATA[ ]]> <!x> <?y> </> </1 < > & &amp; &#0; \" ' word ¶ (1)"
)

names = st.sampled_from(NAMES)
spaces = st.sampled_from([" ", "\n", "\t", "\f", "\r\n", "/"])


@st.composite
def start_tags(draw: st.DrawFn) -> str:
    """A start tag with any attributes, in any case, ended or not."""
    name = draw(st.sampled_from([str.lower, str.upper]))(draw(names))
    attributes = draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=3))
    space = draw(spaces)
    return f"<{name}{''.join(space + each for each in attributes)}" + draw(
        st.sampled_from([">", ">", ">", ">", "/>", " >", ""])
    )


tokens = st.one_of(
    start_tags(),
    start_tags(),
    names.map("</{}>".format),
    st.sampled_from([*PIECES, "\0", " ", "\n"]),
    st.text(max_size=5),
)


def hostile_html(max_tokens: int = 40) -> st.SearchStrategy[str]:
    """Any tokens in any order."""
    return st.lists(tokens, max_size=max_tokens).map("".join)
