"""What the doctor finds out about the shared store; what it puts there it takes away again."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from aisha_docs_audio.commands.doctor_cache import Finding, finding_of
from aisha_docs_audio.errors import AishaAudioError
from aisha_docs_audio.payments.shared_store.opening import SharedStore, open_shared_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aisha_docs_audio.settings.options import Settings

_SUBJECT = "shared store"


def examine_shared_store(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Look whether it answers, takes something, and keeps the first of two. Raises nothing."""
    if settings.shared_store is None:
        return
    try:
        shared = open_shared_store(settings, environ, report=lambda _: None)
        assert shared is not None
        yield from _asked(shared)
    except AishaAudioError as error:
        yield _wrong(_SUBJECT, str(error))


def _asked(shared: SharedStore) -> Iterator[Finding]:
    probe = f"proof/{secrets.token_hex(8)}"
    try:
        shared.health.ask(lambda: shared.backend.get(f"sound/{'0' * 64}"))
    except PermissionError:
        yield _note(
            _SUBJECT,
            f"{shared.address} does not say what is not there: sounds that are missing look like "
            "forbidden ones. Allow listing, and it is told what is wrong when something is.",
        )
    try:
        shared.health.ask(lambda: shared.backend.put_if_absent(probe, b"one"))
        try:
            second = shared.health.ask(lambda: shared.backend.put_if_absent(probe, b"two"))
        finally:
            shared.health.ask(lambda: shared.backend.delete(probe))
    except PermissionError:
        yield _note(
            _SUBJECT,
            f"{shared.address} answers and takes nothing from whoever asks here: builds play what "
            "is in it, and pay for nothing.",
        )
        return
    if second:
        yield _wrong(
            _SUBJECT,
            f"{shared.address} takes a second value where the first one must stay (it ignores "
            "If-None-Match): machines cannot agree in it on who pays. Update the server.",
        )
        return
    yield _ok(_SUBJECT, f"{shared.address} answers, takes what is put, and keeps the first of two")


_ok, _note, _wrong = finding_of("ok"), finding_of("note"), finding_of("wrong")
