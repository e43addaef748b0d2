"""The client against the real emulator, in a process of its own: every part of the document."""

from __future__ import annotations

import io
import time
import wave

import pytest

from aisha_docs_audio import errors
from aisha_docs_audio.api import Client, Queued, Ready, Status
from aisha_docs_audio.api.media_check import fault
from aisha_docs_audio.emulator.testing import Emulator, running
from aisha_docs_audio.settings.api_key import ApiKey
from aisha_docs_audio.voices.parameters import utterance_for

KEY, OTHER, POOR = "owners-key", "strangers-key", "poor-key"
BALANCE = 1_000_000
WEBHOOK = "http://127.0.0.1:9/nobody-listens"


@pytest.fixture(scope="module")
def emulator():
    """Run one emulator for the module; each test leaves it without faults."""
    with running(
        keys={KEY: BALANCE, OTHER: BALANCE, POOR: 5},
        custom_voices={12: "READY", 13: "PENDING"},
    ) as started:
        yield started


@pytest.fixture
def client(emulator):
    """Give a client of the account that owns the custom voices."""
    emulator.set_faults()
    with Client(api_url=emulator.url, key=ApiKey(KEY), timeout_seconds=30) as made:
        yield made
    emulator.set_faults()


def client_with(emulator: Emulator, key: str | None) -> Client:
    """Make a client of another account, or of nobody's."""
    return Client(api_url=emulator.url, key=ApiKey(key) if key else None, timeout_seconds=30)


def utterance(text="Assalomu alaykum, bu AIsha TTS sinovi.", language="uz", **options):
    """Ask for speech as the settings' defaults do."""
    defaults = {"model": "Gulnoza", "mood": "Neutral", "speed": 1.0, "voice_id": None}
    return utterance_for(text, language, engine="aisha@loopback", **{**defaults, **options})


def settled(client: Client, queued: Queued) -> Status:
    """Wait for the end of an asynchronous request."""
    for _ in range(500):
        found = client.status(queued.id)
        if found.state != "PENDING":
            return found
        time.sleep(0.02)
    raise AssertionError("still pending")


def test_speech_is_generated_and_downloaded(emulator, client):
    """201, a relative path, a WAV file, and a charge of one per character."""
    before = emulator.account(KEY).charged_characters
    text = "Oʻzbek tilida soʻzlash — goʻzal sanʼat."
    ready = client.generate(utterance(text))
    assert isinstance(ready, Ready)
    assert ready.audio_path.startswith("/media/tts_audios/")
    sound = client.download(ready.audio_path)
    assert fault(sound) is None
    with wave.open(io.BytesIO(sound)) as file:
        assert file.getnframes() > 0
    book = emulator.account(KEY)
    assert book.charged_characters - before == len(text)
    assert book.charges[-1].transcript == text


@pytest.mark.parametrize(
    ("language", "options", "charged"),
    [
        ("uz", {}, ("Gulnoza", "Neutral", 1.0, None)),
        ("uz", {"mood": "Sad", "speed": 0}, ("Gulnoza", "Sad", 0.0, None)),
        # Where no speed is sent, the server writes its own down.
        ("uz", {"voice_id": 12}, (None, None, 1.0, 12)),
        ("uz", {"voice_id": 12, "speed": 1.5}, (None, None, 1.5, 12)),
        ("en", {"mood": "Happy", "speed": 2.0}, (None, None, None, None)),
        ("ru", {"voice_id": 12}, (None, None, None, 12)),
    ],
)
def test_each_kind_of_voice_is_taken(emulator, client, language, options, charged):
    """What is sent for it passes the server's own reading of the document."""
    assert isinstance(client.generate(utterance("salom", language, **options)), Ready)
    charge = emulator.account(KEY).charges[-1]
    assert (charge.model, charge.mood, charge.speed, charge.voice_id) == charged
    assert charge.language == language


def test_speech_with_a_webhook_is_queued_and_settled_by_its_status(client):
    """202, then PENDING or SUCCESS, with the path and the characters charged."""
    queued = client.generate(utterance("keyinroq"), webhook_url=WEBHOOK)
    assert isinstance(queued, Queued)
    assert queued.task_id
    assert queued.status == "PENDING"
    found = settled(client, queued)
    assert (found.id, found.state, found.characters) == (queued.id, "SUCCESS", len("keyinroq"))
    assert fault(client.download(found.audio_path)) is None


def test_speech_that_fails_later_says_so(emulator, client):
    """FAILED is a state, not an error of the request that asks for it."""
    emulator.set_faults({"failed": 1.0})
    queued = client.generate(utterance("boʻlmadi"), webhook_url=WEBHOOK)
    assert settled(client, queued) == Status(id=queued.id, state="FAILED")


def test_the_history_is_read_page_by_page(emulator):
    """Newest first, all of them, with what tells one row from another."""
    emulator.open_account("history-key", BALANCE)
    client = client_with(emulator, "history-key")
    texts = [f"{number}-gap" for number in range(7)]
    paths = [client.generate(utterance(text)).audio_path for text in texts]
    pages = [client.history(page=number, limit=3) for number in (1, 2, 3)]
    rows = [row for page in pages for row in page.rows]
    assert {page.count for page in pages} == {7}
    assert [len(page.rows) for page in pages] == [3, 3, 1]
    assert [row.transcript for row in rows] == texts[::-1]
    assert [row.audio_url for row in rows] == paths[::-1]
    assert [row.id for row in rows] == sorted((row.id for row in rows), reverse=True)
    assert {(row.model, row.mood) for row in rows} == {("Gulnoza", "Neutral")}
    assert all(row.created_at for row in rows)
    with pytest.raises(errors.NotFoundError):
        client.history(page=4, limit=3)


