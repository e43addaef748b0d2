"""A Firefox driven by WebDriver BiDi: the one of the system, not one that a tool brings."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from websockets.sync.client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from websockets.sync.client import ClientConnection

NAMES = ("firefox-esr", "firefox")
PATIENCE_SECONDS = 120  # on a busy machine a browser starts slowly

MARKED = "[...document.querySelectorAll('[data-audio-current]')].map(e => e.dataset.audioBlock)"

# Nothing of its own is asked of the network, and sound needs a click, as for anybody.
PREFERENCES = """
user_pref("app.normandy.enabled", false);
user_pref("app.update.enabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("extensions.getAddons.cache.enabled", false);
user_pref("extensions.systemAddon.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
user_pref("toolkit.telemetry.enabled", false);
"""


# A machine under test has no sound card. Firefox says so by an error, and plays on by another
# clock; pages may not hear of the error, or they would say that the sound cannot be loaded.
WITHOUT_SOUND_CARD = """
() => {
  const media = HTMLMediaElement.prototype;
  const { get } = Object.getOwnPropertyDescriptor(media, "error");
  const isMissingCard = (error) => error?.message.includes("OnMediaSinkAudioError");
  Object.defineProperty(media, "error", {
    get() {
      const error = get.call(this);
      return isMissingCard(error) ? null : error;
    },
  });
  addEventListener("error", (event) => {
    if (event.target instanceof HTMLMediaElement && isMissingCard(get.call(event.target)))
      event.stopImmediatePropagation();
  }, true);
}
"""


class Firefox:
    """One tab of a running Firefox (W3C, "WebDriver BiDi")."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._sent = 0
        self.call("session.new", capabilities={})
        [tab] = self.call("browsingContext.getTree")["contexts"]
        self._tab = tab["context"]
        self.call("script.addPreloadScript", functionDeclaration=WITHOUT_SOUND_CARD)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command; return its result. Raises AssertionError with what Firefox says."""
        self._sent += 1
        self._connection.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while True:
            answer = json.loads(self._connection.recv(timeout=PATIENCE_SECONDS))
            if answer.get("id") == self._sent:
                assert answer["type"] == "success", answer
                return answer["result"]

    @contextmanager
    def visitor(self) -> Iterator[Firefox]:
        """Be somebody who was never here: in a tab whose pages find nothing stored."""
        before = self._tab
        user = self.call("browser.createUserContext")["userContext"]
        try:
            tab = self.call("browsingContext.create", type="tab", userContext=user)
            self._tab = tab["context"]
            self.call("browsingContext.activate", context=self._tab)
            yield self
        finally:
            self._tab = before
            self.call("browser.removeUserContext", userContext=user)

    def open(self, url: str) -> None:
        """Go to a page and wait for its player."""
        # Never a jump within the page that is open.
        for address in ("about:blank", url):
            self.call("browsingContext.navigate", context=self._tab, url=address, wait="complete")
        self.until("customElements.get('aisha-audio')")

    def reload(self) -> None:
        """Load the page again."""
        self.call("browsingContext.reload", context=self._tab, wait="complete")

    def ask(self, expression: str) -> Any:
        """Evaluate JavaScript; `player`, `audio` and `part(name)` are there."""
        result = self.call(
            "script.evaluate",
            expression="(() => { const player = document.querySelector('aisha-audio');"
            " const audio = player?.querySelector('audio');"
            " const part = (name) => player.shadowRoot.querySelector(`[part~=${name}]`);"
            f" return JSON.stringify({expression}) ?? 'null' }})()",
            target={"context": self._tab},
            awaitPromise=False,
        )
        assert result["type"] == "success", result
        return json.loads(result["result"]["value"])

    def until(self, condition: str) -> None:
        """Wait for a condition in JavaScript."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.ask(f"!!({condition})"):
            assert time.monotonic() < end, f"not so: {condition}"
            time.sleep(0.1)

    def start(self) -> None:
        """Play and pause: the player is at work, and no time passes while a test looks."""
        rate = self.ask("audio.playbackRate")
        self.ask("void (audio.playbackRate = 0.25)")
        for condition in ("!audio.paused && audio.currentTime > 0", "audio.paused"):
            title = self.ask("part('play').title")
            self.click("part('play')")
            self.until(f"{condition} && part('play').title != {json.dumps(title)}")
        self.ask(f"void (audio.playbackRate = {rate})")

    def go_to(self, block: int) -> None:
        """Set the sound to where a block begins, and wait until that block alone is marked."""
        cues = (cue.split(" ") for cue in self.ask("player.dataset.cues").split(","))
        [start] = [start for number, start, _ in cues if number == str(block)]
        self.ask(f"void (audio.currentTime = {start})")
        self.until(f"{MARKED}.join() == '{block}'")

    def click(self, element: str, *, x: float = 0.5, y: float = 0.5) -> None:
        """Press and release the mouse at a share of an element's size."""
        at = self._at_rest(element, x, y)
        self._act(
            "pointer",
            {"type": "pointerMove", **at},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        )

    def press(self, key: str) -> None:
        """Press and release a key."""
        self._act("key", {"type": "keyDown", "value": key}, {"type": "keyUp", "value": key})

    def wheel(self, pixels: int) -> None:
        """Turn the wheel over the page."""
        self._act("wheel", {"type": "scroll", "x": 300, "y": 300, "deltaX": 0, "deltaY": pixels})

    def resize(self, width: int, height: int) -> None:
        """Give the page's window a size."""
        size = {"width": width, "height": height}
        self.call("browsingContext.setViewport", context=self._tab, viewport=size)

    def screenshot(self) -> str:
        """Return the window as a PNG, in base64."""
        return self.call("browsingContext.captureScreenshot", context=self._tab)["data"]

    def _at_rest(self, element: str, x: float, y: float) -> dict[str, int]:
        """Return where that is in the window, once it stands still and nothing lies on it."""
        look = (
            "((element, x, y) => { const box = element.getBoundingClientRect();"
            " const at = { x: Math.round(box.x + x * box.width),"
            " y: Math.round(box.y + y * box.height) };"
            " const found = element.getRootNode().elementFromPoint(at.x, at.y);"
            f" return element.contains(found) && at }})({element}, {x}, {y})"
        )
        end = time.monotonic() + PATIENCE_SECONDS
        before, at = None, self.ask(look)
        while not at or at != before:
            assert time.monotonic() < end, f"it moves, or something lies on it: {element}"
            time.sleep(0.1)
            before, at = at, self.ask(look)
        return at

    def _act(self, kind: str, *steps: dict) -> None:
        source = {"type": kind, "id": kind, "actions": list(steps)}
        self.call("input.performActions", context=self._tab, actions=[source])


@contextmanager
def firefox_in(folder: Path) -> Iterator[Firefox | None]:
    """Run a Firefox with its profile in `folder`; None where none is installed."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        yield None
        return
    folder.joinpath("user.js").write_text(PREFERENCES)
    command = [path, "--headless", "--no-remote", "--profile", str(folder)]
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--remote-debugging-port", "0", "about:blank"],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        with connect(f"{_address(log)}/session", max_size=None) as connection:
            firefox = Firefox(connection)
            yield firefox
            firefox.call("browser.close")
        process.wait(PATIENCE_SECONDS)
    finally:
        process.kill()
        process.wait()


def _address(log: Path) -> str:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        said = log.read_text(errors="replace")
        if found := re.search(r"BiDi listening on (ws://\S+)", said):
            return found[1]
        assert time.monotonic() < end, said
        time.sleep(0.1)
