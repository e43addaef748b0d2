"""The key comes out of no command and no build, wherever it was put by mistake."""

from __future__ import annotations

import html
import json
import logging
import os
from base64 import b64encode, urlsafe_b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.errors import AishaAudioError
from aisha_docs_audio.redaction import RedactingFilter, _pattern, hide, may_hold, quoted
from tests.forked_hosts import run_module
from tests.payments.scripted_api import scripted_api
from tests.sites import MkDocsSite, SphinxSite

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEY = "canary-9f86d081_884c/7d65"

ECHOES = {
    "as it is": KEY,
    "upper case": KEY.upper(),
    "HTML": "".join(f"&#{ord(c)};" for c in KEY),
    "HTML, hexadecimal": "".join(f"&#x{ord(c):X};" for c in KEY),
    "HTML, names": html.escape(KEY).replace("_", "&lowbar;").replace("/", "&sol;"),
    "HTML twice": html.escape("".join(f"&#{ord(c)};" for c in KEY)),
    "percent": "".join(f"%{ord(c):02X}" for c in KEY),
    "percent, where it must": quote(KEY, safe=""),
    "percent twice": quote(quote(KEY, safe=""), safe=""),
    "JSON": "".join(f"\\u{ord(c):04x}" for c in KEY),
    "JSON twice": json.dumps("".join(f"\\u{ord(c):04x}" for c in KEY)),
    "Python": "".join(f"\\x{ord(c):02x}" for c in KEY),
    "slashes escaped": KEY.replace("/", "\\/"),
    "spaces": " ".join(KEY),
    "a line break": KEY[:9] + "\r\n  " + KEY[9:],
    "an escaped line break": KEY[:9] + "\\n" + KEY[9:],
    "invisible": "\u200b".join(KEY),
    "hexadecimal digits": KEY.encode().hex(),
    "base64": b64encode(KEY.encode()).decode(),
    "base64 for URLs": urlsafe_b64encode(KEY.encode()).decode(),
    "no-break spaces": "&nbsp;".join(KEY),
}


def plain(text: str) -> str:
    """Undo what people and tools can undo, so that a hidden key would show."""
    for _ in range(3):
        text = html.unescape(text)
        text = text.encode("ascii", "replace").decode("unicode_escape", "replace")
    return "".join(text.split()).lower()


@pytest.mark.parametrize("echo", ECHOES.values(), ids=ECHOES)
def test_a_key_is_found_however_it_is_written(echo: str) -> None:
    """What stands around it stays."""
    assert hide(KEY, f"before {echo} behind").replace('"', "") == "before *** behind"


@pytest.mark.parametrize("user", ["", "u", "us", "user:"])
def test_a_key_is_found_inside_base64(user: str) -> None:
    """As HTTP's Basic authentication writes it, behind whatever name."""
    hidden = hide(KEY, b64encode(f"{user}{KEY}".encode()).decode())
    assert hidden.endswith("***")
    assert len(hidden) <= 4 * len(user) + 3


@given(st.text())
def test_what_is_no_key_stays_as_it_is(text: str) -> None:
    """A message without the key loses nothing."""
    assert hide("canary-9f86d081", text) == text or "canary-9f86d081" in text.lower()


PIECES = st.one_of(
    st.sampled_from(
        [KEY[:9], KEY[9:], KEY.upper()[:9], " ", "\n", "\t", "<wbr>", "&#99;", "%63", "x"]
    ),
    st.sampled_from([KEY, KEY.encode().hex(), b64encode(KEY.encode()).decode(), *ECHOES.values()]),
    st.text(max_size=5),
)


@given(st.lists(PIECES, max_size=6))
def test_what_is_passed_over_without_a_close_look_holds_no_key(pieces: list[str]) -> None:
    """The quick look may be wrong about what holds the key, never about what does not."""
    text = "".join(pieces)
    if not may_hold(KEY, text):
        assert _pattern(KEY).search(text) is None


@given(
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=20),
    st.lists(st.sampled_from(["", " ", "\r\n", "\t", "\x00", "\x1f", "\x7f"]), min_size=20),
    st.text(max_size=3),
    st.sampled_from([str, str.upper, str.lower, str.swapcase]),
)
def test_no_writing_of_any_key_is_passed_over(
    key: str, between: list[str], around: str, cased: Callable[[str], str]
) -> None:
    """Broken anywhere, in either case, in hexadecimal digits, in base64 wherever it begins."""
    octets = (around + key + around).encode("utf-8", "surrogatepass")
    for written in (
        "".join(map(str.__add__, key, between)),
        octets.hex(),
        b64encode(octets).decode(),
        urlsafe_b64encode(octets).decode().rstrip("="),
        json.dumps(key),
        quote(key, safe=""),
    ):
        text = around + cased(written)
        assert may_hold(key, text) or _pattern(key).search(text) is None
        assert _pattern(key).search(text) is None or hide(key, text) != text


def test_a_build_that_says_nothing_odd_needs_no_close_look() -> None:
    """Else every build would pay for it."""
    assert not may_hold(KEY, "9 pages narrated, 120 segments: 120 from the cache, 0 generated")


