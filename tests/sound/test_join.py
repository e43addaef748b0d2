"""Clips and pauses become one MP3 whose times a decoder confirms."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aisha_docs_audio.errors import AudioError
from aisha_docs_audio.sound import make_clip
from aisha_docs_audio.sound.frames import FRAME_SECONDS, frame_bytes
from aisha_docs_audio.sound.join import Joined, join_clips
from tests.sound.tones import RATE, audible_seconds, file_of, line_of, played, silence, tone

HEARD_FROM = 0.020  # speech begins this long after its cue does: the margin
PRECISION = 0.006  # the 5 ms steps in which speech is looked for, and the encoder's blur


@functools.cache
def voice(milliseconds: int, *, rate: int = RATE, bitrate: int = 48) -> bytes:
    """Encode a clip whose speech is a tone of this length."""
    return make_clip(
        file_of(tone(milliseconds / 1000, rate=rate), rate=rate), bitrate=bitrate
    ).frames


def part(*clips: bytes, pause: float = 0.5) -> tuple[tuple[bytes, ...], float]:
    """Give the clips of a line, and the pause before it that most tests have."""
    return clips, pause


def joined(parts, *, bitrate: int = 48, between: float = 0.25) -> tuple[bytes, Joined]:
    """Join in memory."""
    track = bytearray()
    clips: dict[str, bytes] = {}
    lines = []
    for number, (own, pause) in enumerate(parts):
        line = line_of(number, *(f"{number}.{n}" for n in range(len(own))), pause_seconds=pause)
        clips.update(zip(line.clip_keys, own, strict=True))
        lines.append(line)
    times = join_clips(
        lines,
        load_clip=clips.__getitem__,
        pause_between_seconds=between,
        bitrate=bitrate,
        write=track.extend,
    )
    return bytes(track), times


def heard(sound, start_seconds: float, end_seconds: float) -> tuple[float, float]:
    """Tell when a tone is first and last heard between two times of a decoded track."""
    first, last = audible_seconds(sound[int(start_seconds * RATE) : int(end_seconds * RATE)])
    return start_seconds + first, start_seconds + last


def test_each_part_is_heard_exactly_when_its_span_says():
    """Over ten minutes and 130 parts the last is as exact as the first: nothing drifts."""
    rng = np.random.default_rng(7)
    lengths = [int(n) for n in rng.choice([170, 333, 1000, 4321, 9876], 130)]
    pauses = [float(p) for p in rng.uniform(0.2, 1.5, 130)]

    track, times = joined([part(voice(n), pause=p) for n, p in zip(lengths, pauses, strict=True)])

    sound = played(track)
    assert times.duration_seconds > 500
    for span, length in zip(times.cues, lengths, strict=True):
        start, end = heard(sound, span.start_seconds, span.end_seconds)
        assert start == pytest.approx(span.start_seconds + HEARD_FROM, abs=PRECISION)
        assert end - start == pytest.approx(length / 1000, abs=PRECISION)


def test_a_track_is_as_long_as_its_last_span_and_as_the_decoder_finds():
    """No header is needed to tell the length, and none lies about it."""
    track, times = joined([part(voice(500)), part(voice(700), voice(300))])

    assert times.cues[-1].end_seconds == times.duration_seconds
    assert len(played(track)) == round(times.duration_seconds * RATE)
    assert len(track) == round(times.duration_seconds / FRAME_SECONDS) * frame_bytes(48)


def test_spans_follow_each_other_without_overlap():
    """Captions that overlap would be shown one over the other."""
    _, times = joined([part(voice(200), pause=0.0) for _ in range(20)])

    for earlier, later in zip(times.cues, times.cues[1:], strict=False):
        assert earlier.start_seconds < earlier.end_seconds <= later.start_seconds


@pytest.mark.parametrize("pause", [0.15, 0.25, 0.4, 0.6, 1.0, 1.4])
@pytest.mark.parametrize("length", [300, 307, 313, 319])
def test_a_pause_is_as_long_as_asked_to_within_a_frame(pause, length):
    """Measured between the end of what is heard and the beginning of what is heard next."""
    track, times = joined([part(voice(length)), part(voice(length), pause=pause)])

    sound = played(track)
    middle = times.cues[1].start_seconds
    _, end = heard(sound, 0, middle)
    start, _ = heard(sound, middle, times.duration_seconds)
    assert start - end == pytest.approx(pause, abs=FRAME_SECONDS + PRECISION)


def test_the_pause_between_the_clips_of_one_part_lies_inside_its_span():
    """A long block took several requests: it is one cue all the same."""
    track, times = joined([part(voice(300), voice(400), pause=2.0)])

    (span,) = times.cues
    start, end = heard(played(track), 0, times.duration_seconds)
    assert end - start == pytest.approx(0.3 + 0.25 + 0.4, abs=FRAME_SECONDS + PRECISION)
    assert span.end_seconds == times.duration_seconds


def test_a_track_begins_at_once():
    """No pause stands before the first part, whatever it asks for."""
    _, times = joined([part(voice(300), pause=5.0)])

    assert times.cues[0].start_seconds < 0.05


def test_pauses_are_silent():
    """Beyond the encoder's own blur nothing is heard, so no crackle marks where clips meet."""
    track, times = joined([part(voice(300)), part(voice(300), pause=1.0)])

    first, second = times.cues
    between = played(track)[
        int((first.end_seconds + 0.05) * RATE) : int(second.start_seconds * RATE)
    ]
    assert len(between) > 0.5 * RATE
    assert np.abs(between).max() < 1e-3


