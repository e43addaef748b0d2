"""Measure how much memory a build takes for speaking, over the same build without the plugin.

The segments are a minute long each, unless `--seconds` says otherwise. The peak is that of the
whole process, as the system counts it (ru_maxrss); the emulator is a process of its own and not in
it. What a first build takes more on the last site than on the first, by the segments that it has
more, is the slope.

Run: python bench/memory.py [--host sphinx] [--seconds N] [SEGMENTS[/PAGES] ...]   (20 and 200/20 if
none is given; 2000 take a quarter of an hour on two idle cores)
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.processes import run

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCE = "Bu gap {page} sahifaning {number} qismidagi {turn} gapdir va uni hech kim eshitmaydi. "
LISTENING = "Listening on "

# The tone voice beeps once in ten characters, and ten times more.
BEEPS = 90
EMULATOR = """\
import sys
from aisha_docs_audio.emulator import tone
tone.BEEP_SECONDS = float(sys.argv.pop(1))
from aisha_docs_audio.emulator.command import run_emulator
sys.exit(run_emulator(sys.argv[1:]))
"""


@contextmanager
def api(data: Path, seconds: float, *more: str) -> Iterator[str]:
    """Run an emulator whose sounds are about so long, with `more` options; gives its URL."""
    arguments = [
        f"{seconds / BEEPS:.2f}",
        "--port",
        "0",
        "--data",
        str(data),
        "--key",
        "key=1000000000",
        *more,
    ]
    with subprocess.Popen(
        [sys.executable, "-c", EMULATOR, *arguments, "--voice", "tone", "--until-stdin-closes"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(LISTENING):
                yield line.removeprefix(LISTENING).strip()
                break
        process.terminate()


def write_site(folder: Path, segments: int, pages: int, *, with_plugin: bool) -> None:
    """Write the sources of a site with so many segments, spread over its pages, for both hosts."""
    plugins = "[aisha-audio: {language: uz, warn_minutes: 0}]" if with_plugin else "[]"
    (folder / "mkdocs.yml").write_text(f"site_name: x\ntheme: mkdocs\nplugins: {plugins}\n")
    extensions = ["aisha_docs_audio.sphinx_ext"] if with_plugin else []
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs" / "conf.py").write_text(
        f"extensions = {extensions}\nhtml_theme = 'basic'\nroot_doc = 'index'\n"
        "source_suffix = {'.md': 'restructuredtext'}\nsuppress_warnings = ['toc.not_included']\n"
        + "aisha_audio_language = 'uz'\naisha_audio_warn_minutes = 0\n"
        * with_plugin
    )
    for page in range(pages):
        blocks = []
        for number in range(segments // pages):
            text = "".join(SENTENCE.format(page=page, number=number, turn=n) for n in range(11))
            blocks.append(text)
        name = "index.md" if page == 0 else f"page{page}.md"
        # A heading to Markdown, and with its line below it one to reStructuredText.
        text = f"{page}\n===\n\n" + "\n\n".join(blocks) + "\n"
        (folder / "docs" / name).write_text(text)


COMMANDS = {
    "mkdocs": ["mkdocs", "build"],
    "sphinx": ["sphinx", "-b", "html", "-E", "docs", "built"],
}


def peak(host: str, folder: Path, url: str) -> tuple[float, str]:
    """Build the site; return the peak of its memory in MB, and the line it ended with."""
    cost = run(COMMANDS[host], folder, {"AISHA_API_URL": url, "AISHA_API_KEY": "key"})
    said = (line for line in cost.output.splitlines() if "narrated" in line)
    return cost.peak_megabytes, next(said, "")


def main() -> None:
    """Print the peaks, what the plugin adds to them, and how that grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", choices=COMMANDS, default="mkdocs")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("sizes", nargs="*", default=["20", "200/20"], metavar="SEGMENTS[/PAGES]")
    options = parser.parse_args()
    print(f"| {options.host}: segments | Pages | Plain build | First build | From the cache |")
    print("|---|---|---|---|---|", flush=True)
    found: list[tuple[int, float]] = []
    for size in options.sizes:
        segments, _, pages = size.partition("/")
        with tempfile.TemporaryDirectory() as scratch:
            added = measure(
                options.host, Path(scratch), int(segments), int(pages or 1), options.seconds
            )
        found.append((int(segments), added))
    (least, first), (most, last) = found[0], found[-1]
    if most != least:
        slope = (last - first) * 1000 / (most - least)
        print(f"\nA first build takes {slope:+.1f} KB for each segment more.")


def measure(host: str, folder: Path, segments: int, pages: int, seconds: float) -> float:
    """Print what one site takes; return what its first build takes beyond the plain one, in MB."""
    with api(folder / "api", seconds) as url:
        write_site(folder, segments, pages, with_plugin=False)
        plain, _ = peak(host, folder, url)
        write_site(folder, segments, pages, with_plugin=True)
        first, line = peak(host, folder, url)
        again, _ = peak(host, folder, url)
    print(line.rpartition("aisha-audio: ")[2], file=sys.stderr)
    print(
        f"| {segments:,} | {pages} | {plain:.0f} MB | {first - plain:+.0f} MB "
        f"| {again - plain:+.0f} MB |",
        flush=True,
    )
    return first - plain


if __name__ == "__main__":
    main()
