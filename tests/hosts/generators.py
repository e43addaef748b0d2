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
        "<h1>Title</h1></header><p>Text.</p><p>More.</p></div><footer>noise</footer></article></main>"
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
        f'<main><article class="article content"><div id="skip-to-article"></div>{TEXT}</article>'
        f"<nav>{MENU}</nav></main>"
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
    "pelican": f'<section id="content" class="body">{TEXT}</section>',
    "asciidoctor": f'<div id="header">{MENU}</div><div id="content">{TEXT}</div>',
    "one article": f"<header>{MENU}</header><article>{TEXT}</article>",
    "never closed": f"<nav>{MENU}</nav><MAIN CLASS='a > b'>{TEXT}",
}


def page_of(form: str) -> str:
    """Write a whole page in a generator's form."""
    return f"{HEAD}<body>{FORMS[form]}</body></html>\n"
