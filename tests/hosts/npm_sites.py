"""Small sites of the generators that npm brings: their sources, and what is read of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NpmSite:
    """A site, served below `/base/`; `first` and `second` are addresses of pages in it.

    `said` is what is read on the first page; the second is called "Page two".
    """

    packages: tuple[str, ...]
    files: dict[str, str]
    command: tuple[str, ...]
    output: str
    first: str
    first_file: str
    second: str
    said: tuple[str, ...]
    is_repository: bool = False
    """Antora reads nothing that was not committed."""


_SECOND = "\nThe second page has a paragraph.\n\n## A section\n\nAnd it ends here.\n"

_TABLE = "| Name | Value |\n| --- | --- |\n| One | 1 |\n"

DOCUSAURUS = NpmSite(
    packages=(
        "@docusaurus/core@3.10.2",
        "@docusaurus/preset-classic@3.10.2",
        "react@19",
        "react-dom@19",
    ),
    files={
        "docusaurus.config.js": 'module.exports = {title: "Sayt", url: "https://example.org", '
        'baseUrl: "/base/", presets: [["classic", {blog: false, docs: {routeBasePath: "/", '
        'editUrl: "https://example.org/"}}]]};\n',
        "docs/one.mdx": "---\nslug: /\ntitle: Page one\nsidebar_position: 1\n---\n"
        "import Tabs from '@theme/Tabs';\nimport TabItem from '@theme/TabItem';\n\n"
        "The first paragraph with a [link](./two.md).\n\n## Section\n\n"
        ":::tip[Mind this]\n\nA tip.\n\n:::\n\n:::warning\n\nA warning.\n\n:::\n\n"
        '```js title="a.js"\nconsole.log("noise");\n```\n\n'
        '<Tabs><TabItem value="a" label="First">One tab.</TabItem>'
        '<TabItem value="b" label="Second">Another tab.</TabItem></Tabs>\n\n'
        f"{_TABLE}\n- [x] A task\n\nEnd.[^1]\n\n[^1]: A note.\n",
        "docs/two.md": f"---\nsidebar_position: 2\n---\n# Page two\n{_SECOND}",
    },
    command=("docusaurus", "build", "--out-dir", "site/base"),
    output="site/base",
    first="",
    first_file="index.html",
    second="two",
    said=(
        "Page one", "The first paragraph with a link.", "Section", "Tip: Mind this", "A tip.",
        "warning", "A warning.", "Code example, JavaScript: a.js.", "First. One tab.",
        "Second. Another tab.", "Table.", "Name: One. Value: 1.", "Done: A task", "End.",
        "Footnote: A note.",
    ),
)  # fmt: skip
VITEPRESS = NpmSite(
    packages=("vitepress@1.6.4",),
    files={
        ".vitepress/config.mjs": 'export default {title: "Sayt", lang: "en", base: "/base/", '
        'outDir: "site/base", themeConfig: {editLink: {pattern: "https://example.org/:path"}, '
        'sidebar: [{text: "Menu", items: [{text: "One", link: "/one"}, '
        '{text: "Two", link: "/two"}]}]}};\n',
        "index.md": "---\nlayout: home\nhero: {name: Sayt, text: Hero}\n---\n\nHome text.\n",
        "one.md": "# Page one\n\nThe first paragraph with a [link](./two).\n\n[[toc]]\n\n"
        "## Section\n\n::: tip Mind this\nA tip.\n:::\n\n::: warning\nA warning.\n:::\n\n"
        "> [!NOTE]\n> A note.\n\n"
        '::: code-group\n```js [a.js]\nconsole.log("noise");\n```\n```ts [b.ts]\nnoise();\n```\n'
        f":::\n\n{_TABLE}\nCount {{{{ 1 + 1 }}}} things.\n\n"
        "<ClientOnly><p>Only where scripts run.</p></ClientOnly>\n\nEnd.\n",
        "two.md": f"# Page two\n{_SECOND}",
    },
    command=("vitepress", "build", "."),
    output="site/base",
    first="one.html",
    first_file="one.html",
    second="two.html",
    said=(
        "Page one", "The first paragraph with a link.", "Section", "Tip: Mind this", "A tip.",
        "WARNING", "A warning.", "NOTE", "A note.", "Code example, JavaScript.",
        "Code example, TypeScript.", "Table.", "Name: One. Value: 1.", "Count 2 things.", "End.",
    ),
)  # fmt: skip
STARLIGHT = NpmSite(
    packages=("astro@5", "@astrojs/starlight@0.36", "sharp@0.35"),
    files={
        "astro.config.mjs": 'import { defineConfig } from "astro/config";\n'
        'import starlight from "@astrojs/starlight";\nexport default defineConfig({site: '
        '"https://example.org", base: "/base", outDir: "site/base", integrations: [starlight('
        '{title: "Sayt"})]});\n',
        "src/content.config.ts": 'import { defineCollection } from "astro:content";\n'
        'import { docsLoader } from "@astrojs/starlight/loaders";\n'
        'import { docsSchema } from "@astrojs/starlight/schema";\nexport const collections = '
        "{ docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };\n",
        "src/content/docs/index.md": "---\ntitle: Start\n---\n\nHome text.\n",
        "src/content/docs/one.mdx": "---\ntitle: Page one\n---\n"
        'import { Tabs, TabItem } from "@astrojs/starlight/components";\n\n'
        "The first paragraph with a [link](/base/two/).\n\n## Section\n\n"
        ":::tip\nA tip.\n:::\n\n:::caution[Mind this]\nA caution.\n:::\n\n"
        '```js title="a.js"\nconsole.log("noise");\n```\n\n'
        '<Tabs><TabItem label="First">One tab.</TabItem>'
        f'<TabItem label="Second">Another tab.</TabItem></Tabs>\n\n{_TABLE}\nEnd.\n',
        "src/content/docs/two.md": f"---\ntitle: Page two\n---\n{_SECOND}",
    },
    command=("astro", "build"),
    output="site/base",
    first="one/",
    first_file="one/index.html",
    second="two/",
    said=(
        "Page one. The first paragraph with a link.", "Section", "Tip", "A tip.",
        "Caution: Mind this", "A caution.", "Code example, JavaScript: a.js.", "First. One tab.",
        "Second. Another tab.", "Table.", "Name: One. Value: 1.", "End.",
    ),
)  # fmt: skip

ANTORA = NpmSite(
    packages=("antora@3.1",),
    files={
        "antora.yml": "name: base\ntitle: Sayt\nversion: ~\nnav: [modules/ROOT/nav.adoc]\n",
        "playbook.yml": "site: {title: Sayt, url: https://example.org}\n"
        "content: {sources: [{url: ., branches: HEAD}]}\n"
        "ui: {bundle: {url: ./ui}}\noutput: {dir: ./site}\n",
        "ui/layouts/default.hbs": '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        "<title>{{page.title}} :: {{site.title}}</title></head><body class=article>"
        '<nav class="nav-container"><a href="/base/">One</a> <a href="/base/two.html">Two</a></nav>'
        '<main class="article"><div class="toolbar">noise</div><div class="content">'
        '<article class="doc"><h1 class="page">{{{page.title}}}</h1>{{{page.contents}}}'
        '<nav class="pagination">{{#with page.next}}<span class="next"><a href="{{{url}}}">'
        "{{{content}}}</a></span>{{/with}}</nav></article></div></main>"
        "<footer>noise</footer></body></html>\n",
        "ui/layouts/404.hbs": "<html><main><article class=doc><h1>Page Not Found</h1></article>"
        "</main></html>\n",
        "modules/ROOT/nav.adoc": "* xref:index.adoc[]\n* xref:two.adoc[]\n",
        "modules/ROOT/pages/index.adoc": "= Page one\n\nThe first paragraph with a "
        "xref:two.adoc[link].\n\n== Section\n\nNOTE: A note.\n\n.Mind\n[TIP]\n====\nA tip.\n"
        "====\n\n"
        '.a.js\n[source,js]\n----\nconsole.log("noise"); // <1>\n----\n<1> A callout.\n\n'
        "|===\n|Name |Value\n\n|One |1\n|===\n\nEnd.\n",
        "modules/ROOT/pages/two.adoc": "= Page two\n\nThe second page has a paragraph.\n\n"
        "== A section\n\nAnd it ends here.\n",
    },
    command=("antora", "playbook.yml"),
    output="site/base",
    first="",
    first_file="index.html",
    second="two.html",
    said=(
        "Page one", "The first paragraph with a link.", "Section", "Note", "A note.", "Tip",
        "Mind", "A tip.", "a.js", "Code example, JavaScript.", "1. A callout.", "Table.",
        "Name: One. Value: 1.", "End.",
    ),
    is_repository=True,
)  # fmt: skip
_LAYOUT = """\
---
import { ClientRouter } from "astro:transitions";
const { title } = Astro.props.frontmatter;
---
<html lang="en"><head><meta charset="utf-8"><title>{title} | Sayt</title><ClientRouter /></head>
<body><nav><a href="/base/one/">One</a> <a href="/base/two/">Two</a></nav>
<main><h1>{title}</h1><slot /><p><a rel="next" href="/base/two/">Go on</a></p></main></body></html>
"""
ASTRO = NpmSite(
    packages=("astro@5",),
    files={
        "astro.config.mjs": 'import { defineConfig } from "astro/config";\nexport default '
        'defineConfig({base: "/base", outDir: "site/base"});\n',
        "src/layouts/page.astro": _LAYOUT,
        "src/pages/one.md": "---\nlayout: ../layouts/page.astro\ntitle: Page one\n---\n"
        "The first paragraph.\n\n## Section\n\nEnd.\n",
        "src/pages/two.md": "---\nlayout: ../layouts/page.astro\ntitle: Page two\n---\n" + _SECOND,
    },
    command=("astro", "build"),
    output="site/base",
    first="one/",
    first_file="one/index.html",
    second="two/",
    said=("Page one", "The first paragraph.", "Section", "End.", "Go on"),
)
"""Pages that are swapped, with view transitions, and not taken over."""

NPM_SITES = {
    "docusaurus": DOCUSAURUS,
    "vitepress": VITEPRESS,
    "starlight": STARLIGHT,
    "antora": ANTORA,
    "astro": ASTRO,
}
