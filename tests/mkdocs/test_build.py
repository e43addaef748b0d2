"""`mkdocs build` with the plugin, through the emulator."""

from __future__ import annotations

import json
import re

import pytest

from aisha_docs_audio.build.manifest import read_manifests
from aisha_docs_audio.emulator.testing import Emulator
from tests.mkdocs.conftest import GUIDE, INDEX, MKDOCS_YML
from tests.sites import MkDocsSite, speaking_to


def test_every_page_gets_a_player_whose_files_are_there(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Track and captions are found from the page by their relative URLs."""
    built = site.build("--strict", environ=speaking_to(emulator))
    assert built.status == 0, built.output
    for page in ("index.html", "guide/start/index.html"):
        html = built.html(page)
        assert html.count("<aisha-audio") == 1
        for source in re.findall(r'(?:audio|track) [^>]*src="([^"]+)"', html):
            assert (built.site / page).parent.joinpath(source).resolve().is_file()
    assert built.captions("index.html") == {
        1: "Bosh sahifa",
        2: "Birinchi xatboshi shu yerda.",
        3: "Ikkinchi xatboshi esa mkdocs.yml haqida.",
    }
    assert "2 pages narrated, 5 segments: 0 from the cache, 5 generated" in built.closing_line


def test_the_cues_of_a_page_are_its_blocks(site: MkDocsSite, emulator: Emulator) -> None:
    """Blocks carry the numbers that cues have as their ids."""
    built = site.build(environ=speaking_to(emulator))
    numbers = [int(n) for n in re.findall(r'data-audio-block="(\d+)"', built.html("index.html"))]
    assert numbers == list(built.captions("index.html"))


def test_a_second_build_asks_the_api_for_nothing(site: MkDocsSite, emulator: Emulator) -> None:
    """Not a single request, and the same audio."""
    first = site.build(environ=speaking_to(emulator))
    before, audio = emulator.account(), first.files("*.mp3")
    second = site.build(environ=speaking_to(emulator))
    assert emulator.account() == before
    assert second.files("*.mp3") == audio
    assert "5 from the cache, 0 generated, 0 characters paid for" in second.closing_line


def test_a_lost_derived_cache_is_made_again_for_nothing(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """What was paid for is in the store; clips and tracks are made from it."""
    first = site.build(environ=speaking_to(emulator))
    audio = {name: (first.site / name).read_bytes() for name in first.files("*.mp3")}
    before = emulator.account()
    for path in site.folder.glob(".cache/aisha-docs-audio/derived/*/**/*"):
        if path.is_file():
            path.unlink()
    second = site.build(environ=speaking_to(emulator))
    assert emulator.account() == before
    assert {name: (second.site / name).read_bytes() for name in second.files("*.mp3")} == audio


def test_a_one_word_edit_pays_for_its_block_only(site: MkDocsSite, emulator: Emulator) -> None:
    """The account book is charged for exactly the new block's characters."""
    site.build(environ=speaking_to(emulator))
    before = emulator.account().charged_characters
    site.write({"docs/index.md": INDEX.replace("Birinchi xatboshi", "Yangi xatboshi")})
    built = site.build(environ=speaking_to(emulator))
    assert emulator.account().charged_characters - before == len("Yangi xatboshi shu yerda.")
    assert "4 from the cache, 1 generated, 25 characters paid for" in built.closing_line


def test_a_page_respelled_pays_nothing_and_shows_its_new_spelling(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """The new Uzbek alphabet is heard as the old one; literals are said, captions show them."""
    old = "# Oʻrnatish\n\nSoʻng `#` va `2 ** 10` haqidagi boʻlimni oʻqing.\n"
    new = "# Örnatiş\n\nSöng `#` va `2 ** 10` haqidagi bölimni öqing.\n"
    site.write({"docs/guide/start.md": old})
    site.build(environ=speaking_to(emulator))
    charged = emulator.account().charged_characters
    site.write({"docs/guide/start.md": new})

    built = site.build(environ=speaking_to(emulator))

    assert emulator.account().charged_characters == charged
    assert list(built.captions("guide/start/index.html").values()) == [
        "Örnatiş",
        "Söng # va 2 ** 10 haqidagi bölimni öqing.",
    ]
    assert "Soʻng panjara va 2 ning 10-darajasi haqidagi boʻlimni oʻqing." in [
        charge.transcript for charge in emulator.account().charges
    ]


def test_moving_a_page_pays_nothing_and_keeps_its_audio(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """The sound goes by the text, not by the file; only its tag tells where the page is now."""
    captions = site.build(environ=speaking_to(emulator)).files("*.vtt")
    before = emulator.account()
    site.write({"docs/guide/start.md": "", "docs/other.md": GUIDE})
    built = site.build(environ=speaking_to(emulator))
    assert emulator.account() == before
    assert built.files("*.vtt") == captions
    assert "<aisha-audio" in built.html("other/index.html")


def test_removing_a_page_removes_its_audio(site: MkDocsSite, emulator: Emulator) -> None:
    """The site holds no track that no page plays."""
    site.build(environ=speaking_to(emulator))
    site.write({"docs/guide/start.md": ""})
    built = site.build(environ=speaking_to(emulator))
    assert len(built.files("*.mp3")) == len(built.files("*.vtt")) == 1


def test_html_differs_from_a_plain_build_only_by_our_additions(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Attributes on blocks, one player, one script, one style sheet."""
    plain = site.build(environ={"AISHA_AUDIO": "off"}).html("index.html")
    html = site.build(environ=speaking_to(emulator)).html("index.html")
    html = re.sub(r' data-audio-block="\d+"', "", html)
    html = re.sub(r"<!-- aisha-audio -->.*?<!-- /aisha-audio -->", "", html, flags=re.DOTALL)
    html = re.sub(r"\s*<(?:link|script)[^>]*aisha-audio[^>]*>(?:</script>)?", "", html)
    assert _without_build_date(html) == _without_build_date(plain)


def test_search_does_not_find_the_player(site: MkDocsSite, emulator: Emulator) -> None:
    """The index of a narrated site is that of the plain one."""
    plain = site.build(environ={"AISHA_AUDIO": "off"})
    index = json.loads((plain.site / "search/search_index.json").read_bytes())
    built = site.build(environ=speaking_to(emulator))
    assert json.loads((built.site / "search/search_index.json").read_bytes()) == index


def test_asynchronous_generation_gives_the_same_narration(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """With a webhook the sound is settled by the status endpoint; the bytes are the same."""
    first = site.build(environ=speaking_to(emulator))
    audio = {name: (first.site / name).read_bytes() for name in first.files("*.mp3")}
    webhook = f"{emulator.url}/nobody"
    site.write(
        {"mkdocs.yml": f"{MKDOCS_YML}      webhook_url: {webhook}\n      cache_dir: other\n"}
    )
    second = site.build(environ=speaking_to(emulator))
    assert "5 generated" in second.closing_line
    assert {name: (second.site / name).read_bytes() for name in second.files("*.mp3")} == audio
    assert emulator.account().requests_by_endpoint["status"] >= 5


def test_a_page_whose_template_leaves_its_content_out_has_no_track(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Nobody could play it."""
    site.write(
        {
            "mkdocs.yml": MKDOCS_YML.replace(
                "theme: mkdocs", "theme: {name: mkdocs, custom_dir: overrides}"
            ),
            "overrides/bare.html": "<!doctype html><title>bare</title>",
            "docs/guide/start.md": f"---\ntemplate: bare.html\n---\n{GUIDE}",
        }
    )
    built = site.build(environ=speaking_to(emulator))
    assert len(built.files("*.mp3")) == 1
    assert "1 page narrated" in built.closing_line


def test_a_page_may_say_off_or_choose_its_own_voice(site: MkDocsSite, emulator: Emulator) -> None:
    """Front matter wins over the site's options."""
    site.write(
        {
            "docs/index.md": f"---\naudio: off\n---\n{INDEX}",
            "docs/guide/start.md": f"---\naudio:\n  mood: Happy\nspeed: 1.5\n---\n{GUIDE}",
        }
    )
    built = site.build("--strict", environ=speaking_to(emulator))
    assert built.status == 0, built.output
    assert "<aisha-audio" not in built.html("index.html")
    charges = emulator.account().charges
    assert {(charge.mood, charge.speed) for charge in charges} == {("Happy", 1.5)}


def test_a_wrong_option_of_a_page_costs_that_page_its_audio_and_fails_strict(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """The site is built, the warning names page, option and the nearest right value."""
    site.write({"docs/index.md": f"---\naudio: {{mood: hapy}}\n---\n{INDEX}"})
    built = site.build(environ=speaking_to(emulator))
    assert built.status == 0
    [warning] = built.warnings
    assert "index.md" in warning
    assert "mood: 'hapy'" in warning
    assert "Did you mean 'Happy'?" in warning
    assert "<aisha-audio" in built.html("guide/start/index.html")
    assert site.build("--strict", environ=speaking_to(emulator)).status == 1


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("mood: happy", "option 'mood': 'happy' is not valid"),
        ("spede: 1", "option 'spede': no such option. Did you mean speed?"),
        ("5: 5", "option '5': no such option. The options are: voice"),
        ("null: 5", "option 'None': no such option."),
        ("lexicon: no.pls", "option 'lexicon': no.pls cannot be read"),
        ("concurrency: 0", "must be a whole number from 1 to 64"),
        ("cache_dir: docs/cache", "cache_dir: 'docs/cache' lies inside docs_dir"),
        ("skip: ['p:has(']", "skip"),
    ],
)
def test_a_wrong_option_of_the_site_stops_the_build(
    site: MkDocsSite, option: str, said: str
) -> None:
    """The message names the option, the value, and the way out."""
    site.write({"mkdocs.yml": f"{MKDOCS_YML}      {option}\n"})
    built = site.build()
    assert built.status == 1
    assert said in built.output
    assert "Traceback" not in built.output


def test_a_page_past_all_measure_is_shown_and_not_read(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """One warning says why; the other pages have their players."""
    site.write({"docs/index.md": f"{INDEX}\n\n{'<div>' * 600}deep{'</div>' * 600}\n"})
    built = site.build(environ=speaking_to(emulator))
    assert built.status == 0
    [warning] = built.warnings
    assert "no audio for index.md: its elements nest more than 512 deep" in warning
    assert "<aisha-audio " in built.html("guide/start/index.html")


def test_without_a_key_the_local_voice_speaks_and_says_so(site: MkDocsSite) -> None:
    """A newcomer needs no account, nor does --strict fail whoever has no key to give."""
    built = site.build("--strict")
    assert built.status == 0, built.output
    assert "INFO    -  aisha-audio: AISHA_API_KEY is not set, so the local voice" in built.output
    assert len(built.files("*.mp3")) == 2


def test_without_a_key_the_cache_still_speaks(site: MkDocsSite, emulator: Emulator) -> None:
    """A fork's build has no secrets: what is cached is played, what is new is missing."""
    site.write(
        {
            "mkdocs.yml": f"{MKDOCS_YML}      voice: aisha\n",
            "docs/guide/start.md": f"{GUIDE}\n{'Uzun gap shu yerda turadi. ' * 26}\n",
        }
    )
    site.build(environ=speaking_to(emulator))
    site.write({"docs/index.md": INDEX.replace("Birinchi", "Boshqa")})
    built = site.build("--strict", environ={"AISHA_API_URL": emulator.url})
    assert built.status == 0, built.output
    assert "<aisha-audio " in built.html("guide/start/index.html")
    assert "INFO    -  aisha-audio: no audio for index.md: AISHA_API_KEY is not set" in built.output


def test_the_option_local_speaks_without_a_warning(site: MkDocsSite) -> None:
    """It was said on purpose."""
    site.write({"mkdocs.yml": f"{MKDOCS_YML}      voice: local\n"})
    built = site.build("--strict")
    assert built.status == 0, built.output


def test_the_switch_off_leaves_the_site_alone(site: MkDocsSite) -> None:
    """AISHA_AUDIO=off: no player, no file, no warning."""
    built = site.build("--strict", environ={"AISHA_AUDIO": "off"})
    assert built.status == 0
    assert "aisha-audio" not in built.html("index.html")
    assert not built.files("aisha-audio*")


def test_properdocs_builds_the_same_site(site: MkDocsSite, emulator: Emulator) -> None:
    """The fork loads the plugin from the same entry point."""
    pytest.importorskip("properdocs")
    audio = site.build(environ=speaking_to(emulator)).files("*.mp3")
    site.write({"properdocs.yml": (site.folder / "mkdocs.yml").read_text("utf-8")})
    built = site.build(environ=speaking_to(emulator), host="properdocs")
    assert built.status == 0, built.output
    assert built.files("*.mp3") == audio


def test_a_dirty_build_keeps_the_players_of_unchanged_pages(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """Only what changed is written again."""
    [before] = read_manifests(site.build(environ=speaking_to(emulator)).site)
    site.write({"docs/index.md": INDEX.replace("Birinchi", "Boshqa")})
    built = site.build("--dirty", environ=speaking_to(emulator))
    assert built.status == 0, built.output
    assert "Boshqa" in built.captions("index.html")[2]
    assert built.captions("guide/start/index.html")[1] == "Qoʻllanma"
    [manifest] = read_manifests(built.site)
    assert [page.page for page in manifest.pages] == ["index.html", "guide/start/index.html"]
    assert manifest.pages[0].audio != before.pages[0].audio
    assert manifest.pages[1] == before.pages[1]


def _without_build_date(html: str) -> str:
    return re.sub(r"Build Date UTC : .*", "", html)
