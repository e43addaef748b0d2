"""The categories of Apple Podcasts, which other directories have taken over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TABLE = """\
Arts: Books, Design, Fashion & Beauty, Food, Performing Arts, Visual Arts
Business: Careers, Entrepreneurship, Investing, Management, Marketing, Non-Profit
Comedy: Comedy Interviews, Improv, Stand-Up
Education: Courses, How To, Language Learning, Self-Improvement
Fiction: Comedy Fiction, Drama, Science Fiction
Government:
Health & Fitness: Alternative Health, Fitness, Medicine, Mental Health, Nutrition, Sexuality
History:
Kids & Family: Education for Kids, Parenting, Pets & Animals, Stories for Kids
Leisure: Animation & Manga, Automotive, Aviation, Crafts, Games, Hobbies, Home & Garden,
  Video Games
Music: Music Commentary, Music History, Music Interviews
News: Business News, Daily News, Entertainment News, News Commentary, Politics, Sports News,
  Tech News
Religion & Spirituality: Buddhism, Christianity, Hinduism, Islam, Judaism, Religion,
  Spirituality
Science: Astronomy, Chemistry, Earth Sciences, Life Sciences, Mathematics, Natural Sciences,
  Nature, Physics, Social Sciences
Society & Culture: Documentary, Personal Journals, Philosophy, Places & Travel,
  Relationships
Sports: Baseball, Basketball, Cricket, Fantasy Sports, Football, Golf, Hockey, Rugby,
  Running, Soccer, Swimming, Tennis, Volleyball, Wilderness, Wrestling
Technology:
True Crime:
TV & Film: After Shows, Film History, Film Interviews, Film Reviews, TV Reviews
"""
"""Apple Podcasts for Creators, "Categories for Apple Podcasts"; a line that is indented goes on."""


def checked_category(name: str) -> tuple[str, str | None]:
    """Return a category and one below it, if it is that: each may be named alone.

    Raises SettingsError: it is none.
    """
    wanted = name.strip().casefold()
    for category, below in _categories().items():
        if category.casefold() == wanted:
            return category, None
        for narrower in below:
            if narrower.casefold() == wanted:
                return category, narrower
    raise SettingsError(
        "--category", f"{name!r} is none of Apple's.", f"Take one of {', '.join(_categories())}."
    )


def _categories() -> Mapping[str, Sequence[str]]:
    lines = re.sub(r"\n +", " ", _TABLE).splitlines()
    pairs = (line.split(":") for line in lines)
    return {name: [each.strip() for each in below.split(",") if each] for name, below in pairs}
