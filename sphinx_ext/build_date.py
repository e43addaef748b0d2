"""`|today|`: a date that changes with every build is shown, and not heard as it stands."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import DefaultSubstitutions, SphinxTransform

from .builders import is_active

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class audio_moment(nodes.Inline, nodes.TextElement):  # noqa: N801 (docutils names nodes so)
    """A text that is another one at the next build."""


class FrameToday(SphinxTransform):
    """Frames `|today|` before Sphinx puts the date in its place."""

    default_priority = DefaultSubstitutions.default_priority - 1

    def apply(self, **_: object) -> None:
        """Leave it alone where the author gave the text: then it stays."""
        if self.config.today or "today" in self.document.substitution_defs:
            return
        for reference in list(self.document.findall(nodes.substitution_reference)):
            if reference["refname"] == "today":
                frame = audio_moment()
                reference.replace_self(frame)
                frame += reference


def _visit(self: HTML5Translator, _node: audio_moment) -> None:
    if is_active(self.builder, os.environ):
        self.body.append('<span data-audio="volatile">')


def _depart(self: HTML5Translator, _node: audio_moment) -> None:
    if is_active(self.builder, os.environ):
        self.body.append("</span>")


def _pass(_translator: object, _node: Node) -> None:
    """Show the date as it is: other builders know no sound."""


def register_build_date(app: Sphinx) -> None:
    """Add the transform and its node."""
    elsewhere: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (_pass, _pass))
    app.add_node(audio_moment, html=(_visit, _depart), **elsewhere)
    app.add_transform(FrameToday)