def test_a_clip_sounds_the_same_wherever_it_stands():
    """No bits, no echo, nothing of the clip before it reaches into it."""
    clip = voice(700)
    alone = played(clip)

    track, times = joined([part(voice(1000)), part(clip)])

    at = round(times.cues[1].start_seconds * RATE) - 1105
    inside = played(track)[at : at + len(alone)]
    assert np.allclose(inside[600:], alone[600:], atol=1e-4)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
def test_clips_of_voices_with_different_rates_join(rate):
    """The local voice gives 22,050 Hz, the API other rates; times hold all the same."""
    track, times = joined([part(voice(500)), part(voice(500, rate=rate)), part(voice(500))])

    sound = played(track)
    for span in times.cues:
        start, end = heard(sound, span.start_seconds, span.end_seconds)
        assert start == pytest.approx(span.start_seconds + HEARD_FROM, abs=PRECISION)
        assert end - start == pytest.approx(0.5, abs=PRECISION)


@pytest.mark.parametrize("bitrate", [16, 24, 96, 160])
def test_times_hold_at_every_bitrate(bitrate):
    """Also at the lowest, where the encoder's blur is widest."""
    track, times = joined(
        [part(voice(n, bitrate=bitrate)) for n in (400, 500, 600)], bitrate=bitrate
    )

    sound = played(track)
    assert len(sound) == round(times.duration_seconds * RATE)
    for span, length in zip(times.cues, (0.4, 0.5, 0.6), strict=True):
        start, end = heard(sound, span.start_seconds, span.end_seconds)
        assert start == pytest.approx(span.start_seconds + HEARD_FROM, abs=PRECISION)
        assert end - start == pytest.approx(length, abs=2 * PRECISION)


@settings(max_examples=30)
@given(
    blocks=st.lists(
        st.tuples(
            st.lists(st.sampled_from([60, 150, 333, 800]), min_size=1, max_size=3),
            st.floats(0, 2),
        ),
        min_size=1,
        max_size=12,
    ),
    between=st.floats(0, 1),
)
def test_any_mixture_of_parts_keeps_its_times(blocks, between):
    """First sounds come with the cues, spans are in order, lengths agree."""
    track, times = joined(
        [part(*map(voice, lengths), pause=pause) for lengths, pause in blocks], between=between
    )

    sound = played(track)
    assert len(sound) == round(times.duration_seconds * RATE)
    assert len(times.cues) == len(blocks)
    last = 0.0
    for span in times.cues:
        assert last <= span.start_seconds < span.end_seconds
        start, _ = heard(sound, span.start_seconds, span.end_seconds)
        assert start == pytest.approx(span.start_seconds + HEARD_FROM, abs=PRECISION)
        last = span.end_seconds
    assert last == times.duration_seconds


def test_clips_are_loaded_one_by_one():
    """A page of ten hours is never in memory: each clip is written before the next is asked for."""
    happened: list[str] = []

    lines = [line_of(1, "a", "b"), line_of(2, "c")]
    names = dict(zip((key for line in lines for key in line.clip_keys), "abc", strict=True))

    def load(key: str) -> bytes:
        happened.append(f"load {names[key]}")
        return voice(300)

    join_clips(
        lines,
        load_clip=load,
        pause_between_seconds=0.2,
        bitrate=48,
        write=lambda data: happened.extend(["write"] if data else []),
    )

    assert [event for event in happened if event != "write"] == ["load a", "load b", "load c"]
    assert happened.index("load b") > happened.index("write")
    assert "write" in happened[happened.index("load b") : happened.index("load c")]


@pytest.mark.parametrize("clip", [b"", voice(300)[:-1], voice(300, bitrate=56), b"<html>"])
def test_a_clip_that_is_not_frames_of_the_tracks_bitrate_is_refused(clip):
    """Its bytes would shift all times behind it."""
    with pytest.raises(AudioError):
        joined([part(voice(300)), part(clip)])


def test_nothing_to_join_is_the_callers_mistake():
    """A page without speech gets no track at all."""
    with pytest.raises(ValueError, match="at least one line"):
        joined([])
    with pytest.raises(ValueError, match="at least one clip"):
        joined([part()])


def test_silent_clips_join_like_any_other():
    """A text without words takes its turn and its cue."""
    nothing = make_clip(file_of(silence(0.5)), bitrate=48).frames

    track, times = joined([part(nothing), part(voice(300))])

    start, _ = heard(played(track), 0, times.duration_seconds)
    assert start == pytest.approx(times.cues[1].start_seconds + HEARD_FROM, abs=PRECISION)
