"""Cues against the sound, as the browser decodes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.player.narrated_site import make_sound, write_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.player.listener import Listener

pytestmark = pytest.mark.browser

ONSETS = """
async () => {
  const file = await (await fetch("ten-minutes.mp3")).arrayBuffer();
  const sound = await new OfflineAudioContext(1, 1, 24000).decodeAudioData(file);
  const samples = sound.getChannelData(0);
  const cues = document.querySelector("aisha-audio").dataset.cues.split(",");
  return cues.map((cue) => {
    const start = Number(cue.split(" ")[1]);
    // From the middle of the pause before the cue.
    let at = Math.max(0, Math.round((start - 0.1) * 24000));
    while (Math.abs(samples[at]) < 0.02) at++;
    return at / 24000 - start;
  });
}
"""


def test_every_cue_of_ten_minutes_is_within_60_ms_of_its_speech(
    listen: Callable[..., Listener], site: Path
):
    """Over 120 blocks the times in the page do not drift away from what is heard."""
    sound = make_sound(120, 4.75)
    assert sound.duration_seconds >= 600
    write_page(site, "ten-minutes.html", sound)
    listener = listen("ten-minutes.html")
    offsets = listener.page.evaluate(ONSETS)
    assert len(offsets) == 120
    assert all(abs(offset) <= 0.060 for offset in offsets)
