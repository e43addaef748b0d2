"""One small site with everything in it, narrated once, and its books."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from aisha_docs_audio.emulator.testing import DEFAULT_BALANCE, Emulator
from tests.epub.book_file import BookFile
from tests.hosts.built_site import BuiltSite
from tests.sites import Built, speaking_to


class BookSite(BuiltSite):
    """A built site of which books are made."""

    def epub(self, *arguments: str, environ: Mapping[str, str] | None = None) -> Built:
        """Run `aisha-docs-audio epub site`."""
        command = ["aisha_docs_audio", "epub", "site", *arguments]
        return self._run(command, self.folder / "site", environ or {})

    def book(self, *arguments: str) -> BookFile:
        """Make a book that has nothing left out."""
        path = self.folder / "made.epub"
        done = self.epub("-o", str(path), *arguments)
        assert done.status == 0, done.output
        assert "WARNING" not in done.output
        return BookFile(path)


def png() -> bytes:
    """The smallest picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


MENU = """<nav><p class="caption">Start here</p><ul><li><a href="{0}index.html">Home</a></li>
<li><span>Learn</span><ul><li><a href="{0}guide/index.html">Qo‘llanma</a></li>
<li><a href="{0}quiet.html">Quiet</a></li><li><a href="{0}locked.html">Locked</a></li>
<li><a href="{0}ru/nasty.html">Всё сразу</a></li></ul></li></ul></nav>"""

PAGE = """<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}
<title>{title} | Sinov</title></head><body>{menu}<main>{content}</main>
<footer>footer noise</footer></body></html>"""

INDEX = """<h1 id="home">Home<a class="headerlink" href="#home">¶</a></h1>
<p>See <a href="guide/">the guide</a>, <a href="guide/index.html#qadam-1">its step</a>,
<a href="ru/nasty.html#начало">the rest</a>, <a href="gone.html">what is gone</a>,
<a href="javascript:alert(1)">a trap</a>, <a href="https://example.org/a b?q=[1]">the web</a>,
<a href="files/data.csv">a file</a> and <a href="#nowhere">nothing</a>.</p>
<p>Read on at once.</p>
<h2>Second level</h2><h5>Too deep</h5><p hidden>secret hidden words</p>
<div style="display:none">secret styled words</div>
<p>Two pictures: <img src="pic.png" alt="A dot">
<img src="https://example.org/x.png" alt="Far away">
<img src="link.png" alt="A link"> <img src="../../secret.png" alt="A way out"> <img src="huge.png"
alt="Too large"> <img src="data:image/png;base64,{png}" alt="Inside"></p>
<div class="tabbed-set"><input type="radio" name="t"><div class="tabbed-labels"><label>One
</label><label>Two</label></div><div class="tabbed-content"><div class="tabbed-block"><p>First
panel.</p></div><div class="tabbed-block"><p>Second panel.</p></div></div></div>
<details><summary>More</summary><p>Folded words.</p></details>
<script>scriptNoise()</script><style>.styleNoise{{}}</style>"""

GUIDE = """<h1>Qo‘llanma</h1><p id="qadam-1">Birinchi qadam: <code>pip install</code>.</p>
<pre><code><span class="k">def</span> <span class="lineno">1</span>f(x):
    return x &lt; 1
</code></pre>
<p>Formula: <span class="arithmatex">\\(x^2 + \\alpha\\)</span>.</p>
<table><caption>Jadval</caption><thead><tr><th style="text-align: right">Nomi</th><th>Soni</th></tr>
</thead><tbody><tr><td>olma</td><td>ikki</td></tr></tbody></table>
<ul class="task-list"><li><input type="checkbox" disabled checked> bajarilgan ish</li></ul>"""

NASTY = """<h2 id="начало">Всё сразу</h2>
<p id="начало">Тот же идентификатор.</p><p id="a b">Пробел в имени.</p><p id="1">Цифра.</p>
<span>Слова <div>и блок <p>и абзац</p></div> и слова</span>
<h3><div>Блок <ul><li>список</li></ul></div></h3>
<ul>Ничей текст<p>абзац</p><li>пункт<ul><ul><li>глубоко</li></ul></ul></li></ul>
<dl><dd>значение без слова</dd><dt>слово</dt><dt><h4>второе</h4></dt></dl>
<table><tr><td colspan="0">один<td rowspan="x">два<tfoot><tr><td>низ</table>
<a href="x"><a href="y">ссылка</a></a><a href="quiet"><div>блок в ссылке
<details><summary>с</summary>
<p>д</p></details></div></a>
<figure><figcaption>одна</figcaption><figcaption>две</figcaption><img src="pic.svg"></figure>
<p>Знаки \x01\x0b\ufffe и &#1; и &#xfffe; и \U0001f600.</p>
<center><font color=red>старое</font></center><blink onclick="x()">мигает</blink>
<svg viewBox="0 0 1 1"><path d="M0 0" onload="x()"/></svg>
<svg><style>@import url(http://example.org/)</style><script>x()</script><g id="g"><use href="#g"/>
<image href="http://example.org/x.png"/></g></svg>
<math><mfrac><mi>a</mi></mfrac><msup><mi>b</mi><mn>2</mn></msup><semantics><mi>c</mi><annotation
encoding="application/x-tex">c</annotation></semantics></math>
<ruby>字<rp>(</rp><rt>zi</rt></ruby><bdo>обратно</bdo><q cite="x">цитата</q>
<iframe src="https://example.org/video" title="Видео"></iframe><object data="x.swf">объект</object>
<form><select><option>шум</option></select><button>кнопка</button><textarea>шум</textarea></form>
<ol start="x" reversed><li value="7">семь</li></ol><p lang="ru RU">Язык.</p>
<p lang="en">English.</p><details>без заголовка</details><summary>сам по себе</summary>"""

