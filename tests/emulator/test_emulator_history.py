"""GET /api/v1/tts/get/ : the history list, paged as Django REST framework does it."""

from __future__ import annotations

import re

import pytest

from aisha_docs_audio.emulator.testing import Emulator
from tests.emulator.api import Api

CREATED_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture
def long(api: Api) -> Api:
    """An account with 25 records, said 1 to said 25."""
    for number in range(1, 26):
        assert api.post(transcript=f"said {number}").status_code == 201
    return api


def test_an_empty_history_has_one_empty_page(api: Api) -> None:
    """Count 0, no neighbours, no rows: no 404."""
    empty: dict[str, object] = {"count": 0, "next": None, "previous": None, "results": []}
    assert api.history().json() == empty
    assert api.history("?page=1&limit=10").json() == empty


def test_a_row_has_the_documents_fields(api: Api) -> None:
    """Field by field and in its order; null where model and mood were not sent."""
    path = api.post(transcript="Salom", mood="Sad").json()["audio_path"]
    api.post(transcript="Hello", language="en")
    answer = api.history("?page=1&limit=10")
    assert answer.status_code == 200
    assert list(answer.json()) == ["count", "next", "previous", "results"]
    english, uzbek = answer.json()["results"]
    assert list(uzbek) == ["id", "transcript", "audio_url", "model", "mood", "created_at"]
    assert isinstance(uzbek["id"], int)
    assert CREATED_AT.fullmatch(uzbek.pop("created_at"))
    uzbek.pop("id")
    assert uzbek == {
        "transcript": "Salom",
        "audio_url": path,
        "model": "Gulnoza",
        "mood": "Sad",
    }
    assert (english["model"], english["mood"]) == (None, None)


def test_pages_are_newest_first_and_next_leads_through_all(long: Api) -> None:
    """Following `next` gives every record once; `previous` leads back."""
    query, seen, previous = "?limit=10", [], []
    while query:
        page = long.history(query).json()
        assert page["count"] == 25
        seen += [row["transcript"] for row in page["results"]]
        previous.append(page["previous"])
        query = (page["next"] or "").removeprefix(long.url + "/api/v1/tts/get/")
    assert seen == [f"said {number}" for number in range(25, 0, -1)]
    base = long.url + "/api/v1/tts/get/?limit=10"
    assert previous == [None, base, base + "&page=2"]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", 10),
        ("?limit=7", 7),
        ("?limit=1000", 25),
        ("?limit=0", 10),
        ("?limit=-3", 10),
        ("?limit=ten", 10),
        ("?limit=²", 10),
        ("?limit=10&page=3", 5),
        ("?limit=10&page=last", 5),
    ],
)
def test_limit_and_page_are_read_as_the_framework_reads_them(
    long: Api, query: str, rows: int
) -> None:
    """A limit that is no positive number is the default of 10; "last" is a page."""
    assert len(long.history(query).json()["results"]) == rows


def test_a_limit_is_cut_down_to_a_hundred(api: Api) -> None:
    """More than 100 rows are never given at once."""
    for _ in range(101):
        api.post(transcript="a")
    page = api.history("?limit=1000").json()
    assert (page["count"], len(page["results"])) == (101, 100)
    assert page["next"] is not None


@pytest.mark.parametrize("page", ["0", "2", "-1", "one", "1.0", "9" * 40, ""])
def test_a_page_out_of_range_is_404(api: Api, page: str) -> None:
    """With the framework's words."""
    answer = api.history(f"?page={page}")
    assert (answer.status_code, answer.json()["detail"]) == (404, "Invalid page.")


def test_it_needs_a_right_key(anonymous: Api) -> None:
    """403 without a key and with a wrong one."""
    assert anonymous.history().status_code == 403
    assert anonymous.history().json()["error_key"] == "api_key_required"
    anonymous.key = "nobody's"
    assert anonymous.history().status_code == 403
    assert anonymous.history().json()["error_key"] == "invalid_api_key"


def test_accounts_do_not_see_each_other(api: Api, anonymous: Api, emulator: Emulator) -> None:
    """Neither another account's records nor anonymous ones show."""
    anonymous.post(transcript="nobody's")
    other = Api(url=api.url, key=f"{api.key}-other")
    emulator.open_account(str(other.key), 100)
    other.post(transcript="theirs")
    api.post(transcript="mine")
    assert [row["transcript"] for row in api.history().json()["results"]] == ["mine"]
    assert [row["transcript"] for row in other.history().json()["results"]] == ["theirs"]
    other.session.close()
