"""Measure the player in Chromium: size, cost at load, click to sound, cues after seeks.

Run: python bench/player.py
"""

from __future__ import annotations

import gzip
import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from aisha_docs_audio.player.assets import javascript, stylesheet
from tests.conftest import FLAGS
from tests.player.narrated_site import RangeHandler, make_sound, serving, write_page, write_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROUNDS = 15
BLOCKS = 120
LONG_TASK_MS = 50  # what is over it of a task blocks (W3C, "Long Tasks API")
TRACED = ["devtools.timeline", "disabled-by-default-devtools.timeline"]

# From the click's own time to the first moment at which the sound's clock runs.
CLICK_TO_SOUND = """
() => new Promise((resolve) => {
  const audio = document.querySelector("aisha-audio audio");
  addEventListener("click", ({ timeStamp }) => {
    const look = () =>
      audio.currentTime > 0 ? resolve(performance.now() - timeStamp) : setTimeout(look, 1);
    look();
  }, { once: true, capture: true });
})
"""

WORKLET = """
registerProcessor("onset", class extends AudioWorkletProcessor {
  process([[samples]]) {
    const at = samples ? samples.findIndex((sample) => Math.abs(sample) > 0.02) : -1;
    if (at < 0) this.quiet = true;
    else if (this.quiet) {
      this.quiet = false;
      this.port.postMessage((currentFrame + at) / sampleRate);
    }
    return true;
  }
});
"""

# Seek to each cue, play, and note at which time of the media the speech begins to sound.
SEEKS = """
async () => {
  const player = document.querySelector("aisha-audio");
  const audio = player.querySelector("audio");
  const context = new AudioContext({ sampleRate: 24000 });
  await context.audioWorklet.addModule("worklet.js");
  const onset = new AudioWorkletNode(context, "onset");
  context.createMediaElementSource(audio).connect(onset).connect(context.destination);
  const offsets = [];
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  for (const cue of player.dataset.cues.split(",")) {
    const start = Number(cue.split(" ")[1]);
    audio.pause();
    await pause(60);
    const heard = new Promise((resolve) => (onset.port.onmessage = ({ data }) => resolve(data)));
    const sought = new Promise((resolve) => (audio.onseeked = resolve));
    audio.currentTime = start;
    await sought;
    audio.play();
    const at = await heard;
    await pause(120);
    offsets.push(audio.currentTime - (context.currentTime - at) - start);
  }
  return offsets;
}
"""


def main() -> None:
    sizes = [len(gzip.compress(asset.content, 9)) for asset in (javascript(), stylesheet())]
    print(f"size, gzipped: {sum(sizes)} bytes = script {sizes[0]} + style {sizes[1]} (limit 8192)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_site(folder)
        paragraphs = "".join(f'<p data-audio-block="{n}">Block {n}.</p>' for n in range(1, 121))
        body = "{player}" + paragraphs
        write_page(folder, "long.html", make_sound(BLOCKS, 4.75), body=body)
        plain = folder.joinpath("long.html").read_text(encoding="utf-8")
        plain = plain.replace('<script src="aisha-audio.js" defer></script>', "")
        folder.joinpath("plain.html").write_text(plain, encoding="utf-8")
        folder.joinpath("worklet.js").write_text(WORKLET)
        path = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
        with serving(folder, RangeHandler) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            url = f"{server.url}/long.html"
            _print_load(browser, url, f"{server.url}/plain.html")
            _print_click_to_sound(browser, url)
            _print_seeks(browser.new_page(), url)
            browser.close()


def _print_load(browser: Browser, url: str, plain_url: str) -> None:
    blocking, scripting = [], []
    for _ in range(5):
        tasks, script_ms = _loaded(browser, url)
        blocking.append(sum(max(0, task - LONG_TASK_MS) for task in tasks))
        scripting.append(script_ms)
    plain, _ = _loaded(browser, plain_url)
    print(
        f"blocking at load, {BLOCKS} blocks: {max(blocking):.0f} ms at most over 5 loads, "
        f"{sum(max(0, task - LONG_TASK_MS) for task in plain):.0f} ms without the player (limit 0)"
    )
    print(f"script at load, in processor time: median {statistics.median(scripting):.1f} ms")


def _loaded(browser: Browser, url: str) -> tuple[list[float], float]:
    """Load a page; give its tasks and what our script took of them, in ms of processor time."""
    page = browser.new_page()
    browser.start_tracing(page=page, categories=TRACED)
    page.goto(url)
    page.wait_for_timeout(300)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    page.close()
    spans = [event for event in events if event["ph"] == "X" and "tdur" in event]
    parsed = [e for e in spans if e["name"] == "ParseHTML" and url in json.dumps(e["args"])]
    [thread] = {(event["pid"], event["tid"]) for event in parsed}
    ours = [event for event in spans if (event["pid"], event["tid"]) == thread]
    tasks = [event["tdur"] / 1000 for event in ours if event["name"] == "RunTask"]
    scripts = [event["tdur"] / 1000 for event in ours if event["name"] == "EvaluateScript"]
    return tasks, sum(scripts)


def _print_click_to_sound(browser: Browser, url: str) -> None:
    times = []
    for _ in range(ROUNDS):
        page = browser.new_page()
        page.goto(url)
        page.evaluate(f"window.sound = ({CLICK_TO_SOUND})(); 0")
        page.locator("aisha-audio [part~=play]").click()
        times.append(page.evaluate("window.sound"))
        page.close()
    print(
        f"click to sound on loopback: median {statistics.median(times):.0f} ms, "
        f"{min(times):.0f} to {max(times):.0f} over {ROUNDS} first plays (limit 200 ms)"
    )


def _print_seeks(page: Page, url: str) -> None:
    page.set_default_timeout(300_000)
    page.goto(url)
    page.locator("aisha-audio [part~=play]").click()
    offsets = [1000 * offset for offset in page.evaluate(SEEKS)]
    print(
        f"speech after a seek to its cue, {len(offsets)} cues of ten minutes: "
        f"{min(offsets):.1f} to {max(offsets):.1f} ms after the cue, "
        f"median {statistics.median(offsets):.0f} (limit 60 ms)"
    )


if __name__ == "__main__":
    main()
