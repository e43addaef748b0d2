"""The sound files over HTTP."""

from __future__ import annotations

import urllib.parse

import pytest

from aisha_docs_audio.emulator.testing import DEFAULT_KEY, Emulator, running
from aisha_docs_audio.emulator.tone import tone
from tests.emulator.api import Api

TEXT = "Bu yerda ovoz bor."
WHOLE = tone(TEXT)


@pytest.fixture
def path(api: Api) -> str:
    """The path of a sound."""
    return str(api.post(transcript=TEXT).json()["audio_path"])


def test_the_whole_file_comes_without_a_key(anonymous: Api, path: str) -> None:
    """As audio/wav, saying that ranges may be asked for."""
    answer = anonymous.ask("GET", path)
    assert (answer.status_code, answer.content) == (200, WHOLE)
    assert answer.headers["Content-Type"] == "audio/wav"
    assert answer.headers["Content-Length"] == str(len(WHOLE))
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["ETag"]


def test_a_head_request_gives_the_same_head_and_no_body(anonymous: Api, path: str) -> None:
    """RFC 9110, 9.3.2."""
    get, head = anonymous.ask("GET", path), anonymous.ask("HEAD", path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Type", "Content-Length", "Accept-Ranges", "ETag", "Last-Modified"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("bytes=0-99", slice(0, 100)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-44", slice(-44, None)),
        (f"bytes={len(WHOLE) - 1}-", slice(-1, None)),
    ],
)
def test_a_range_is_206(anonymous: Api, path: str, wanted: str, expected: slice) -> None:
    """The bytes asked for, and which they are."""
    answer = anonymous.ask("GET", path, headers={"Range": wanted})
    assert (answer.status_code, answer.content) == (206, WHOLE[expected])
    first = range(len(WHOLE))[expected][0]
    last = range(len(WHOLE))[expected][-1]
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(WHOLE)}"


def test_a_range_beyond_the_end_is_416(anonymous: Api, path: str) -> None:
    """And says how long the file is."""
    answer = anonymous.ask("GET", path, headers={"Range": f"bytes={len(WHOLE)}-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(WHOLE)}"


def test_a_range_of_an_older_file_gives_the_whole_one(anonymous: Api, path: str) -> None:
    """If-Range: only a matching entity tag gives a part."""
    tag = anonymous.ask("HEAD", path).headers["ETag"]
    for validator, status in ((tag, 206), ('"another"', 200)):
        headers = {"Range": "bytes=0-9", "If-Range": validator}
        assert anonymous.ask("GET", path, headers=headers).status_code == status


@pytest.mark.parametrize(
    "name", ["00000000-0000-0000-0000-000000000000.wav", "..%2Fbook.sqlite3", "%2e%2e", ""]
)
def test_no_other_file_is_served(anonymous: Api, name: str) -> None:
    """Only names in the book: 404 for the book itself."""
    assert anonymous.ask("GET", f"/media/tts_audios/{name}").status_code == 404


def test_downloads_are_in_the_book_and_keys_sent_along_stand_apart(
    api: Api, anonymous: Api, path: str, emulator: Emulator
) -> None:
    """So that a test can prove both "no request" and "no key where it must not go"."""
    anonymous.ask("GET", path)
    api.ask("GET", path)
    counts = emulator.account(str(api.key)).requests_by_endpoint
    assert (counts["media"], counts["media_with_key"]) == (1, 1)


def test_audio_paths_can_be_absolute_on_a_second_port() -> None:
    """`--media-origin second`: another origin, which serves the sound; everywhere the same path."""
    with running(media_origin="second") as emulator:
        api = Api(url=emulator.url, key=DEFAULT_KEY)
        url = api.post(transcript=TEXT).json()["audio_path"]
        assert emulator.media_origin != emulator.url
        assert url.startswith(emulator.media_origin + "/media/tts_audios/")
        assert api.ask("GET", url).content == WHOLE
        row = api.history().json()["results"][0]
        assert row["audio_url"] == url
        assert api.status(row["id"]).json()["audio_path"] == url
        api.session.close()


def test_audio_paths_can_be_absolute_on_any_origin() -> None:
    """`--media-origin URL`: what the URL points at is the user's business."""
    with running(media_origin="https://cdn.example.com/backend/") as emulator:
        api = Api(url=emulator.url, key=DEFAULT_KEY)
        url = urllib.parse.urlsplit(api.post(transcript=TEXT).json()["audio_path"])
        assert (url.scheme, url.netloc) == ("https", "cdn.example.com")
        assert url.path.startswith("/backend/media/tts_audios/")
        api.session.close()
