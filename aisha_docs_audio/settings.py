"""Every option: its name, type, default and meaning. Both adapters derive theirs from here."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.speech import LANGUAGES, Language

BITRATES = (16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""The bit rates of MPEG-2 Layer III (ISO/IEC 13818-3), in kbit/s, that speech is clear at."""

Parser = Callable[[Any], Any]
"""Turns what a user typed into an option's value; raises ValueError with what is wrong."""


def _one_of(*choices: str) -> Parser:
    def parse(value: object) -> str:
        if isinstance(value, str) and value in choices:
            return value
        near = difflib.get_close_matches(str(value).lower(), [c.lower() for c in choices], 1, 0.4)
        nearest = next((c for c in choices if near and c.lower() == near[0]), None)
        hint = f" Did you mean {nearest!r}?" if nearest else ""
        raise ValueError(f"must be one of {', '.join(map(repr, choices))}.{hint}")

    return parse


def _number(low: float, high: float, *, kind: type = float, also: float | None = None) -> Parser:
    def parse(value: object) -> float:
        # YAML gives numbers, field lists give text; True is no number to a user.
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            raise ValueError(f"must be a number from {low} to {high}")  # noqa: TRY004
        try:
            number: float = kind(value)
        except ValueError:
            number = float("nan")
        if kind is int and isinstance(value, float) and number != value:
            raise ValueError("must be a whole number")
        if not (low <= number <= high or (also is not None and number == also)):
            extra = f"{also} or " if also is not None else ""
            raise ValueError(f"must be {extra}a number from {low} to {high}")
        return number

    return parse


def _flag(value: object) -> bool:
    words = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise ValueError("must be true or false")


