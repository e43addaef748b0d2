"""The judge of a site's folder: whole pages, players that have their files, one warning."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aisha_docs_audio.hosts.additions import without_additions
from aisha_docs_audio.player.marks import with_player
from aisha_docs_audio.player.placement import find_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from chaos.hosts import Ended, Host

_FILES = re.compile(r'(?:src|href|data-transcript)="([^"]*aisha-audio/[^"]+)"')


@dataclass(kw_only=True)
class SiteFigures:
    """What went wrong, in words, over many builds."""

    builds: int = 0
    silent: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: SiteFigures) -> None:
        """Take in what another one found."""
        self.builds += other.builds
        self.silent += other.silent
        self.wrong += other.wrong


def plain(html: str) -> str:
    """Return a page without its player, whatever stands at its place."""
    html = without_additions(html)
    place = find_mark(html)
    return html if place is None else with_player(html, place, "")


@dataclass(frozen=True, kw_only=True)
class SiteJudge:
    """Knows how a host's pages look with all players (`whole`), and where none could be put in."""

    host: Host
    whole: Mapping[str, bytes]
    accepted: Mapping[str, frozenset[str]]

    def judge(self, site: Path, ended: Ended, *, killed: bool) -> tuple[int, list[str]]:
        """Return how many pages are silent, and what is wrong."""
        wrong = []
        silent = 0
        if not (killed or self._may_fail) and ended.status:
            wrong.append(f"exit status {ended.status}")
        if "Traceback" in ended.output:
            wrong.append("a traceback")
        for name in self._pages:
            path = site / name
            if not path.exists():
                if not (killed or ended.status):
                    wrong.append(f"{name} is missing")
                continue
            html = path.read_text("utf-8")
            if plain(html) not in self.accepted[name]:
                wrong.append(f"{name} is not whole")
            has_player = "<aisha-audio " in html
            silent += not has_player and name in self._narrated
            wrong += self._files_that_are_not_whole(site, path) if has_player else ()
        if not killed and not ended.status and silent and len(ended.warnings) != 1:
            wrong.append(f"{len(ended.warnings)} warnings")
        if not killed and (left := drafts(site)):
            wrong.append(f"left behind: {left}")
        return silent, wrong

    def _files_that_are_not_whole(self, site: Path, page: Path) -> Iterator[str]:
        for url in _FILES.findall(page.read_text("utf-8")):
            file = (page.parent / url.partition("?")[0]).resolve()
            there = file.read_bytes() if file.is_file() else b""
            if there != self.whole.get(file.relative_to(site.resolve()).as_posix()):
                yield f"{page.name} plays {url}, which is not whole"

    @property
    def _narrated(self) -> set[str]:
        return {name for name, content in self.whole.items() if b"<aisha-audio " in content}

    @property
    def _pages(self) -> list[str]:
        return [name for name in self.accepted if name.endswith(".html")]

    @property
    def _may_fail(self) -> bool:
        # A copy that can't be written is no copy; the site itself is as it was.
        return self.host == "narrate -o"

    def judge_peace(self, site: Path, ended: Ended) -> list[str]:
        """Return what is wrong with a site after a build that nothing happened to."""
        wrong = [f"exit status {ended.status} afterwards"] if ended.status else []
        now = files_of(site)
        for name, content in self.whole.items():
            if name not in now:
                wrong.append(f"{name} is missing afterwards")
            elif name.endswith(".html") and now[name] != content and "searchindex" not in name:
                wrong.append(f"{name} differs afterwards")
        wrong += [f"{name} is left over afterwards" for name in now if name not in self.whole]
        return wrong


def files_of(site: Path) -> dict[str, bytes]:
    """Return the files of a site by name, but for those that tell when it was built."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name not in {".buildinfo", "sitemap.xml.gz", "ballast"}
    }


def drafts(site: Path) -> list[str]:
    return [path.name for path in site.rglob("*.tmp")]


def is_page(name: str) -> bool:
    return name.endswith(".html") and "aisha-audio/" not in name
