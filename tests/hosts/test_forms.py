"""Pages in many forms: whose content is known, whose is not, which are read, in which encoding.

One site holds them all, and is narrated once.
"""

from __future__ import annotations

import uuid

import pytest

from aisha_docs_audio.build.report import page_list
from aisha_docs_audio.emulator.testing import DEFAULT_BALANCE, Emulator
from tests.hosts.built_site import BuiltSite
from tests.hosts.generators import FORMS, HEAD, SHAPES, TEXT, page_of
from tests.hosts.test_narrate import original
from tests.sites import Built, speaking_to

RUSSIAN = (
    '<html lang="ru">{head}<title>Письмо</title>\r\n<main>\r\n<h1>Письмо</h1>\r\n<p>Текст.\r\n'
)
XHTML = """\
<?xml version="1.0" encoding="windows-1251"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ru"><head><title>Письмо</title></head>
<body><div id="content"><h1>Письмо</h1><hr /><p>Текст.</p></div></body></html>
"""
ENCODED = {
    "cp1251.html": RUSSIAN.format(head='<meta charset="windows-1251">').encode("cp1251"),
    "koi8.html": RUSSIAN.format(
        head='<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">'
    ).encode("koi8-r"),
    "bom.html": RUSSIAN.format(head="").encode("utf-8-sig"),
    "marked.html": RUSSIAN.format(head="<title>Конверт</title>").encode("utf-8-sig"),
    "utf16.html": RUSSIAN.format(head="").encode("utf-16"),
    "xhtml.html": XHTML.encode("cp1251"),
    "upper.HTML": RUSSIAN.format(head="").replace("main", "MAIN").replace("<p", "<P").encode(),
}
WRONG = {
    "undeclared.html": RUSSIAN.format(head="").encode("cp1251"),
    "unknown.html": RUSSIAN.format(head='<meta charset="klingon">').encode(),
    "base.html": f'{HEAD}<base href="/x/"><main>{TEXT}</main>'.encode(),
    "german.html": f"{HEAD}<main>{TEXT}</main>".replace('"en"', '"de"').encode(),
    "mood.html": f'{HEAD}<meta name="aisha-audio" content="mod: Sad"><main>{TEXT}</main>'.encode(),
}
UNREAD = {
    "404.html": f"{HEAD}<main>{TEXT}</main>",
    "old.html": f'{HEAD}<meta http-equiv="Refresh" content="0; url=/new/"><main>{TEXT}</main>',
    "moved.html": f'{HEAD}<meta http-equiv="refresh" content="0; /new/"><main>{TEXT}</main>',
    "gone.html": f"{HEAD}<meta http-equiv=refresh content='0,\"/new/\"'><main>{TEXT}</main>",
    "google.html": f'{HEAD}<meta name="googlebot" content="noindex"><main>{TEXT}</main>',
    "yandex.html": f'{HEAD}<meta name="yandex" content="none"><main>{TEXT}</main>',
    "snippet.html": f"{HEAD}<!--googleoff: all--><main>{TEXT}</main><!--googleon: all-->",
    "draft.html": f'{HEAD}<meta name="ROBOTS" content="noindex, follow"><main>{TEXT}</main>',
    "print.html": f"{HEAD}<main>{TEXT}</main>",
    "search/index.html": f'{HEAD}<main>{TEXT}<input type="search"></main>',
    "genindex.html": f"{HEAD}<main>{TEXT}</main>",
    "_modules/x.html": f"{HEAD}<main>{TEXT}</main>",
    ".hidden/x.html": f"{HEAD}<main>{TEXT}</main>",
    "off.html": f'{HEAD}<meta name="aisha-audio" content="off"><main>{TEXT}</main>',
    "login.html": f"{HEAD}<main>{TEXT}<label>Name <input></label><input type=password></main>",
    "here.html": f"{HEAD}<script>location='/a'</script><main>{TEXT}<a href='/a'>There</a></main>",
    "there.html": (
        f'{HEAD}<main>{TEXT}<a href="./x/">x</a></main><script>window.location.replace("./x/")'
        "</script>"
    ),
    "title.html": f"{HEAD}<main><h1>Title</h1></main>",
}
EXCERPTS = "".join(
    f'<article><h2><a href="{page}">Post</a></h2><p>noise</p></article>'
    for page in ("/x/switch.html", "https://example.org/x/reload.html")
)
UNREAD["posts.html"] = f"{HEAD}<main><h1>Posts</h1>{EXCERPTS}</main>"
UNREAD["blog/index.html"] = (
    f'{HEAD}<article class="md-content__inner"><h1>Blog</h1><article class="md-post--excerpt">'
    '<h2><a href="one/">Post</a></h2><p>noise</p></article></article>'
)
UNTOLD = {
    "two.html": f"{HEAD}<article>{TEXT}</article><article>{TEXT}</article>",
    "none.html": f"{HEAD}<body>{TEXT}</body>",
}
HIDDEN = {
    "hidden/main.html": f"{HEAD}<main hidden>{TEXT}</main>",
    "hidden/style.html": f'{HEAD}<main style="Display : NONE">{TEXT}</main>',
    "hidden/body.html": f"{HEAD}<body inert><main>{TEXT}</main></body>",
    "hidden/around.html": f'{HEAD}<div class="d-none"><div><article>{TEXT}</article></div></div>',
    "hidden/dialog.html": f"{HEAD}<dialog><main>{TEXT}</main></dialog>",
    "hidden/aria.html": f'{HEAD}<div aria-hidden="true"><div id="content">{TEXT}</div></div>',
}
LOCKED = {
    "staff.html": f"{HEAD}<main>{TEXT}</main>",
    "admin/index.html": f"{HEAD}<main>{TEXT}</main>",
    "customers/x.html": f"{HEAD}<main>{TEXT}</main>",
    "members/x.html": f"{HEAD}<main>{TEXT}</main>",
    "office/x.html": f"{HEAD}<main>{TEXT}</main>",
    "private/index.html": f"{HEAD}<main>{TEXT}</main>",
    "private/deep/x.html": f"{HEAD}<main>{TEXT}</main>",
}
RULES = {
    "private/.htaccess": "AuthType Basic\nAuthUserFile /etc/x\nRequire valid-user\n",
    ".htaccess": (
        "RewriteEngine On\nRequire all granted\n"
        '<Files "staff.html">\n  Require ip 10.0.0.0/8\n</Files>\n'
    ),
    "_headers": "/*\n  X-Frame-Options: DENY\n/members/*\n  Basic-Auth: a:b\n",
    "_redirects": "/customers/* 200! Role=customer\n/old /new 301\n",
    "web.config": (
        '<configuration><location path="Office"><system.webServer><security><authorization>'
        '<remove users="*" roles="" verbs="" /><add accessType="Allow" roles="Staff" />'
        "</authorization></security></system.webServer></location>"
        '<!-- <deny users="?" /> --></configuration>'
    ),
    "staticwebapp.config.json": '{"routes": [{"route": "/admin", "allowedRoles": ["boss"]}]}',
}
PLUGINS = {
    "player.html": f'{HEAD}<main>{TEXT}<aisha-audio data-cues="1 0 1"></aisha-audio></main>',
    "place.html": f"{HEAD}<main>{TEXT}<!-- aisha-audio --><!-- /aisha-audio --></main>",
}
OWN = {
    "search.html": f"{HEAD}<main>{TEXT}</main>",  # one about searching
    "setup/search/index.html": (  # another one, with tabs and a task
        f'{HEAD}<main>{TEXT}<input type="radio" checked><input type="checkbox"></main>'
    ),
    "russian.html": f'{HEAD}<meta name="aisha-audio" content="language: ru"><main>{TEXT}</main>',
    "placed.html": f"{HEAD}<main>{TEXT}<aisha-audio  class='x'> </aisha-audio><p>End.</p></main>",
    "reload.html": f'{HEAD}<meta http-equiv="refresh" content="300"><main>{TEXT}</main>',
    "password.html": (
        f"{HEAD}<main>{TEXT}<p>{'A page about passwords. ' * 12}<input type=password></main>"
    ),
    "switch.html": f"{HEAD}<script>if (0) location = '/ru/'</script><main>{TEXT}</main>",
    "news.html": f"{HEAD}<main>{TEXT}<section>{EXCERPTS}</section></main>",
    "links.html": f"{HEAD}<main>{TEXT}{EXCERPTS.replace('.html', '.pdf')}</main>",
    "beside.html": f"{HEAD}<main hidden><p>noise</p></main><main>{TEXT}</main>",
    "switched.html": f"{HEAD}<!--googleoff: all-->menu<!--googleon: all--><main>{TEXT}</main>",
    "comment.html": (
        f"{HEAD}<!-- <main> --><script>'<main>'</script><main title='<main>'>{TEXT}</main>"
    ),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, shared_emulator: Emulator) -> Built:
    """All of them, narrated twice; the second run has changed nothing."""
    site = BuiltSite(folder=tmp_path_factory.mktemp("forms"))
    site.write({f"site/{form}.html": page_of(form) for form in FORMS})
    site.write(
        {
            f"site/{name}": text
            for group in (UNREAD, UNTOLD, HIDDEN, LOCKED, RULES, PLUGINS, OWN)
            for name, text in group.items()
        }
    )
    for name, (html, _) in SHAPES.items():
        site.write({f"site/{name}.html": f"{HEAD}<main><h1>Title</h1>{html}<p>End.</p></main>"})
    for name, content in {**ENCODED, **WRONG}.items():
        (site.folder / "site" / name).write_bytes(content)
    key = f"key-{uuid.uuid4()}"
    shared_emulator.open_account(key, DEFAULT_BALANCE)
    shared_emulator.set_faults()
    built = site.narrate(environ=speaking_to(shared_emulator, key))
    assert built.status == 0, built.output
    files = site.bytes_of()
    again = site.narrate("--strict", environ=speaking_to(shared_emulator, key))
    assert again.status == 1
    assert again.warnings == built.warnings
    assert "0 generated" in again.closing_line
    assert site.bytes_of() == files
    return built


