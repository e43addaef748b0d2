"""What of a build's text the account has paid for before, where this machine has no sound."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import VoiceError
from aisha_docs_audio.payments.matching import agrees, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aisha_docs_audio.api import HistoryRow
    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.payments.history import History


def paid_before_line(
    history: History, wanted: Iterable[Utterance], is_empty: Callable[[], bool]
) -> str | None:
    """Return what the user should know before it is paid for again; None where that is nothing.

    `is_empty` says whether this machine still has no sound.

    Reads the newest part of the history, which costs nothing. Never raises: where the API does not
    answer, the build finds that out too.
    """
    try:
        rows, is_whole = history.newest()
    except VoiceError:
        return None
    by_text: defaultdict[str, list[HistoryRow]] = defaultdict(list)
    for row in rows:
        if row.audio_url:
            by_text[plain(row.transcript)].append(row)
    if not by_text:
        return None
    texts = known = characters = 0
    for utterance in wanted:
        texts += 1
        if any(agrees(row, utterance) for row in by_text.get(plain(utterance.text), ())):
            known += 1
            characters += len(utterance.text)
    # What another build here has asked for since is not paid for again: this one waits for it. It
    # is marked until its sound is there, so the marks are looked at first.
    if not known or history.is_awaited() or not is_empty():
        return None
    least = "" if is_whole else "at least "
    return (
        f"this machine's cache is empty, and the account has paid for {least}{known:,} of these "
        f"{texts:,} texts before ({characters:,} characters): they are about to be paid for again. "
        "To have their sound back for nothing, stop this build and run `aisha-docs-audio history "
        "--adopt --apply`. In CI keep the cache between runs, or set shared_store."
    )
