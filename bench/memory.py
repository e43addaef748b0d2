"""Measure how much memory a build takes for speaking, over the same build without the plugin.

The segments are a minute long each, unless `--seconds` says otherwise. The peak is that of the
whole process, as the system counts it (ru_maxrss); the emulator is a process of its own and not in
it.

Run: python bench/memory.py [--seconds N] [SEGMENTS[/PAGES] ...]   (20 and 200/20 if none is given;
2000 take a quarter of an hour on two idle cores)
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

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
def api(data: Path, seconds: float) -> Iterator[str]:
    """Run an emulator whose sounds are about so long; gives its URL."""
    arguments = [
        f"{seconds / BEEPS:.2f}",
        "--port",
        "0",
        "--data",
        str(data),
        "--key",
        "key=1000000000",
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
    """Write the sources of a site with so many segments, spread over its pages."""
    plugins = "[aisha-audio: {language: uz, warn_minutes: 0}]" if with_plugin else "[]"
    (folder / "mkdocs.yml").write_text(f"site_name: x\ntheme: mkdocs\nplugins: {plugins}\n")
    (folder / "docs").mkdir(exist_ok=True)
    for page in range(pages):
        blocks = []
        for number in range(segments // pages):
            text = "".join(SENTENCE.format(page=page, number=number, turn=n) for n in range(11))
            blocks.append(text)
        name = "index.md" if page == 0 else f"page{page}.md"
        (folder / "docs" / name).write_text(f"# {page}\n\n" + "\n\n".join(blocks) + "\n")


def peak(folder: Path, url: str) -> tuple[float, str]:
    """Build the site; return the peak of its memory in MB, and the line it ended with."""
    environ = {**os.environ, "AISHA_API_URL": url, "AISHA_API_KEY": "key"}
    with (folder / "log").open("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build"],
            cwd=folder,
            env=environ,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        said = log.read()
    if process.returncode:
        raise SystemExit(said)
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return used.ru_maxrss / scale, next((x for x in said.splitlines() if "narrated" in x), "")


def main() -> None:
    """Print the peaks, and what the plugin adds to them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("sizes", nargs="*", default=["20", "200/20"], metavar="SEGMENTS[/PAGES]")
    options = parser.parse_args()
    for size in options.sizes:
        segments, _, pages = size.partition("/")
        with tempfile.TemporaryDirectory() as scratch:
            measure(Path(scratch), int(segments), int(pages or 1), options.seconds)


def measure(folder: Path, segments: int, pages: int, seconds: float) -> None:
    """Print what one site takes."""
    with api(folder / "api", seconds) as url:
        write_site(folder, segments, pages, with_plugin=False)
        plain, _ = peak(folder, url)
        write_site(folder, segments, pages, with_plugin=True)
        first, line = peak(folder, url)
        again, _ = peak(folder, url)
    print(line.partition("aisha-audio: ")[2])
    print(f"{segments} segments on {pages} page(s): plain build {plain:.0f} MB at its peak")
    print(f"  first build: {first:.0f} MB, {first - plain:+.0f} MB")
    print(f"  from the cache: {again:.0f} MB, {again - plain:+.0f} MB", flush=True)


if __name__ == "__main__":
    main()
