"""What an MkDocs build keeps secret, leaves whole and leaves alone."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from aisha_docs_audio.build.manifest import read_manifests
from aisha_docs_audio.emulator.testing import Emulator, running
from tests.mkdocs.conftest import GUIDE, INDEX, MKDOCS_YML
from tests.sites import Built, MkDocsSite, speaking_to

SECRET = "The combination of the safe is forty-two."


def texts_of(site: Path) -> Iterator[tuple[str, str]]:
    """Give every text file of a site that is no page, with its name."""
    for path in site.rglob("*"):
        if path.suffix in {".vtt", ".json", ".txt", ".xml"}:
            yield path.relative_to(site).as_posix(), path.read_text("utf-8", "replace")


def players_of(built: Built) -> set[str]:
    """Give the pages that show a player."""
    pages = [name for name in built.files("*.html") if "aisha-audio/" not in name]
    return {name for name in pages if "<aisha-audio " in built.html(name)}


def audio_of(built: Built) -> int:
    """Count the tracks and captions of a site."""
    return len(built.files("*.mp3")) + len(built.files("*.vtt"))


ENCRYPTED: Mapping[str, str] = {
    "password": "password: open-sesame",
    "number": "password: 1234",
    "level": "level: staff",
    "user": "level: persons",
    "obfuscated": "obfuscate: open-sesame",
    "part": "password: open-sesame\ninject_id: vault",
}
"""The front matter by which encryptcontent hides a page."""

INVENTORY = "{staff: [open-sesame], persons: {ann: open-sesame}}"
PAGES_OF_A_SITE: Mapping[str, tuple[str, Mapping[str, str]]] = {
    # The plugin's options; the front matter of each page that must not be read.
    "by-page": (f"{{password_inventory: {INVENTORY}}}", ENCRYPTED),
    "global-password": ("{global_password: open-sesame}", {"global": "x: y"}),
    "global-level": ("{password_inventory: {_global: [open-sesame]}}", {"global": "x: y"}),
}
OPEN: Mapping[str, str] = {"global-password": "password: ''", "global-level": "level: ''"}


@pytest.mark.parametrize("ours_first", [True, False], ids=["ours-first", "ours-last"])
@pytest.mark.parametrize("form", PAGES_OF_A_SITE)
def test_nothing_of_an_encrypted_page_leaves_the_machine(
    tmp_path: Path, emulator: Emulator, form: str, ours_first: bool
) -> None:
    """Its text is not sent, and stands in no file of the site; an open page has its player."""
    pytest.importorskip("encryptcontent")
    options, secret = PAGES_OF_A_SITE[form]
    theirs, ours = f"  - encryptcontent: {options}\n", "  - aisha-audio: {language: en}\n"
    site = MkDocsSite(folder=tmp_path)
    site.write(
        {
            "mkdocs.yml": "site_name: Vault\ntheme: mkdocs\nplugins:\n  - search\n"
            + (ours + theirs if ours_first else theirs + ours),
            "docs/index.md": f"---\n{OPEN.get(form, 'x: y')}\n---\n"
            "# Home\n\nAnybody may read this.\n",
            **{
                f"docs/{name}.md": f"---\n{front_matter}\n---\n"
                f"# Locked\n\n<div id='vault' markdown='1'>\n\n{SECRET}\n\n</div>\n"
                for name, front_matter in secret.items()
            },
        }
    )
    built = site.build(environ=speaking_to(emulator))
    assert built.status == 0, built.output
    assert players_of(built) == {"index.html"}
    assert audio_of(built) == 2
    assert {c.transcript for c in emulator.account().charges} == {"Home", "Anybody may read this."}
    assert not [name for name, text in texts_of(built.site) if "combination" in text]
    [told] = re.findall("aisha-audio: not read, because they are encrypted: (.+)", built.output)
    assert all(f"{name}.md" in told for name in sorted(secret)[:3])


HOOK = """
import html, pathlib, re
from mkdocs.plugins import CombinedEvent, event_priority

