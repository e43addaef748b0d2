"""Fill up a site's folder, have it read-only, or kill the build, at every write of ours to it.

MkDocs, Sphinx and `narrate` build three pages whose sound is paid for. Every thing that our code
does below the site's folder is a step; each build meets another one. Then the site is looked at:
all pages are there and whole, with a player that has its files or as if there were none; the host
ended well (unless it was killed), one warning says why players are missing, and nothing half-way is
left. A build in peace follows, after which all players are there and no other file. Where a file
system can be mounted (as root on Linux), one fills up with room for some more bytes, and one turns
read-only, when the pages exist.

Run: python bench/chaos_site.py [--long]     (one step in two ways; --long: every step, every way)
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from chaos.disks import mounted, remount
from chaos.hosts import HOSTS, PAGES, Host, HostSite
from chaos.site_judge import SiteFigures, SiteJudge, files_of, is_page, plain

from aisha_docs_audio.emulator.testing import running

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aisha_docs_audio.emulator.testing import Emulator

WAYS = ("full", "read-only", "kill")
ROOM_BYTES = (0, 4096, 8192, 16384, 32768, 65536)


def prepared(
    host: Host, place: Path, environ: Mapping[str, str]
) -> tuple[HostSite, SiteJudge, int]:
    """Build a site in peace, and once with no room at all; return it, its judge and its steps."""
    model = HostSite(host=host, folder=place / "model", site=place / "out", cache=place / "cache")
    model.write()
    first = model.build(environ)
    assert first.status == 0, first.output
    whole = files_of(model.site)
    pages = {name: content.decode() for name, content in whole.items() if is_page(name)}
    assert sum("<aisha-audio " in html for html in pages.values()) == len(PAGES), first.output
    accepted = {name: {plain(html)} for name, html in pages.items()}
    shutil.rmtree(model.site)
    shutil.rmtree(model.folder)
    model.write()
    model.build(environ, "read-only", 1)
    for name, texts in accepted.items():
        if (model.site / name).exists():
            texts.add(plain((model.site / name).read_text("utf-8")))
    shutil.rmtree(model.site, ignore_errors=True)
    shutil.rmtree(model.folder)
    sets = {name: frozenset(texts) for name, texts in accepted.items()}
    return model, SiteJudge(host=host, whole=whole, accepted=sets), first.steps


def at_step(
    model: HostSite, judge: SiteJudge, environ: Mapping[str, str], wrongly: tuple[str, int]
) -> SiteFigures:
    """Build with one way for it to go wrong from one step on, then in peace."""
    way, step = wrongly
    place = Path(tempfile.mkdtemp(dir=model.folder.parent))
    # The same depth as the model's: relative ways out of the site are in some files.
    site = HostSite(host=model.host, folder=place / "model", site=place / "out", cache=model.cache)
    site.write()
    ended = site.build(environ, way, step)
    silent, wrong = judge.judge(site.site, ended, killed=way == "kill")
    wrong += judge.judge_peace(site.site, site.build(environ))
    shutil.rmtree(place)
    told = [f"{model.host}, {way} from step {step}: {each}" for each in wrong]
    return SiteFigures(builds=1, silent=silent, wrong=told)


def on_disk(
    model: HostSite, judge: SiteJudge, disk: str, environ: Mapping[str, str]
) -> SiteFigures | None:
    """Build on a file system that fills up or turns read-only, then in peace; None: none."""
    place = Path(tempfile.mkdtemp(dir=model.folder.parent))
    with mounted(place / "disk", "4m") as disk_place:
        if disk_place is None:
            return None
        site = HostSite(
            host=model.host, folder=place / "model", site=place / "disk/out", cache=model.cache
        )
        site.write()
        environ = {**environ, "CHAOS_PLACE": str(place / "disk")}
        ended = site.build(environ, disk=disk)
        silent, wrong = judge.judge(site.site, ended, killed=False)
        remount(disk_place, "rw")
        (place / "disk/ballast").unlink(missing_ok=True)
        wrong += judge.judge_peace(site.site, site.build(environ))
    shutil.rmtree(place)
    return SiteFigures(
        builds=1, silent=silent, wrong=[f"{model.host}, a disk {disk}: {each}" for each in wrong]
    )


def try_all(emulator: Emulator, place: Path, *, long: bool) -> SiteFigures:
    """Try every host in every way; in short, in two ways at one step."""
    environ = {"AISHA_API_URL": emulator.url, "AISHA_API_KEY": emulator.key}
    found = SiteFigures()
    for host in HOSTS if long else HOSTS[:3]:
        (place / host).mkdir()
        model, judge, steps = prepared(host, place / host, environ)
        tries = [(way, step) for way in WAYS for step in range(1, steps + 1)]
        disks: Sequence[str] = [*(f"full {room}" for room in ROOM_BYTES), "read-only"]
        if not long:
            tries = [("full", steps // 2), ("kill", steps - steps // 4)]
            disks = disks[2:3] if host == "narrate" else ()
        with ThreadPoolExecutor(2) as pool:
            for figures in pool.map(partial(at_step, model, judge, environ), tries):
                found.add(figures)
        on_disks = [on_disk(model, judge, disk, environ) for disk in disks]
        for each in on_disks:
            if each is not None:
                found.add(each)
        print(
            f"  {host}: {steps} steps, {len(tries)} builds broken at one, "
            f"{sum(each is not None for each in on_disks)} on a file system of their own; "
            f"{len(found.wrong)} things wrong so far",
            flush=True,
        )
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place, running() as emulator:
        found = try_all(emulator, Path(place), long=options.long)
    for each in found.wrong:
        print(f"    {each}")
    print(
        f"{found.builds} builds, {time.monotonic() - began:.0f} s: {len(found.wrong)} things "
        f"wrong, {found.silent} pages without a player until the next build"
    )
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
