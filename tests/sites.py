"""Small real sites, built by the real hosts in processes of their own."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aisha_docs_audio.emulator.testing import Emulator
from tests.forked_hosts import run_module


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of a build: exit status, all that was printed, and where the site is."""

    status: int
    output: str
    site: Path

    @property
    def warnings(self) -> list[str]:
        """The lines that are warnings of ours."""
        return [
            line
            for line in self.output.splitlines()
            if line.startswith("WARNING: ") or ("WARNING" in line and "aisha-audio" in line)
        ]

    @property
    def closing_line(self) -> str:
        """Our one line at the end."""
        [line] = [line for line in self.output.splitlines() if "minutes of audio" in line]
        return line

    def html(self, page: str) -> str:
        """One page of the site as it was written."""
        return (self.site / page).read_bytes().decode()

    def files(self, pattern: str) -> list[str]:
        """Names of the site's files that match, sorted."""
        return sorted(path.relative_to(self.site).as_posix() for path in self.site.rglob(pattern))

    def captions(self, page: str) -> dict[int, str]:
        """What is read on a page, by block, as its WebVTT file says."""
        [source] = re.findall(r'<track [^>]*src="([^"]+)"', self.html(page))
        text = (self.site / page).parent.joinpath(source).resolve().read_text("utf-8")
        cues = [block.split("\n", 2) for block in text.strip().split("\n\n")[1:]]
        return {int(number): said.strip() for number, _, said in cues}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A folder with sources in it, and a host that builds them."""

    folder: Path

    def write(self, files: Mapping[str, str]) -> None:
        """Write source files; those with the text "" are removed."""
        for name, text in files.items():
            path = self.folder / name
            if not text:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def _run(self, command: list[str], site: Path, environ: Mapping[str, str]) -> Built:
        done = run_module(command, self.folder, {**os.environ, **environ})
        return Built(status=done.returncode, output=done.stdout, site=site)


class MkDocsSite(Site):
    """Sources for MkDocs: mkdocs.yml and docs/."""

    def build(
        self, *arguments: str, environ: Mapping[str, str] | None = None, host: str = "mkdocs"
    ) -> Built:
        """Run `mkdocs build`."""
        command = [host, "build", *arguments]
        return self._run(command, self.folder / "site", environ or {})


class SphinxSite(Site):
    """Sources for Sphinx: conf.py and the pages beside it."""

    def build(
        self,
        *arguments: str,
        builder: str = "html",
        environ: Mapping[str, str] | None = None,
    ) -> Built:
        """Run `sphinx-build`."""
        site = self.folder / "_build" / builder
        command = ["sphinx", "-b", builder, "-d", "_build/doctrees", *arguments, ".", str(site)]
        return self._run(command, site, environ or {})


def speaking_to(emulator: Emulator, key: str | None = None) -> dict[str, str]:
    """Give the environment in which a build asks this emulator."""
    return {"AISHA_API_URL": emulator.url, "AISHA_API_KEY": key or emulator.key}
