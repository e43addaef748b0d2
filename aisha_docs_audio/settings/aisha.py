"""What the AIsha API takes, as its document says: each rule once, for options, voice and client.

It lies here, below the voice that it belongs to, because a build that finds everything cached needs
the rules (they are part of a sound's key) and must not touch what pays.
"""

from __future__ import annotations

PRODUCTION = "https://back.aisha.group"
"""The API's own origin (API document, heading)."""

MAX_CHARACTERS_WITH_KEY = 1000
MAX_CHARACTERS_WITHOUT_KEY = 500
"""Code points of one transcript (API document, "Generate audio": Limit)."""

MODELS = ("Gulnoza",)
"""API document, "Request fields": model. Others may come: the option takes any text."""

MOODS = ("Neutral", "Cheerful", "Happy", "Sad")
"""API document, "Request fields": mood."""

OWN_SPEED, SLOWEST, FASTEST, DEFAULT_SPEED = 0.0, 0.5, 2.0, 1.0
"""API document, "Request fields": speed is 0 (the API's own) or 0.5 to 2.0."""

PLAIN_SPEEDS = frozenset({OWN_SPEED, DEFAULT_SPEED})
"""Speeds that change nothing, so that they need not be sent."""

LEAST_VOICE_ID, LARGEST_VOICE_ID = 1, 2**63 - 1
"""API document, "Request fields": voice_id; the largest is what a database's number holds."""


def is_speed(speed: float) -> bool:
    """Return whether the API takes this speed; NaN is none."""
    return speed == OWN_SPEED or SLOWEST <= speed <= FASTEST