def on_page_context(context, page, **kwargs):
    if page.file.src_uri == "a-context.md":
        page.content = "U2FsdGVkX18="
    return context

def on_post_page(output, page, **kwargs):
    name = page.file.src_uri
    if name == "b-part.md":
        return re.sub(r"<p[^>]*>The combination.*?</p>", "<p>***</p>", output, flags=re.S)
    if name == "c-hidden.md":
        return re.sub(r"<p([^>]*)>(?=The combination)", r'<p style="display:none"\\1>', output)
    if name == "d-comment.md":
        return re.sub(r"(<p[^>]*>The combination.*?</p>)", r"<!-- \\1 -->", output, flags=re.S)
    if name == "e-script.md":
        output = output.replace("<h1", "<script type='text/x'><h1")
        return output.replace("<footer", "</script><footer")
    if name == "i-inert.md":
        return output.replace("<h1", "<div inert><h1")
    if name == "j-gate.md":
        return output.replace("<body", "<body hidden")
    if name == "f-gone.md":
        return ""
    if name == "h-minified.md":
        return re.sub(r"<!--.*?-->", "", re.sub(r"\\s+", " ", output), flags=re.S)
    return output

@event_priority(-100)
def _before_players(config, **kwargs):
    page = pathlib.Path(config.site_dir, "g-file/index.html")
    page.write_text(page.read_text("utf-8").replace("safe", "****"), "utf-8")

@event_priority(-1000)
def _behind_all(config, **kwargs):
    pathlib.Path(config.site_dir, "k-late/index.html").write_text("gone", "utf-8")
    pathlib.Path(config.site_dir, "l-deleted/index.html").unlink()
    for name in ("m-late-part", "n-late-minified"):
        page = pathlib.Path(config.site_dir, name, "index.html")
        text = re.sub(r"<!--.*?-->", "", page.read_text("utf-8"), flags=re.S)
        page.write_text(text.replace("safe", "****") if "part" in name else text, "utf-8")

    global shut
    shut = pathlib.Path(config.site_dir, "o-shutdown/index.html")

def on_shutdown(**kwargs):
    shut.write_text(shut.read_text("utf-8").replace("safe", "****"), "utf-8")

