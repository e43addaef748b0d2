"""The form of a record on disk: a head, then JSON whose names are not those of our classes.

The head is ``aisha-docs-audio ledger FORM SHA256``, a line whose first three words every form will
keep, and the hash is of all that follows it. Fields that this version does not know are kept and
written back. What it cannot do without knowing more (another form, another state, another
parameter of a speech) is a NewerFormError: such a record is left as it is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, get_args

from aisha_docs_audio import __version__
from aisha_docs_audio.errors import DamagedError, NewerFormError
from aisha_docs_audio.model import Utterance
from aisha_docs_audio.payments.ledger.record import Moment, Record, Request, State
from aisha_docs_audio.settings.languages import LANGUAGES

_FORM = 1
_HEAD = re.compile(rb"aisha-docs-audio ledger ([1-9][0-9]{0,8}) ([^\n]{0,200})\n")

_RECORD = frozenset({"name", "requests", "form", "written_by"})
_REQUEST = frozenset(
    {
        "speech",
        "state",
        "since",
        "clocks",
        "floor",
        "history_id",
        "audio_path",
        "webhook",
        "reason",
        "retry",
        "claim",
    }
)
_CLOCKS = frozenset({"boot", "uptime", "at_api"})
_SPEECH = frozenset({"engine", "text", "language", "model", "mood", "speed", "voice_id"})


def to_bytes(record: Record) -> bytes:
    """Write a record down, with all that another version had put into it."""
    form = {
        **record.others,
        "form": _FORM,
        "written_by": __version__,
        "name": record.name,
        "requests": [_request_form(request) for request in record.requests],
    }
    body = json.dumps(form, sort_keys=True).encode("ascii") + b"\n"
    digest = hashlib.sha256(body).hexdigest().encode()
    return b"aisha-docs-audio ledger %d %s\n%s" % (_FORM, digest, body)


def from_bytes(name: str, data: bytes) -> Record:
    """Read a record.

    Raises DamagedError unless it is exactly what was written under that name, NewerFormError for
    what a later version wrote and this one cannot act on.
    """
    head = _HEAD.match(data)
    if head is None:
        raise DamagedError("it does not begin as a record of the ledger does")
    body = data[head.end() :]
    whole = hashlib.sha256(body).hexdigest().encode() == head[2]
    if int(head[1]) != _FORM:
        form = _json(body)
        if whole and form.get("form", _FORM) == _FORM:
            raise DamagedError("its head is wrong")
        raise NewerFormError("record of payments", written_by=_version(form), form=int(head[1]))
    if not whole:
        raise DamagedError("its hash is wrong")
    form = _json(body)
    if form.get("name") != name:
        raise DamagedError("it is another text's record")
    try:
        requests = tuple(_request(fields) for fields in form["requests"])
    except (KeyError, TypeError, ValueError) as error:
        # The hash says that it is what was written: so it was not this version that wrote it.
        raise NewerFormError("record of payments", written_by=_version(form)) from error
    others = {key: value for key, value in form.items() if key not in _RECORD}
    return Record(name=name, requests=requests, others=others)


def _request_form(request: Request) -> dict[str, Any]:
    utterance = request.utterance
    form: dict[str, Any] = {
        **request.others,
        "speech": {
            "engine": utterance.engine,
            "text": utterance.text,
            "language": utterance.language,
            "model": utterance.model,
            "mood": utterance.mood,
            "speed": utterance.speed,
            "voice_id": utterance.voice_id,
        },
        "state": request.state,
        "since": request.since.at,
        "clocks": {
            "boot": request.since.boot,
            "uptime": request.since.uptime,
            "at_api": request.since.at_api,
        },
        "floor": request.floor,
        "history_id": request.history_id,
        "audio_path": request.audio_path,
    }
    if request.webhook is not None:
        form["webhook"] = request.webhook
    if request.reason is not None:
        form["reason"] = request.reason
    if request.retry:
        form["retry"] = True
    if request.claim is not None:
        form["claim"] = request.claim
    return form


def _request(form: Mapping[str, Any]) -> Request:
    """Read one request. Raises KeyError, TypeError or ValueError for what is not of this form."""
    state = form["state"]
    if state not in get_args(State):
        raise ValueError(f"the unknown state {state!r}")
    return Request(
        utterance=_speech(form["speech"]),
        state=state,
        since=_moment(form),
        floor=_of(form["floor"], int),
        history_id=_of(form.get("history_id"), int, type(None)),
        audio_path=_of(form.get("audio_path"), str, type(None)),
        reason=_of(form.get("reason"), str, type(None)),
        webhook=_of(form.get("webhook"), str, type(None)),
        retry=_flag(form, "retry"),
        claim=_of(form.get("claim"), str, type(None)),
        others={key: value for key, value in form.items() if key not in _REQUEST},
    )


def _moment(form: Mapping[str, Any]) -> Moment:
    # The first records of 0.1.0 have no clocks: they count from the beginning of a build.
    clocks = form.get("clocks", {})
    if unknown := set(clocks) - _CLOCKS:
        raise ValueError(f"the unknown clocks {sorted(unknown)}")
    return Moment(
        at=_of(form["since"], float, int),
        boot=_of(clocks.get("boot"), str, type(None)),
        uptime=_of(clocks.get("uptime"), float, int, type(None)),
        at_api=_of(clocks.get("at_api"), float, int, type(None)),
    )


def _flag(form: Mapping[str, Any], name: str) -> bool:
    value = form.get(name, False)
    if not isinstance(value, bool):
        raise TypeError(f"{name} is no flag")
    return value


def _speech(form: Mapping[str, Any]) -> Utterance:
    # A parameter that is not known here may change the sound, and so the key.
    if unknown := set(form) - _SPEECH:
        raise ValueError(f"the unknown parameters {sorted(unknown)}")
    if form["language"] not in LANGUAGES:
        raise ValueError("an unknown language")
    return Utterance(
        engine=_of(form["engine"], str),
        text=_of(form["text"], str),
        language=form["language"],
        model=_of(form.get("model"), str, type(None)),
        mood=_of(form.get("mood"), str, type(None)),
        speed=_of(form.get("speed"), float, int, type(None)),
        voice_id=_of(form.get("voice_id"), int, type(None)),
    )


def _of(value: Any, *kinds: type) -> Any:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(value, kinds) or isinstance(value, bool):
        raise TypeError(f"{value!r} is of another kind")
    return value


def _json(body: bytes) -> Mapping[str, Any]:
    """Read the body as far as it is a JSON object; else an empty one."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}


def _version(form: Mapping[str, Any]) -> str | None:
    """Read which version wrote a record, if it says so in a form fit to be printed."""
    said = form.get("written_by")
    return said if isinstance(said, str) and re.fullmatch(r"[0-9A-Za-z.+!-]{1,40}", said) else None
