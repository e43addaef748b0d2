"""What a Sphinx build keeps secret, leaves whole and leaves alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aisha_docs_audio.build.manifest import read_manifests
from aisha_docs_audio.emulator.testing import Emulator, running
from tests.sites import Built, SphinxSite, speaking_to
from tests.sphinx.conftest import CONF_PY, INDEX

SECRET = "The combination of the safe is forty-two."


def players_of(built: Built) -> set[str]:
    """Give the pages that show a player."""
    pages = [name for name in built.files("*.html") if "aisha-audio/" not in name]
    return {name for name in pages if "<aisha-audio " in built.html(name)}


def audio_of(built: Built) -> int:
    """Count the tracks and captions of a site."""
    return len(built.files("*.mp3")) + len(built.files("*.vtt"))


def no_player_is_silent(built: Built) -> bool:
    """Whether every file that a player names is there."""
    return all(
        (built.site / page).parent.joinpath(source).resolve().is_file()
        for page in players_of(built)
        for source in re.findall(r'(?:audio|track) [^>]*src="([^"]+)"', built.html(page))
    )


HANDLERS = """
import pathlib, re

def context(app, pagename, templatename, context, doctree):
    if pagename == "a-context":
        context["body"] = "U2FsdGVkX18="
    if pagename == "b-part":
        context["body"] = context["body"].replace("combination", "***")
    if pagename == "c-hidden":
        context["body"] = "<div hidden>" + context["body"] + "</div>"

def rewrite(name):
    def finish(app, exception):
        page = pathlib.Path(app.outdir, name + ".html")
        page.write_text(page.read_text("utf-8").replace("safe", "****"), "utf-8")
    return finish

def setup(app):
    app.connect("html-page-context", context, priority=950)
    app.connect("build-finished", rewrite("d-before"), priority=300)
    app.connect("build-finished", rewrite("e-after"), priority=900)
