"""Directives and roles with the effect of `data-audio="skip"` and `data-say` in HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import ReferenceRole, SphinxDirective, SphinxRole

from .builders import is_narrated

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class audio_skip(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A stretch of the page that is shown and not read."""


class audio_words(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Words that are not read (`say` is missing) or read as `say`."""


class audio_player(nodes.General, nodes.Element):  # noqa: N801
    """The place of the player."""


class AudioSkip(SphinxDirective):
    """`.. audio-skip::` shows its content and keeps it from being read."""

    has_content = True

    def run(self) -> list[Node]:
        """Wrap the content."""
        return [audio_skip("", *self.parse_content_to_nodes())]


class AudioPlayer(SphinxDirective):
    """`.. audio-player::` marks where the page's player stands."""

    def run(self) -> list[Node]:
        """Leave a place."""
        return [audio_player()]


class SkipRole(SphinxRole):
    """``:audio-skip:`words` `` shows words that are not read."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Wrap the words."""
        return [audio_words(self.rawtext, self.text)], []


class SayRole(ReferenceRole):
    """``:audio-say:`MkDocs <em-ke-doks>` `` shows the first and says the second."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Wrap the words with what is said."""
        return [audio_words(self.rawtext, self.title, say=self.target)], []


def _visit_skip(self: HTML5Translator, node: audio_skip) -> None:
    skipped: Any = {"data-audio": "skip"}
    self.body.append(self.starttag(node, "div", **skipped))


def _depart_skip(self: HTML5Translator, _node: audio_skip) -> None:
    self.body.append("</div>\n")


def _visit_words(self: HTML5Translator, node: audio_words) -> None:
    said: Any = {"data-say": node["say"]} if "say" in node else {"data-audio": "skip"}
    self.body.append(self.starttag(node, "span", "", **said))


def _depart_words(self: HTML5Translator, _node: audio_words) -> None:
    self.body.append("</span>")


def _visit_player(self: HTML5Translator, _node: audio_player) -> None:
    if is_narrated(self.builder):
        self.body.append("<aisha-audio></aisha-audio>\n")
    raise nodes.SkipNode


def _pass(_translator: object, _node: Node) -> None:
    """Show the content as it is: other builders know no sound."""


def register_directives(app: Sphinx) -> None:
    """Add nodes, directives and roles."""
    elsewhere: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (_pass, _pass))
    app.add_node(audio_skip, html=(_visit_skip, _depart_skip), **elsewhere)
    app.add_node(audio_words, html=(_visit_words, _depart_words), **elsewhere)
    app.add_node(audio_player, html=(_visit_player, None), **elsewhere)
    app.add_directive("audio-skip", AudioSkip)
    app.add_directive("audio-player", AudioPlayer)
    app.add_role("audio-skip", SkipRole())
    app.add_role("audio-say", SayRole())
