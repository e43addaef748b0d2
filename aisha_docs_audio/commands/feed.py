"""`aisha-docs-audio feed`: a built site as a podcast."""

from __future__ import annotations

import os
import re
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aisha_docs_audio.build.report import counted
from aisha_docs_audio.commands.arguments import typed_path
from aisha_docs_audio.commands.output_file import check_output, write_output
from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.feed.categories import checked_category
from aisha_docs_audio.feed.chapter_files import write_chapters
from aisha_docs_audio.feed.episodes import season_of
from aisha_docs_audio.feed.podcast import ChannelFacts, podcast_rss
from aisha_docs_audio.hosts.page_facts import site_names
from aisha_docs_audio.publications.heard_site import open_site
from aisha_docs_audio.publications.site_address import checked_site_url
from aisha_docs_audio.publications.site_files import file_inside

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction
    from pathlib import Path

    from aisha_docs_audio.feed.episodes import Season
    from aisha_docs_audio.publications.heard_site import HeardSite

_FILE = "podcast.xml"


def register_feed(commands: _SubParsersAction[Any]) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "feed",
        help="make a podcast of a built site",
        description="Write a podcast's feed of the pages of a built site, into the site: RSS with "
        "transcripts and chapters. The site has its players already, from mkdocs build, "
        "sphinx-build or narrate.",
        allow_abbrev=False,
    )
    parser.add_argument("site", type=typed_path, help="the folder of the built site")
    parser.add_argument("--url", required=True, help="where the site is served")
    parser.add_argument(
        "-o", "--output", type=typed_path, help=f"the feed's file ({_FILE} in the site)"
    )
    parser.add_argument("--language", help="take the pages in this language only (uz, en, ru)")
    parser.add_argument(
        "--order",
        choices=("auto", "date", "pages"),
        default="auto",
        help="the newest first, as a blog, or the site's order, as a book (auto: by date if most "
        "pages tell theirs)",
    )
    parser.add_argument("--title", default="", help="the podcast's title (the site's name)")
    parser.add_argument(
        "--description", default="", help="what it is about (what the first page says)"
    )
    parser.add_argument(
        "--author", action="append", default=[], help="who makes it, repeatable (its title)"
    )
    parser.add_argument(
        "--image", default="", help="its picture: an address, or a file in the site (JPEG or PNG)"
    )
    parser.add_argument(
        "--category", default="Technology", help="one of Apple's categories (Technology)"
    )
    parser.add_argument(
        "--email",
        default="",
        help="where its maker can be written to; directories publish it, some ask for one",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    site_url = checked_site_url(options.url)
    site = open_site(options.site, options.language)
    category = checked_category(options.category)
    email = _email(options.email.strip())
    image = _image(options.image, options.site, site_url)
    output: Path = options.output or options.site / _FILE
    check_output(output)
    season = season_of(site, options.order, os.environ, datetime.now(timezone.utc))
    feed_url = _feed_url(output, options.site, site_url)
    title = options.title.strip() or _name(site, season)
    channel = ChannelFacts(
        title=title,
        description=options.description.strip() or season.description or title,
        language=site.languages[0],
        authors=[*filter(str.strip, options.author)],
        site_url=site_url,
        feed_url=feed_url,
        image_url=image,
        category=category,
        email=email,
    )
    # The feed is made first: whatever fails, nothing is written that nobody refers to.
    podcast_rss(site, season, channel, {})
    chapters = write_chapters(options.site, season.episodes, site_url)
    write_output(output, podcast_rss(site, season, channel, chapters))
    _report(options, site, season, output, feed_url)
    return 0


def _report(
    options: argparse.Namespace, site: HeardSite, season: Season, output: Path, feed_url: str
) -> None:
    minutes = round(sum(e.page.duration_seconds for e in season.episodes) / 60)
    episodes = counted(len(season.episodes), "episode")
    order = "the newest first" if season.is_blog else "in the site's order"
    print(f"{output}: {episodes}, {order}, {counted(minutes, 'minute')} of audio.")
    print(f"Its address: {feed_url}" if feed_url else f"It lies outside of {options.site}.")
    if len(site.languages) > 1:
        print(
            f"It has episodes in {', '.join(site.languages)}: a feed has one language, so make one "
            "for each, with --language and --output."
        )
    if not options.image:
        print("Directories of podcasts ask for a picture: --image.", file=sys.stderr)


def _name(site: HeardSite, season: Season) -> str:
    names = site_names(season.whole_titles)
    return names.get(site.languages[0]) or site.name or site.pages[0].title or site.pages[0].page


def _feed_url(output: Path, site: Path, site_url: str) -> str:
    """Return the feed's own address; "" where it lies outside of the site."""
    file, folder = output.resolve(), site.resolve()
    if not file.is_relative_to(folder):
        return ""
    return site_url + quote(file.relative_to(folder).as_posix())


def _email(email: str) -> str:
    """Return the address. Raises SettingsError: it is none."""
    if email and re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+", email) is None:
        raise SettingsError("--email", f"{email!r} is not an address.", "Write docs@example.org.")
    return email


def _image(image: str, site: Path, site_url: str) -> str:
    """Return the address of the picture. Raises SettingsError: it is none, or not there."""
    if not image:
        return ""
    if not image.lower().endswith((".jpg", ".jpeg", ".png")):
        raise SettingsError("--image", f"{image} is neither JPEG nor PNG.")
    if image.startswith(("https://", "http://")):
        return image
    file = file_inside(site, image) or file_inside(site, os.path.relpath(image, site))
    if file is None:
        raise SettingsError(
            "--image", f"there is no {image} in {site}.", "Name its address, or a file of the site."
        )
    return site_url + quote(file.relative_to(site.resolve()).as_posix())
