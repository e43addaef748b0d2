"""Take the screenshots of docs/images again: python -m tests.player.take_screenshots."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.conftest import FLAGS
from tests.player.listener import Listener
from tests.player.narrated_site import RangeHandler, serving
from tests.player.themed_sites import build_in
from tests.sites import MkDocsSite

SHOWN = ("material", "furo", "pydata_sphinx_theme")
ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs/images/player"
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
                        _listen(listener, block=17 if size == "phone" else 4)
                        page.screenshot(path=IMAGES / f"{theme}-{scheme}-{size}.png")
                        page.close()
        _take_example_page(browser, Path(name))
        browser.close()


def _take_example_page(browser: Browser, folder: Path) -> None:
    """Photograph the English start page of the example site while its second paragraph is read."""
    site = MkDocsSite(folder=folder / "example")
    shutil.copytree(ROOT / "example_site", site.folder)
    options = (site.folder / "mkdocs.yml").read_text("utf-8")
    only = "- aisha-audio:\n      include: [/en/index.md]\n"
    site.write({"mkdocs.yml": options.replace("- aisha-audio:\n", only)})
    built = site.build("-d", "site", environ={"AISHA_API_KEY": ""})
    with serving(built.site, RangeHandler) as server:
        page = browser.new_page(
            viewport={"width": 1240, "height": 600}, device_scale_factor=1.5, color_scheme="light"
        )
        listener = Listener(page)
        listener.open(f"{server.url}/en/index.html")
        _listen(listener, block=2)
        page.screenshot(path=ROOT / "docs/images/narrated-page.png")
        page.close()


def _listen(listener: Listener, *, block: int) -> None:
    """Go to a block by its place among those that are read, and stop there."""
    listener.play()
    cues = [cue.split(" ") for cue in listener.ask("player.dataset.cues").split(",")]
    number, start, _ = cues[block]
    listener.ask(f"audio.currentTime = {start}")
    listener.until_current(int(number))
    listener.page.mouse.move(5, 5)
    listener.until(f"audio.currentTime > {start} + 1")
    listener.pause()
    listener.page.mouse.move(5, 5)


if __name__ == "__main__":
    main()
