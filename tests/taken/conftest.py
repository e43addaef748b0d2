"""The same pages in all three hosts, built once for a module, on one emulator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from aisha_docs_audio.emulator.testing import Emulator
from tests.hosts.built_site import BuiltSite
from tests.sites import Built, MkDocsSite, SphinxSite, speaking_to

HOSTS = ("mkdocs", "sphinx", "narrate")

# Reading order is none of the alphabet's, and goes over a page that nobody hears.
PAGES = {
    "index": ("uz", "Bosh sahifa", ""),
    "zebra": ("uz", "Zebra & “bo‘ri”", ""),
    "quiet": ("uz", "Jim", "off"),
    "alpha": ("en", "Alpha", ""),
}

MKDOCS_YML = """\
site_name: Sinov sayti
site_url: https://docs.example/qoʻllanma/
theme: mkdocs
use_directory_urls: false
plugins: [aisha-audio: {language: uz}]
"""

NAV = "nav: [index.md, zebra.md, quiet.md, alpha.md]\n"

CONF_PY = """\
project = html_title = "Sinov sayti"
language = "uz"
html_baseurl = "https://docs.example/qoʻllanma"
extensions = ["aisha_docs_audio.sphinx_ext"]
html_theme = "basic"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A site of one host, how it is built again, and the emulator that was paid."""

    host: str
    site: MkDocsSite | SphinxSite | BuiltSite
    built: Built
    emulator: Emulator

    @property
    def folder(self) -> Path:
        """Where the audio stands."""
        [place] = self.built.site.rglob("pages.json")
        return place.parent

    def again(self, files: Mapping[str, str] | None = None) -> Built:
        """Build once more, after files were written."""
        self.site.write(files or {})
        return build(self.site, self.emulator)


def build(site: MkDocsSite | SphinxSite | BuiltSite, emulator: Emulator) -> Built:
    """Build a site by its own host."""
    environ = speaking_to(emulator)
    if isinstance(site, BuiltSite):
        return site.narrate(environ=environ)
    return site.build(environ=environ)


def site_of(host: str, folder: Path) -> MkDocsSite | SphinxSite | BuiltSite:
    """Write the pages as this host wants them."""
    names = list(PAGES)
    files: dict[str, str] = {}
    for place, (name, (language, title, audio)) in enumerate(PAGES.items()):
        text = ("Birinchi xatboshi.", f"Ikkinchisi: {name}.", "Bo‘lim", "Uchinchi xatboshi.")
        if host == "narrate":
            following = names[place + 1] if place + 1 < len(names) else ""
            files[f"site/{name}.html"] = (
                f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
                f"<title>{title.replace('&', '&amp;')} - Sinov sayti</title>"
                f'<link rel="canonical" href="https://docs.example/qoʻllanma/{name}.html">'
                + (f'<link rel="next" href="{following}.html">' if following else "")
                + (f'<meta name="aisha-audio" content="{audio}">' if audio else "")
                + f"<main><h1>{title.replace('&', '&amp;')}</h1><p>{text[0]}</p><p>{text[1]}</p>"
                f"<h2>{text[2]}</h2><p>{text[3]}</p></main></html>"
            )
        elif host == "mkdocs":
            front = f"language: {language}\n" + (f"audio: {audio}\n" if audio else "")
            files[f"docs/{name}.md"] = (
                f"---\n{front}---\n\n# {title}\n\n{text[0]}\n\n{text[1]}\n\n"
                f"## {text[2]}\n\n{text[3]}\n"
            )
        else:
            front = f":language: {language}\n" + (f":audio: {audio}\n" if audio else "")
            tree = "\n.. toctree::\n\n   zebra\n   quiet\n   alpha\n" if name == "index" else ""
            files[f"{name}.rst"] = (
                f"{front}\n{title}\n{'=' * 30}\n\n{text[0]}\n\n{text[1]}\n\n"
                f"{text[2]}\n{'-' * 30}\n\n{text[3]}\n{tree}"
            )
    if host == "mkdocs":
        files["mkdocs.yml"] = MKDOCS_YML + NAV
    elif host == "sphinx":
        files["conf.py"] = CONF_PY
    kinds: dict[str, type[MkDocsSite | SphinxSite | BuiltSite]] = {
        "mkdocs": MkDocsSite,
        "sphinx": SphinxSite,
        "narrate": BuiltSite,
    }
    site = kinds[host](folder=folder)
    site.write(files)
    return site


@pytest.fixture(scope="module", params=HOSTS)
def taken(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    shared_emulator: Emulator,
) -> Taken:
    """One built site of each host."""
    host: str = request.param
    key = f"taken-{host}-{request.path.stem}"
    shared_emulator.open_account(key, 10**6)
    emulator = shared_emulator.acting_for(key)
    site = site_of(host, tmp_path_factory.mktemp(host))
    built = build(site, emulator)
    assert built.status == 0, built.output
    return Taken(host=host, site=site, built=built, emulator=emulator)
