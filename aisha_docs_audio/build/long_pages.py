"""Pages so long that their author should know before they are paid for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aisha_docs_audio.build.page_job import PageJob

CHARACTERS_A_MINUTE = 850
"""What a voice says in a minute, about: 800 to 900 in the example site's three languages."""


def long_page_warnings(jobs: Iterable[PageJob], *, warn_minutes: float) -> Iterator[str]:
    """Return a message for each page longer than `warn_minutes` of which something is paid for."""
    for work in jobs:
        utterances = [utterance for line in work.lines for utterance in line.utterances]
        new = sum(
            len(s.text) for s in set(utterances) if s.key in work.missing and s.engine != "local"
        )
        characters = sum(len(utterance.text) for utterance in utterances)
        minutes = characters / CHARACTERS_A_MINUTE
        if warn_minutes and new and minutes > warn_minutes:
            yield (
                f"{work.page.path} is long: {characters:,} characters, about {minutes:.0f} minutes "
                f"of audio, {new:,} characters of it to be paid for now. Leave the page out with "
                'the option exclude or `audio: off`, parts of it with data-audio="skip", long '
                f"tables with `tables: announce`; or raise warn_minutes ({warn_minutes:g} now)."
            )
