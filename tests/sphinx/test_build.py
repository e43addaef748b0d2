"""`sphinx-build` with the extension, through the emulator."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aisha_docs_audio.emulator.testing import Emulator
from tests.sites import SphinxSite, speaking_to
from tests.sphinx.conftest import CONF_PY, GUIDE, INDEX

READ_ON_INDEX = {
    1: "Home",
    2: "The first paragraph stands here.",
    3: "The second speaks of conf.py.",
}


@pytest.mark.parametrize("jobs", ["1", "4"])
@pytest.mark.parametrize(
    ("builder", "pages"),
    [
        ("html", ["index.html", "guide/start.html"]),
        ("dirhtml", ["index.html", "guide/start/index.html"]),
        ("singlehtml", ["index.html"]),
    ],
)
def test_every_page_gets_a_player_whose_files_are_there(
    site: SphinxSite, emulator: Emulator, builder: str, pages: list[str], jobs: str
) -> None:
    """Under each HTML builder, alone and in parallel, and with warnings as errors."""
    built = site.build("-W", "-j", jobs, builder=builder, environ=speaking_to(emulator))
    assert built.status == 0, built.output
    for page in pages:
        html = built.html(page)
        assert html.count("<aisha-audio") == 1
        for source in re.findall(r'(?:audio|track) [^>]*src="([^"]+)"', html):
            assert (built.site / page).parent.joinpath(source).resolve().is_file()
    read = built.captions("index.html")
    assert {n: read[n] for n in READ_ON_INDEX} == READ_ON_INDEX
    assert f"{len(pages)} page" in built.closing_line
    heard = "".join(text for page in pages for text in built.captions(page).values())
    assert "This page stands in another folder." in heard


def test_a_second_build_asks_for_nothing_and_rewrites_nothing(
    site: SphinxSite, emulator: Emulator
) -> None:
    """No request, and every file of the site is untouched."""
    first = site.build(environ=speaking_to(emulator))
    before = emulator.account()
    times = {path: path.stat().st_mtime_ns for path in first.site.rglob("*.html")}
    second = site.build(environ=speaking_to(emulator))
    assert emulator.account() == before
    assert "0 generated" in second.closing_line
    narrated = [p for p in times if p.name in {"index.html", "start.html"}]
    assert {p: p.stat().st_mtime_ns for p in narrated} == {p: times[p] for p in narrated}


def test_a_one_word_edit_pays_for_its_block_only(site: SphinxSite, emulator: Emulator) -> None:
    """The account book is charged for exactly the new block's characters."""
    site.build(environ=speaking_to(emulator))
    before = emulator.account().charged_characters
    site.write({"index.rst": INDEX.replace("first paragraph", "new paragraph")})
    site.build(environ=speaking_to(emulator))
    paid = emulator.account().charged_characters - before
    assert paid == len("The new paragraph stands here.")


def test_moving_a_page_pays_nothing_and_removing_it_removes_its_audio(
    site: SphinxSite, emulator: Emulator
) -> None:
    """Sphinx never cleans its output; the extension cleans what is its own."""
    first = site.build(environ=speaking_to(emulator))
    before = emulator.account()
    site.write(
        {
            "guide/start.rst": "",
            "other.rst": GUIDE,
            "index.rst": INDEX.replace("guide/start", "other"),
        }
    )
    moved = site.build(environ=speaking_to(emulator))
    assert emulator.account() == before
    assert moved.files("*.vtt") == first.files("*.vtt")
    site.write({"other.rst": "", "index.rst": INDEX.split(".. toctree")[0]})
    assert len(site.build(environ=speaking_to(emulator)).files("*.mp3")) == 1


def test_audio_deleted_under_an_unchanged_page_comes_back(
    site: SphinxSite, emulator: Emulator
) -> None:
    """Every build looks at every page."""
    first = site.build(environ=speaking_to(emulator))
    names = first.files("*.mp3")
    (first.site / names[0]).unlink()
    assert site.build(environ=speaking_to(emulator)).files("*.mp3") == names