@pytest.mark.parametrize("form", FORMS)
def test_the_content_of_a_generators_page_is_known(built: Built, form: str) -> None:
    """Read is the text, and nothing around it; all else is as it was."""
    page = f"{form}.html"
    # A title that stands outside of the content is said with its first block.
    said = " ".join(built.captions(page).values()).replace("Title.", "Title")
    assert said == "Title Text. More."
    assert original(built.html(page)) == page_of(form)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_stands_in_a_generators_page_is_read_as_it_is_meant(built: Built, shape: str) -> None:
    """Boxes, tabs, listings, notes."""
    assert [*built.captions(f"{shape}.html").values()] == ["Title", *SHAPES[shape][1], "End."]


@pytest.mark.parametrize("page", ENCODED)
def test_a_page_stays_in_its_encoding(built: Built, page: str) -> None:
    """Its bytes are its own but for the additions, line ends and byte order mark too."""
    encoding = {"cp1251.html": "cp1251", "xhtml.html": "cp1251", "koi8.html": "koi8-r"}.get(page)
    encoding = encoding or ("utf-16" if page == "utf16.html" else "utf-8")
    html = (built.site / page).read_bytes()
    assert "<aisha-audio ".encode(encoding)[-20:] in html
    if encoding == "utf-16":
        encoding = "utf-16-le"
    assert original(html.decode(encoding)).encode(encoding) == ENCODED[page]


