"""Refilling a lost cache from the account's history, for the texts that pages have now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import VoiceError
from aisha_docs_audio.payments.download import Downloader
from aisha_docs_audio.payments.history import History
from aisha_docs_audio.payments.ledger import Request, record_name
from aisha_docs_audio.payments.matching import agrees, file_name, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aisha_docs_audio.api import HistoryRow
    from aisha_docs_audio.model import Utterance
    from aisha_docs_audio.payments.context import PaymentContext

_LOCK_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A speech that pages want, and the row of the history that is taken for its sound.

    The history shows no language, speed or voice_id: these are believed, not known.
    """

    utterance: Utterance
    history_id: int
    audio_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What the history could give back.

    `matched` were adopted if `applied`, but for the `failed`, with the reason each. `ambiguous`
    are wanted with several parameters that the history does not show; `doubtful` have the same
    text in the history with another model or mood; `missing` are not there at all. `here` counts
    what is in the cache or on the ledger anyway, `unused_rows` the rows that no page wants.
    """

    applied: bool
    matched: tuple[Match, ...]
    failed: tuple[tuple[Match, str], ...]
    ambiguous: tuple[Utterance, ...]
    doubtful: tuple[Utterance, ...]
    missing: tuple[Utterance, ...]
    here: int
    unused_rows: int


def adopt(build: PaymentContext, wanted: Iterable[Utterance], *, apply: bool) -> Adoption:
    """Look in the whole history for the sound of what is wanted; with `apply` fetch and keep it.

    Never pays. Raises VoiceError when the history cannot be read whole, CacheError.
    """
    history = History(build)
    downloader = Downloader(build, history)
    utterances = {utterance.key: utterance for utterance in wanted}
    lost = [utterance for utterance in utterances.values() if not _is_here(build, utterance)]
    reading = history.rows_above(0, begun_after=build.clock.now())
    by_text: defaultdict[str, list[HistoryRow]] = defaultdict(list)
    for row in reading.rows:
        if row.audio_url:
            by_text[plain(row.transcript)].append(row)
    same_text: defaultdict[str, list[Utterance]] = defaultdict(list)
    for utterance in utterances.values():
        same_text[plain(utterance.text)].append(utterance)
    matched: list[Match] = []
    ambiguous: list[Utterance] = []
    doubtful: list[Utterance] = []
    missing: list[Utterance] = []
    for utterance in lost:
        text = plain(utterance.text)
        rows = [row for row in by_text[text] if agrees(row, utterance)]
        rows = [row for row in rows if not _is_claimed(build, utterance, row)]
        rivals = [other for other in same_text[text] if other.key != utterance.key]
        if not rows:
            (doubtful if by_text[text] else missing).append(utterance)
        elif any(agrees(row, other) for row in rows for other in rivals):
            ambiguous.append(utterance)
        else:
            row = max(rows, key=lambda row: row.id)
            assert row.audio_url is not None
            matched.append(Match(utterance=utterance, history_id=row.id, audio_path=row.audio_url))
    failed = [
        (match, reason)
        for match in (matched if apply else ())
        if (reason := _fetch(build, downloader, match)) is not None
    ]
    texts = {plain(utterance.text) for utterance in utterances.values()}
    return Adoption(
        applied=apply,
        matched=tuple(matched),
        failed=tuple(failed),
        ambiguous=tuple(ambiguous),
        doubtful=tuple(doubtful),
        missing=tuple(missing),
        here=len(utterances) - len(lost),
        unused_rows=sum(plain(row.transcript) not in texts for row in reading.rows),
    )


def _is_here(build: PaymentContext, utterance: Utterance) -> bool:
    """Return whether a build would find the sound, or settle it, without this."""
    if build.store.get(utterance.key) is not None:
        return True
    return build.ledger.read(record_name(utterance)).request(utterance.key) is not None


def _is_claimed(build: PaymentContext, utterance: Utterance, row: HistoryRow) -> bool:
    """Return whether the row is the sound of another utterance with the same text."""
    return any(
        row.id == other.history_id
        or (
            row.audio_url is not None
            and other.audio_path is not None
            and file_name(row.audio_url) == file_name(other.audio_path)
        )
        for other in build.ledger.read(record_name(utterance)).requests
    )


def _fetch(build: PaymentContext, downloader: Downloader, match: Match) -> str | None:
    """Claim the row, download its sound and keep it; give the reason where that fails."""
    name = record_name(match.utterance)
    request = Request(
        utterance=match.utterance,
        state="paid",
        since=build.clock.moment(),
        floor=match.history_id - 1,
        history_id=match.history_id,
        audio_path=match.audio_path,
    )
    try:
        with build.ledger.hold(name, timeout_seconds=_LOCK_SECONDS):
            record = build.ledger.read(name)
            if record.request(match.utterance.key) is None:
                record = record.with_request(request)
                build.ledger.write(record)
            downloader.fetch(record, request, purpose="known")
    except TimeoutError:
        return "a build is speaking this text at the moment"
    except VoiceError as error:
        return str(error)
    return None