def test_an_error_of_ours_never_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever raises it, and whatever was put into it."""
    monkeypatch.setenv("AISHA_API_KEY", f" {KEY}\n")
    assert str(AishaAudioError(f"{KEY}: no such file")) == "***: no such file"


def test_a_log_record_never_holds_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither its arguments nor its traceback."""
    monkeypatch.setenv("AISHA_API_KEY", KEY)
    logger = logging.getLogger("test-of-redaction")
    logger.addFilter(RedactingFilter())
    try:
        raise ValueError(KEY)  # noqa: TRY301
    except ValueError:
        logger.exception("failed with %s", KEY)
    assert "failed with ***" in caplog.text
    assert KEY not in caplog.text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("happy", "'happy'"),
        (7, "7"),
        ("https://user:secret@host/x", "'https://…@host/x'"),
        ("https://host?token=secret", "'https://host?…'"),
        ("9f86d081884c7d65", "what was given (16 characters)"),
        ({"x": ["9f86d081884c7d65"]}, "what was given (27 characters)"),
        (["!", "drafts/"], "['!', 'drafts/']"),
    ],
)
def test_what_may_be_a_secret_is_not_quoted(value: object, shown: str) -> None:
    """Also where the environment holds no key to compare it with."""
    assert quoted(value) == shown


MISPLACED = [
    ({}, {"AISHA_API_URL": KEY}),
    ({}, {"AISHA_API_URL": f"https://user:{KEY}@api.example.test"}),
    ({}, {"AISHA_API_URL": f"https://{KEY}@api.example.test"}),
    ({}, {"AISHA_API_URL": f"https://api.example.test/?key={quote(KEY, safe='')}"}),
    ({}, {"AISHA_API_URL": f"https://api.example.test/{KEY}"}),
    ({}, {"AISHA_AUDIO": KEY}),
    ({"api_url": f"https://user:{KEY}@api.example.test"}, {}),
    ({"api_url": f"https://api.example.test/{KEY}"}, {}),
    ({"voice_id": KEY}, {}),
    ({"mood": KEY}, {}),
    ({"api_key": KEY}, {}),
    ({KEY: "yes"}, {}),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with one page that both hosts read."""
    folder = tmp_path_factory.mktemp("misplaced")
    folder.joinpath("docs").mkdir()
    folder.joinpath("docs/index.md").write_text("# Salom\n\nMatn.\n", "utf-8")
    folder.joinpath("index.rst").write_text("Salom\n=====\n\nMatn.\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("host", "options", "environ", "has_key"),
    [
        *[("mkdocs", options, environ, True) for options, environ in MISPLACED[1::2]],
        *[("mkdocs", options, environ, False) for options, environ in MISPLACED[::4]],
        *[("sphinx", options, environ, True) for options, environ in MISPLACED[2::4]],
    ],
)
def test_no_build_shows_a_misplaced_key(
    folder: Path, host: str, options: dict[str, str], environ: dict[str, str], has_key: bool
) -> None:
    """Neither host, wherever the key was put, and whether or not it also stands where it should."""
    environ = {**environ, "AISHA_API_KEY": KEY} if has_key else environ
    if host == "mkdocs":
        plugins = json.dumps([{"aisha-audio": {"voice": "aisha", **options}}])
        folder.joinpath("mkdocs.yml").write_text(f"site_name: Sinov\nplugins: {plugins}\n")
        built = MkDocsSite(folder=folder).build(environ=environ)
    else:
        lines = [f"aisha_audio_{name} = {value!r}" for name, value in options.items()]
        text = "\n".join(['extensions = ["aisha_docs_audio.sphinx_ext"]', *lines])
        folder.joinpath("conf.py").write_text(text + '\naisha_audio_voice = "aisha"\n')
        built = SphinxSite(folder=folder).build(environ=environ)
    assert KEY.lower() not in plain(built.output)
    if "api_key" in options:
        assert "AISHA_API_KEY only" in built.output
    if options or "AISHA_AUDIO" in environ:
        assert built.status != 0 or "api.example.test" in str(options)


@pytest.mark.parametrize("name", ["HTML", "spaces"])
def test_no_build_shows_a_key_that_a_server_echoes(folder: Path, name: str) -> None:
    """In whatever writing the API's error holds it."""
    plugins = json.dumps([{"aisha-audio": {"voice": "aisha", "cache_dir": f".cache/{name}"}}])
    folder.joinpath("mkdocs.yml").write_text(f"site_name: Sinov\nplugins: {plugins}\n")
    with scripted_api() as api:
        api.post = lambda: (403, {"detail": f"the key {ECHOES[name]} is bad"})
        environ = {"AISHA_API_KEY": KEY, "AISHA_API_URL": api.url}
        built = MkDocsSite(folder=folder).build(environ=environ)
    assert "the key *** is bad" in built.output
    assert KEY.lower() not in plain(built.output)


@pytest.mark.parametrize(
    "arguments",
    [
        ["say", "Salom", "-o", "a.mp3", "--api-key", KEY],
        ["say", "Salom", "-o", "a.mp3", f"--key={KEY}"],
        ["say", "Salom", "-o", "a.mp3", "--voice-id", KEY],
        ["say", "Salom", "-o", "a.mp3", "--voice", "aisha", "--api-url", f"https://x:{KEY}@host"],
        ["say", "Salom", "-o", f"{KEY}/a.mp3", "--voice", "local"],
        ["history", "--page", KEY],
        ["cache", "info", "--cache-dir", KEY],
        ["estimate", KEY],
        [KEY],
    ],
)
def test_no_command_shows_it(tmp_path: Path, arguments: list[str]) -> None:
    """What was typed on the command line comes back in no message."""
    environ = {**os.environ, "AISHA_API_KEY": KEY, "PATH": ""}
    done = run_module(["aisha_docs_audio", *arguments], tmp_path, environ, apart=True)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert KEY.lower() not in plain(done.stdout + done.stderr)
    if "--api-key" in arguments:
        assert "AISHA_API_KEY only" in done.stderr
