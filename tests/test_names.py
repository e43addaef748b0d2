"""The code's own names and sizes: what a stranger searches for is found, once."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("aisha_docs_audio", "mkdocs_plugin", "sphinx_ext")
MODULES = {
    path.relative_to(ROOT): path.read_text("utf-8")
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*.py"))
}
TREES = {path: ast.parse(source) for path, source in MODULES.items()}

MOST_LINES = 250
MOST_FILES_AT_THE_ROOT = 8

PUBLIC = {
    # `aisha_docs_audio.emulator.tone.tone` is what users' own tests call.
    (Path("aisha_docs_audio/emulator/tone.py"), "tone"),
    # Sphinx calls it by this name.
    (Path("sphinx_ext/__init__.py"), "setup"),
}
"""Names that others type, so that they stay."""

OLD_WORDS = ("survey", "narrator", "tally", "tallies", "settler", "speeches")
"""What the code called things before it took the field's terms."""

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def definitions(tree: ast.Module) -> list[Definition]:
    """Return the public classes and functions of a module."""
    return [
        node for node in tree.body if isinstance(node, Definition) and not node.name.startswith("_")
    ]


def test_a_class_or_function_has_its_name_for_itself() -> None:
    """Whoever looks for a name finds one thing."""
    places: dict[str, list[str]] = defaultdict(list)
    for path, tree in TREES.items():
        for node in definitions(tree):
            if (path, node.name) not in PUBLIC:
                places[node.name].append(str(path))

    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_no_function_hides_its_module() -> None:
    """`from package import x` gives the module or the function, whatever was imported before."""
    hidden = [
        f"{path}: {node.name}"
        for path, tree in TREES.items()
        for node in definitions(tree)
        if node.name in {path.stem, path.parent.name} and (path, node.name) not in PUBLIC
    ]

    assert hidden == []


def test_docstrings_say_what_is_returned() -> None:
    """Not "Give …", "Say …" or "Tell …": who is told is not known to a function."""
    found = [
        f"{path}:{node.lineno}: {text.splitlines()[0]}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Module))
        and (text := ast.get_docstring(node) or "").startswith(("Give ", "Say ", "Tell "))
    ]

    assert found == []


def test_modules_are_short_enough_to_be_read() -> None:
    """One noun a module."""
    long = {str(path): source.count("\n") for path, source in MODULES.items()}

    assert {p: n for p, n in long.items() if n > MOST_LINES} == {}


def test_the_root_of_the_core_can_be_taken_in_at_a_glance() -> None:
    """All else has a room."""
    files = [path.name for path in MODULES if path.parent == Path("aisha_docs_audio")]

    assert len(files) <= MOST_FILES_AT_THE_ROOT, files


def test_the_old_words_are_gone() -> None:
    """One thing has one name, in code, messages and the pages for contributors."""
    pages = {
        Path(name): (ROOT / name).read_text("utf-8")
        for name in ("docs/architecture.md", "CONTRIBUTING.md")
    }
    found = [
        f"{path}:{number}: {line.strip()}"
        for path, text in {**MODULES, **pages}.items()
        for number, line in enumerate(text.splitlines(), 1)
        if any(word in line.lower() for word in OLD_WORDS)
        and "AISHA_AUDIO_SURVEY" not in line
        and "media:narrator" not in line  # EPUB's own word
    ]

    assert found == []