on_post_build = CombinedEvent(_before_players, _behind_all)
"""
LOSERS = (
    *("a-context", "b-part", "c-hidden", "d-comment", "e-script", "g-file", "i-inert", "j-gate"),
    *("k-late", "l-deleted", "m-late-part", "o-shutdown"),
)


@pytest.fixture(scope="module")
def hooked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Built, Emulator]]:
    """Pages that hooks change after they were read, each in its own way."""
    site = MkDocsSite(folder=tmp_path_factory.mktemp("hooked"))
    pages = [*LOSERS, "f-gone", "h-minified", "n-late-minified"]
    site.write(
        {
            "mkdocs.yml": MKDOCS_YML + "hooks: [hook.py]\n",
            "hook.py": HOOK,
            "docs/index.md": INDEX,
            "docs/404.md": "# Lost\n\nThis page is not here.\n",
            **{f"docs/{name}.md": f"# Title of {name}\n\n{SECRET}\n" for name in pages},
            "docs/bare.md": f"---\ntemplate: bare.html\n---\n{GUIDE}",
            "docs/manual.md": "---\nplayer: manual\n---\n# By hand\n\nSeen. "
            "<!-- <aisha-audio></aisha-audio> -->\n\n"
            '<img alt="<aisha-audio></aisha-audio>" src="x.png">\n',
            "overrides/bare.html": "<!doctype html><title>bare</title>",
        }
    )
    config = site.folder / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace(
            "theme: mkdocs", "theme: {name: mkdocs, custom_dir: overrides}"
        ),
        "utf-8",
    )
    with running() as emulator:
        built = site.build(environ=speaking_to(emulator))
        assert built.status == 0, built.output
        yield built, emulator


def test_a_page_that_loses_its_blocks_at_the_end_has_no_player_and_no_file(
    hooked: tuple[Built, Emulator],
) -> None:
    """Replaced, hidden, commented out, in a script, in the file itself: one warning for all."""
    built, _ = hooked
    shown = {"index.html", "h-minified/index.html", "n-late-minified/index.html"}
    assert players_of(built) == shown
    [manifest] = read_manifests(built.site)
    assert {page.page for page in manifest.pages} == players_of(built)
    assert audio_of(built) == 6
    for name in ("h-minified", "n-late-minified"):
        assert built.captions(f"{name}/index.html") == {1: f"Title of {name}", 2: SECRET}
    warning, late, last = built.warnings
    assert "no audio for a-context.md, b-part.md, bare.md and 6 more pages" in warning
    assert "the written page does not show all that was read of it" in warning
    assert "no audio for k-late.md, m-late-part.md" in late
    assert "no audio for o-shutdown.md" in last


def test_nothing_is_sent_of_pages_that_do_not_show_it(hooked: tuple[Built, Emulator]) -> None:
    """What a hook or a template takes out is not paid for, nor are 404 pages and false places."""
    _, emulator = hooked
    sent = {charge.transcript for charge in emulator.account().charges}
    assert sent == {
        "Bosh sahifa",
        "Birinchi xatboshi shu yerda.",
        "Ikkinchi xatboshi esa mkdocs nuqta yml haqida.",
        "Title of h-minified",
        *("Title of k-late", "Title of l-deleted", "Title of m-late-part"),
        *("Title of n-late-minified", "Title of o-shutdown"),
        SECRET,
    }


def test_drafts_are_for_the_preview_and_pages_out_of_the_navigation_for_everybody(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """`draft_docs` and `exclude_docs` are not sent by a build; `not_in_nav` pages are read."""
    site.write(
        {
            "mkdocs.yml": MKDOCS_YML
            + "draft_docs: draft.md\nexclude_docs: gone.md\nnot_in_nav: aside.md\n",
            "docs/draft.md": "# Qoralama\n\nHali tayyor emas.\n",
            "docs/gone.md": "# Oʻchirilgan\n\nEndi yoʻq.\n",
            "docs/aside.md": "# Chetda\n\nMenyuda yoʻq.\n",
        }
    )
    built = site.build("--strict", environ=speaking_to(emulator))
    assert built.status == 0, built.output
    sent = {charge.transcript for charge in emulator.account().charges}
    assert "Chetda" in sent
    assert not {"Qoralama", "Hali tayyor emas.", "Oʻchirilgan", "Endi yoʻq."} & sent


def test_link_checkers_find_nothing_of_ours_broken(site: MkDocsSite, emulator: Emulator) -> None:
    """mkdocs-htmlproofer-plugin, also over whole pages, and MkDocs' own checks under --strict."""
    pytest.importorskip("htmlproofer")
    proofer = "  - htmlproofer: {raise_error: true, validate_external_urls: false%s}\n"
    checker = (
        "import re\n"
        "from urllib.parse import urljoin\n"
        "def on_env(env, files, **kwargs):\n"
        "    global known\n    known = files\n    return env\n"
        "def on_post_page(output, page, **kwargs):\n"
        "    uris = {file.url for file in known}\n"
        '    for url in re.findall(r\'(?:src|href)="([^"]*aisha-audio[^"]*)\', output):\n'
        "        assert urljoin('/' + page.url, url)[1:] in uris, url\n"
    )
    site.write({"hook.py": checker})
    for options in ("", ", validate_rendered_template: true"):
        site.write({"mkdocs.yml": f"hooks: [hook.py]\n{MKDOCS_YML}{proofer % options}"})
        built = site.build("--strict", environ=speaking_to(emulator))
        assert built.status == 0, built.output
        assert players_of(built) == {"index.html", "guide/start/index.html"}


