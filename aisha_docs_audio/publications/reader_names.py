"""Who is heard, in words for those who take the sound along."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aisha_docs_audio.build.manifest import ManifestPage

_SYNTHETIC = {"uz": "sunʼiy ovoz", "en": "synthetic voice", "ru": "синтезированный голос"}


def names_of_readers(pages: Iterable[ManifestPage], language: str) -> Sequence[str]:
    """Return who reads the pages, each once; `language` is that of the words behind the names."""
    synthetic = _SYNTHETIC.get(language, _SYNTHETIC["en"])
    names = {
        f"{name} ({synthetic})" if page.speakers.kind == "synthetic" else name: None
        for page in pages
        for name in page.speakers.names
    }
    return [*names]
