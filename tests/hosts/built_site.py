"""A folder with a built site in it, and the command that narrates it."""

from __future__ import annotations

from collections.abc import Mapping

from tests.sites import Built, Site


class BuiltSite(Site):
    """A folder with a built site in `site/`, whoever built it."""

    def narrate(self, *arguments: str, environ: Mapping[str, str] | None = None) -> Built:
        """Run `aisha-docs-audio narrate site`; the built site is the output, where one is given."""
        output = arguments[arguments.index("-o") + 1] if "-o" in arguments else "site"
        command = ["aisha_docs_audio", "narrate", "site", *arguments]
        return self._run(command, self.folder / output, environ or {})

    def run_command(self, *words: str, environ: Mapping[str, str]) -> Built:
        """Run another subcommand beside the site."""
        return self._run(["aisha_docs_audio", *words], self.folder / "site", environ)

    def bytes_of(self, folder: str = "site") -> dict[str, bytes]:
        """Every file of a folder."""
        root = self.folder / folder
        return {
            p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()
        }