def test_a_page_that_failed_gets_its_player_without_being_rewritten(
    site: SphinxSite, emulator: Emulator
) -> None:
    """The next build finds its marks and its record."""
    emulator.set_faults({"503": 1.0})
    failed = site.build(environ=speaking_to(emulator))
    assert failed.status == 0
    assert "<aisha-audio " not in failed.html("index.html")
    assert failed.warnings
    emulator.set_faults({})
    mended = site.build("-W", environ=speaking_to(emulator))
    assert mended.status == 0, mended.output
    assert mended.captions("index.html") == READ_ON_INDEX
    assert "targets for 0 source files" in mended.output


def test_another_voice_speaks_all_pages_anew(site: SphinxSite, emulator: Emulator) -> None:
    """The players of unchanged pages follow the options of today."""
    first = site.build(environ=speaking_to(emulator)).files("*.mp3")
    second = site.build("-D", "aisha_audio_voice=local", environ=speaking_to(emulator))
    assert len(second.files("*.mp3")) == 2
    assert not {*first} & {*second.files("*.mp3")}


def test_html_differs_from_a_plain_build_only_by_our_additions(
    site: SphinxSite, emulator: Emulator
) -> None:
    """Attributes on blocks, the player between its marks, one script, one style sheet."""
    plain = site.build("-E", environ={"AISHA_AUDIO": "off"}).html("index.html")
    html = site.build("-E", environ=speaking_to(emulator)).html("index.html")
    html = re.sub(r' data-audio-block="\d+"', "", html)
    html = re.sub(r"<!-- aisha-audio -->.*?<!-- /aisha-audio -->", "", html, flags=re.DOTALL)
    html = re.sub(r"\s*<(?:link|script)[^>]*aisha-audio/[^>]*>(?:</script>)?", "", html)
    assert html == plain


@pytest.mark.parametrize("builder", ["text", "json", "epub", "latex", "man", "xml", "gettext"])
def test_it_is_silent_under_every_other_builder(site: SphinxSite, builder: str) -> None:
    """No player, no file, no warning, no message."""
    site.write({"index.rst": INDEX + "\n.. audio-player::\n\n.. audio-skip::\n\n   Silent.\n"})
    options = ["-D", "epub_copyright=x", "-D", "version=1"]
    built = site.build("-W", *options, builder=builder)
    assert built.status == 0, built.output
    assert "aisha-audio" not in built.output
    assert not built.files("*.mp3")


def test_directive_and_roles_skip_and_say(site: SphinxSite, emulator: Emulator) -> None:
    """`audio-skip` as directive and role, `audio-say` as a role."""
    page = (
        "Roles\n=====\n\n"
        ".. audio-skip::\n\n   Nobody hears this.\n\n"
        "We say :audio-say:`MkDocs <em-ke-doks>` and :audio-skip:`not this`.\n"
    )
    site.write({"guide/start.rst": page})
    built = site.build("-W", environ=speaking_to(emulator))
    assert built.status == 0, built.output
    assert built.captions("guide/start.html") == {1: "Roles", 2: "We say MkDocs and."}
    assert "We say em-ke-doks and." in [charge.transcript for charge in emulator.account().charges]
    assert "Nobody hears this." in built.html("guide/start.html")


def test_the_player_directive_marks_its_place(site: SphinxSite, emulator: Emulator) -> None:
    """With `player: manual` only pages with the directive are narrated."""
    site.write(
        {
            "conf.py": CONF_PY + 'aisha_audio_player = "manual"\n',
            "guide/start.rst": GUIDE + "\nBefore.\n\n.. audio-player::\n\nAfter.\n",
        }
    )
    built = site.build("-W", environ=speaking_to(emulator))
    assert built.status == 0, built.output
    assert "<aisha-audio" not in built.html("index.html")
    html = built.html("guide/start.html")
    assert html.index("Before.") < html.index("<aisha-audio") < html.index("After.")


def test_a_page_may_say_off_or_choose_its_own_voice(site: SphinxSite, emulator: Emulator) -> None:
    """Field-list metadata wins over conf.py."""
    site.write(
        {
            "index.rst": ":audio: off\n\n" + INDEX,
            "guide/start.rst": ":language: uz\n:mood: Sad\n\n" + GUIDE,
        }
    )
    built = site.build("-W", environ=speaking_to(emulator))
    assert built.status == 0, built.output
    assert "<aisha-audio" not in built.html("index.html")
    assert {c.mood for c in emulator.account().charges} == {"Sad"}


