"""What is kept of a page is never older than what it was made of."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from aisha_docs_audio.emulator.testing import Emulator
from tests.mkdocs.conftest import INDEX, MKDOCS_YML
from tests.sites import Built, MkDocsSite, speaking_to

DERIVED = ".cache/aisha-docs-audio/derived"
HOOK = """
def on_post_page(output, page, **kwargs):
    return output.replace("<p", "<p hidden", 1) if page.file.src_uri == "index.md" else output
"""


def players_of(built: Built) -> set[str]:
    """Give the pages that show a player."""
    pages = [name for name in built.files("*.html") if "aisha-audio/" not in name]
    return {name for name in pages if "<aisha-audio " in built.html(name)}


BOTH = {"index.html", "guide/start/index.html"}


def test_a_kept_page_follows_everything_that_decides_about_it(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Its text, an option of reading, a word of the lexicon, and what is written at the end."""
    environ = speaking_to(emulator)
    first = site.build(environ=environ)
    kept = site.build(environ=environ)
    assert (
        kept.html("index.html").split("Build Date")[0]
        == first.html("index.html").split("Build Date")[0]
    )
    charged = emulator.account().charged_characters

    site.write({"mkdocs.yml": f"{MKDOCS_YML}      skip: [code]\n"})
    skipped = site.build(environ=environ)
    assert "mkdocs" not in " ".join(skipped.captions("index.html").values())

    site.write({"mkdocs.yml": f"{MKDOCS_YML}      lexicon: {{xatboshi: abzas}}\n"})
    site.build(environ=environ)
    sent = {charge.transcript for charge in emulator.account().charges}
    assert "Birinchi abzas shu yerda." in sent

    site.write({"mkdocs.yml": MKDOCS_YML})
    before = emulator.account().charged_characters
    assert before > charged
    again = site.build(environ=environ)
    assert emulator.account().charged_characters == before
    assert again.captions("index.html") == first.captions("index.html")

    site.write({"mkdocs.yml": f"{MKDOCS_YML}hooks: [hook.py]\n", "hook.py": HOOK})
    hidden = site.build(environ=environ)
    assert players_of(hidden) == BOTH - {"index.html"}
    assert "does not show all that was read" in hidden.output
    # Of what it found out once it is as sure the second time.
    assert players_of(site.build(environ=environ)) == BOTH - {"index.html"}


OTHERS = {
    "the site's name": {"mkdocs.yml": MKDOCS_YML.replace("Sinov", "Boshqa nom")},
    "its address": {"mkdocs.yml": f"site_url: https://docs.example/x/\n{MKDOCS_YML}"},
    "the form of addresses": {"mkdocs.yml": f"use_directory_urls: false\n{MKDOCS_YML}"},
    "the order": {"mkdocs.yml": f"nav: [guide/start.md, index.md]\n{MKDOCS_YML}"},
    "the page behind it": {"docs/guide/start.md": "---\naudio: off\n---\n\n# Jim\n\nXatboshi.\n"},
    "its title": {"docs/index.md": f"---\ntitle: Boshqa sarlavha\n---\n\n{INDEX}"},
    "an option of the player": {"mkdocs.yml": f"{MKDOCS_YML}      label: Eshiting\n"},
}


@pytest.mark.parametrize("what", OTHERS)
def test_what_a_page_puts_into_the_site_follows_all_that_stands_in_it(
    site: MkDocsSite, emulator: Emulator, what: str
) -> None:
    """With what was kept of it or without, the site is the same, byte for byte."""
    environ = speaking_to(emulator)
    site.build(environ=environ)
    site.write(OTHERS[what])
    shutil.rmtree(site.folder / "site")
    built = site.build(environ=environ)
    found = {name: (built.site / name).read_bytes() for name in built.files("assets/aisha-audio/*")}
    player = players_in(built)
    shutil.rmtree(site.folder / DERIVED / "made")
    anew = site.build(environ=environ)
    assert {name: (anew.site / name).read_bytes() for name in found} == found
    assert players_in(anew) == player


def players_in(built: Built) -> dict[str, str]:
    """Return the players' HTML, by page."""
    pages = {name: built.html(name) for name in players_of(built)}
    return {
        name: html.partition("<!-- aisha-audio -->")[2].partition("<!-- /aisha-audio -->")[0]
        for name, html in pages.items()
    }


def hurt(path: Path, way: str) -> None:
    """Damage a file."""
    whole = path.read_bytes()
    if way == "delete":
        path.unlink()
    else:
        middle = len(whole) // 2
        flipped = bytes([whole[middle] ^ 1])
        path.write_bytes(
            {"truncate": whole[:middle], "flip": whole[:middle] + flipped + whole[middle + 1 :]}[
                way
            ]
        )


@pytest.mark.parametrize("way", ["delete", "truncate", "flip"])
def test_what_is_kept_may_be_lost_or_damaged(
    site: MkDocsSite, emulator: Emulator, way: str
) -> None:
    """Records, notes and files of tracks: all is made again, for nothing, and plays the same."""
    environ = speaking_to(emulator)
    first = site.build(environ=environ)
    charged = emulator.account()
    kept = ("readings/*/*.page", "uses/*/*.use", "made/*/*.made", "tracks/*.track", "files/*.mp3")
    for pattern in kept:
        found = [*site.folder.glob(f"{DERIVED}/{pattern}")]
        assert found, pattern
        for path in found:
            hurt(path, way)
        built = site.build("--strict", environ=environ)
        assert built.status == 0, built.output
        assert players_of(built) == BOTH
        for page in BOTH:
            assert built.captions(page) == first.captions(page)
            [track] = re.findall(r'<audio [^>]*src="([^"]+)"', built.html(page))
            names = (built.site / page).parent.joinpath(track).resolve(), Path(track).name
            assert names[0].read_bytes() == next(first.site.rglob(names[1])).read_bytes()
    assert emulator.account().charged_characters == charged.charged_characters
