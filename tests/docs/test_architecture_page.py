"""docs/architecture.md against the modules that are there."""

from __future__ import annotations

import pkgutil
from pathlib import Path

import aisha_docs_audio

PAGE = (Path(__file__).parents[2] / "docs/architecture.md").read_text("utf-8")
ADAPTERS = {"mkdocs_plugin", "sphinx_ext"}


def test_every_module_has_its_place_in_the_table() -> None:
    """A stranger finds what owns what; nobody can add a module and leave it out."""
    modules = [
        f"{module.name}/" if module.ispkg else f"{module.name}.py"
        for module in pkgutil.iter_modules(aisha_docs_audio.__path__)
        if module.name not in ADAPTERS | {"__main__"}
    ]

    assert [module for module in modules if f"`{module}`" not in PAGE] == []


def test_no_module_stands_there_that_is_gone() -> None:
    """What the table names can be imported."""
    known = {module.name for module in pkgutil.iter_modules(aisha_docs_audio.__path__)} | ADAPTERS
    table = PAGE.partition("| Room | Owns |")[2].partition("\n\n")[0]
    cells = [row.split("|")[1] for row in table.splitlines()[2:]]
    named = {name.strip(" `/").removesuffix(".py") for cell in cells for name in cell.split(",")}

    assert named - known == set()
