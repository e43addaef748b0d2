"""The emulator keeps its own copy of the API's rules: it must be the same as ours."""

from __future__ import annotations

import pytest

from aisha_docs_audio.emulator import validation
from aisha_docs_audio.emulator.errors import Refusal
from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.settings import aisha
from aisha_docs_audio.settings.options import OPTIONS, parse_option

DOCUMENT = {
    "MAX_CHARACTERS": 1000,
    "MAX_CHARACTERS_ANONYMOUS": 500,
    "MODELS": ("Gulnoza",),
    "MOODS": ("Neutral", "Cheerful", "Happy", "Sad"),
}
"""As the API's document has it."""


def test_lists_and_limits_are_those_of_the_document() -> None:
    """The emulator stands for somebody else's server, so it repeats them; nothing else does."""
    assert {name: getattr(validation, name) for name in DOCUMENT} == DOCUMENT
    assert DOCUMENT == {
        "MAX_CHARACTERS": aisha.MAX_CHARACTERS_WITH_KEY,
        "MAX_CHARACTERS_ANONYMOUS": aisha.MAX_CHARACTERS_WITHOUT_KEY,
        "MODELS": aisha.MODELS,
        "MOODS": aisha.MOODS,
    }
    assert OPTIONS["api_url"].default == aisha.PRODUCTION == "https://back.aisha.group"


@pytest.mark.parametrize(
    ("speed", "is_valid"),
    [(0, True), (0.5, True), (1, True), (2, True), (0.49, False), (2.01, False), (-1, False)],
)
def test_a_speed_is_valid_for_the_option_and_the_emulator_alike(
    speed: float, is_valid: bool
) -> None:
    """0, or 0.5 to 2.0 (API document, "Request fields")."""

    def accepts(check: object, error: type[Exception]) -> bool:
        try:
            check()
        except error:
            return False
        return True

    fields = {"transcript": "Matn", "language": "uz", "speed": str(speed)}
    assert aisha.is_speed(speed) is is_valid
    assert accepts(lambda: parse_option("speed", speed), SettingsError) is is_valid
    assert accepts(lambda: validation.validate(fields, authenticated=True), Refusal) is is_valid
