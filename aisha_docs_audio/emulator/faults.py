"""What goes wrong on purpose: the faults by name, and which request each one befalls."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from aisha_docs_audio.emulator.options import EmulatorError, FaultOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One kind of fault: what requests it can befall, and what it means."""

    name: str
    befalls: frozenset[str]
    meaning: str


POST = "post"
READING = "reading"
MEDIA = "media"

_ANY_CALL = frozenset({POST, READING})
_POST_ONLY = frozenset({POST})
_MEDIA_ONLY = frozenset({MEDIA})

FAULTS: Mapping[str, Fault] = {
    name: Fault(name=name, befalls=befalls, meaning=meaning)
    for name, befalls, meaning in (
        ("lost", _POST_ONLY, "charged, sound made; the connection is closed without an answer"),
        ("late", _POST_ONLY, "closed without an answer, charged and recorded some time afterwards"),
        ("503-charged", _POST_ONLY, "charged, sound made, and yet the answer is 503"),
        ("504", _POST_ONLY, "charged, sound made; a gateway's HTML page with 504 is the answer"),
        ("reset-charged", _POST_ONLY, "charged, sound made; the connection is reset (TCP RST)"),
        ("failed", _POST_ONLY, "an asynchronous task ends as FAILED and is refunded"),
        ("503", _ANY_CALL, "503, nothing charged"),
        ("429", _ANY_CALL, "429 with Retry-After, nothing charged"),
        ("reset", _ANY_CALL, "the connection is reset (TCP RST), nothing charged"),
        ("hang", _ANY_CALL, "no answer until the client goes away, nothing charged"),
        ("truncated", _MEDIA_ONLY, "half of the sound: cut off, or passed off as the whole file"),
        ("notaudio", _MEDIA_ONLY, "200 with an HTML page in place of the sound"),
        ("stub", _MEDIA_ONLY, "the head of an MP3 or Ogg file and no sound behind it"),
        ("codec", _MEDIA_ONLY, "a WAV file in an encoding that nobody knows"),
        ("silence", _MEDIA_ONLY, "a whole WAV file in which nothing is to be heard"),
        ("missing", _MEDIA_ONLY, "404 in place of the sound"),
    )
}


class Faults:
    """Draws lots, the same ones each time for the same seed and the same order of requests."""

    def __init__(self, options: FaultOptions) -> None:
        """Raise EmulatorError for a fault that does not exist and for rates that are none."""
        self.options = options
        self.thrown = 0
        self._drawn: Counter[str] = Counter()
        for name, rate in options.rates.items():
            if name not in FAULTS:
                raise EmulatorError(
                    f"there is no fault {name!r}. The faults are: {', '.join(FAULTS)}"
                )
            if not 0 <= rate <= 1:
                raise EmulatorError(f"the rate of fault {name!r} must be from 0 to 1, not {rate!r}")
        for kind in (POST, READING, MEDIA):
            total = sum(rate for _, rate in self._rates(kind))
            # Ten times 0.1 is a little more than 1 in binary.
            if total > 1 + 1e-9:
                raise EmulatorError(f"the rates of the faults sum up to {total:g}, more than 1")

    def draw(self, kind: str) -> str | None:
        """Return which fault befalls this request; `kind` is POST, READING or MEDIA."""
        self._drawn[kind] += 1
        if kind == POST and self._drawn[POST] <= self.options.after:
            return None
        if kind != POST and self._drawn[POST] < self.options.after:
            return None
        if self.options.count is not None and self.thrown >= self.options.count:
            return None
        lot = self.chance(kind)
        for name, rate in self._rates(kind):
            if lot < rate:
                self.thrown += 1
                return name
            lot -= rate
        return None

    def chance(self, kind: str, purpose: str = "") -> float:
        """Return a number from 0 up to 1 that the seed and the last request drawn determine."""
        lot = f"{self.options.seed}/{kind}/{purpose}/{self._drawn[kind]}"
        return random.Random(lot).random()  # noqa: S311 - reproducible, not secret

    def _rates(self, kind: str) -> list[tuple[str, float]]:
        return [
            (name, rate)
            for name, rate in self.options.rates.items()
            if name in FAULTS and kind in FAULTS[name].befalls
        ]


def parse_fault_options(fields: Mapping[str, object]) -> FaultOptions:
    """Read fault options from JSON's values. Raises EmulatorError."""
    known = {field.name for field in dataclasses.fields(FaultOptions)}
    for name, value in fields.items():
        if name not in known:
            raise EmulatorError(f"there is no fault option {name!r}: they are {sorted(known)}")
        if name == "rates":
            if not isinstance(value, Mapping) or not all(map(_is_number, value.values())):
                raise EmulatorError("rates must map names of faults to numbers")
        elif not (_is_number(value) or (name == "count" and value is None)):
            raise EmulatorError(f"{name} must be a number, not {value!r}")
    return FaultOptions(**fields)  # type: ignore[arg-type]


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
