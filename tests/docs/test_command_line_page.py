"""docs/command-line.md against the command's own --help."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from aisha_docs_audio.cli import parser
from aisha_docs_audio.commands.arguments import option_help
from aisha_docs_audio.settings.options import OPTIONS

PAGE = (Path(__file__).parents[2] / "docs/command-line.md").read_text("utf-8")


def commands(parent: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Go through every command that can be run, with the words that are typed for it."""
    for action in parent._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, child in action.choices.items():
                nested = [(f"{name} {inner}", leaf) for inner, leaf in commands(child)]
                yield from nested or [(name, child)]


def rows_of(command: argparse.ArgumentParser) -> list[str]:
    """Write a command's arguments as the page has them: as typed, and what --help says."""
    formatter = command._get_formatter()
    rows = []
    for action in command._actions:
        if isinstance(action, argparse._HelpAction) or action.help == argparse.SUPPRESS:
            continue
        typed = ", ".join(action.option_strings)
        if action.nargs != 0:
            metavar = (
                formatter._get_default_metavar_for_optional(action)
                if action.option_strings
                else formatter._get_default_metavar_for_positional(action)
            )
            typed = f"{typed} {formatter._format_args(action, metavar)}".strip()
        said = formatter._expand_help(action) if action.help else ""
        if action.dest in OPTIONS and action.help == option_help(action.dest):
            # What --help says, with the marks that text of a page needs and a terminal has not.
            meaning = OPTIONS[action.dest].meaning.rstrip(".")
            assert said.startswith(meaning.replace("`", ""))
            said = meaning + said[len(meaning.replace("`", "")) :]
        rows.append(f"| `{typed}` | {said} |".replace("|  |", "| |"))
    return rows


def section_of(name: str) -> str:
    """Give what the page says below a command's heading."""
    return re.split(r"^#", PAGE.partition(f"# `{name}`\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def test_every_command_has_its_section_in_order() -> None:
    """No command is missing, and none is described that is not there."""
    described = re.findall(r"^##+ `(.+)`$", PAGE, flags=re.MULTILINE)

    assert described == [name for name, _ in commands(parser())]


def test_every_argument_is_described_as_help_does() -> None:
    """Each command's table has its arguments in order, in the words of --help."""
    for name, command in commands(parser()):
        rows = [row for row in section_of(name).splitlines() if row.startswith("| `")]

        assert rows == rows_of(command), name