def test_an_account_without_a_history_has_an_empty_page(emulator):
    """Not an error: it is where every new account begins."""
    emulator.open_account("new-key", BALANCE)
    page = client_with(emulator, "new-key").history(page=1, limit=10)
    assert (page.count, page.rows) == (0, ())


def test_an_absolute_audio_path_is_fetched_without_the_key():
    """The CDN of the field notes: another origin, and the server counts who brings a key."""
    with running(keys={KEY: BALANCE}, media_origin="second") as emulator:
        client = client_with(emulator, KEY)
        ready = client.generate(utterance())
        assert ready.audio_path.startswith(emulator.media_origin)
        assert ready.audio_path != emulator.url
        assert fault(client.download(ready.audio_path)) is None
        counted = emulator.account(KEY).requests_by_endpoint
    assert counted["media"] == 1
    assert counted.get("media_with_key", 0) == 0


@pytest.mark.parametrize("character", ["a", "я", "🙂"])
def test_the_limit_is_the_servers_limit(emulator, client, character):
    """1000 characters with a key and 500 without pass; one more never leaves."""
    assert isinstance(client.generate(utterance(character * 1000, "en")), Ready)
    nobody = client_with(emulator, None)
    assert isinstance(nobody.generate(utterance(character * 500, "en")), Ready)
    before = emulator.account(KEY).requests
    with pytest.raises(errors.InvalidTextError):
        client.generate(utterance(character * 1001, "en"))
    assert emulator.account(KEY).requests == before


def test_a_wrong_model_is_400(client):
    """A model is a string to us: only the API knows which there are."""
    with pytest.raises(errors.InvalidRequestError) as caught:
        client.generate(utterance(model="Jaxongir"))
    assert caught.value.status == 400
    assert caught.value.error_key
    assert caught.value.detail


def test_an_empty_balance_is_402(emulator):
    """With its error_key, and nothing charged."""
    poor = client_with(emulator, POOR)
    with pytest.raises(errors.InsufficientBalanceError) as caught:
        poor.generate(utterance("olti soʻz"))
    assert caught.value.error_key == "insufficient_balance"
    assert emulator.account(POOR).charges == ()


def test_a_wrong_key_is_403(emulator):
    """For the history as for speech."""
    stranger = client_with(emulator, "no-such-key")
    for call in (lambda: stranger.history(page=1, limit=1), lambda: stranger.generate(utterance())):
        with pytest.raises(errors.ForbiddenError, match="AISHA_API_KEY") as caught:
            call()
        assert "no-such-key" not in str(caught.value)


def test_the_history_without_a_key_is_403(emulator):
    """API document, "History list": API key is invalid or missing."""
    with pytest.raises(errors.ForbiddenError):
        client_with(emulator, None).history(page=1, limit=1)


def test_another_users_record_is_403_and_no_record_404(emulator, client):
    """The two are told apart."""
    queued = client.generate(utterance(), webhook_url=WEBHOOK)
    with pytest.raises(errors.ForbiddenError):
        client_with(emulator, OTHER).status(queued.id)
    with pytest.raises(errors.NotFoundError):
        client.status(10**9)
    with pytest.raises(errors.NotFoundError):
        client.download("/media/tts_audios/none.wav")


@pytest.mark.parametrize(
    ("fault_name", "kind"),
    [
        ("429", errors.RateLimitedError),
        ("503", errors.UnavailableError),
        ("503-charged", errors.UnavailableError),
        ("504", errors.StatusError),
        ("lost", errors.TransportError),
        ("reset", errors.TransportError),
        ("reset-charged", errors.TransportError),
        ("late", errors.TransportError),
    ],
)
def test_each_fault_of_a_request_is_one_request_and_one_error(emulator, client, fault_name, kind):
    """None of them is repeated by the client."""
    before = emulator.account(KEY).requests
    emulator.set_faults({fault_name: 1.0}, late_seconds=0)
    with pytest.raises(kind) as caught:
        client.generate(utterance("nosoz"))
    assert type(caught.value) is kind
    assert getattr(caught.value, "sent", True) is True
    if fault_name == "429":
        assert caught.value.retry_after_seconds == 1
    assert emulator.faults_thrown() == 1
    assert emulator.account(KEY).requests - before <= 1


def test_a_server_that_hangs_is_left_at_the_deadline(emulator):
    """And whether it charged is not known."""
    emulator.set_faults({"hang": 1.0})
    client = Client(api_url=emulator.url, key=ApiKey(KEY), timeout_seconds=1)
    try:
        with pytest.raises(errors.TransportError, match="in time") as caught:
            client.generate(utterance())
    finally:
        emulator.set_faults()
    assert caught.value.sent is True


@pytest.mark.parametrize(
    ("fault_name", "kinds"),
    [
        ("truncated", (errors.ResponseError, errors.TransportError)),
        ("notaudio", errors.ResponseError),
        ("missing", errors.NotFoundError),
    ],
)
def test_each_fault_of_a_download_is_an_error_and_passes(emulator, client, fault_name, kinds):
    """Once it is over, the same path gives the whole sound: the caller repeats the GET."""
    ready = client.generate(utterance("yuklab olish"))
    emulator.set_faults({fault_name: 1.0}, count=1)
    with pytest.raises(kinds):
        client.download(ready.audio_path)
    assert fault(client.download(ready.audio_path)) is None
