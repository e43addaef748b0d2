"""The API key: read from the environment, checked, and never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.redaction import HIDDEN, VARIABLE, hide

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 1024


class ApiKey:
    """A key that can be sent, but not printed, formatted, pickled or compared by accident.

    It is a value with an identity only: two keys are never equal, so that no comparison, hash or
    dictionary tells anything about one.
    """

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        """Strip and check `value`.

        Raises SettingsError, which never holds the value, for what cannot be a key: an HTTP header
        takes it as it is (RFC 9110, 5.5), so only visible ASCII characters may be in it.
        """
        value = value.strip()
        problem = _problem(value)
        if problem:
            raise SettingsError(VARIABLE, problem, "Set it to the key alone, as AIsha shows it.")
        self.__value = value

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> ApiKey | None:
        """Return the key of `environ`, or None where there is none.

        A blank variable counts as none: CI sets secrets that a fork may not read to nothing.
        Raises SettingsError.
        """
        value = environ.get(VARIABLE, "")
        return cls(value) if value.strip() else None

    def reveal(self) -> str:
        """Return the key itself, for the request header and for nothing else."""
        return self.__value

    def redact(self, text: str) -> str:
        """Hide the key wherever it stands in `text`, such as in what a server echoed, escaped."""
        return hide(self.__value, text)

    def __repr__(self) -> str:
        return f"ApiKey({HIDDEN!r})"

    def __copy__(self) -> ApiKey:
        return self

    def __deepcopy__(self, memo: object) -> ApiKey:
        return self

    def __getstate__(self) -> NoReturn:
        raise TypeError("an API key is never written down")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("an API key is never pickled")


def _problem(value: str) -> str:
    """Return what is wrong with a key, without a character of it."""
    if not value:
        return "is empty."
    if len(value) > _LONGEST:
        return f"is longer than {_LONGEST} characters."
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'`":
        return "stands in quotation marks."
    if any(character.isspace() for character in value):
        return "has white space inside."
    if not all("!" <= character <= "~" for character in value):
        return "has a character that an HTTP header cannot hold."
    return ""