@pytest.mark.parametrize("way", ["file", "folder", "link", "upper-file"])
def test_whoever_stands_in_our_way_keeps_his_place(
    site: MkDocsSite, emulator: Emulator, way: str
) -> None:
    """A file called as our folder, a folder called as our script, a link: the site is complete."""
    plain = set(site.build(environ={"AISHA_AUDIO": "off"}).files("*.html"))
    docs, elsewhere = site.folder / "docs", site.folder / "elsewhere"
    elsewhere.mkdir()
    if way == "file":
        site.write({"docs/assets/aisha-audio": "mine"})
    elif way == "upper-file":
        site.write({"docs/assets": "mine"})
    elif way == "folder":
        name = "aisha-audio-"
        built = site.build(environ=speaking_to(emulator))
        [script] = [n for n in built.files("*.js") if name in n]
        site.write({f"docs/{script}/mine.txt": "mine"})
    else:
        site.write(
            {
                "mkdocs.yml": MKDOCS_YML + "hooks: [hook.py]\n",
                "hook.py": "import os\ndef on_env(env, config, **kwargs):\n"
                "    os.makedirs(config.site_dir + '/assets', exist_ok=True)\n"
                f"    os.symlink({str(elsewhere)!r}, config.site_dir + '/assets/aisha-audio')\n"
                "    return env\n",
            }
        )
    built = site.build(environ=speaking_to(emulator))
    assert built.status == 0, built.output
    assert set(built.files("*.html")) == plain
    assert not players_of(built)
    [warning] = built.warnings
    assert "assets/aisha-audio of the built site can't be written" in warning
    assert "Make room, or move away" in warning
    assert not [*elsewhere.iterdir()]
    for path in docs.rglob("*"):
        if path.is_file() and path.read_text("utf-8") == "mine":
            assert (built.site / path.relative_to(docs)).read_text("utf-8") == "mine"


def test_on_a_full_disk_every_page_is_there(site: MkDocsSite, emulator: Emulator) -> None:
    """No page is cut off, the build ends well, and room brings the players."""
    theme = "<!doctype html><title>{{ page.title }}</title><body>{{ page.content }}</body>"
    site.write(
        {
            "mkdocs.yml": MKDOCS_YML.replace(
                "theme: mkdocs", "theme: {name: null, custom_dir: t}"
            ).replace("  - search\n", ""),
            "t/main.html": theme,
        }
    )
    whole = site.build(environ=speaking_to(emulator))
    assert len(players_of(whole)) == 2
    smallest = min(path.stat().st_size for path in whole.site.rglob("*.mp3"))
    limit = (
        f"import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({smallest - 1}, {smallest - 1}))"
    )
    site.write({"hook.py": f"def on_post_build(**kwargs):\n    {limit}\n"})
    config = (site.folder / "mkdocs.yml").read_text("utf-8")
    site.write({"mkdocs.yml": f"{config}hooks: [hook.py]\n"})
    shutil.rmtree(whole.site / "assets")  # what is there would be moved, and needs no room
    full = site.build(environ=speaking_to(emulator))
    assert full.status == 0, full.output
    assert full.files("*.html") == whole.files("*.html")
    assert not players_of(full)
    assert not full.files("*.mp3")
    assert not full.files("*.tmp")
    [warning] = full.warnings
    assert "can't be written" in warning
    site.write({"mkdocs.yml": config})
    assert players_of(site.build(environ=speaking_to(emulator))) == players_of(whole)


