"""What a build or an estimate says of cost before anything is paid, and of text paid for again."""

from __future__ import annotations

import json
from pathlib import Path

from aisha_docs_audio.emulator.testing import Emulator
from tests.mkdocs.conftest import GUIDE, INDEX, MKDOCS_YML
from tests.sites import MkDocsSite, SphinxSite, speaking_to
from tests.test_commands import command

SHARED = "Bu gap ikki sahifada bor."
DATED = "Hujjatlar 2026-yil 26-noyabr kuni, a1b2c3d oʻzgarishidan yigʻilgan."


def test_the_estimate_lists_pages_and_languages_dearest_first(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """In words and as JSON; text on two pages is paid for by the first, so the rows add up."""
    english = f"{'A long page. ' * 50}\n\n<p lang='en'>Hello there, reader.</p>\n"
    site.write({"docs/index.md": f"# Bir\n\n{SHARED}\n", "docs/z.md": f"{SHARED}\n\n{english}"})
    done = command(site.folder, "estimate", "--json", environ=speaking_to(emulator))
    form = json.loads(done.stdout)
    pages = form["pages"]
    assert [page["path"] for page in pages] == ["z.md", "guide/start.md", "index.md"]
    assert sum(page["new_characters"] for page in pages) == form["new_characters"]
    assert {page["language"] for page in pages} == {"uz"}
    assert form["new_characters_by_language"].keys() == {"uz", "en"}
    words = command(site.folder, "estimate", environ=speaking_to(emulator)).stdout
    listed = words.partition("dearest pages:\n")[2].splitlines()
    assert [line.split()[-1] for line in listed] == [page["path"] for page in pages]
    assert emulator.account().requests == 0


def test_a_build_warns_before_it_pays_for_a_long_page(site: MkDocsSite, emulator: Emulator) -> None:
    """With page, length and the ways out; once, also under --strict; never for what is cached."""
    options = MKDOCS_YML + "      warn_minutes: 0.05\n"
    site.write({"mkdocs.yml": options + "      max_characters: 0\n", "docs/index.md": INDEX})
    built = site.build("--strict", environ=speaking_to(emulator))
    assert built.status == 1
    [warning] = [line for line in built.warnings if "is long" in line]
    assert "index.md is long: " in warning
    assert "raise warn_minutes (0.05 now)" in warning
    assert built.output.index("is long") < built.output.index("speaking ")
    site.write({"mkdocs.yml": options})
    assert any("is long" in line for line in site.build(environ=speaking_to(emulator)).warnings)
    assert site.build("--strict", environ=speaking_to(emulator)).warnings == []


def test_a_build_names_blocks_paid_for_again_for_their_digits(
    site: MkDocsSite, emulator: Emulator
) -> None:
    """A date of the build is named, once, as no fault; an edit of words is not."""
    site.write({"docs/guide/start.md": GUIDE + f"\n{DATED}\n"})
    assert "paid for again" not in site.build(environ=speaking_to(emulator)).output
    later = DATED.replace("26-noyabr", "1-dekabr").replace("a1b2c3d", "0f9e8d7")
    site.write(
        {"docs/guide/start.md": GUIDE + f"\n{later}\n", "docs/index.md": INDEX + "\nSoʻz.\n"}
    )
    built = site.build("--strict", environ=speaking_to(emulator))
    [line] = [line for line in built.output.splitlines() if "paid for again" in line]
    assert "guide/start.md: “Hujjatlar 2026-yil 1-dekabr" in line
    assert "more block" not in line
    assert "INFO" in line
    assert "paid for again" not in site.build(environ=speaking_to(emulator)).output


def test_the_same_under_sphinx(tmp_path: Path, emulator: Emulator) -> None:
    """The warning stands in the log before anything is paid, and at the end as a warning."""
    site = SphinxSite(folder=tmp_path)
    conf = 'extensions = ["aisha_docs_audio.sphinx_ext"]\naisha_audio_language = "uz"\n'
    text = "Sarlavha\n========\n\n{}\n"
    site.write({"conf.py": conf, "index.rst": text.format(DATED)})
    assert site.build(environ=speaking_to(emulator)).status == 0
    before = {
        path: path.stat().st_mtime_ns
        for path in [tmp_path, *tmp_path.joinpath(".cache").rglob("*")]
    }
    site.build(environ=speaking_to(emulator))
    after = {path: path.stat().st_mtime_ns for path in before}
    assert after == before
    site.write(
        {
            "conf.py": conf + "aisha_audio_warn_minutes = 0.01\n",
            "index.rst": text.format(DATED.replace("26", "27")),
        }
    )
    output = site.build(environ=speaking_to(emulator)).output
    assert output.count("index.rst is long") == 2
    assert output.index("index.rst is long") < output.index("speaking ")
    assert "WARNING: aisha-audio: index.rst is long" in output
    assert output.count("paid for again") == 1
