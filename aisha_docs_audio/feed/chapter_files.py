"""The files of an episode's chapters (Podcasting 2.0, "JSON Chapters Format", 1.2)."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from aisha_docs_audio.build.audio_folder import CHAPTERS_ENDING
from aisha_docs_audio.build.drafts import replace_whole
from aisha_docs_audio.build.own_narration import SOUNDS
from aisha_docs_audio.feed.podcast import page_url

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aisha_docs_audio.feed.episodes import Episode


def chapters_json(episode: Episode, site_url: str) -> bytes:
    """Return the chapters of an episode: its page's headings, each with its address."""
    url = page_url(site_url, episode.page.page)
    form = {
        "version": "1.2.0",
        "title": episode.page.title,
        "chapters": [
            {
                "startTime": round(start, 3),
                "title": title,
                "url": f"{url}#{quote(anchor)}" if anchor else url,
            }
            for start, title, anchor in episode.chapters
        ],
    }
    return (json.dumps(form, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def chapters_path(episode: Episode) -> str:
    """Return where in the site the chapters of an episode stand: beside its sound.

    Two pages may play one recording, so the page is in the name too.
    """
    sound = PurePosixPath(episode.page.audio)
    page = hashlib.sha256(episode.page.page.encode("utf-8", "replace")).hexdigest()[:8]
    return str(sound.with_name(f"{sound.stem}.{page}{CHAPTERS_ENDING}"))


def write_chapters(site: Path, episodes: Iterable[Episode], site_url: str) -> dict[str, str]:
    """Write the files, and delete those whose sound is gone; return their paths by page.

    An episode with less than two headings has no chapters. Raises OSError.
    """
    written: dict[str, str] = {}
    folders = set()
    for episode in episodes:
        path = site / chapters_path(episode)
        folders.add(path.parent)
        if len(episode.chapters) < 2:
            continue
        written[episode.page.page] = chapters_path(episode)
        content = chapters_json(episode, site_url)
        if path.is_symlink() or not path.is_file() or path.read_bytes() != content:
            replace_whole(path, partial(_write, content))
    names = {(site / path).name for path in written.values()}
    for folder in folders:
        for path in sorted(folder.glob(f"*{CHAPTERS_ENDING}")):
            sound = path.name.partition(".")[0]
            is_heard = any((folder / f"{sound}{ending}").is_file() for ending in SOUNDS)
            if path.name not in names and not is_heard:
                path.unlink()
    return written


def _write(content: bytes, path: Path) -> None:
    path.write_bytes(content)
