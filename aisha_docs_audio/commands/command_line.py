"""How a command line is taken apart, and what is said of one that is wrong: the nearest right one.

Values are never repeated: one of them may be the key.
"""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from aisha_docs_audio.redaction import KEY_HINT, is_like_a_key_option, shown_name
from aisha_docs_audio.settings.slips import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_CHOICE = re.compile(r"argument (?:COMMAND|ACTION): invalid choice: '(.*?)' \(choose from (.*)\)")


class CommandParser(argparse.ArgumentParser):
    """Knows what an option or a command with a slip of the finger in it was meant to be."""

    _unknown: str | None = None
    """The first option typed that this command has not."""

    def parse_known_args(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        namespace: Any = None,  # noqa: ANN401
    ) -> tuple[Any, list[str]]:
        """Refuse what is not known here, by the command that it was typed behind.

        argparse hands it up to the parser of all commands, which knows none of their options.
        """
        words = [word.partition("=")[0] for word in (sys.argv[1:] if args is None else args)]
        known = self._option_string_actions
        self._unknown = next((w for w in words if w[:2] == "--" != w and w not in known), None)
        found, left = super().parse_known_args(args, namespace)
        if left:
            options = [word.partition("=")[0] for word in left if word[:1] == "-"]
            if options:
                self._refuse(options)
            self.error(f"unexpected argument: {shown_name(left[0])}")
        return found, left

    def error(self, message: str) -> NoReturn:
        """End with 2, and with what is wrong."""
        choice = _CHOICE.fullmatch(message)
        if choice:
            message += _nearest(choice[1], re.findall(r"[\w-]+", choice[2]))
        elif message.startswith("the following arguments are required") and self._unknown:
            # An option that is not known takes the place of what is missing: it is what is wrong.
            unknown, self._unknown = self._unknown, None
            self._refuse([unknown])
        super().error(message)

    def _refuse(self, options: Sequence[str]) -> NoReturn:
        if any(map(is_like_a_key_option, options)):
            self.error(f"there is no such option. {KEY_HINT}")
        shown = shown_name(options[0])
        self.error(f"there is no option {shown}.{_nearest(options[0], self._options())}")

    def _options(self) -> list[str]:
        hidden = [a for a in self._actions if a.help == argparse.SUPPRESS]
        spelled = {name for action in hidden for name in action.option_strings}
        return [name for name in self._option_string_actions if name not in spelled]


def _nearest(typed: str, known: Collection[str]) -> str:
    near = nearest(typed, known)
    return f" Did you mean {near}?" if near else ""
