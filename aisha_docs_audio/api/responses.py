"""What the API answers, as values: read strictly where money hangs on it, liberally elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from aisha_docs_audio.api.error_responses import clean

State = Literal["PENDING", "SUCCESS", "FAILED"]
"""API document, "Check status": Possible statuses."""

_STATES: tuple[State, ...] = get_args(State)

Redact = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Speech was generated; its sound is at `audio_path`, a path or a whole URL."""

    audio_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """Speech is being generated; ask for its status by `id`."""

    id: int
    task_id: str
    status: str


Generated = Ready | Queued
"""What `Client.generate` gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of one asynchronous request. SUCCESS always has an `audio_path`."""

    id: int
    state: State
    audio_path: str | None = None
    characters: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One record of the account. `model`, `mood` and `audio_url` are None where it has none."""

    id: int
    transcript: str
    audio_url: str | None
    model: str | None
    mood: str | None
    created_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """One page of the account's records; `count` is of all pages."""

    count: int
    rows: tuple[HistoryRow, ...]


def parse(body: bytes) -> Mapping[str, Any]:
    """Read a JSON object. Raises ValueError with what came instead."""
    if not body:
        raise ValueError("nothing came")
    try:
        found = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        # Raised below, for here the whole body would hang on the error.
        found = None
    if not isinstance(found, dict):
        raise ValueError("what came is not a JSON object")  # noqa: TRY004 - a value, not a type
    return found


def generated(body: Mapping[str, Any], redact: Redact) -> Generated:
    """Read the answer to a request for speech, whatever 2xx it came with.

    Raises ValueError.
    """
    audio_path = _optional_text(body, "audio_path", redact)
    if audio_path:
        return Ready(audio_path=audio_path)
    if "id" not in body:
        raise ValueError("it has neither audio_path nor id")
    return Queued(
        id=_whole(body, "id"),
        task_id=_optional_text(body, "task_id", redact) or "",
        status=_optional_text(body, "status", redact) or "PENDING",
    )


def status(body: Mapping[str, Any], redact: Redact) -> Status:
    """Read the state of an asynchronous request. Raises ValueError."""
    state = next((known for known in _STATES if known == body.get("status")), None)
    if state is None:
        raise ValueError(f"its status is none of {', '.join(_STATES)}")
    audio_path = _optional_text(body, "audio_path", redact)
    if state == "SUCCESS" and not audio_path:
        raise ValueError("its status is SUCCESS, but it has no audio_path")
    return Status(
        id=_whole(body, "id"),
        state=state,
        audio_path=audio_path,
        characters=None if body.get("characters") is None else _whole(body, "characters"),
    )


def history(body: Mapping[str, Any], redact: Redact) -> HistoryPage:
    """Read a page of records; one bad row makes the whole page bad. Raises ValueError."""
    results = body.get("results")
    if not isinstance(results, list) or not all(isinstance(row, dict) for row in results):
        raise ValueError("its results are not a list of records")
    return HistoryPage(
        count=_whole(body, "count"), rows=tuple(_history_row(row, redact) for row in results)
    )


def _history_row(row: Mapping[str, Any], redact: Redact) -> HistoryRow:
    transcript = row.get("transcript")
    if not isinstance(transcript, str):
        raise ValueError("a record has no transcript")  # noqa: TRY004 - a value, not a type
    return HistoryRow(
        id=_whole(row, "id"),
        # The text is compared with what was sent, so it stays as it came, but for half characters,
        # which were never sent and cannot be printed.
        transcript=transcript.encode(errors="replace").decode(),
        audio_url=_optional_text(row, "audio_url", redact),
        model=_optional_text(row, "model", redact),
        mood=_optional_text(row, "mood", redact),
        created_at=_optional_text(row, "created_at", redact) or "",
    )


def _whole(body: Mapping[str, Any], name: str) -> int:
    value = body.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"its {name} is not a whole number")
    return value


def _optional_text(body: Mapping[str, Any], name: str, redact: Redact) -> str | None:
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"its {name} is not a text")  # noqa: TRY004 - a value, not a type
    return redact(clean(value)) or None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
