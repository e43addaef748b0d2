"""What the player asks of servers and of policies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.player.listener import PATIENCE_MS
from tests.player.narrated_site import RangeHandler, Server, make_sound, serving, write_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.player.listener import Listener

pytestmark = pytest.mark.browser

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self';"
    " connect-src 'self'; require-trusted-types-for 'script'"
)


def test_nothing_is_asked_of_the_server_before_play(listen: Callable[..., Listener], site: Path):
    """But for the element's own script and style."""
    own = {"/long.html", "/aisha-audio.css", "/aisha-audio.js", "/site.css"}
    icon = {"/icon.svg"}  # the browser asks for it whenever it likes
    # A server of its own: of others, pages of tests before this one may still ask.
    with serving(site, RangeHandler) as server:
        listener = listen("long.html", url=server.url)
        listener.part("forward").click()
        listener.part("next").click()
        listener.page.wait_for_load_state("networkidle")
        assert set(server.requests) - icon == own
        listener.play()
        assert set(server.requests) - icon == own | {"/long.mp3"}
        listener.page.goto("about:blank")


def test_a_seek_before_play_is_where_play_begins(listen: Callable[..., Listener]):
    """Moving the seek bar first loads nothing and loses nothing."""
    listener = listen("long.html")
    listener.part("forward").click()
    listener.part("forward").click()
    expect(listener.part("time")).to_have_text(re.compile("^0:30 "))
    listener.part("play").click()
    listener.until("!audio.paused && audio.played.length")
    assert listener.ask("audio.played.start(0)") == pytest.approx(30, abs=0.1)


def test_no_other_origin_is_ever_asked(listen: Callable[..., Listener]):
    """Not for fonts, not for icons, not for anything."""
    listener = listen("long.html")
    asked = []
    listener.page.on("request", lambda request: asked.append(request.url))
    listener.page.reload()
    listener.play()
    listener.part("next").click()
    listener.until("audio.currentTime > 12")
    origin = listener.page.evaluate("location.origin")
    assert asked
    assert all(url.startswith(origin) for url in asked)


@pytest.mark.parametrize("page", ["long.html", "short.html"])
def test_seeking_works_where_the_server_answers_no_ranges(
    listen: Callable[..., Listener], plain_server: Server, page: str
):
    """As with `mkdocs serve` and Python's http.server: the track is fetched whole at the first."""
    listener = listen(page, url=plain_server.url)
    listener.play()
    target = listener.ask("player.dataset.duration / 2")
    listener.part("position").click()
    listener.until(f"!audio.paused && audio.currentTime >= {target - 1}")
    listener.block(2).click(position={"x": 600, "y": 10})
    listener.until_current(2)


def test_a_block_is_started_at_once_where_the_server_answers_no_ranges(
    listen: Callable[..., Listener], plain_server: Server
):
    """A place chosen before the first sound: no sound from the beginning meanwhile."""
    listener = listen("long.html", url=plain_server.url)
    listener.note_events()
    listener.part("forward").click()
    listener.part("forward").click()
    listener.part("play").click()
    listener.until("!audio.paused && audio.currentTime > 30")
    told = listener.page.evaluate("window.told")
    assert next(event["block"] for event in told if event["name"] == "progress") == "3"


def test_pause_is_obeyed_while_the_track_is_fetched(
    listen: Callable[..., Listener], plain_server: Server
):
    """Whoever changes their mind meanwhile is not spoken to."""
    listener = listen("long.html", url=plain_server.url)
    listener.play()
    held = []
    listener.page.route("**/*.mp3", lambda route: held.append(route))  # noqa: PLW0108 - playwright wants a Python function
    listener.part("forward").click()
    listener.until("audio.paused")
    expect(listener.part("play")).to_have_attribute("title", "Pause")
    listener.part("play").click()
    expect(listener.part("play")).to_have_attribute("title", "Play")
    for _ in range(PATIENCE_MS // 50):
        if held:
            break
        listener.wait(50)
    held.pop().continue_()
    listener.until("audio.src.startsWith('blob:') && audio.currentTime >= 15")
    assert listener.ask("audio.paused") is True
    assert not held
    listener.play()


def test_it_works_under_a_strict_policy(
    listen: Callable[..., Listener], site: Path, server: Server
):
    """No inline script or style, no `eval`, nothing from elsewhere, Trusted Types."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{STRICT}">'
    write_page(site, "strict.html", make_sound(3, 12), head=meta)
    listener = listen("strict.html")
    listener.play()
    listener.part("next").click()
    listener.until_current(2)
    listener.scroll_away()
    size = listener.part("play").bounding_box()
    assert size["width"] >= 44


def test_a_policy_against_blobs_costs_the_seek_but_not_the_sound(
    listen: Callable[..., Listener], site: Path, plain_server: Server
):
    """With no ranges either there is no way to seek: it is said, and the sound goes on."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{STRICT}">'
    write_page(site, "no-blobs.html", make_sound(3, 12), head=meta)
    listener = listen("no-blobs.html", url=plain_server.url)
    listener.part("speed").select_option("0.5")
    listener.part("forward").click()
    listener.part("play").click()
    message = "This site does not let the sound be skipped through."
    listener.page.get_by_role("status").get_by_text(message).wait_for(state="attached")
    expect(listener.part("title")).to_have_text(message)
    listener.until("!audio.paused && audio.currentTime > 1 && audio.currentTime < 10")
    # Later ones are said at once, and leave the sound where it is.
    place = listener.time
    listener.part("next").click()
    listener.until(f"!audio.paused && audio.currentTime > {place} && audio.currentTime < 15")
    expect(listener.part("title")).to_have_text(message)
    assert "Content Security Policy" in " ".join(listener.complaints)
    listener.complaints.clear()


def test_it_works_from_disk(listen: Callable[..., Listener], site: Path):
    """`file://`: no modules, no fetch, no tracks; still everything works."""
    listener = listen("long.html", url=site.as_uri())
    listener.play()
    listener.part("next").click()
    listener.until_current(2)
    listener.block(4).click(position={"x": 30, "y": 5})
    listener.until_current(4)


def test_it_works_at_any_base_path(listen: Callable[..., Listener], site: Path):
    """A project's site seldom stands at the root of its host."""
    with serving(site.parent, RangeHandler) as below:
        listener = listen(f"{site.name}/long.html", url=below.url)
        listener.play()
        listener.part("next").click()
        listener.until_current(2)
    listener.page.goto("about:blank")