def test_pages_that_are_not_for_listening_are_left_alone(built: Built) -> None:
    """No player, no byte changed; a line for those somebody may want, a warning for faults."""
    for name, html in {**UNREAD, **UNTOLD, **HIDDEN, **LOCKED, **PLUGINS}.items():
        assert built.html(name) == html
    for name, content in WRONG.items():
        assert (built.site / name).read_bytes() == content
    lines = built.output.splitlines()
    [untold] = [line for line in lines if "can't be told what of them is content" in line]
    assert "none.html, two.html" in untold
    [hidden] = [line for line in lines if "they hide their content" in line]
    assert f"hide their content: {page_list(sorted(HIDDEN))}." in hidden
    [locked] = [line for line in lines if "to some readers only" in line]
    assert f"would show their sound to all: {page_list([*LOCKED])}." in locked
    [plugins] = [line for line in lines if "a plugin gave them a player" in line]
    assert "place.html, player.html" in plugins
    said = "\n".join(built.warnings)
    for text in (
        "undeclared.html: its encoding, utf-8, is not that of all its bytes",
        "unknown.html: its encoding, klingon,",
        "base.html: its <base>",
        "german.html: language: 'de'",
        "mood.html: audio.mod: no such option of a page",
    ):
        assert text in said
    assert len(built.warnings) == len(WRONG)


def test_what_a_page_says_of_itself_holds(built: Built) -> None:
    """Its language; the place of its player; a page about searching is one."""
    assert all("<aisha-audio role=" in built.html(page) for page in OWN)
    assert 'srclang="ru"' in built.html("russian.html")
    placed = built.html("placed.html")
    assert placed.index("More.") < placed.index("<aisha-audio ") < placed.index("End.")
    assert "class='x'" not in placed  # it comes back when the player goes
    assert 'data-title="Конверт"' in built.html("marked.html")
    for name, is_noisy in {"beside.html": False, "news.html": False, "links.html": True}.items():
        assert ("noise" in built.captions(name).values()) == is_noisy
    for name in ("search.html", "russian.html", "reload.html", "beside.html", "comment.html"):
        assert original(built.html(name)) == OWN[name]
