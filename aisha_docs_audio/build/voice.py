"""Opens the voices that the options and the environment ask for, and closes them again."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from aisha_docs_audio.api.urls import api_root, engine_of
from aisha_docs_audio.build.on_demand import OnDemandVoice
from aisha_docs_audio.build.voice_policy import VoicePolicy
from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.redaction import KEY_HINT, redact
from aisha_docs_audio.settings.api_key import ApiKey
from aisha_docs_audio.settings.options import Settings, parse_option
from aisha_docs_audio.voices.espeak.voice import EspeakVoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from aisha_docs_audio.payments.ledger import Ledger
    from aisha_docs_audio.payments.store import Store
    from aisha_docs_audio.voices.aisha import AishaVoice

PAID, LEDGER, DERIVED = "paid", "ledger", "derived"
"""The folders of a cache. The last one holds nothing that was paid for."""

URL_VARIABLE = "AISHA_API_URL"

Occasion = Literal["build", "preview", "estimate"]

NO_KEY_LOCAL = (
    "AISHA_API_KEY is not set, so the local voice (eSpeak NG) speaks. Set the key for AIsha's "
    "voices, or the option voice to 'local' to have it so on purpose."
)
NO_KEY_SILENT = (
    "AISHA_API_KEY is not set, and this text is not in the cache. Set the key, or the option voice "
    "to 'auto' or 'local'."
)


@contextmanager
def open_voice(  # noqa: PLR0913
    settings: Settings,
    directory: Path,
    environ: Mapping[str, str],
    *,
    occasion: Occasion,
    warn: Callable[[str], None],
    inform: Callable[[str], None] | None = None,
) -> Iterator[VoicePolicy]:
    """Open the cast of a build with its cache in `directory`.

    An estimate is always AIsha's, key or not, unless the option says `voice: local`: what it
    would cost is asked before there is a key. Raises SettingsError for a wrong key or URL in the
    environment, CacheError for a cache that cannot be used.
    """
    key = ApiKey.from_environment(environ)
    local = settings.voice == "local" or (
        settings.voice == "auto" and key is None and occasion != "estimate"
    )
    if local:
        if settings.voice == "auto":
            # No fault of whoever builds a pull request without a key.
            (inform or warn)(NO_KEY_LOCAL)
        yield VoicePolicy(voice=EspeakVoice())
        return
    api_url = api_url_of(settings, environ)
    with OnDemandVoice(
        engine=engine_of(api_root(api_url, has_key=key is not None).origin),
        store=directory / PAID,
        opened=lambda: open_aisha(settings, directory, api_url, key, warn=warn),
    ) as voice:
        if occasion == "preview" and settings.preview == "local":
            yield VoicePolicy(voice=voice, fallback=EspeakVoice())
        elif occasion == "preview" and settings.preview == "cached":
            yield VoicePolicy(voice=voice, cached_only=True)
        elif key is None:
            yield VoicePolicy(voice=voice, refusal=NO_KEY_SILENT)
        else:
            yield VoicePolicy(
                voice=voice,
                pays=True,
                open=voice.open,
                prepare=lambda: voice.open().recover_left_over(),
                spent_characters=lambda: voice.spent_characters,
            )


@contextmanager
def open_aisha(
    settings: Settings,
    directory: Path,
    api_url: str,
    key: ApiKey | None,
    *,
    warn: Callable[[str], None],
) -> Iterator[AishaVoice]:
    """Open the AIsha voice. Without a key it can only give what is stored. Raises CacheError."""
    # Not above: a build that finds everything cached needs neither, nor the HTTP library.
    from aisha_docs_audio.api import Client  # noqa: PLC0415
    from aisha_docs_audio.voices.aisha import AishaVoice  # noqa: PLC0415

    with (
        Client(api_url=api_url, key=key, timeout_seconds=settings.timeout) as client,
        open_payments(directory, report=warn) as (store, ledger),
    ):
        yield AishaVoice(
            client=client,
            store=store,
            ledger=ledger,
            report=warn,
            budget_characters=settings.max_characters,
            webhook_url=settings.webhook_url,
            concurrency=settings.concurrency,
            timeout_seconds=settings.timeout,
        )


@contextmanager
def open_payments(
    directory: Path, *, report: Callable[[str], None]
) -> Iterator[tuple[Store, Ledger]]:
    """Open what is paid for and what is not settled. Raises CacheError."""
    if not (directory / PAID).exists():
        _make_cache(directory)
    from aisha_docs_audio.payments.ledger import Ledger  # noqa: PLC0415 - as in open_aisha
    from aisha_docs_audio.payments.store import Store  # noqa: PLC0415

    with Store.open(directory / PAID, report=report) as store:
        yield store, Ledger(directory / LEDGER, report=report)


def _make_cache(directory: Path) -> None:
    """Make the folder with a `.gitignore` of its own, once: who deletes that has it so.

    Paid sound is carried by `cache export` or a CI cache: in a repository every sound stays for
    ever.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with directory.joinpath(".gitignore").open("x", encoding="utf-8") as file:
            file.write("# Made by aisha-docs-audio.\n*\n")
    except OSError:
        return  # whoever writes into it says why that cannot be


def api_url_of(settings: Settings, environ: Mapping[str, str]) -> str:
    """Give the API's URL: AISHA_API_URL, else the option. Raises SettingsError."""
    given = environ.get(URL_VARIABLE, "").strip()
    name = URL_VARIABLE if given else "api_url"
    try:
        url: str = parse_option("api_url", given) if given else settings.api_url
    except SettingsError as error:
        raise SettingsError(name, error.problem, error.hint) from None
    if redact(url, environ) != url:
        raise SettingsError(name, "holds the API key.", KEY_HINT)
    return url
