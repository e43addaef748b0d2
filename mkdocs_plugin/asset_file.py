"""A file of the player's as MkDocs' collection of files knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class AssetFile(File):
    """Known to whoever checks links, and written by us at the end, where nothing can fail."""

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it to the end of the build."""


def served_asset(config: MkDocsConfig, uri: str, content: bytes) -> AssetFile:
    """Return the file that will stand at `uri` in the site."""
    made: AssetFile = AssetFile.generated(  # type: ignore[assignment]
        config, uri, content=content, inclusion=InclusionLevel.INCLUDED
    )
    return made
