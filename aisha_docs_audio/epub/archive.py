"""The file of a book: a ZIP whose bytes follow from what is in it (EPUB 3.3, "OCF")."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from typing_extensions import Self

_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="EPUB/package.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_STORED = frozenset({"mp3", "m4a", "mp4", "png", "jpg", "gif", "webp"})
_UNIX = 3
_READABLE = 0o100644 << 16


class BookArchive:
    """Writes the files of a book, one after the other."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w")

    def __enter__(self) -> Self:
        """Write what every book begins with."""
        self._zip.writestr(_entry("mimetype", stored=True), "application/epub+zip")
        self._zip.writestr(_entry("META-INF/container.xml"), _CONTAINER)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the list of files."""
        self._zip.close()

    def write(self, name: str, content: str | bytes) -> None:
        """Add a file."""
        data = content.encode("utf-8", "replace") if isinstance(content, str) else content
        self._zip.writestr(_entry(f"EPUB/{name}"), data)

    def copy(self, name: str, source: Path) -> None:
        """Add a file of the disk; no more than a piece of it is in memory. Raises OSError."""
        entry = _entry(f"EPUB/{name}")
        entry.file_size = source.stat().st_size
        with source.open("rb") as file, self._zip.open(entry, "w") as target:
            shutil.copyfileobj(file, target)


def _entry(name: str, *, stored: bool = False) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    is_stored = stored or name.rpartition(".")[2] in _STORED
    entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _READABLE
    return entry
