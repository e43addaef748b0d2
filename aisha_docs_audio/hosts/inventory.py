"""The pages found in a folder of built HTML: which are read, and why others are left alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aisha_docs_audio.build.report import page_list

if TYPE_CHECKING:
    from aisha_docs_audio.hosts.page_facts import PageFacts

_UNTOLD = (
    "left alone, because it can't be told what of them is content: {pages}. Name it with the "
    "option content, a CSS selector."
)
_HIDDEN = "left alone, because they hide their content: {pages}."
_LOCKED = (
    "left alone, because the server shows them to some readers only, and would show their sound to "
    "all: {pages}. Narrate that folder by itself to have the sound inside it."
)
_PLUGINS = (
    "left alone, because a plugin gave them a player, or a place for one: {pages}. Build them with "
    "AISHA_AUDIO=off, or leave the plugin out, to have them narrated here."
)

_UNREAD = (
    "left alone, because they tell search engines not to list them (noindex), lead to another page "
    "or are made by programs: {pages}. No page is left to be read: was the site built for its "
    "readers, or as a draft?"
)


@dataclass(slots=True, kw_only=True)
class Inventory:
    """What is found in a folder, by the pages' paths in it."""

    paths: set[str] = field(default_factory=set)
    facts: dict[str, PageFacts] = field(default_factory=dict)
    selected: set[str] = field(default_factory=set)
    problems: dict[str, str] = field(default_factory=dict)
    untold: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    locked: list[str] = field(default_factory=list)
    plugins: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    done_before: set[str] = field(default_factory=set)
    taken_over: set[str] = field(default_factory=set)

    def add(self, path: str, facts: PageFacts, *, has_player: bool) -> None:
        """Put down a page that people read."""
        if has_player:
            self.plugins.append(path)
        elif facts.content_is_hidden:
            self.hidden.append(path)
        elif not facts.content_is_known:
            self.untold.append(path)
        else:
            self.facts[path] = facts

    def notes(self) -> list[str]:
        """Return a line for each kind of pages that are left alone and that people read."""
        return [
            text.format(pages=page_list(found))
            for text, found in (
                (_UNTOLD, self.untold),
                (_HIDDEN, self.hidden),
                (_LOCKED, self.locked),
                (_PLUGINS, self.plugins),
                # Of some pages it is no news. Of all of them nobody would know why.
                (_UNREAD, [] if self.facts else self.unread),
            )
            if found
        ]
