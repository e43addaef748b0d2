"""What a person does with a player, in a browser, and what they then see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Locator, Page

# Sound plays in real time and machines under test are busy: long enough not to be the reason.
PATIENCE_MS = 30_000


class Listener:
    """One person before one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, said: ConsoleMessage) -> None:
        # The browser asks for a site's icon by itself, once and whenever it likes.
        if said.type == "error" and not said.location["url"].endswith("/favicon.ico"):
            self.complaints.append(said.text)

    def open(self, url: str) -> None:
        """Go to a page and wait for its player."""
        self.page.goto(url)
        self.page.wait_for_function("!!customElements.get('aisha-audio')")

    def part(self, name: str) -> Locator:
        """Give a control by its part's name."""
        return self.page.locator(f"aisha-audio [part~={name}]")

    def block(self, number: int) -> Locator:
        """Give a block of the page."""
        return self.page.locator(f"[data-audio-block='{number}']")

    def play(self) -> None:
        """Press play and wait until there is sound."""
        self.part("play").click()
        self.until("!audio.paused && audio.currentTime > 0")

    def pause(self) -> None:
        """Press pause."""
        self.part("play").click()
        self.until("audio.paused")

    def scroll_away(self) -> None:
        """Scroll by the wheel, to where the player in its place is out of view."""
        self.page.mouse.wheel(0, 900)
        self.page.evaluate("scrollTo({ top: 1e6, behavior: 'instant' })")
        self.page.wait_for_selector("aisha-audio .mini")

    def place_at_rest(self) -> float:
        """Return how far the page is scrolled, once it stands still: keys scroll it smoothly."""
        return float(
            self.page.evaluate(
                "() => new Promise(done => { let last = -1, still = 0; const look = () => {"
                " still = scrollY == last ? still + 1 : 0; last = scrollY;"
                " still > 9 ? done(last) : requestAnimationFrame(look) }; look() })"
            )
        )

    def until(self, condition: str) -> None:
        """Wait for a condition in JavaScript; `audio` is the audio element."""
        self.page.wait_for_function(
            f"() => {{ const audio = document.querySelector('aisha-audio audio');"
            f" return {condition} }}"
        )

    def ask(self, expression: str) -> Any:
        """Evaluate JavaScript; `audio` is the audio element, `player` the custom one."""
        return self.page.evaluate(
            "() => { const player = document.querySelector('aisha-audio');"
            f" const audio = player.querySelector('audio'); return {expression} }}"
        )

    @property
    def time(self) -> float:
        """Where the sound is, in seconds."""
        return float(self.ask("audio.currentTime"))

    @property
    def current(self) -> list[str]:
        """The numbers of the blocks that are marked as being read."""
        return self.page.eval_on_selector_all(
            "[data-audio-current]", "found => found.map(e => e.dataset.audioBlock)"
        )

    def until_current(self, number: int) -> None:
        """Wait until a block is the one that is marked."""
        self.page.wait_for_function(
            "n => { const e = document.querySelectorAll('[data-audio-current]');"
            " return e.length == 1 && e[0].dataset.audioBlock == n }",
            arg=str(number),
        )