def test_a_dirty_build_keeps_no_file_of_a_page_that_is_now_secret(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """What it played goes; what others play, and what a user put there, stays."""
    pytest.importorskip("encryptcontent")
    site.write({"docs/assets/aisha-audio/mine.txt": "mine"})
    site.write({"mkdocs.yml": f"{MKDOCS_YML}  - encryptcontent: {{}}\n"})
    first = site.build(environ=speaking_to(emulator))
    assert audio_of(first) == 4
    site.write({"docs/guide/start.md": f"---\npassword: open-sesame\n---\n{GUIDE}"})
    second = site.build("--dirty", environ=speaking_to(emulator))
    assert second.status == 0, second.output
    assert players_of(second) == {"index.html"}
    assert audio_of(second) == 2
    assert not [name for name, text in texts_of(second.site) if "boshqa papkada" in text]
    assert (second.site / "assets/aisha-audio/mine.txt").read_text("utf-8") == "mine"


def test_a_build_from_the_cache_changes_nothing_beside_the_site(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Not a file is written, none touched; links that lead nowhere do no harm."""
    (site.folder / "docs/.loop").symlink_to(".loop")
    (site.folder / "docs/.dangling").symlink_to("../nowhere/at/all")
    site.build(environ=speaking_to(emulator))

    def state() -> dict[str, tuple[int, int]]:
        inside = [path.relative_to(site.folder) for path in site.folder.rglob("*")]
        paths = [site.folder / path for path in inside if path.parts[0] != "site"]
        return {str(p): (p.stat().st_mtime_ns, p.stat().st_size) for p in paths if p.is_file()}

    before = state()
    assert "5 from the cache" in site.build(environ=speaking_to(emulator)).closing_line
    assert state() == before


@pytest.mark.parametrize(
    ("option", "arguments", "said"),
    [
        ("site/cache", (), "'site/cache' lies inside site_dir"),
        ("public/x/../cache", ("-d", "public"), "lies inside site_dir"),
        ("link/cache", (), "'link/cache' lies inside docs_dir"),
        (".cache", (), "'.cache' is reached from docs_dir by audio"),
        (".", (), "'.' has docs_dir inside it"),
        ("theme/cache", (), "lies inside the theme's custom_dir"),
    ],
)
def test_a_cache_that_would_be_published_is_refused(
    site: MkDocsSite, option: str, arguments: tuple[str, ...], said: str
) -> None:
    """Whatever way it is reached by; the message names the way out, and nothing is sent."""
    (site.folder / "link").symlink_to("docs")
    (site.folder / "theme").mkdir()
    if option == ".cache":
        (site.folder / ".cache").mkdir()
        (site.folder / "docs/audio").symlink_to("../.cache")
    config = MKDOCS_YML.replace("theme: mkdocs", "theme: {name: mkdocs, custom_dir: theme}")
    site.write({"mkdocs.yml": f"{config}      cache_dir: {option}\n"})
    built = site.build(*arguments)
    assert built.status == 1
    assert said in built.output
    assert "Set it to a folder outside, such as .cache/aisha-docs-audio" in built.output
    assert "Traceback" not in built.output


def test_front_matter_of_other_tools_silences_no_page(site: MkDocsSite, emulator: Emulator) -> None:
    """It is left to them, and one line says so."""
    site.write(
        {
            "docs/index.md": f"---\nspeed: 30 km/h\nlanguage: English\nmodel: T-1000\n---\n{INDEX}",
            "docs/guide/start.md": f"---\nspeed: 1.5\n---\n{GUIDE}",
        }
    )
    built = site.build("--strict", environ=speaking_to(emulator))
    assert built.status == 0, built.output
    assert len(players_of(built)) == 2
    assert {charge.speed for charge in emulator.account().charges} == {1.0, 1.5}
    [line] = [line for line in built.output.splitlines() if "left to other tools" in line]
    assert "language: 'English' (index.md), model: 'T-1000' (index.md), speed: '30 km/h'" in line


def test_the_search_index_holds_no_word_of_ours(hooked: tuple[Built, Emulator]) -> None:
    """Neither captions nor the player's words, nor what is in its attributes."""
    built, _ = hooked
    index = json.loads((built.site / "search/search_index.json").read_bytes())
    words = json.dumps(index)
    assert not re.search(r"aisha|vtt|Play|Tinglash", words.replace("aisha-audio&gt;", ""))
