"""The build as the core sees it, and what it says, in Sphinx' terms."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from aisha_docs_audio.build.progress import Progress
from aisha_docs_audio.build.site import SiteBuild
from aisha_docs_audio.redaction import redacting
from aisha_docs_audio.settings.mode import VARIABLE

from .autobuild import runs_under_autobuild
from .options import PREFIX, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
redacting(logger.logger)


def build_of(app: Sphinx) -> SiteBuild:
    """Return the build of this builder's pages."""
    return SiteBuild(
        settings=settings_of(app.config),
        root=Path(app.confdir),
        environ=os.environ,
        progress=Progress(say=inform, terminal=None if app.quiet else sys.stderr),
        prefix=PREFIX,
        variant=f"{app.builder.name} {app.config.language}",
        live=not os.environ.get(VARIABLE) and runs_under_autobuild(),
    )


def inform(line: str) -> None:
    """Show a line."""
    logger.info("aisha-audio: %s", line)


def warn(messages: Iterable[str]) -> None:
    """Show warnings. Last of all, because under -W some Sphinx versions stop at the first one."""
    for message in messages:
        logger.warning("aisha-audio: %s", message, type="aisha_audio")
