"""Pages in the forms of many generators, cut down to what tells their content from the rest.

Written by hand after what the generators write. In each the words to be read are "Title", "Text"
and "More"; whatever else stands there says "menu" or "noise".
"""

from __future__ import annotations

HEAD = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Title | S</title></head>'
)
MENU = "<p>menu</p>"
TEXT = "<h1>Title</h1><p>Text.</p><p>More.</p>"

FORMS = {
    "material": (
        f'<div class="md-container"><main class="md-main"><nav>{MENU}</nav><div class="md-content">'
        f'<article class="md-content__inner md-typeset"><a class="md-content__button">noise</a>'
        f"{TEXT}</article></div></main></div>"
    ),
    "mkdocs": (
        f'<div class="row"><div>{MENU}</div><div class="col-md-9" role="main">{TEXT}</div></div>'
    ),
    "read-the-docs": (
        f'<div role="main" class="document"><div role="navigation">{MENU}</div>'
        f'<div class="section" itemprop="articleBody">{TEXT}</div><footer>noise</footer></div>'
    ),
    "furo": (
        f'<div class="main">{MENU}<div class="article-container">'
        f'<article role="main" id="furo-main-content"><section id="t">{TEXT}</section></article>'
        f"</div><aside>{MENU}</aside></div>"
    ),
    "alabaster": f'<div class="document"><div class="body" role="main">{TEXT}</div>{MENU}</div>',
    "pydata": f'<main><div>{MENU}</div><article class="bd-article">{TEXT}</article></main>',
    "mdbook": (
        f'<nav id="sidebar">{MENU}</nav><div id="page-wrapper"><div class="page">'
        f'<div id="menu-bar"><h1 class="menu-title">noise</h1></div>'
        f'<div id="content" class="content"><main>{TEXT}</main><nav>{MENU}</nav></div></div></div>'
    ),
    "docusaurus": (
        f'<main><article><nav>{MENU}</nav><div class="theme-doc-markdown markdown"><header>'
        "<h1>Title</h1></header><p>Text.</p><p>More.</p></div><footer>noise"
        "</footer></article></main>"
    ),
    "vitepress": (
        f'<main class="main"><div class="vp-doc _guide"><div>{TEXT}</div></div></main>{MENU}'
    ),
    "starlight": (
        '<main><div class="content-panel"><h1 id="_top">Title</h1></div>'
        '<div class="content-panel"><div class="sl-markdown-content"><p>Text.</p><p>More.</p></div>'
        "<footer>noise</footer></div>"
        "</main>"
    ),
    "antora": (
        f'<main class="article"><div class="toolbar">{MENU}</div><div class="content">'
        f'<aside class="toc">{MENU}</aside><article class="doc"><h1 class="page">Title</h1>'
        "<p>Text.</p><p>More.</p></article></div></main>"
    ),
    "mystmd": (
        '<main class="article-grid"><article class="article-grid article content"><div '
        'id="skip-to-frontmatter" class="myst-fm-block"><div class="myst-fm-block-header">noise'
        '</div><h1 class="myst-fm-block-title">Title</h1></div><div><nav>menu</nav></div><div '
        'id="skip-to-article"></div><p>Text.</p><p>More.</p><div class="myst-footer-links"><a '
        'class="myst-footer-link-next" href="/two"><div><div>noise</div>noise</div><svg '
        'class="self-center group-hover:-translate-x-1"></svg></a></div></article></main>'
    ),
    "pdoc": (
        f'<nav class="pdoc">{MENU}</nav><main class="pdoc"><section class="module-info">'
        f'<h1 class="modulename">Title</h1><input id="s" type="checkbox">'
        f'<label class="view-source-button" for="s"><span>noise</span></label>'
        f'<div class="pdoc-code codehilite"><pre>noise</pre></div>'
        f'<div class="docstring"><p>Text.</p><p>More.</p></div></section></main>'
    ),
    "docsy": f'<main><aside>{MENU}</aside><div class="td-content">{TEXT}</div></main>',
    "hugo-book": (
        f'<main><aside>{MENU}</aside><div class="book-page"><header>{MENU}</header>'
        f'<article class="markdown book-article">{TEXT}</article><footer class="book-footer">'
        f"{MENU}</footer></div></main>"
    ),
    "papermod": (
        '<main class="main"><article class="post-single"><header><h1>Title</h1>'
        '<div class="post-meta">noise</div></header><div class="post-content"><p>Text.</p>'
        "<p>More.</p></div><footer>noise</footer></article></main>"
    ),
    "hextra": (
        f'<div>{MENU}<article><main class="hx-w-full"><div class="content">{TEXT}</div></main>'
        "</article></div>"
    ),
    "minima": (
        "<main><article itemscope><header><h1>Title</h1></header>"
        '<div class="post-content e-content" itemprop="articleBody"><p>Text.</p><p>More.</p></div>'
        "</article></main>"
    ),
    "just-the-docs": f'<div class="main-content"><nav>{MENU}</nav><main>{TEXT}</main></div>',
    "nikola": f'<main id="content">{TEXT}<footer>noise</footer></main>',
    "nikola 8.3": (
        f'<div id="content" role="main"><div class="body-content">{TEXT}'
        '<footer id="footer"><p>noise</p></footer></div></div>'
    ),
    "pelican": f'<section id="content" class="body">{TEXT}</section>',
    "asciidoctor": f'<div id="header">{MENU}</div><div id="content">{TEXT}</div>',
    "one article": f"<header>{MENU}</header><article>{TEXT}</article>",
    "never closed": f"<nav>{MENU}</nav><MAIN CLASS='a > b'>{TEXT}",
}