"""
LOSERS = ("a-context", "b-part", "c-hidden", "d-before", "e-after")
QUIET = {
    "404.rst": ":orphan:\n\nLost\n====\n\nThis page is not here.\n",
    "not-found.rst": ":orphan:\n\nGone\n====\n\nNor is this one.\n",
    "draft.rst": "Draft\n=====\n\nNot yet.\n",
    "by-hand.rst": ":player: manual\n\nBy hand\n=======\n\n.. raw:: html\n\n"
    "   <!-- <aisha-audio></aisha-audio> --><script>'<aisha-audio></aisha-audio>'</script>\n",
}


@pytest.fixture(scope="module")
def handled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Built, Emulator]]:
    """Pages that other extensions change after they were read, and pages nobody is to hear."""
    site = SphinxSite(folder=tmp_path_factory.mktemp("handled"))
    site.write(
        {
            "conf.py": CONF_PY
            + 'exclude_patterns = ["_build", "draft.rst"]\nnotfound_pagename = "not-found"\n'
            'html_additional_pages = {"extra": "extra.html"}\ntemplates_path = ["templates"]\n'
            + HANDLERS.replace(
                "def setup(app):\n",
                'def setup(app):\n    app.add_config_value("notfound_pagename", "404", "html")\n',
            ),
            "templates/extra.html": "<h1>Extra</h1><p>Nobody wrote this to be read.</p>",
            "index.rst": INDEX.split(".. toctree")[0]
            + ".. only:: html\n\n   Seen in HTML.\n\n.. only:: latex\n\n   Seen in print.\n",
            "aside.rst": ":orphan:\n\nAside\n=====\n\nIn no table of contents.\n",
            **{f"{n}.rst": f":orphan:\n\nTitle of {n}\n===========\n\n{SECRET}\n" for n in LOSERS},
            **QUIET,
        }
    )
    with running() as emulator:
        built = site.build(environ=speaking_to(emulator))
        assert built.status == 0, built.output
        yield built, emulator


def test_a_page_that_loses_its_blocks_at_the_end_has_no_player_and_no_file(
    handled: tuple[Built, Emulator],
) -> None:
    """By handlers after ours, before ours, and after all: with a warning."""
    built, _ = handled
    assert players_of(built) == {"index.html", "aside.html"}
    [manifest] = read_manifests(built.site)
    assert {page.page for page in manifest.pages} == players_of(built)
    assert audio_of(built) == 4
    assert no_player_is_silent(built)
    first, second = built.warnings
    assert "no audio for a-context.rst, b-part.rst, c-hidden.rst and 1 more page" in first
    assert "no audio for e-after.rst: the written page does not show" in second


def test_nothing_is_sent_of_pages_that_readers_are_not_shown(
    handled: tuple[Built, Emulator],
) -> None:
    """Not even to be paid for; orphans and what `only` lets through are shown."""
    _, emulator = handled
    sent = {charge.transcript for charge in emulator.account().charges}
    assert {"Aside", "In no table of contents.", "Seen in HTML.", "Home"} <= sent
    # A handler behind ours can't be foreseen; what it takes out is not published.
    sent -= {"Title of e-after", SECRET}
    assert not [t for t in sent if re.search("Title|Lost|Gone|Draft|Extra|print|By hand", t)]


def test_a_page_left_over_from_a_source_that_is_gone_has_no_player(
    site: SphinxSite, emulator: Emulator
) -> None:
    """With its list, without it, after a change of builder: no player is silent."""
    pages = {f"p{n}.rst": f"Page {n}\n======\n\nText of page {n}.\n" for n in range(1, 5)}
    tree = "\n.. toctree::\n   :glob:\n\n   p*\n"
    site.write({**pages, "index.rst": INDEX.split(".. toctree")[0] + tree})
    first = site.build(environ=speaking_to(emulator))
    assert len(players_of(first)) == 6
    site.write({"p1.rst": ""})
    second = site.build(environ=speaking_to(emulator))
    assert "p1.html" in second.files("*.html")
    assert players_of(second) == players_of(first) - {"p1.html"}
    assert no_player_is_silent(second)
    assert audio_of(second) == 10
    for path in (second.site / "_static/aisha-audio").iterdir():
        path.unlink()
    site.write({"p2.rst": ""})
    third = site.build("-E", environ=speaking_to(emulator))
    assert players_of(third) == players_of(second) - {"p2.html"}
    assert no_player_is_silent(third)
    site.write({"p3.rst": pages["p3.rst"].replace("Text", "New text")})
    other = site.build(builder="dirhtml", environ=speaking_to(emulator))
    assert "p3/index.html" in players_of(other)
    moved = site.build("-b", "dirhtml", environ=speaking_to(emulator))
    assert "p3/index.html" in players_of(moved)
    assert "p3.html" in moved.files("*.html")
    assert "p3.html" not in players_of(moved)
    assert no_player_is_silent(moved)


@pytest.mark.parametrize("way", ["static-file", "file", "link"])
def test_whoever_stands_in_our_way_keeps_his_place(
    site: SphinxSite, emulator: Emulator, way: str
) -> None:
    """The site is complete but for the players, and one warning says why."""
    ours = site.folder / "_build/html/_static/aisha-audio"
    elsewhere = site.folder / "elsewhere"
    elsewhere.mkdir()
    if way == "static-file":
        site.write({"conf.py": CONF_PY + 'html_static_path = ["s"]\n', "s/aisha-audio": "mine"})
    else:
        ours.parent.mkdir(parents=True)
        if way == "file":
            ours.write_text("mine", "utf-8")
        else:
            ours.symlink_to(elsewhere)
    built = site.build(environ=speaking_to(emulator))
    assert built.status == 0, built.output
    assert {"index.html", "guide/start.html"} <= set(built.files("*.html"))
    assert not players_of(built)
    [warning] = built.warnings
    assert "_static/aisha-audio of the built site can't be written" in warning
    assert not [*elsewhere.iterdir()]
    if way != "link":
        assert ours.read_text("utf-8") == "mine"


def test_on_a_full_disk_a_page_is_whole_or_as_it_was(site: SphinxSite, emulator: Emulator) -> None:
    """The page is too long to be written again: it stays, in silence, and nothing is left over."""
    listing = "\n".join(f"   line {number} of a long listing" for number in range(3_000))
    long = f"Long\n====\n\nA word.\n\n.. code-block:: text\n\n{listing}\n"
    site.write({"index.rst": INDEX + "   long\n", "long.rst": long})
    emulator.set_faults({"503": 1.0})
    before = site.build(environ=speaking_to(emulator)).html("long.html")
    emulator.set_faults({})
    limit = len(before) - 1_000
    assert limit > 80_000
    conf = (
        "import resource, signal\n"
        "def small(app, exception):\n"
        "    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"    resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "def setup(app):\n    app.connect('build-finished', small, priority=1)\n"
    )
    site.write({"conf.py": CONF_PY + conf})
    full = site.build(environ=speaking_to(emulator))
    assert full.status == 0, full.output
    assert re.sub("<!--.*?-->", "", full.html("long.html")) == re.sub("<!--.*?-->", "", before)
    assert players_of(full) == {"index.html", "guide/start.html"}
    assert not list(full.site.rglob("*.tmp"))
    assert len(full.files("*.mp3")) == 2
    [warning] = full.warnings
    assert "no audio for long.rst: its HTML can't be written" in warning


def test_pages_written_while_the_players_files_could_not_be_get_their_links_later(
    site: SphinxSite, emulator: Emulator
) -> None:
    """A file in our folder's place when Sphinx begins: once it is gone, each page links them."""
    whole = site.build(environ=speaking_to(emulator))
    pages = {name: whole.html(name) for name in players_of(whole)}
    shutil.rmtree(site.folder / "_build")
    mine = whole.site / "_static/aisha-audio"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", "utf-8")
    hindered = site.build(environ=speaking_to(emulator))
    assert hindered.status == 0, hindered.output
    assert not players_of(hindered)
    assert mine.read_text("utf-8") == "mine"
    mine.unlink()
    mended = site.build(environ=speaking_to(emulator))
    assert {name: mended.html(name) for name in players_of(mended)} == pages


