"""`aisha-docs-audio epub`: a built site as a book that reads itself along."""

from __future__ import annotations

import os
import sys
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.build.report import counted
from aisha_docs_audio.commands.arguments import typed_path
from aisha_docs_audio.commands.output_file import replaced_output
from aisha_docs_audio.epub.book import write_book
from aisha_docs_audio.epub.book_facts import BookOptions
from aisha_docs_audio.publications.heard_site import open_site
from aisha_docs_audio.publications.site_address import checked_site_url

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction


def register_epub(commands: _SubParsersAction[Any]) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "epub",
        help="make a book of a built site that reads itself along",
        description="Write the pages of a built site, with their sound, as one EPUB 3 with Media "
        "Overlays. The site has its players already, from mkdocs build, sphinx-build or narrate.",
        allow_abbrev=False,
    )
    parser.add_argument("site", type=typed_path, help="the folder of the built site")
    parser.add_argument("-o", "--output", type=typed_path, required=True, help="the book's file")
    parser.add_argument("--language", help="take the pages in this language only (uz, en, ru)")
    parser.add_argument("--title", default="", help="the book's title (the site's name)")
    parser.add_argument(
        "--author",
        action="append",
        default=[],
        help="who wrote it, repeatable (what the pages say)",
    )
    parser.add_argument(
        "--url",
        default="",
        help="where the site is served: links to what the book lacks lead there (what pages say)",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    site_url = checked_site_url(options.url) if options.url else ""
    site = open_site(options.site, options.language)
    output = replaced_output(options.output)
    book = write_book(
        site,
        BookOptions(
            title=options.title.strip(),
            authors=[*filter(str.strip, options.author)],
            site_url=site_url,
        ),
        output,
        os.environ,
        datetime.now(timezone.utc),
    )
    for reason in book.left_out:
        print(f"WARNING: left out: {reason}", file=sys.stderr)
    minutes = round(book.duration_ms / 60_000)
    megabytes = options.output.stat().st_size / 1_000_000
    print(
        f"{options.output}: {counted(book.chapters, 'chapter')}, {book.heard:,} read aloud, "
        f"{counted(minutes, 'minute')} of audio, {megabytes:.1f} MB."
    )
    if len(book.languages) > 1:
        print(
            f"It has pages in {', '.join(book.languages)}: --language makes a book of one of them."
        )
    return 0