def test_a_wrong_option_of_a_page_warns_every_time_and_fails_under_w(
    site: SphinxSite, emulator: Emulator
) -> None:
    """Also in a build that does not write the page again."""
    site.write({"index.rst": ':audio: {"mood": "hapy"}\n\n' + INDEX})
    for _ in range(2):
        built = site.build(environ=speaking_to(emulator))
        assert built.status == 0
        assert "Did you mean 'Happy'?" in built.warnings[0]
    # 1, or 2 from the Sphinx versions that stop at the first warning.
    assert site.build("-W", environ=speaking_to(emulator)).status in {1, 2}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("aisha_audio_mood = 'happy'", "aisha_audio_mood: 'happy' is not valid"),
        ("aisha_audio_spede = 1", "aisha_audio_spede: no such option"),
        ("aisha_audio_skip = ['p:has(']", "aisha_audio_skip"),
    ],
)
def test_a_wrong_option_of_the_site_stops_the_build(site: SphinxSite, line: str, said: str) -> None:
    """The message names conf.py, the option, the value, and the way out."""
    site.write({"conf.py": f"{CONF_PY}{line}\n"})
    built = site.build()
    assert built.status == 2
    assert f"conf.py: {said}" in built.output
    assert "Configuration error" in built.output


def test_pages_built_with_the_switch_off_get_their_players_when_it_is_on_again(
    site: SphinxSite, emulator: Emulator
) -> None:
    """Sphinx sees nothing to do for them; the extension does. And once only."""
    site.build(environ={"AISHA_AUDIO": "off"})
    built = site.build("-W", environ=speaking_to(emulator))
    assert built.status == 0, built.output
    assert built.captions("index.html") == READ_ON_INDEX
    again = site.build(environ=speaking_to(emulator))
    assert "0 added, 0 changed, 0 removed" in again.output


def test_the_switch_off_leaves_the_site_alone(site: SphinxSite, tmp_path: Path) -> None:
    """AISHA_AUDIO=off: no player, no file, no warning."""
    built = site.build("-W", environ={"AISHA_AUDIO": "off"})
    assert built.status == 0
    assert "aisha-audio" not in built.html("index.html")
    assert not built.files("aisha-audio*")


def test_a_wrong_switch_is_an_error_with_its_words(site: SphinxSite) -> None:
    """AISHA_AUDIO=of is neither on nor off."""
    built = site.build(environ={"AISHA_AUDIO": "of"})
    assert built.status == 2
    assert "AISHA_AUDIO: 'of' is not valid. Set it to on, off, estimate or preview." in built.output


def test_a_player_is_replaced_whole_in_an_encoding_without_its_letters(
    site: SphinxSite, emulator: Emulator
) -> None:
    """In a page that Sphinx does not write again, whose player is another one each time."""
    uzbek = CONF_PY.replace('"en"', '"uz"') + "html_output_encoding = 'ascii'\n"
    site.write({"conf.py": uzbek})
    environ = speaking_to(emulator)
    first = site.build(environ=environ).html("guide/start.html")
    assert "&#" in first.split("<!-- aisha-audio -->")[1]
    assert "Sinov tovushi" in site.build(
        "-D", "aisha_audio_label=Sinov tovushi", environ=environ
    ).html("guide/start.html")
    assert site.build(environ=environ).html("guide/start.html") == first


@pytest.mark.parametrize("place", [0.1, 0.99])
def test_a_damaged_record_of_a_page_is_made_again_in_the_same_build(
    site: SphinxSite, emulator: Emulator, place: float
) -> None:
    """What the host knows of it, or what was read: the page keeps its player and its sound."""
    environ = speaking_to(emulator)
    first = site.build(environ=environ)
    for record in site.folder.glob("_build/doctrees/aisha-audio/*/*.page"):
        whole = bytearray(record.read_bytes())
        whole[int(len(whole) * place)] ^= 1
        record.write_bytes(whole)
    built = site.build("-W", environ=environ)
    assert built.status == 0, built.output
    for page in ("index.html", "guide/start.html"):
        assert built.html(page) == first.html(page)
        assert built.captions(page) == first.captions(page)