def test_drafts_that_a_killed_build_left_go_and_those_of_a_living_one_stay(
    site: SphinxSite, emulator: Emulator
) -> None:
    """Beside the pages and in our folder; files that only look alike are nobody's business."""
    site.build(environ=speaking_to(emulator))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    folders = ["", "guide/", "_static/aisha-audio/"]
    dead = [f"_build/html/{folder}.aisha-audio-{gone.pid}-0123456789ab.tmp" for folder in folders]
    others = [
        f"_build/html/.aisha-audio-{os.getpid()}-0123456789ab.tmp",
        "_build/html/.aisha-audio-mine.tmp",
    ]
    site.write(dict.fromkeys((*dead, *others), "half"))
    assert site.build(environ=speaking_to(emulator)).status == 0
    assert [name for name in dead if (site.folder / name).exists()] == []
    assert [name for name in others if not (site.folder / name).exists()] == []


def test_a_users_files_in_our_folder_stay(site: SphinxSite, emulator: Emulator) -> None:
    """Only what the list says is ours goes."""
    static = {"conf.py": CONF_PY + 'html_static_path = ["s"]\n', "s/aisha-audio/mine.txt": "mine"}
    site.write(static)
    first = site.build(environ=speaking_to(emulator))
    by_hand = first.site / "_static/aisha-audio/by-hand/jingle.mp3"
    by_hand.parent.mkdir()
    by_hand.write_bytes(b"mine")
    site.write({"guide/start.rst": "", "index.rst": INDEX.split(".. toctree")[0]})
    second = site.build(environ=speaking_to(emulator))
    assert second.status == 0, second.output
    assert by_hand.read_bytes() == b"mine"
    assert (by_hand.parent.parent / "mine.txt").read_text("utf-8") == "mine"
    assert len(second.files("*.mp3")) == 2


