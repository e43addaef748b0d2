"""`aisha-docs-audio emulator`: what it says, what it refuses, how it ends."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from aisha_docs_audio.emulator.command import run_emulator
from aisha_docs_audio.emulator.faults import POST, Faults
from aisha_docs_audio.emulator.options import FaultOptions
from aisha_docs_audio.emulator.testing import DEFAULT_KEY, Emulator, running
from tests.emulator.api import Api

COMMAND = [sys.executable, "-m", "aisha_docs_audio.emulator", "--port", "0", "--voice", "tone"]


@contextlib.contextmanager
def started(tmp_path: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Start the command and give it with the lines it says until it is ready."""
    process = subprocess.Popen(
        [*COMMAND, "--data", str(tmp_path / "data"), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if line.startswith(("    export", "The key", "All ")):
            break
    try:
        yield process, lines
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            assert pipe is not None
            pipe.close()


def refused(tmp_path: Path, *arguments: str) -> tuple[int, str]:
    """Run a command that must not start; give its exit status and its complaint."""
    done = subprocess.run(
        [*COMMAND, "--data", str(tmp_path / "data"), *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def url_of(lines: list[str]) -> str:
    """Give where it says it listens."""
    return next(line.partition(" on ")[2] for line in lines if line.startswith("Listening"))


def test_it_says_what_it_is_and_its_key_works(tmp_path: Path) -> None:
    """A development tool, not AIsha; the two variables it prints are all a client needs."""
    with started(tmp_path) as (_, lines):
        assert "development tool" in lines[0]
        assert "not AIsha" in lines[0]
        variables = dict(part.split("=", 1) for part in lines[-1].split()[1:])
        assert variables["AISHA_API_URL"] == url_of(lines)
        api = Api(url=variables["AISHA_API_URL"], key=variables["AISHA_API_KEY"])
        assert api.post(transcript="Salom").status_code == 201
        welcome = api.ask("GET", "/")
        assert "It is not AIsha" in welcome.text
        assert "/api/v1/tts/post/" in welcome.text
        api.session.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_a_signal_with_status_0(tmp_path: Path, number: signal.Signals) -> None:
    """Without a traceback, also while a client waits for a slow answer."""
    with started(tmp_path, "--latency", "60") as (process, lines), socket.socket() as client:
        client.connect(("127.0.0.1", int(url_of(lines).rpartition(":")[2])))
        client.sendall(
            b"POST /api/v1/tts/post/ HTTP/1.1\r\nHost: x\r\nX-Api-Key: aisha-emulator\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 12\r\n\r\n"
            b"transcript=a"
        )
        # The answer to a second client shows that the first one's request has been read.
        assert requests.get(url_of(lines), timeout=120).ok
        process.send_signal(number)
        _, complaints = process.communicate(timeout=120)
        assert process.returncode == 0
        assert complaints == ""
        client.settimeout(120)
        assert client.recv(100) == b""


def test_it_can_end_with_the_program_that_started_it(tmp_path: Path) -> None:
    """`--until-stdin-closes`."""
    with started(tmp_path, "--until-stdin-closes") as (process, _):
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=120) == 0


def test_it_warns_when_others_can_reach_it(tmp_path: Path) -> None:
    """On an address that is not this machine's own; and says an address that works here."""
    with started(tmp_path, "--host", "0.0.0.0") as (process, lines):
        assert url_of(lines).startswith("http://localhost:")
        process.send_signal(signal.SIGTERM)
        assert "other machines can reach" in process.communicate(timeout=120)[1]


def test_several_keys_have_accounts_of_their_own(tmp_path: Path) -> None:
    """`--key KEY=BALANCE`, or `--balance` for those without; “=” at a key's end is its own."""
    arguments = ["--key", "first", "--key", "second=7", "--key", "base64==", "--balance", "5"]
    with started(tmp_path, *arguments) as (_, lines):
        assert "All 3 keys work" in lines[-1]
        for key, balance in (("first", 5), ("second", 7), ("base64==", 5)):
            answer = requests.get(
                url_of(lines) + "/emulator/account", headers={"X-Api-Key": key}, timeout=120
            )
            assert answer.json()["balance"] == balance


def test_it_repeats_the_faults_of_a_seed(tmp_path: Path) -> None:
    """The seed that is shown at the start gives the same faults again."""
    arguments = ["--fault", "503=0.5", "--fault-seed", "17", "--key", DEFAULT_KEY]
    with started(tmp_path, *arguments) as (process, lines):
        assert process.stdout is not None
        assert "503=0.5 (--fault-seed 17)" in process.stdout.readline()
        api = Api(url=url_of(lines), key=DEFAULT_KEY)
        statuses = [api.post(transcript="Salom").status_code for _ in range(20)]
        api.session.close()
    faults = Faults(FaultOptions(rates={"503": 0.5}, seed=17))
    assert statuses == [503 if faults.draw(POST) else 201 for _ in range(20)]


def test_a_taken_port_is_a_clear_error(tmp_path: Path) -> None:
    """Exit status 1."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        status, complaint = refused(tmp_path, "--port", str(other.getsockname()[1]))
    assert status == 1
    assert "cannot listen on 127.0.0.1" in complaint


@pytest.mark.parametrize("package", ["python_multipart", "uvicorn"])
def test_a_missing_package_is_named_before_it_serves(tmp_path: Path, package: str) -> None:
    """Also the one that only forms need: every request would fail without it."""
    code = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "from aisha_docs_audio.emulator.command import run_emulator\n"
        f"sys.exit(run_emulator(['--port', '0', '--data', {str(tmp_path)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 1
    assert package in done.stderr
    assert 'pip install "aisha-docs-audio[emulator]"' in done.stderr


def test_one_directory_has_one_emulator(tmp_path: Path) -> None:
    """Two would hand out the same balance twice: the second is refused with status 1."""
    with running(data=tmp_path / "data"):
        status, complaint = refused(tmp_path)
    assert status == 1
    assert "another emulator" in complaint


def test_a_damaged_or_foreign_book_is_a_clear_error(tmp_path: Path) -> None:
    """Exit status 1 with the file's name."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "book.sqlite3").write_bytes(b"not a database " * 100)
    status, complaint = refused(tmp_path)
    assert status == 1
    assert "book.sqlite3" in complaint


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_directory_is_a_clear_error(tmp_path: Path) -> None:
    """Exit status 1."""
    tmp_path.chmod(0o500)
    status, _ = refused(tmp_path)
    assert status == 1


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--fault", "lost"], "NAME=RATE"),
        (["--fault", "lost=often"], "NAME=RATE"),
        (["--fault", "losst=0.5"], "there is no fault"),
        (["--fault", "lost=1.5"], "from 0 to 1"),
        (["--key", "kalit ʻ"], "printable ASCII"),
        (["--balance", "-1"], "whole number"),
        (["--host", ""], "--host: it is empty"),
        (["--data", " "], "--data: it is empty"),
        (["--port", "65536"], "port"),
        (["--latency", "nan"], "seconds"),
        (["--media-origin", "cdn"], "media origin"),
        (["--custom-voice", "x"], "custom-voice"),
        (["--voice", "alto"], "alto"),
    ],
)
def test_wrong_options_are_refused(
    tmp_path: Path, arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 2 with what is wrong."""
    status: object
    try:
        status = run_emulator(["--data", str(tmp_path / "data"), *arguments])
    except SystemExit as end:
        status = end.code
    assert status == 2
    assert problem in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_help_names_every_fault(capsys: pytest.CaptureFixture[str]) -> None:
    """With what each means."""
    with pytest.raises(SystemExit):
        run_emulator(["--help"])
    shown = capsys.readouterr().out
    for name in ("lost", "late", "503", "reset", "429", "truncated", "notaudio"):
        assert f"  {name} " in shown


def test_every_request_can_be_shown_and_no_key_with_it(tmp_path: Path) -> None:
    """`--verbose`: method, path and status; never the key."""
    with running(data=tmp_path, keys={"canary-1": 100}, arguments=["--verbose"]) as emulator:
        api = Api(url=emulator.url, key="canary-1")
        api.post(transcript="Salom")
        api.post(transcript="")
        emulator.stop()
        api.session.close()
    shown = (tmp_path / "emulator.log").read_text("utf-8")
    assert '"POST /api/v1/tts/post/ HTTP/1.1" 201' in shown
    assert '"POST /api/v1/tts/post/ HTTP/1.1" 400' in shown
    assert "canary-1" not in shown


def test_the_door_for_tests_says_why_an_emulator_does_not_start(tmp_path: Path) -> None:
    """With what the process complained of."""
    emulator = Emulator(tmp_path, ["--fault", "losst=1"])
    with pytest.raises(RuntimeError, match="there is no fault 'losst'"):
        emulator.start()
    emulator.close()
