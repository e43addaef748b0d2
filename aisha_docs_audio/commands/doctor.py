"""`aisha-docs-audio doctor`: what is wrong here for a build, and how to mend it.

Nothing is paid for, and nothing is left behind.
"""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aisha_docs_audio import __version__
from aisha_docs_audio.api import Client
from aisha_docs_audio.build.report import counted
from aisha_docs_audio.build.site_options import SiteOptions
from aisha_docs_audio.commands.arguments import add_config
from aisha_docs_audio.commands.doctor_cache import Finding, examine_cache, finding_of
from aisha_docs_audio.commands.doctor_shared import examine_shared_store
from aisha_docs_audio.commands.found_configuration import find_configuration
from aisha_docs_audio.commands.host_run import primary_language, read_site
from aisha_docs_audio.errors import (
    AishaAudioError,
    AuthenticationError,
    ForbiddenError,
    StatusError,
)
from aisha_docs_audio.redaction import VARIABLE
from aisha_docs_audio.settings.addresses import api_url_of
from aisha_docs_audio.settings.api_key import ApiKey
from aisha_docs_audio.settings.languages import LANGUAGES
from aisha_docs_audio.settings.mode import VARIABLE as MODE_VARIABLE
from aisha_docs_audio.settings.mode import mode_of
from aisha_docs_audio.settings.options import Settings
from aisha_docs_audio.settings.voice_names import AUTO, FREE_VOICE, PAID_VOICE
from aisha_docs_audio.voice import Closable, VoiceSetup
from aisha_docs_audio.voices.registry import open_installed

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction
    from collections.abc import Iterator, Mapping

    from aisha_docs_audio.voice import Voice

_HOSTS = ("mkdocs", "properdocs", "sphinx")
_BESIDE = ("mkdocs-material", "mkdocs-static-i18n", "myst-parser")
_ASKED_SECONDS = 20.0


def register_doctor(commands: _SubParsersAction[Any]) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "doctor",
        help="say what is wrong here, and how to mend it",
        description="Check versions, the site's configuration, the API key (by a call that costs "
        "nothing), the way to the API, the cache, its locks and the local voice. Say what is wrong "
        "and how to mend it. The exit status is 1 if something is.",
    )
    add_config(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    wrong = 0
    for finding in examine(options.config, os.environ):
        print(f"{finding.state:<6} {finding.subject}: {finding.said}", flush=True)
        wrong += finding.state == "wrong"
    if not wrong:
        print("Nothing is wrong.")
        return 0
    print(f"{counted(wrong, 'thing')} to mend, marked “wrong” above.")
    return 1


def examine(given: Path | None, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Look at one thing after the other. Never raises an AishaAudioError or OSError."""
    yield from _versions()
    site = SiteOptions(root=Path.cwd(), settings=Settings())
    try:
        configuration = find_configuration(given)
        if configuration is None:
            yield _note("site", "no configuration here: the default options are looked at.")
        else:
            site = read_site(configuration)
            language = site.language or "not said"
            yield _ok("site", f"{configuration}, read by {site.host}; language: {language}")
            yield from _unspoken(site)
    except AishaAudioError as error:
        yield _wrong("site", str(error))
    yield from _switch(environ)
    yield from _api(site.settings, environ)
    directory = site.root / Path(site.settings.cache_dir).expanduser()
    yield from examine_cache(directory)
    yield from examine_shared_store(site.settings, environ)
    yield from _free_voice(site, directory, environ)


def _unspoken(site: SiteOptions) -> Iterator[Finding]:
    """Go through what is wrong with the language of pages that name none of their own."""
    primary = site.language.replace("_", "-").split("-")[0].lower()
    if primary and primary not in LANGUAGES and site.settings.language is None:
        yield _note(
            "site",
            f"no voice speaks {site.language}: a page without a language of its own has no player. "
            f"Set the option language to one of {', '.join(LANGUAGES)} where it is wrong.",
        )


def _versions() -> Iterator[Finding]:
    yield _ok("versions", f"aisha-docs-audio {__version__}, Python {platform.python_version()}")
    hosts = _installed(_HOSTS)
    if hosts:
        yield _ok("hosts", ", ".join(hosts + _installed(_BESIDE)))
    else:
        yield _note(
            "hosts",
            "neither MkDocs nor Sphinx is installed where this command is: only `narrate` works. "
            'For the others install "aisha-docs-audio[mkdocs]" or "aisha-docs-audio[sphinx]".',
        )


def _installed(packages: tuple[str, ...]) -> list[str]:
    found = []
    for package in packages:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return found


def _switch(environ: Mapping[str, str]) -> Iterator[Finding]:
    try:
        mode = mode_of(environ)
    except AishaAudioError as error:
        yield _wrong(MODE_VARIABLE, str(error).removeprefix(f"{MODE_VARIABLE}: "))
        return
    if mode != "on":
        yield _note(MODE_VARIABLE, f"is {mode}: builds here do not pay.")


def _api(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Ask for one row of the account's history, which costs nothing."""
    subject = "key"
    try:
        key = ApiKey.from_environment(environ)
        subject = "API"
        url = api_url_of(settings, environ)
    except AishaAudioError as error:
        yield _wrong(subject, str(error))
        return
    if settings.voice not in {"auto", "aisha"}:
        yield _ok("key", f"not needed: the option voice is {settings.voice}")
        return
    if key is None:
        missing = f"{VARIABLE} is not set"
        if settings.voice == "aisha":
            yield _wrong("key", f"{missing}, and the option voice is aisha: nothing new is spoken.")
        else:
            yield _note("key", f"{missing}: the local voice speaks. Set it for AIsha's voices.")
    try:
        with Client(api_url=url, key=key, timeout_seconds=_ASKED_SECONDS) as client:
            rows = client.history(page=1, limit=1).count
    except (AuthenticationError, ForbiddenError) as error:
        yield _ok("API", f"{url} answers")
        if key is not None:
            yield _wrong("key", str(error))
        return
    except StatusError as error:
        yield _wrong("API", f"{error} The way to {url} is open.")
        return
    except AishaAudioError as error:
        # Without a key nobody is asked: then a build needs no way to the API.
        tell = _note if key is None else _wrong
        said = f"{error}".rstrip(". ")
        yield tell("API", f"{said}. Check the network, HTTPS_PROXY and api_url ({url}).")
        return
    yield _ok("API", f"{url} answers")
    if key is not None:
        yield _ok("key", f"the API takes it; {counted(rows, 'text')} in the account's history")


def _free_voice(
    site: SiteOptions, directory: Path, environ: Mapping[str, str]
) -> Iterator[Finding]:
    """Let the voice that costs nothing say a word: the site's own, or the local one."""
    settings = site.settings
    has_key = bool(environ.get(VARIABLE, "").strip())
    chosen = settings.voice not in {AUTO, PAID_VOICE}
    name = settings.voice if chosen else FREE_VOICE
    is_needed = chosen or (settings.voice == AUTO and not has_key) or settings.preview == "local"
    tell = _wrong if is_needed else _note
    language = primary_language(site.language)
    setup = VoiceSetup(
        settings=settings, cache_directory=directory, environ=environ, warn=lambda _: None
    )
    voice: Voice | None = None
    try:
        voice = open_installed(name, setup)
        voice.synthesize(voice.utterance("Salom", language, settings))
    except AishaAudioError as error:
        yield tell(f"{name} voice", str(error))
        return
    finally:
        if isinstance(voice, Closable):
            voice.close()
    yield _ok(f"{name} voice", f"it speaks ({language})")


_ok, _note, _wrong = finding_of("ok"), finding_of("note"), finding_of("wrong")