@pytest.mark.parametrize(
    ("option", "line", "said"),
    [
        ("_build/html/c", "", "lies inside the output folder"),
        ("_build/x/../doctrees/c", "", "lies inside the doctrees"),
        ("s/c", 'html_static_path = ["s"]', "lies inside html_static_path (s)"),
        ("link/c", 'html_extra_path = ["s"]', "lies inside html_extra_path (s)"),
        ("s/c", 'templates_path = ["s"]', "lies inside templates_path (s)"),
        ("c", 'html_static_path = ["s"]', "is reached from html_static_path (s) by c"),
        ("..", "", "has the output folder inside it"),
        (".", "", "has the output folder inside it"),
    ],
)
def test_a_cache_that_would_be_published_is_refused(
    site: SphinxSite, option: str, line: str, said: str
) -> None:
    """Whatever way it is reached by; the message names the way out, and nothing is sent."""
    (site.folder / "s").mkdir()
    (site.folder / "link").symlink_to("s")
    if option == "c":
        (site.folder / "c").mkdir()
        (site.folder / "s/c").symlink_to("../c")
    site.write({"conf.py": f"{CONF_PY}aisha_audio_cache_dir = {option!r}\n{line}\n"})
    built = site.build()
    assert built.status == 2
    assert f"conf.py: aisha_audio_cache_dir: {option!r} {said}" in built.output
    assert "Set it to a folder outside, such as .cache/aisha-docs-audio" in built.output


def test_without_a_key_a_pull_request_is_green(site: SphinxSite, emulator: Emulator) -> None:
    """Under -W: the cache speaks, what is new is left out; or the local voice speaks."""
    site.write({"conf.py": f"{CONF_PY}aisha_audio_voice = 'aisha'\n"})
    site.build(environ=speaking_to(emulator))
    site.write({"index.rst": INDEX.replace("first", "changed")})
    built = site.build("-W", environ={"AISHA_API_URL": emulator.url})
    assert built.status == 0, built.output
    assert players_of(built) == {"guide/start.html"}
    assert "no audio for index.rst: AISHA_API_KEY is not set" in built.output
    local = site.build("-W", "-D", "aisha_audio_voice=auto")
    assert local.status == 0, local.output
    assert "AISHA_API_KEY is not set, so the local voice" in local.output


def test_front_matter_of_other_tools_silences_no_page(site: SphinxSite, emulator: Emulator) -> None:
    """It is left to them, and a line says so in every build."""
    site.write({"index.rst": ":speed: 30 km/h\n:model: T-1000\n\n" + INDEX})
    for _ in range(2):
        built = site.build("-W", environ=speaking_to(emulator))
        assert built.status == 0, built.output
        assert "index.html" in players_of(built)
        assert "model: 'T-1000' (index.rst), speed: '30 km/h' (index.rst)" in built.output


def test_a_preview_pays_nothing_unless_it_is_told_to(site: SphinxSite, emulator: Emulator) -> None:
    """AISHA_AUDIO=preview plays what is cached; the option `preview` may say otherwise.

    While nothing is cached the local voice speaks: who has a key hears no less than without one.
    """
    preview = {**speaking_to(emulator), "AISHA_AUDIO": "preview"}
    empty = site.build(environ=preview)
    assert players_of(empty) == {"index.html", "guide/start.html"}
    assert "eSpeak NG" in empty.html("index.html")
    assert emulator.account().requests == 0
    site.build(environ=speaking_to(emulator))
    before = emulator.account().charged_characters
    assert before > 0
    site.write({"index.rst": INDEX.replace("first", "changed")})
    built = site.build(environ=preview)
    assert emulator.account().charged_characters == before
    assert players_of(built) == {"index.html", "guide/start.html"}
    assert 'slot="note"' in built.html("index.html")
    site.build("-D", "aisha_audio_preview=full", environ=preview)
    assert emulator.account().charged_characters > before


def test_a_build_from_the_cache_changes_nothing_of_ours(
    site: SphinxSite, emulator: Emulator
) -> None:
    """Neither in the cache nor in the site nor beside the doctrees is a file written or touched."""
    site.build(environ=speaking_to(emulator))

    def state() -> dict[str, tuple[int, int]]:
        paths = [path for path in site.folder.rglob("*") if path.is_file()]
        return {
            str(path.relative_to(site.folder)): (path.stat().st_mtime_ns, path.stat().st_size)
            for path in paths
            if "aisha" in str(path.relative_to(site.folder)) or path.suffix in {".rst", ".py"}
        }

    before = state()
    assert "5 from the cache" in site.build(environ=speaking_to(emulator)).closing_line
    assert state() == before


def test_the_sources_are_left_alone(site: SphinxSite, tmp_path: Path) -> None:
    """No sound is made of a page by a checker of links."""
    built = site.build(builder="linkcheck")
    assert built.status == 0, built.output
    assert not [*tmp_path.rglob("*.mp3")]
