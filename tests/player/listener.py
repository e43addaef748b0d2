"""What a person does with a player, in a browser, and what they then see.

A click, a key or a seek is over before the browser tells the page what came of it. So what is
waited for is what is looked at: a test that waits for one thing and looks at another fails on a
busy machine. And sound plays in real time: where it is matters only while it stands still.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Locator, Page

# Machines under test are busy: long enough not to be the reason.
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)

TOLD = """(() => {
  window.told = [];
  for (const name of ["play", "progress", "pause", "ended"])
    document.addEventListener(`aisha-audio:${name}`, ({ target, detail }) =>
      window.told.push({ name, block: detail.block, title: target.dataset.title }));
})()"""

NAMES = """
const audio = document.querySelector("aisha-audio audio");
const player = audio?.closest("aisha-audio");
const part = (name) => player.shadowRoot.querySelector(`[part~=${name}]`);
const says = (word) => player.dataset.words.split("|").includes(`${word}=${part("play").title}`);
"""


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
        """Press play and wait until there is sound, and the player has heard of it."""
        self.part("play").click()
        self.until("!audio.paused && audio.currentTime > 0 && says('pause')")

    def pause(self) -> None:
        """Press pause and wait until the player has heard of it; the sound stands still.

        Not while the page scrolls: the small player would come or go between press and release.
        """
        self.place_at_rest()
        self.part("play").click()
        self.until("audio.paused && says('play')")

    def start(self) -> None:
        """Play and pause: the player is at work, and no time passes while a test looks."""
        rate = self.ask("audio.playbackRate")
        self.crawl()
        self.play()
        self.pause()
        self.ask(f"audio.playbackRate = {rate}")

    def crawl(self) -> None:
        """Let the sound, if it plays, pass so slowly that it is still there when a test looks."""
        self.ask("audio.playbackRate = 0.1")

    def go_to(self, block: int) -> None:
        """Set the sound to where a block begins, and wait until that block is marked."""
        self.ask(f"audio.currentTime = {self.start_of(block)}")
        self.until_current(block)

    def start_of(self, block: int) -> float:
        """Return the second at which a block begins."""
        cues = (cue.split(" ") for cue in self.ask("player.dataset.cues").split(","))
        return next(float(start) for number, start, _ in cues if number == str(block))

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

    def note_events(self) -> None:
        """Note from now on what pages are told, each in its `told`; a look may come too late."""
        self.page.add_init_script(TOLD)
        self.page.evaluate(TOLD)

    def until_told(self, event: str, *, title: str) -> None:
        """Wait until the page has been told of an event by the player of the page of that title."""
        self.page.wait_for_function(
            "([event, title]) => window.told.some(t => t.name == event && t.title == title)",
            arg=[event, title],
        )

    def wait(self, milliseconds: int) -> None:
        """Wait by the page's own timers: what it does in that time has then been done."""
        self.page.evaluate("time => new Promise(done => setTimeout(done, time))", milliseconds)

    def until(self, condition: str) -> None:
        """Wait for a condition in JavaScript; `audio` is the audio element."""
        self.page.wait_for_function(f"() => {{ {NAMES} return player && ({condition}) }}")

    def ask(self, expression: str) -> Any:
        """Evaluate JavaScript; `audio` is the audio element, `player` the custom one."""
        return self.page.evaluate(f"() => {{ {NAMES} return {expression} }}")

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
