"""What was asked of the API for one key, and how far it got."""

from __future__ import annotations

import dataclasses
import hashlib
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.model import Utterance

State = Literal["asked", "unsure", "queued", "paid", "stored", "refused"]
"""How far a request got.

::

    asked ──► unsure        the answer is lost, or this process died: the history tells
      │          │
      ├──► queued ◄──┤      accepted under `history_id`, not spoken yet
      │      │       │
      └──► paid ◄────┘      charged, and `audio_path` says where the sound is
             │
           stored           the sound is safe in the store

A request that was certainly not charged is taken off the ledger, unless the API refused that very
text: then it stays as ``refused``, and is not asked again until its text or parameters change or
the user takes it off (`aisha-docs-audio cache retry`).
"""

PROGRESS = {"refused": -1, "asked": 0, "unsure": 1, "queued": 2, "paid": 3, "stored": 4}
"""Of two requests for one key the one that is further stays, where caches come together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in time by all clocks there are; None where there is none.

    `at` is the time of day (seconds since 1970), for people. `uptime` is in seconds since the
    start of the machine that `boot` names, `at_api` by the API's clock (seconds since 1970).
    """

    at: float
    boot: str | None = None
    uptime: float | None = None
    at_api: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request that may have been, or was, charged.

    `since` is the time from which nothing of it is under way on this machine any more. `floor` is a
    history id below that of the request: the account's highest before it. `webhook` is a hash of
    the address that an asynchronous one was sent with. `reason` is why it was refused, or why the
    sound that was paid for was not usable when it was last downloaded; with `retry` the user wants
    it asked for again. `claim` is the nonce under which it was announced to other machines.
    `others` are fields of the record on disk that this version does not know.
    """

    utterance: Utterance
    state: State
    since: Moment
    floor: int
    history_id: int | None = None
    audio_path: str | None = None
    reason: str | None = None
    webhook: str | None = None
    retry: bool = False
    claim: str | None = None
    others: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def asynchronous(self) -> bool:
        """Whether the API was asked to queue it: then its row may show only when it is spoken."""
        return self.webhook is not None

    @property
    def unresolved(self) -> bool:
        """Whether it is not known which row of the history is its own, if any."""
        return self.state in {"asked", "unsure"}

    @property
    def is_unusable(self) -> bool:
        """Whether it is paid for, and what the API gave for it was no sound."""
        return self.state == "paid" and self.reason is not None

    def with_state(
        self,
        state: State,
        *,
        since: Moment | None = None,
        history_id: int | None = None,
        audio_path: str | None = None,
        reason: str | None = None,
    ) -> Request:
        """Return this request in its next state, less its reason; what is None stays as it was."""
        return dataclasses.replace(
            self,
            state=state,
            since=self.since if since is None else since,
            history_id=self.history_id if history_id is None else history_id,
            audio_path=self.audio_path if audio_path is None else audio_path,
            reason=reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All requests for one text at one API: what the history cannot tell apart for certain.

    At most one of them is in the open at a time. `others` are fields of the record on disk that
    this version does not know.
    """

    name: str
    requests: tuple[Request, ...] = ()
    others: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def request(self, key: str) -> Request | None:
        """Return the request for a key, if there was one."""
        return next((known for known in self.requests if known.utterance.key == key), None)

    @property
    def unresolved(self) -> Request | None:
        """The request whose row in the history is not known."""
        return next((known for known in self.requests if known.unresolved), None)

    @property
    def unfinished(self) -> tuple[Request, ...]:
        """The requests that may have been charged and whose sound is not in the store."""
        return tuple(known for known in self.requests if known.state not in _FINISHED)

    def with_request(self, request: Request) -> Record:
        """Add the request, in place of the one with the same key."""
        others = self.without(request.utterance.key).requests
        return dataclasses.replace(self, requests=(*others, request))

    def without(self, key: str) -> Record:
        """Leave out the request for a key."""
        others = tuple(known for known in self.requests if known.utterance.key != key)
        return dataclasses.replace(self, requests=others)


def record_name(utterance: Utterance) -> str:
    """Name the record a speech belongs to: 64 hexadecimal digits.

    It goes by the origin and the folded text alone: as coarse as rows of the history are matched,
    so that no two requests that one row could belong to are ever in the open together.
    """
    return _name_of(utterance.engine, utterance.text)


@lru_cache(maxsize=256)
def _name_of(engine: str, text: str) -> str:
    """Return the name; a build asks for it again and again while it speaks one text."""
    form = f"{engine}\n{folded_text(text)}"
    return hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest()


def folded_text(text: str) -> str:
    """Return what a server may be trusted to leave of a text when it tidies it up.

    That is its letters and digits: not the kind of its apostrophes (ʻ and ' in oʻ), dashes and
    white space, not case, not the form of composed characters.
    """
    letters = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(_is_kept, letters)) or text


@lru_cache(maxsize=4096)
def _is_kept(letter: str) -> bool:
    return unicodedata.category(letter) in _LETTERS_AND_DIGITS


_FINISHED = frozenset({"stored", "refused"})
_LETTERS_AND_DIGITS = frozenset({"Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "No"})
