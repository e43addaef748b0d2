"""A browser's own WebVTT parser reads the captions as they were meant."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from aisha_docs_audio.model import Cue
from aisha_docs_audio.sound.captions import webvtt
from tests.player.listener import PATIENCE_MS

pytestmark = pytest.mark.browser


TEXTS = [
    "Oʻrnatish uchun sahifani oching.",
    "Если a < b && c > d, то --> конец.",
    "<script>alert('salom')</script> &amp; <00:00:01.000> <v Kim>",
    "10\u00a0000\u202fsoʻm",
    "\N{LEFT-TO-RIGHT MARK}\N{ZERO WIDTH JOINER}\N{LINE SEPARATOR}matn",
    "NOTE STYLE REGION WEBVTT",
]

READ = """
async (file) => {
  const video = document.createElement("video");
  const track = document.createElement("track");
  track.src = URL.createObjectURL(new Blob([file], {type: "text/vtt"}));
  video.append(track);
  document.body.append(video);
  track.track.mode = "hidden";
  await new Promise((done, fail) => { track.onload = done; track.onerror = fail; });
  const cues = [];
  for (const cue of track.track.cues) {
    cues.push([cue.id, cue.startTime, cue.endTime, cue.getCueAsHTML().textContent]);
  }
  return cues;
}
"""


def test_chromium_reads_ids_times_and_texts_as_written(browser: Browser) -> None:
    """What HTML or WebVTT would give a meaning arrives as plain text."""
    cues = [
        Cue(number=7 * n, start_seconds=n * 1800 + 0.046, end_seconds=n * 1800 + 1.5, text=text)
        for n, text in enumerate(TEXTS)
    ]

    page = browser.new_page()
    page.set_default_timeout(PATIENCE_MS)
    read = page.evaluate(READ, webvtt(cues))
    page.close()

    assert read == [
        [str(cue.number), pytest.approx(cue.start_seconds), pytest.approx(cue.end_seconds), text]
        for cue, text in zip(cues, TEXTS, strict=True)
    ]
