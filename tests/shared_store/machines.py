"""Machines of one account: each has a cache of its own, and sources as `git clone` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aisha_docs_audio.emulator.testing import Emulator
from tests.sites import Built, MkDocsSite, SphinxSite, speaking_to

PAGES = {
    "index": ("Salom", "Bu hujjat uch marta quriladi."),
    "second": ("Ikkinchi", "Har bir matn uchun bir marta toʻlanadi."),
    "third": ("Uchinchi", "Omborda topilgan ovoz yana soʻralmaydi."),
}


@dataclass(slots=True)
class Machine:
    """One machine; `builds` counts what came of it."""

    folder: Path
    environ: Mapping[str, str]
    store: str
    pages: Mapping[str, tuple[str, str]] = field(default_factory=lambda: PAGES)
    options: Mapping[str, object] = field(default_factory=dict)

    def mkdocs(self) -> Built:
        """Build with MkDocs."""
        return self.mkdocs_sources().build(environ=self.environ)

    def mkdocs_sources(self) -> MkDocsSite:
        """Write a site of MkDocs."""
        site = MkDocsSite(folder=self.folder)
        options = {"shared_store": self.store, "language": "uz", **self.options}
        lines = "".join(f"      {name}: {value}\n" for name, value in options.items())
        site.write(
            {
                "mkdocs.yml": "site_name: Sinov\nplugins:\n  - aisha-audio:\n" + lines,
                **{f"docs/{n}.md": f"# {title}\n\n{text}\n" for n, (title, text) in self._pages()},
            }
        )
        return site

    def sphinx(self) -> Built:
        """Build with Sphinx."""
        site = SphinxSite(folder=self.folder)
        options = {"shared_store": self.store, **self.options}
        lines = "".join(f"aisha_audio_{name} = {value!r}\n" for name, value in options.items())
        tree = "\n".join(f"   {n}" for n, _ in self._pages() if n != "index")
        toctree = f"\n.. toctree::\n   :hidden:\n\n{tree}\n"
        site.write(
            {
                "conf.py": "project = 'Sinov'\nlanguage = 'uz'\n"
                f"extensions = ['aisha_docs_audio.sphinx_ext']\n{lines}",
                **{
                    f"{n}.rst": f"{title}\n{'=' * len(title)}\n\n{text}\n"
                    + (toctree if n == "index" else "")
                    for n, (title, text) in self._pages()
                },
            }
        )
        return site.build(environ=self.environ)

    def _pages(self) -> list[tuple[str, tuple[str, str]]]:
        return list(self.pages.items())


def new_machine(folder: Path, emulator: Emulator, store: str, **options: object) -> Machine:
    """Make a machine that has the key."""
    folder.mkdir()
    return Machine(folder, speaking_to(emulator), store, options=options)