LOCKED = """<h1>Locked</h1><div id="ciphertext" style="display:none">c2VjcmV0</div><form>
<input type="password"><button>Open</button></form>"""

MATHJAX = '<script src="mathjax/tex-mml-chtml.js"></script>'
FORMS = """<h1>Forms</h1>
<div class="tabs"><div role="tablist"><button role="tab" id="t1">Linux</button><button role="tab"
id="t2">Windows</button></div><div role="tabpanel" id="p1" aria-labelledby="t1"><p>Use apt.</p>
</div><div role="tabpanel" id="p2" aria-labelledby="t2" hidden><p>Use winget.</p></div></div>
<div class="tabs-container"><ul role="tablist"><li role="tab">npm</li><li role="tab">Yarn</li></ul>
<div><div role="tabpanel"><p>First panel here.</p></div><div role="tabpanel" hidden><p>Then the
other.</p></div></div></div>
<p>Raw \\(a^2\\) and a script <script type="math/tex">\\sqrt{x}</script>.</p>
<p>$$\\frac{1}{2}$$</p>
<p>KaTeX: <span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>e</mi></mrow>
<annotation encoding="application/x-tex">e</annotation></semantics></math></span><span
class="katex-html" aria-hidden="true">eeeee</span></span> and <span class="arithmatex">
\\(\\unknowncommand{x}\\)</span>.</p>
<table class="highlighttable"><tr><td class="linenos"><pre>1
2</pre></td><td class="code"><div><pre><code>pygments = 1
pygments = 2
</code></pre></div></td></tr></table>
<table class="rouge-table"><tr><td class="gutter gl"><pre class="lineno">1
2</pre></td><td class="code"><pre>jekyll = 1
jekyll = 2
</pre></td></tr></table>
<table class="lntable"><tr><td class="lntd"><pre><code><span class="lnt">1
</span><span class="lnt">2
</span></code></pre></td><td class="lntd"><pre><code>hugo = 1
hugo = 2
</code></pre></td></tr></table>
<pre><code><span class="token-line">docusaurus = 1<br></span><span class="token-line">docusaurus = 2
</span></code></pre>
<pre><code><div class="ec-line"><div class="gutter"><div class="ln">1</div></div><div
class="code">starlight = 1</div></div><div class="ec-line"><div class="code">starlight = 2</div>
</div></code></pre>"""

PICTURE = """<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd" [
<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script>
<rect width="1" height="1" fill="url(http://example.org/)"/><a
href="http://example.org"><circle r="1"/>
</a></svg>"""


def write_site(folder: Path) -> None:
    """Write the site: three languages, a silent page, files that are none of a book's business."""
    site = BuiltSite(folder=folder)
    silent = '<meta name="aisha-audio" content="off">'
    canonical = '<link rel="canonical" href="https://docs.example.org/sub/index.html">'
    author = '<meta name="author" content="Anora &amp; Co">'
    dated = '<meta property="article:modified_time" content="2026-03-04T05:06:07+05:00">'
    pages = {
        "index.html": ("en", "Home", INDEX.format(png=base64.b64encode(png()).decode()), canonical),
        "guide/index.html": ("uz", "Qo‘llanma", GUIDE, author + dated),
        "quiet.html": ("en", "Quiet", "<h1>Quiet</h1><p>Not read, but shown.</p>", silent),
        "locked.html": ("en", "Locked", LOCKED, silent),
        "ru/nasty.html": ("ru", "Всё сразу", NASTY, ""),
        "zz/forms.html": ("en", "Forms", FORMS, MATHJAX),
        "apart.html": ("en", "Apart", "<h1>Apart</h1><p>In no menu, not read.</p>", silent),
    }
    site.write(
        {
            f"site/{path}": PAGE.format(
                lang=lang,
                title=title,
                head=head,
                menu=""
                if path in {"apart.html", "zz/forms.html"}
                else MENU.format("../" * path.count("/")),
                content=content,
            )
            for path, (lang, title, content, head) in pages.items()
        }
    )
    site.write({"site/ru/pic.svg": PICTURE, "site/files/data.csv": "a,b"})
    (folder / "site/pic.png").write_bytes(png())
    (folder / "secret.png").write_bytes(png() + b"secret")
    (folder / "site/link.png").symlink_to(folder / "secret.png")
    with (folder / "site/huge.png").open("wb") as huge:
        huge.write(png())
        huge.truncate(30_000_000)


@pytest.fixture(scope="module")
def site(shared_emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> BookSite:
    """The site, narrated."""
    folder = tmp_path_factory.mktemp("book")
    write_site(folder)
    shared_emulator.open_account("books", DEFAULT_BALANCE)
    shared_emulator.set_faults()
    made = BookSite(folder=folder)
    built = made.narrate(environ=speaking_to(shared_emulator, "books"))
    assert built.status == 0, built.output
    return made


@pytest.fixture(scope="module")
def book(site: BookSite) -> BookFile:
    """The site as a book."""
    return site.book()


MakeSite = Callable[[Mapping[str, str]], BookSite]
