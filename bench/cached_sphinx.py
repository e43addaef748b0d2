"""Measure Sphinx builds that find all sound cached beside the same builds without the extension.

Two of them: nothing changed since the last build, and a full one (-E -a). Processor seconds of the
whole process, in turns, medians; behind each ratio half the distance of its quartiles. The first
builds, which buy all sound of an emulator, are not counted.

Run: python bench/cached_sphinx.py [--rounds N] [FOLDER…]
FOLDER is a folder of sources. Without one: Sphinx's own documentation, without its list of changes.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.documentation import SPHINX, SPHINX_BUILD, fetched, sphinx_site
from measuring.processes import Cost, median_costs, run
from measuring.tables import print_machine, print_table

from aisha_docs_audio.emulator.testing import running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KEY = "bench-key-of-a-usual-length-0123456789"
HEAD = ("site", "build", "plain, CPU s", "cached, CPU s", "ratio", "more, s", "MB more", "to reach")
BUILDS = {
    "nothing changed": ((), "1.10, 0.15 s, 12 MB"),
    "full": (("-E", "-a"), "1.03, 12 MB"),
}


def rows(name: str, docs: Path, rounds: int, folder: Path) -> Iterator[Sequence[str]]:
    """Go through the builds of one site."""
    plain, ours = (sphinx_site(docs, folder, ours=ours) for ours in (False, True))
    with running() as emulator:
        emulator.open_account(KEY, 10**9)
        environ = {"AISHA_API_URL": emulator.url, "AISHA_API_KEY": KEY}
        for site in (plain, ours, ours):
            run(SPHINX_BUILD, site, environ)
        before = emulator.account(KEY).requests
        for build, (arguments, wanted) in BUILDS.items():
            command = [*SPHINX_BUILD[:2], *arguments, *SPHINX_BUILD[2:]]

            def built(site: Path, command: Sequence[str] = command) -> Cost:
                return run(command, site, environ)

            both = median_costs(lambda: built(plain), lambda: built(ours), rounds)
            yield (
                name,
                build,
                f"{both.plain:.2f}",
                f"{both.ours:.2f}",
                f"{both.ratio:.3f} ± {both.noise:.3f}",
                f"{both.more_seconds:+.2f}",
                f"{both.more_megabytes:+.1f}",
                wanted,
            )
        assert emulator.account(KEY).requests == before, "a cached build asked the API"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("folders", nargs="*", type=Path)
    options = parser.parse_args()
    print_machine()
    with tempfile.TemporaryDirectory() as scratch:
        if not options.folders:
            docs = fetched(SPHINX, Path(scratch, "source"))
            name = f"Sphinx {SPHINX.version}"
            print_table(HEAD, rows(name, docs, options.rounds, Path(scratch, "site")))
        for number, docs in enumerate(options.folders):
            folder = Path(scratch, str(number))
            print_table(HEAD, rows(docs.name, docs, options.rounds, folder))


if __name__ == "__main__":
    main()
