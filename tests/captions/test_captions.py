"""Cues become a WebVTT file that other parsers read back."""

from __future__ import annotations

import html
import io

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.model import Cue
from aisha_docs_audio.sound.captions import webvtt as write


def cue(number: int, start: float, end: float, text: str = "Matn.") -> Cue:
    """Give a cue in few words."""
    return Cue(number=number, start_seconds=start, end_seconds=end, text=text)


def read_back(file: str) -> list[Cue]:
    """Parse with a parser that is not ours."""
    return [
        Cue(
            number=int(found.identifier),
            start_seconds=found.start_in_seconds + found.start_time.milliseconds / 1000,
            end_seconds=found.end_in_seconds + found.end_time.milliseconds / 1000,
            text=html.unescape(found.raw_text),
        )
        for found in webvtt.from_buffer(io.StringIO(file)).captions
    ]


def test_a_file_looks_as_the_standard_shows():
    """Cue ids are the blocks' numbers, times have hours and milliseconds."""
    file = write([cue(3, 0.046, 1.5, "Oʻrnatish"), cue(7, 3661.5, 36000.0, "Tayyor.")])

    assert file == (
        "WEBVTT\n"
        "\n"
        "3\n"
        "00:00:00.046 --> 00:00:01.500\n"
        "Oʻrnatish\n"
        "\n"
        "7\n"
        "01:01:01.500 --> 10:00:00.000\n"
        "Tayyor.\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("1 --> 2", "1 --&gt; 2"),
        ("&lt; stands for <", "&amp;lt; stands for &lt;"),
        ("line\n\nNOTE line\r\nline\rline", "line NOTE line line line"),
        ("  WEBVTT\t\0x ", "WEBVTT x"),
        ("10\u00a0000\u202fsoʻm", "10\u00a0000\u202fsoʻm"),
        ("half \ud83d pair", "half \ufffd pair"),
    ],
)
def test_a_text_is_never_taken_for_markup_or_the_end_of_its_cue(text, written):
    """What the standard gives a meaning is escaped or made a space; no-break spaces stay."""
    assert write([cue(1, 0, 1, text)]).splitlines()[-1] == written


texts = st.text(st.characters(exclude_categories=["Cc", "Cs"])).filter(str.strip)


@given(st.lists(st.tuples(st.integers(1, 9999), st.integers(0, 9999), texts), max_size=8))
def test_another_parser_reads_back_what_was_written(wanted):
    """Numbers, times to the millisecond, and texts, over whole files."""
    cues, clock = [], 0
    for number, (length_ms, pause_ms, text) in enumerate(wanted):
        start = clock + pause_ms
        clock = start + length_ms
        cues.append(cue(number, start / 1000, clock / 1000, text))

    file = write(cues)

    assert file.encode()
    for found, meant in zip(read_back(file), cues, strict=True):
        assert found.number == meant.number
        assert found.start_seconds == pytest.approx(meant.start_seconds, abs=1e-6)
        assert found.end_seconds == pytest.approx(meant.end_seconds, abs=1e-6)
        assert found.text.split() == meant.text.split()


@pytest.mark.parametrize(
    "cues",
    [
        [cue(1, 1.0, 1.0)],
        [cue(1, 2.0, 1.0)],
        [cue(1, -1.0, 1.0)],
        [cue(1, 0.0, 2.0), cue(2, 1.9, 3.0)],
    ],
)
def test_times_out_of_order_are_refused(cues):
    """A player would show such captions at random."""
    with pytest.raises(ValueError, match="out of order"):
        write(cues)


def test_a_page_without_cues_is_still_a_webvtt_file():
    """The signature alone is a valid file."""
    assert write([]) == "WEBVTT\n"
