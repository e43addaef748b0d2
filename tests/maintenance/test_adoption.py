"""A lost cache is refilled from the account's history, where that can be told."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from aisha_docs_audio.emulator.tone import tone
from aisha_docs_audio.payments.maintenance.restore import adopt
from aisha_docs_audio.settings.options import Settings
from tests.payments.scripted_api import row, scripted_api
from tests.payments.site import Site, expected, uzbek

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aisha_docs_audio.emulator.testing import AccountBook
    from aisha_docs_audio.model import Utterance

    Book = Callable[[], AccountBook]


def pay_and_lose_everything(site: Site, *texts: str, **settings: Any) -> list[Utterance]:
    """Have texts spoken, then delete the whole cache, the ledger included."""
    with site.build() as voice:
        utterances = [uzbek(voice, text, **settings) for text in texts]
        for utterance in utterances:
            voice.synthesize(utterance)
    shutil.rmtree(site.directory / "paid")
    shutil.rmtree(site.directory / "ledger")
    return utterances


def test_a_lost_cache_comes_back_without_paying(site: Site, book: Book) -> None:
    """First it is shown what would be adopted, then it is."""
    utterances = pay_and_lose_everything(site, "Birinchi matn.", "Ikkinchi matn.")
    with site.build() as voice:
        plan = adopt(site.context, utterances, apply=False)
        assert [match.utterance for match in plan.matched] == utterances
        assert not plan.applied
        assert voice.lookup(utterances[0]) is None
        done = adopt(site.context, utterances, apply=True)
        assert (len(done.matched), done.failed, done.missing) == (2, (), ())
        for utterance in utterances:
            found = voice.lookup(utterance)
            assert found is not None
            assert found.audio == expected(utterance)
        assert adopt(site.context, utterances, apply=True).here == 2
    assert len(book().charges) == 2


def test_what_the_history_cannot_tell_apart_is_not_adopted(site: Site, book: Book) -> None:
    """Two speeds of one text look the same there: neither is taken."""
    pay_and_lose_everything(site, "Bir matn.", speed=1.5)
    with site.build() as voice:
        slow, fast = uzbek(voice, "Bir matn."), uzbek(voice, "Bir matn.", speed=1.5)
        report = adopt(site.context, [slow, fast], apply=True)
        assert report.matched == ()
        assert set(report.ambiguous) == {slow, fast}
        assert voice.lookup(slow) is None
    assert len(book().charges) == 1


def test_what_is_not_in_the_history_is_told(site: Site) -> None:
    """Missing texts, texts in another mood, and rows that nobody wants are counted apart."""
    pay_and_lose_everything(site, "Eski matn.")
    pay_and_lose_everything(site, "Xursand matn.", mood="Happy")
    with site.build() as voice:
        sad, new = uzbek(voice, "Xursand matn.", mood="Sad"), uzbek(voice, "Yangi matn.")
        report = adopt(site.context, [sad, new], apply=True)
    assert report.doubtful == (sad,)
    assert report.missing == (new,)
    assert report.unused_rows == 1


def test_a_row_that_is_anothers_sound_is_not_adopted(site: Site, book: Book) -> None:
    """What the ledger knows to be a sibling's stays the sibling's."""
    with site.build() as voice:
        known, wanted = uzbek(voice, "Bir matn."), uzbek(voice, "Bir matn.", speed=1.5)
        voice.synthesize(known)
        report = adopt(site.context, [wanted], apply=True)
        assert report.matched == ()
        assert report.doubtful == (wanted,)
    assert len(book().charges) == 1


def test_of_several_rows_the_newest_is_taken(site: Site, book: Book) -> None:
    """The same text paid for twice, on two machines: either sound is right."""
    pay_and_lose_everything(site, "Bir matn.")
    (utterance,) = pay_and_lose_everything(site, "Bir matn.")
    newest = book().charges[-1].id
    with site.build() as voice:
        (match,) = adopt(site.context, [utterance], apply=True).matched
        assert match.history_id == newest
        assert voice.synthesize(utterance).origin == "store"


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(
    "shown", [{}, {"model": None, "mood": None}, {"model": "", "mood": ""}, {"model": "xtts"}]
)
def test_a_row_in_another_language_may_show_any_model_and_mood(
    tmp_path: Path, language: str, shown: dict[str, Any]
) -> None:
    """None is sent for en and ru, and the document does not say what the history shows there."""
    with scripted_api() as api:
        api.rows = [row(7, "Hello.", **shown)]
        site = Site(tmp_path, api.url, "key-of-a-test")
        with site.build() as voice:
            utterance = voice.utterance("Hello.", language, Settings())
            found = adopt(site.context, [utterance], apply=True)
            assert [match.history_id for match in found.matched] == [7]
            assert found.failed == ()
            recalled = voice.lookup(utterance)
            assert recalled is not None
            assert recalled.audio == tone("7.wav")
            # It could be either's: the history shows no language.
            both = [
                voice.utterance("Ok.", "uz", Settings()),
                voice.utterance("Ok.", "en", Settings()),
            ]
            api.rows.insert(0, row(8, "Ok."))
            assert set(adopt(site.context, both, apply=True).ambiguous) == set(both)
        assert api.asked["/api/v1/tts/post/"] == 0