_BOOTSTRAP_TABS = (
    '<ul class="nav nav-tabs" role="tablist"><li class="nav-item"><button class="nav-link active" '
    'role="tab">First</button></li><li class="nav-item"><button class="nav-link" role="tab">Second'
    '</button></li></ul><div class="tab-content"><div class="tab-pane fade show active" '
    'role="tabpanel"><p>One.</p></div><div class="tab-pane fade" role="tabpanel"><p>Two.</p></div>'
    "</div>"
)
_CALLOUT = (
    '<div class="callout callout-style-default callout-{kind} callout-titled"><div '
    'class="callout-header d-flex"><div class="callout-icon-container"><i class="callout-icon"></i>'
    '</div><div class="callout-title-container flex-fill">{title}</div></div><div '
    'class="callout-body-container callout-body"><p>Text.</p></div></div>'
)
SHAPES = {
    "docsy tabs": (_BOOTSTRAP_TABS, ["First", "One.", "Second", "Two."]),
    "docsy end": (
        (
            '<div class="section-index"><div class="entry"><h5><a href="x/">noise'
            "</a></h5><p>noise</p>"
            '</div></div><h2 class="feedback--title">noise</h2>'
            '<p class="feedback--question">noise</p>'
            '<button>No</button><div class="td-page-meta__lastmod">noise</div>'
        ),
        [],
    ),
    "quarto tabs": (
        f'<div class="panel-tabset">{_BOOTSTRAP_TABS}</div>'.replace("button", "a"),
        ["First", "One.", "Second", "Two."],
    ),
    "quarto boxes": (
        _CALLOUT.format(kind="tip", title='<span class="screen-reader-only">Tip</span>Mind')
        + _CALLOUT.format(kind="warning", title="Warning"),
        ["Tip: Mind", "Text.", "Warning", "Text."],
    ),
    "quarto page": (
        (
            '<div class="quarto-categories"><div>noise</div></div>'
            '<div class="quarto-title-meta"><div>'
            '<div class="quarto-title-meta-heading">noise</div>'
            '<p class="date">noise</p></div></div>'
            '<details class="code-fold"><summary>noise</summary>'
            '<div class="sourceCode"><pre><code>noise'
            '</code></pre></div></details><div class="quarto-listing">'
            '<div class="quarto-post"><h3><a '
            'href="p.html">noise</a></h3></div></div>'
            '<div id="quarto-appendix" class="default"><section '
            'class="quarto-appendix-contents" id="quarto-reuse">'
            '<h2 class="quarto-appendix-heading">noise'
            '</h2><div class="quarto-appendix-contents">noise</div></section></div>'
        ),
        ["Code example."],
    ),
    "book tabs": (
        (
            '<div class="book-tabs">'
            '<input type="radio" class="toggle" name="t" id="a" checked="checked">'
            '<label for="a">First</label>'
            '<div class="book-tabs-content markdown-inner"><p>One.</p></div>'
            '<input type="radio" class="toggle" name="t" id="b"><label for="b">Second</label><div '
            'class="book-tabs-content markdown-inner"><p>Two.</p></div></div>'
        ),
        ["First", "One.", "Second", "Two."],
    ),
    "geekdoc tabs": (
        (
            '<div class="gdoc-tabs">'
            '<input class="gdoc-tabs__control hidden" type="radio" id="a" checked>'
            '<label for="a" class="gdoc-tabs__label">First</label>'
            '<div class="gdoc-markdown--nested '
            'gdoc-tabs__content"><p>One.</p></div>'
            '<input class="gdoc-tabs__control hidden" type="radio" '
            'id="b"><label for="b" class="gdoc-tabs__label">Second</label><div class="'
            'gdoc-markdown--nested gdoc-tabs__content"><p>Two.</p></div></div>'
        ),
        ["First", "One.", "Second", "Two."],
    ),
    "docusaurus box": (
        (
            '<div class="theme-admonition theme-admonition-tip admonition_x alert"><div '
            'class="admonitionHeading_x"><span class="admonitionIcon_x"><svg></svg>'
            "</span>Mind</div>"
            '<div class="admonitionContent_x"><p>Text.</p></div></div>'
        ),
        ["Tip: Mind", "Text."],
    ),
    "docusaurus listing": (
        (
            '<div class="language-js codeBlockContainer_x theme-code-block"><div '
            'class="codeBlockTitle_x">a.js</div><div class="codeBlockContent_x"><pre class="'
            'prism-code language-js"><code><div class="token-line">noise</div></code></pre>'
            '<div class="buttonGroup_x"><button><span>noise</span></button></div></div></div>'
        ),
        ["Code example, JavaScript: a.js."],
    ),
    "docusaurus tabs": (
        (
            '<div class="theme-tabs-container tabs-container"><ul role="tablist" class="tabs">'
            '<li role="tab">First</li><li role="tab">Second</li></ul><div><div role="tabpanel">One.'
            '</div><div role="tabpanel" hidden="">Two.</div></div></div>'
        ),
        ["First. One.", "Second. Two."],
    ),
    "vitepress box": (
        (
            '<div class="warning custom-block"><p class="custom-block-title">WARNING'
            "</p><p>Text.</p>"
            '</div><details class="details custom-block"><summary>Details</summary><p>More.</p>'
            "</details>"
        ),
        ["WARNING", "Text.", "Details", "More."],
    ),
    "vitepress alert": (
        (
            '<div class="note custom-block github-alert"><p class="custom-block-title">NOTE</p>'
            "<p>Text.</p></div>"
        ),
        ["NOTE", "Text."],
    ),
    "vitepress listings": (
        (
            '<div class="vp-code-group"><div class="tabs">'
            '<input type="radio" id="t" checked><label '
            'for="t">noise</label></div><div class="blocks">'
            '<div class="language-js active"><button '
            'title="Copy Code" class="copy"></button><span class="lang">js</span>'
            '<pre class="shiki">'
            '<code><span class="line">noise</span></code></pre></div></div></div>'
        ),
        ["Code example, JavaScript."],
    ),
    "starlight boxes": (
        (
            '<aside aria-label="Tip" class="starlight-aside starlight-aside--tip"><p '
            'class="starlight-aside__title" aria-hidden="true"><svg></svg>Tip</p><div '
            'class="starlight-aside__content"><p>Text.</p></div></aside><aside aria-label="Mind" '
            'class="starlight-aside starlight-aside--caution"><p class="starlight-aside__title" '
            'aria-hidden="true">Mind</p><div><p>More.</p></div></aside>'
        ),
        ["Tip", "Text.", "Caution: Mind", "More."],
    ),
    "starlight listing": (
        (
            '<div class="expressive-code"><figure class="frame has-title">'
            '<figcaption class="header">'
            '<span class="title">a.js</span></figcaption><pre data-language="js"><code><div '
            'class="ec-line"><div class="code">noise</div></div></code></pre>'
            '<div class="copy"><button>'
            "noise</button></div></figure></div>"
        ),
        ["Code example, JavaScript: a.js."],
    ),
    "starlight tabs": (
        (
            '<starlight-tabs><div class="tablist-wrapper"><ul role="tablist">'
            '<li role="presentation">'
            '<a role="tab" href="#a">First</a></li><li role="presentation"><a role="tab" href="#b">'
            'Second</a></li></ul></div><div id="a" role="tabpanel">One.</div><div id="b" '
            'role="tabpanel" hidden>Two.</div></starlight-tabs>'
        ),
        ["First. One.", "Second. Two."],
    ),
    "panels without labels": (
        '<div><div role="tabpanel">One.</div><div role="tabpanel" hidden>Two.</div></div>',
        ["One.", "Two."],
    ),
    "mdbook box and note": (
        (
            '<blockquote class="blockquote-tag blockquote-tag-note">'
            '<p class="blockquote-tag-title">'
            "<svg></svg>Note</p><p>Text.</p></blockquote><p>Foot.<sup "
            'class="footnote-reference"><a href="#f">1</a></sup></p>'
            '<ol class="footnote-definition">'
            '<li id="f"><p>A note. <a href="#r">↩</a></p></li></ol>'
        ),
        ["Note", "Text.", "Foot.", "Footnote: A note."],
    ),
    "hugo numbered listing": (
        (
            '<div class="highlight"><div class="chroma">\n<table class="lntable"><tr><td>'
            '<pre tabindex="0" class="chroma"><code><span class="lnt">1\n</span></code></pre></td>'
            '<td class="lntd"><pre tabindex="0" class="chroma"><code class="language-go" '
            'data-lang="go"><span>noise</span></code></pre></td></tr></table>\n</div>\n'
            "</div>"
        ),
        ["Code example, Go."],
    ),
    "hugo numbered listing in colours of its own": (
        (
            '<div class="highlight"><div style="color:#f8f8f2"><table style="border:0"><tr><td '
            'style="margin:0"><pre><code><span>1</span></code></pre></td><td><pre><code '
            'class="language-go">noise</code></pre></td></tr></table></div></div>'
        ),
        ["Code example, Go."],
    ),
    "a box of prose that is called so": (
        (
            '<div class="highlight"><div><table><tr><td>One</td><td>Two</td></tr></table></div>'
            '</div><div class="highlight"><div><p>Text.</p></div></div>'
        ),
        ["Table.", "One. Two.", "Text."],
    ),
    "jekyll numbered listing": (
        (
            '<figure class="highlight"><pre><code class="language-ruby" data-lang="ruby"><table '
            'class="rouge-table"><tbody><tr><td class="gutter gl"><pre class="lineno">1</pre></td>'
            '<td class="code"><pre>noise</pre></td></tr></tbody></table></code></pre></figure>'
        ),
        ["Code example, Ruby."],
    ),
    "nikola numbered listing": (
        (
            '<div class="code"><table class="codetable"><tr><td class="linenos"><a href="#l">'
            '<code data-line-number="1"></code></a></td><td><code>noise</code></td></tr>'
            "</table></div>"
        ),
        ["Code example."],
    ),
    "kramdown contents": (
        (
            '<h2 class="no_toc text-delta">Contents</h2><ul id="markdown-toc"><li><a href="#e" '
            'id="markdown-toc-e">noise</a></li></ul><h2 id="e">Part</h2><p>Text.</p><hr><h2 '
            'class="text-delta">Contents</h2><ul><li><a href="x/">noise</a></li></ul>'
        ),
        ["Part", "Text."],
    ),
    "mystmd box": (
        (
            '<aside class="myst-admonition myst-admonition-note my-5 rounded"><div '
            'class="myst-admonition-header flex"><svg class="myst-admonition-header-icon"></svg>'
            '<div class="myst-admonition-header-text grow">Mind</div></div><div '
            'class="myst-admonition-body px-4"><p>Text.</p></div></aside>'
        ),
        ["Note: Mind", "Text."],
    ),
    "pictures moved by utility classes": (
        '<p>Go on <svg class="hover:-translate-x-1 space-x-2"><path d="M1 1"></path></svg></p>',
        ["Go on"],
    ),
    "asciidoctor boxes": (
        (
            '<div class="admonitionblock note"><table><tr><td class="icon"><i class="fa icon-note" '
            'title="Note"></i></td><td class="content">Text.</td></tr></table></div>'
            '<div class="admonitionblock tip"><table><tr><td class="icon"><div class="title">Mind'
            '</div></td><td class="content"><div class="title">Own title</div><div '
            'class="paragraph"><p>More.</p></div><div class="ulist"><ul><li><p>Item</p></li></ul>'
            '</div></td></tr></table></div><div class="admonitionblock warning"><table><tr><td '
            'class="icon"><img src="w.png" alt="Warning"></td><td class="content">Text.</td></tr>'
            "</table></div>"
        ),
        ["Note", "Text.", "Tip: Mind", "Own title", "More.", "Item", "Warning", "Text."],
    ),
    "asciidoctor callouts and terms": (
        (
            '<div class="colist arabic"><table><tr><td><i class="conum" data-value="1"></i><b>1</b>'
            '</td><td>First</td></tr></table></div><div class="hdlist"><table><tr><td '
            'class="hdlist1">Term</td><td class="hdlist2"><p>Meaning</p></td></tr></table></div>'
        ),
        ["1. First.", "Term. Meaning."],
    ),
    "hugo listing": (
        (
            '<div class="highlight"><pre tabindex="0" class="chroma"><code class="language-go" '
            'data-lang="go"><span class="line">noise</span></code></pre></div>'
        ),
        ["Code example, Go."],
    ),
}
"""What stands in the content of their pages, and what is said of it."""


def page_of(form: str) -> str:
    """Write a whole page in a generator's form."""
    return f"{HEAD}<body>{FORMS[form]}</body></html>\n"
