"""A page's sound on its way into the site: the track of the cache behind a tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PIECE_BYTES = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedTrack:
    """A sound to be copied behind a tag, as the file `name`, which stands for its content."""

    name: str
    tag: bytes
    track: Path

    @property
    def size(self) -> int:
        """The bytes of tag and track. Raises OSError."""
        return len(self.tag) + self.track.stat().st_size

    def write(self, path: Path) -> None:
        """Write the file. Raises OSError."""
        piece = memoryview(bytearray(_PIECE_BYTES))
        with path.open("wb") as target, self.track.open("rb", buffering=0) as source:
            target.write(self.tag)
            # One buffer for all of it: a new one a piece costs more than the copying.
            while count := source.readinto(piece):
                target.write(piece[:count])
