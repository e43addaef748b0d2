"""The whole example site through the emulator: what it costs, and what it never costs again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from aisha_docs_audio.emulator.testing import Emulator
from tests.sites import Built, MkDocsSite, speaking_to

EXAMPLE = Path(__file__).parents[2] / "example_site"
MOVED = "en/speakers/index.html"
PAGE = "docs/en/voices.md"


def test_the_example_site_is_paid_for_once_whatever_happens_to_its_pages(
    emulator: Emulator, tmp_path: Path
) -> None:
    """Built, built again, asynchronously, edited, renamed, and with a page less."""
    folder = tmp_path / "example_site"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".cache", "site", "_build"))
    site = MkDocsSite(folder=folder)
    configuration = (folder / "mkdocs.yml").read_text("utf-8")
    environ = speaking_to(emulator) | {"NO_MKDOCS_2_WARNING": "1"}

    def build(*arguments: str) -> Built:
        built = site.build("-d", "site", *arguments, environ=environ)
        assert built.status == 0, built.output
        assert not built.warnings
        return built

    first = build()
    pages = [page for page in first.files("*.html") if page != "404.html" and "assets/" not in page]
    assert len(pages) == 27
    assert all("<aisha-audio " in first.html(page) for page in pages)
    sound = {name: (first.site / name).read_bytes() for name in first.files("*.mp3")}

    paid = emulator.account()
    assert {name: (build().site / name).read_bytes() for name in sound} == sound
    assert emulator.account() == paid

    site.write({"mkdocs.yml": _with_option(configuration, "webhook_url", emulator.url)})
    shutil.move(folder / ".cache", tmp_path / "synchronous")
    again = build()
    assert {name: (again.site / name).read_bytes() for name in again.files("*.mp3")} == sound
    assert emulator.account().charged_characters == 2 * paid.charged_characters
    site.write({"mkdocs.yml": configuration})

    before = emulator.account().charged_characters
    text = (folder / PAGE).read_text("utf-8")
    [heading, *_] = re.findall(r"^## (.+)$", text, re.MULTILINE)
    site.write({PAGE: text.replace(f"## {heading}", f"## Surely {heading}")})
    build()
    assert emulator.account().charged_characters - before == len(f"Surely {heading}")

    before_renaming = emulator.account()
    (folder / PAGE).rename(folder / "docs/en/speakers.md")
    renamed = site.build(environ=environ)
    assert emulator.account() == before_renaming
    [moved] = re.findall(r'<audio [^>]*src="[^"]*?([^/"]+[.]mp3)"', renamed.html(MOVED))

    # In the place of the page that is gone stands the one in Uzbek, with tags of its own.
    (folder / "docs/en/speakers.md").unlink()
    left = site.build(environ=environ).files("*.mp3")
    assert len(left) == len(sound)
    assert not [name for name in left if name.endswith(moved)]
    assert emulator.account() == before_renaming


def _with_option(configuration: str, name: str, value: str) -> str:
    """Add an option of the plugin's at the place where it has options already."""
    return re.sub(
        r"^( *)- aisha-audio:\n( +)",
        rf"\1- aisha-audio:\n\2{name}: {value}\n\2",
        configuration,
        flags=re.MULTILINE,
    )
