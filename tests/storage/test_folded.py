"""Values that are kept compressed come back as they were put in."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from aisha_docs_audio.model import Cue
from aisha_docs_audio.storage.folded import Folded

CUES = st.builds(
    Cue,
    number=st.integers(1),
    start_seconds=st.floats(0, allow_nan=False),
    end_seconds=st.floats(0, allow_nan=False),
    text=st.text(st.characters(exclude_categories=())),
)


@given(st.lists(CUES))
def test_what_is_folded_comes_back(cues: list[Cue]) -> None:
    """Its items, their number, its ends and its slices: whatever their texts, lone halves too."""
    folded = Folded(cues)
    assert (list(folded), len(folded), bool(folded)) == (cues, len(cues), bool(cues))
    assert folded == Folded(cues)
    assert folded[1:] == tuple(cues[1:])
    if cues:
        assert folded[-1] == cues[-1]


def test_folded_texts_take_little() -> None:
    """A page's worth of cues takes less than half of its bare characters."""
    texts = [f"Bu {number}-gap hujjatning {number * 7}-sahifasida turadi." for number in range(99)]
    folded = Folded(
        Cue(number=number, start_seconds=number / 3, end_seconds=number, text=text)
        for number, text in enumerate(texts)
    )
    packed = sum(sys.getsizeof(getattr(folded, name)) for name in Folded.__slots__)
    assert packed < sum(map(len, texts)) / 2
