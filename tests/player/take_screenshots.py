"""Take the screenshots of docs/images/player again: python -m tests.player.take_screenshots."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.conftest import FLAGS
from tests.player.listener import Listener
from tests.player.narrated_site import RangeHandler, serving
from tests.player.themed_sites import build_in

SHOWN = ("material", "furo", "pydata_sphinx_theme")
IMAGES = Path(__file__).resolve().parents[2] / "docs/images/player"
SIZES = {"desktop": {"width": 1100, "height": 640}, "phone": {"width": 375, "height": 640}}


def main() -> None:
    """Build the site in each theme and photograph a listened-to page of it."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    path = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for theme in SHOWN:
            built = build_in(theme, Path(name, theme), Path(name, "cache")).narrated
            with serving(built.site, RangeHandler) as server:
                for scheme in ("light", "dark"):
                    for size, viewport in SIZES.items():
                        page = browser.new_page(color_scheme=scheme, viewport=viewport)
                        listener = Listener(page)
                        listener.open(f"{server.url}/index.html")
                        _listen(listener, small=size == "phone")
                        page.screenshot(path=IMAGES / f"{theme}-{scheme}-{size}.png")
                        page.close()
        browser.close()


def _listen(listener: Listener, *, small: bool) -> None:
    """Go to the first block below a section, or down the page for the small player."""
    listener.play()
    cues = [cue.split(" ") for cue in listener.ask("player.dataset.cues").split(",")]
    number, start, _ = cues[17 if small else 4]
    listener.ask(f"audio.currentTime = {start}")
    listener.until_current(int(number))
    listener.page.mouse.move(5, 5)
    listener.until(f"audio.currentTime > {start} + 1")
    listener.pause()
    listener.page.mouse.move(5, 5)


if __name__ == "__main__":
    main()
