"""The door for tests: a real emulator in a process of its own, and a look into its book."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

DEFAULT_KEY = "test-key"
DEFAULT_BALANCE = 10_000_000

_TIMEOUT_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One thing that was paid for; the parameters are None where they were not sent."""

    id: int
    transcript: str
    characters: int
    created_at: str
    language: str
    model: str | None
    mood: str | None
    speed: float | None
    voice_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountBook:
    """What the emulator has charged an account for, oldest first, and how often it was asked.

    `requests` is the sum of `requests_by_endpoint`: "post", "status", "get" (the history), "media"
    (downloads of the account's sound) and "media_with_key" (those that carried a key).
    """

    balance: int
    charged_characters: int
    requests: int
    requests_by_endpoint: Mapping[str, int]
    charges: tuple[Charge, ...]


class Emulator:
    """An emulator that can be stopped, killed and started again on the same port and data.

    `key` is of the account that is meant where a method is given none.
    """

    def __init__(self, data: Path, arguments: Sequence[str], *, key: str = DEFAULT_KEY) -> None:
        self.key = key
        self._data = data
        self._arguments = tuple(arguments)
        self._process: subprocess.Popen[str] | None = None
        self._port = 0
        self._session = requests.Session()
        self._session.trust_env = False
        self.url = ""
        self.media_origin = ""

    def start(self) -> None:
        """Start it. Raises RuntimeError with what it said when it does not start."""
        log = self._data / "emulator.log"
        command = [sys.executable, "-m", "aisha_docs_audio.emulator", "--until-stdin-closes"]
        command += ["--port", str(self._port), "--data", str(self._data), *self._arguments]
        with log.open("a", encoding="utf-8") as stderr:
            self._process = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                encoding="utf-8",
            )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            word, _, url = line.strip().partition(" on ")
            if word == "Listening":
                self.url, self._port = url, int(url.rpartition(":")[2])
            elif word == "Media":
                self.media_origin = url
                return
        self._end()
        raise RuntimeError(f"the emulator did not start: {log.read_text(encoding='utf-8')}")

    def stop(self) -> int:
        """End it as a user would, and give its exit status."""
        assert self._process is not None
        self._process.terminate()
        return self._end()

    def kill(self) -> None:
        """End it as a crash would."""
        assert self._process is not None
        self._process.kill()
        self._end()

    @property
    def running(self) -> bool:
        """Return whether its process lives."""
        return self._process is not None and self._process.poll() is None

    def acting_for(self, key: str) -> Emulator:
        """Return this same running emulator, with another account as the one that is meant."""
        other = copy.copy(self)
        other.key = key
        return other

    def account(self, key: str | None = None) -> AccountBook:
        """Read an account's book; this is not counted as a request."""
        return _book(self._ask("GET", "/emulator/account", key or self.key))

    def open_account(
        self, key: str, balance: int, *, voices: Mapping[int, str] | None = None
    ) -> None:
        """Open an account, or set the balance of one there is, and give it custom voices."""
        body = {"balance": balance, "voices": {str(k): v for k, v in (voices or {}).items()}}
        self._ask("PUT", "/emulator/account", key, body)

    def set_faults(self, rates: Mapping[str, float] | None = None, **options: float) -> None:
        """Replace the faults in force; `options` are FaultOptions' other fields."""
        self._ask("PUT", "/emulator/faults", self.key, {"rates": dict(rates or {}), **options})

    def faults_thrown(self) -> int:
        """Return how many faults there were since they were last set."""
        return int(self._ask("GET", "/emulator/faults", None)["thrown"])

    def close(self) -> None:
        """Put everything back."""
        if self._process is not None and self._process.poll() is None:
            self.stop()
        self._session.close()

    def _ask(self, method: str, path: str, key: str | None, body: object = None) -> dict[str, Any]:
        answer = self._session.request(
            method,
            self.url + path,
            headers={"X-Api-Key": key} if key else {},
            json=body,
            timeout=_TIMEOUT_SECONDS,
        )
        if not answer.ok:
            raise RuntimeError(f"the emulator answered {answer.status_code}: {answer.text}")
        found: dict[str, Any] = json.loads(answer.content)
        return found

    def _end(self) -> int:
        assert self._process is not None
        # Waits, and closes both pipes.
        self._process.communicate(timeout=_TIMEOUT_SECONDS)
        return self._process.returncode


@contextmanager
def running(  # noqa: PLR0913 - the command's options
    *,
    data: Path | None = None,
    keys: Mapping[str, int] | None = None,
    voice: str = "tone",
    latency_seconds: float = 0.0,
    media_origin: str | None = None,
    custom_voices: Mapping[int, str] | None = None,
    faults: Mapping[str, float] | None = None,
    arguments: Sequence[str] = (),
) -> Iterator[Emulator]:
    """Run an emulator on a free loopback port for as long as the block lasts.

    `keys` maps API keys to balances (one key, `DEFAULT_KEY`, if not given); `media_origin` may be
    "second"; `custom_voices` belong to the first key; `arguments` are further ones of the command
    line. Its data live in `data`, which is kept, or in a temporary directory.
    """
    given = [*arguments, "--voice", voice, "--latency", str(latency_seconds)]
    keys = keys or {DEFAULT_KEY: DEFAULT_BALANCE}
    for key, balance in keys.items():
        given += ["--key", f"{key}={balance}"]
    for voice_id, status in (custom_voices or {}).items():
        given += ["--custom-voice", f"{voice_id}={status}"]
    for name, rate in (faults or {}).items():
        given += ["--fault", f"{name}={rate}"]
    if media_origin is not None:
        given += ["--media-origin", media_origin]
    with tempfile.TemporaryDirectory(prefix="aisha-emulator-") as temporary:
        directory = data or Path(temporary)
        directory.mkdir(parents=True, exist_ok=True)
        emulator = Emulator(directory, given, key=next(iter(keys)))
        try:
            emulator.start()
            yield emulator
        finally:
            emulator.close()


def _book(found: Mapping[str, Any]) -> AccountBook:
    charges = tuple(Charge(**charge) for charge in found["charges"])
    return AccountBook(**{**found, "charges": charges})
