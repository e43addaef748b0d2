"""The Sphinx extension `aisha_docs_audio.sphinx_ext`: translates between Sphinx and the core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio import __version__

from . import build_date, directives, finish, options, pages, untranslated

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register options, directives and events with Sphinx."""
    options.register_options(app)
    directives.register_directives(app)
    build_date.register_build_date(app)
    untranslated.register_untranslated(app)
    pages.register_pages(app)
    finish.register_finish(app)
    return {
        "version": __version__,
        # Raise it when a node class of ours, or what is stored with one, changes its form: Sphinx
        # then reads all pages anew instead of taking pickled doctrees of another form.
        "env_version": 1,
        "parallel_read_safe": True,
        # A write process only annotates and spools pages; sound is made in the main process.
        "parallel_write_safe": True,
    }