def _text(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise ValueError("must be a text that is not empty")


def _texts(value: object) -> tuple[str, ...]:
    items = [value] if isinstance(value, str) else value
    if isinstance(items, Iterable) and not isinstance(items, Mapping):
        found = tuple(items)
        if all(isinstance(item, str) and item.strip() for item in found):
            return found
    raise ValueError("must be a list of texts")


def _lexicon(value: object) -> Mapping[str, str]:
    if isinstance(value, Mapping) and all(
        isinstance(word, str) and word.strip() and isinstance(said, str)
        for word, said in value.items()
    ):
        return dict(value)
    raise ValueError("must map words to how they are said, such as {MkDocs: em-ke-doks}")


def _url(value: object) -> str:
    text = _text(value)
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be a URL that begins with https:// or http://")
    if parts.username or parts.password:
        raise ValueError("must not hold a user name or password")
    return text.rstrip("/")


def _bitrate(value: object) -> int:
    try:
        number = int(str(value))
    except ValueError:
        number = 0
    if number in BITRATES:
        return number
    raise ValueError(f"must be one of {', '.join(map(str, BITRATES))}")


def _optional(parse: Parser) -> Parser:
    return lambda value: None if value is None else parse(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option as users meet it: `per_page` ones may also stand in a page's front matter."""

    name: str
    default: Any
    meaning: str
    parse: Parser
    per_page: bool


def _option(parse: Parser, meaning: str, default: Any = None, *, per_page: bool = False) -> Any:
    wrapped = _optional(parse) if default is None else parse
    return field(
        default_factory=lambda: default,
        metadata={"default": default, "meaning": meaning, "parse": wrapped, "per_page": per_page},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options of one build or, after `for_page`, of one page."""

    voice: str = _option(
        _one_of("auto", "aisha", "local"),
        "Who speaks: `aisha` (the API), `local` (eSpeak NG), or `auto`: AIsha where "
        "`AISHA_API_KEY` is set, else local with a warning.",
        "auto",
    )
    api_url: str = _option(_url, "Where the AIsha API is.", "https://back.aisha.group")
    language: Language | None = _option(
        _one_of(*LANGUAGES),
        "The language read: `uz`, `en` or `ru`. Without it: the page's, the site's, then `uz`.",
        per_page=True,
    )
    model: str = _option(
        _text, "The built-in Uzbek voice's model. Only sent for `uz`.", "Gulnoza", per_page=True
    )
    mood: str = _option(
        _one_of("Neutral", "Cheerful", "Happy", "Sad"),
        "The built-in Uzbek voice's mood. Only sent for `uz`, never with `voice_id`.",
        "Neutral",
        per_page=True,
    )
    speed: float = _option(
        _number(0.5, 2.0, also=0),
        "The Uzbek voice's speed: 0 (the API's own) or 0.5 to 2.0. Only sent for `uz`.",
        1.0,
        per_page=True,
    )
    voice_id: int | None = _option(
        _number(1, 2**63 - 1, kind=int), "A custom voice of the account.", per_page=True
    )
    webhook_url: str | None = _option(
        _url, "Given: asynchronous generation with this webhook, settled by the status endpoint."
    )
    include: tuple[str, ...] = _option(
        _texts, "Globs over source pages; only these are narrated. Empty: all.", ()
    )
    exclude: tuple[str, ...] = _option(_texts, "Globs over source pages that are not narrated.", ())
    skip: tuple[str, ...] = _option(
        _texts, "CSS selectors of elements never read, added to the built-in ones.", ()
    )
    tables: Literal["read", "skip", "announce"] = _option(
        _one_of("read", "skip", "announce"), "Tables: read row by row, skip, or announce.", "read"
    )
    code: Literal["skip", "read", "announce"] = _option(
        _one_of("skip", "read", "announce"), "Code listings: skip, read, or announce.", "skip"
    )
    lexicon: Mapping[str, str] = _option(
        _lexicon, "How words are said: `{MkDocs: em-ke-doks}`.", {}
    )
    max_characters: int | None = _option(
        _number(0, 2**63 - 1, kind=int), "Stop paying past this many characters in one build."
    )
    price_per_character: float | None = _option(
        _number(0, 1e9), "What a character costs, for the estimate only."
    )
    concurrency: int = _option(_number(1, 64, kind=int), "Requests at once.", 4)
    timeout: float = _option(
        _number(1, 3600), "Seconds one request to the API may take, from start to end.", 60.0
    )
    preview: str = _option(
        _one_of("cached", "local", "full"),
        "Under a live preview: `cached` never pays, `local` speaks new text with the local "
        "voice, `full` pays.",
        "cached",
    )
    player: str = _option(
        _one_of("top", "bottom", "manual"),
        "Where the player stands; `manual`: in place of an `<aisha-audio>` of the page's own.",
        "top",
        per_page=True,
    )
    label: str | None = _option(
        _text, "The player's name for screen readers. Without it: in the page's language."
    )
    mini_player: bool = _option(
        _flag, "Keep a small player in view once the player is scrolled away.", default=True
    )
    highlight: bool = _option(_flag, "Highlight the block being read.", default=True)
    bitrate: int = _option(_bitrate, "kbit/s of the track.", 48)
    cache_dir: str = _option(
        _text, "Where paid sound is kept, beside the configuration file.", ".cache/aisha-docs-audio"
    )

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any], *, prefix: str = "") -> Settings:
        """Check every value.

        `prefix` is put before names in messages, as the user typed them in that host's
        configuration. Raises SettingsError for an unknown name or a wrong value.
        """
        return cls(**{name: parse_option(name, value, prefix) for name, value in values.items()})

    def for_page(self, overrides: Mapping[str, Any]) -> Settings:
        """Lay a page's own options over these. Raises SettingsError."""
        return dataclasses.replace(
            self, **{name: parse_option(name, value) for name, value in overrides.items()}
        )


OPTIONS: Mapping[str, Option] = {
    f.name: Option(name=f.name, **f.metadata) for f in dataclasses.fields(Settings)
}
"""All options by name, in the order of the documentation."""


def parse_option(name: str, value: Any, prefix: str = "") -> Any:
    """Turn what a user typed into the option's value. Raises SettingsError."""
    if name not in OPTIONS:
        raise SettingsError(prefix + name, "no such option.", nearest_option(name, prefix))
    option = OPTIONS[name]
    try:
        return option.parse(value)
    except ValueError as error:
        raise SettingsError(prefix + name, f"{value!r} is not a right value: it {error}") from None


def nearest_option(name: str, prefix: str = "") -> str:
    """Name the option the user probably meant, or list them all."""
    near = difflib.get_close_matches(name, OPTIONS, 1)
    if near:
        return f"Did you mean {prefix}{near[0]}?"
    return f"The options are: {', '.join(prefix + known for known in OPTIONS)}."
