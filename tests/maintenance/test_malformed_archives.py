"""An archive from somewhere costs an error line: no memory, no time, no traceback."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import textwrap
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aisha_docs_audio.errors import CacheError
from aisha_docs_audio.payments.ledger import Ledger
from aisha_docs_audio.payments.maintenance.archive import Import, import_archive
from aisha_docs_audio.payments.store import Store
from aisha_docs_audio.payments.store.envelope import seal

if TYPE_CHECKING:
    from pathlib import Path

KEY, OTHER = "ab" * 32, "cd" * 32
GIGABYTES = 40 << 30


def header(
    name: str, size: int = 0, kind: bytes = tarfile.REGTYPE, pax: dict[str, str] | None = None
) -> bytes:
    """Give the header blocks of a member."""
    member = tarfile.TarInfo(name)
    member.size, member.type, member.pax_headers = size, kind, pax or {}
    if size < 0:
        block = bytearray(tarfile.TarInfo(name).tobuf(tarfile.USTAR_FORMAT))
        block[124:136] = b"\xff" + (size % (1 << 88)).to_bytes(11, "big")
        total = sum(block[:148]) + 8 * 32 + sum(block[156:512])
        block[148:156] = b"%06o\0 " % total
        return bytes(block)
    return member.tobuf(tarfile.PAX_FORMAT if pax else tarfile.GNU_FORMAT)


def padded(data: bytes) -> bytes:
    """Fill up the last block."""
    return data + bytes(-len(data) % 512)


GOOD = seal(OTHER, b"sound")
SPARSE = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(GIGABYTES)}
SOUND = f"sound/{KEY}"

ARCHIVES = {
    "a sparse member": header(SOUND, 512, pax=SPARSE) + padded(b"0\n"),
    "an old sparse member": header(SOUND, GIGABYTES, tarfile.GNUTYPE_SPARSE),
    "a huge member": header(SOUND, GIGABYTES),
    "a huge name": header("x", GIGABYTES, tarfile.GNUTYPE_LONGNAME),
    "huge extended headers": header("x", GIGABYTES, tarfile.XHDTYPE),
    "a negative size": header(SOUND) + header(SOUND, -1024),
    "names within names": header("x", 512, tarfile.GNUTYPE_LONGNAME) * 3000,
    "a size that is no number": header(SOUND, pax={"size": "many"}),
    "a size past all numbers": header(SOUND, pax={"size": "9" * 5000}),
    "a device": header(SOUND, 0, tarfile.CHRTYPE),
    "a pipe": header(SOUND, 0, tarfile.FIFOTYPE),
    "a folder": header(SOUND, 0, tarfile.DIRTYPE),
    "a hard link": header(SOUND, 0, tarfile.LNKTYPE),
    "an absolute path": header(f"/{SOUND}"),
    "a path out of it": header(f"../{SOUND}"),
    "another alphabet": header("sound/" + "ї" * 64),
    "zip": b"PK\x03\x04" + bytes(600),
    "gzip": b"\x1f\x8b\x08" + bytes(600),
    "a sound cut off": header(SOUND, 5000) + b"short",
    "thousands of members": header("nothing") * 5000,
}


def taken(path: Path, data: bytes, *, length: int | None = None) -> Import | str:
    """Import an archive into a new cache; give the report or the one error."""
    archive = path / "cache.tar"
    archive.write_bytes(padded(data))
    if length is not None:
        with archive.open("r+b") as file:
            file.truncate(length)  # a hole, which takes no room on the disk
    with Store.open(path / "paid", report=pytest.fail) as store:
        try:
            return import_archive(store, Ledger(path / "ledger", report=pytest.fail), archive)
        except CacheError as error:
            return str(error)


@pytest.mark.parametrize("holes", [False, True], ids=["short", "with-holes"])
@pytest.mark.parametrize("archive", ARCHIVES.values(), ids=ARCHIVES)
def test_what_is_malformed_is_an_error_line(tmp_path: Path, archive: bytes, *, holes: bool) -> None:
    """Also where the archive is as long as it claims, with holes for what is not there."""
    found = taken(tmp_path, archive, length=GIGABYTES + (1 << 20) if holes else None)
    if isinstance(found, str):
        assert "cannot be read as an archive" in found
    else:
        assert found.refused
        assert (found.added, found.records) == (0, 0)
        assert len(found.refused) <= 101
    assert not list((tmp_path / "paid").glob("??/*"))


def test_what_came_before_the_fault_is_kept(tmp_path: Path) -> None:
    """And said; the same key twice is taken once."""
    good = header(f"sound/{OTHER}", len(GOOD)) + padded(GOOD)
    found = taken(tmp_path, good + good + header(SOUND, 5000) + b"short")
    assert "What came before that was taken in" in str(found)
    with Store.open(tmp_path / "paid", report=pytest.fail) as store:
        assert store.get(OTHER) == b"sound"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.dictionaries(st.integers(0, 1100), st.integers(0, 255), min_size=1, max_size=8))
def test_a_damaged_archive_is_a_report_or_one_error(
    tmp_path: Path, changes: dict[int, int]
) -> None:
    """Whatever bytes of headers and contents are changed."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as tar:
        member = tarfile.TarInfo(f"sound/{OTHER}")
        member.size = len(GOOD)
        tar.addfile(member, io.BytesIO(GOOD))
    damaged = bytearray(written.getvalue())
    for place, byte in changes.items():
        damaged[place] = byte
    found = taken(tmp_path, bytes(damaged))
    assert isinstance(found, (str, Import))


MEASURED = """
    import resource, sys
    from pathlib import Path
    from aisha_docs_audio.cli import main

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for archive in sys.argv[1:]:
        assert main(["cache", "import", archive, "--cache-dir", "cache"]) == 1
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, "MB")
"""


def test_it_takes_no_memory_to_say_so(tmp_path: Path) -> None:
    """Through the command: forty gigabytes of holes are refused in less than 150 MB."""
    names = [name for name in ARCHIVES if "huge" in name or "sparse" in name or "members" in name]
    for number, name in enumerate(names):
        archive = tmp_path / f"{number}.tar"
        archive.write_bytes(padded(ARCHIVES[name]))
        with archive.open("r+b") as file:
            file.truncate(GIGABYTES + (1 << 20))
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            textwrap.dedent(MEASURED),
            *sorted(map(str, tmp_path.glob("*.tar"))),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert int(done.stdout.split()[-2]) < 150
