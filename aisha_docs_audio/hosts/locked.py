"""Pages that a server shows to some readers only, by rules that lie in the site's folder.

Their sound would lie elsewhere in the site, for everybody. Read are Apache's ``.htaccess``,
``_headers`` and ``_redirects`` (Netlify), ``staticwebapp.config.json`` (Azure), and ``web.config``
(IIS).
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Rule = Callable[[str], bool]

_AUTHORIZED = re.compile(
    r"^\s*(?:AuthType(?!\s+None\b)|AuthUserFile|Require\s+(?!all\s+granted)|Deny\s+from)",
    re.IGNORECASE | re.MULTILINE,
)
_SECTION = re.compile(
    r"^\s*<Files(?P<is_pattern>Match)?\s+(?P<tilde>~\s*)?(?P<quote>[\"']?)(?P<name>.*?)(?P=quote)\s*>"
    r"(?P<inside>.*?)^\s*</Files(?:Match)?>",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_HEADERS = re.compile(
    r"^(?P<path>\S+)[^\S\n]*\n(?P<inside>(?:[ \t].*\n?|\s*#.*\n?)*)", re.MULTILINE
)
_BASIC = re.compile(r"^\s+Basic-Auth\s*:", re.IGNORECASE | re.MULTILINE)
# IIS: https://learn.microsoft.com/iis/configuration/system.webserver/security/authorization/
_LOCATION = re.compile(
    r"<location\s[^>]*?path=[\"'](?P<path>[^\"']*)[\"'][^>]*>(?P<inside>.*?)</location>",
    re.IGNORECASE | re.DOTALL,
)
_DENIED = re.compile(
    r"<deny\s[^>]*?users=[\"'][?*]|<remove\s[^>]*?users=[\"']\*"
    r"|accessType=[\"']Deny[\"'][^>]*?users=[\"'][?*]|users=[\"'][?*][^>]*?accessType=[\"']Deny",
    re.IGNORECASE,
)
_XML_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_ROLE = re.compile(r"^(?P<path>/\S*)\s.*\bRole=", re.MULTILINE)


class SiteLocks:
    """The rules found in a site; `folder` is where its sound lies, below the site."""

    def __init__(self, site: Path, folder: str) -> None:
        self._rules = [*_rules_of(site)]
        self._sound = f"{folder}/x.mp3"

    def hold(self, path: str) -> bool:
        """Return whether a page is locked, and its sound would not be."""
        return any(rule(path) and not rule(self._sound) for rule in self._rules)


def _rules_of(site: Path) -> Iterator[Rule]:
    for place, folders, files in os.walk(site):
        folders.sort()
        below = os.path.relpath(place, site).replace(os.sep, "/")
        folder = "" if below == "." else f"{below}/"
        if ".htaccess" in files:
            yield from _apache(folder, _text(site / below / ".htaccess"))
        for name in files:
            if name.lower() == "web.config":
                yield from _iis(folder, _text(site / below / name))
    for match in _HEADERS.finditer(_text(site / "_headers")):
        if _BASIC.search(match["inside"]):
            yield _below(match["path"])
    for match in _ROLE.finditer(_text(site / "_redirects")):
        yield _below(match["path"])
    for route in _azure_routes(_text(site / "staticwebapp.config.json")):
        yield _below(route)


def _text(file: Path) -> str:
    with contextlib.suppress(OSError):
        return file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    return ""


def _apache(folder: str, text: str) -> Iterator[Rule]:
    for section in _SECTION.finditer(text):
        if _AUTHORIZED.search(section["inside"]):
            is_pattern = bool(section["is_pattern"] or section["tilde"])
            yield _files(folder, section["name"], is_pattern=is_pattern)
    if _AUTHORIZED.search(_SECTION.sub("", text)):
        yield lambda path: path.startswith(folder)


def _iis(folder: str, text: str) -> Iterator[Rule]:
    text = _XML_COMMENT.sub("", text)
    for location in _LOCATION.finditer(text):
        if _DENIED.search(location["inside"]):
            place = location["path"].replace("\\", "/").strip("/.")
            yield _in(f"{folder}{place}/" if place else folder)
    if _DENIED.search(_LOCATION.sub("", text)):
        yield _in(folder)


def _in(folder: str) -> Rule:
    """Return the rule of a folder, or of the page that has its name."""
    lower = folder.lower()
    return lambda path: f"{path.lower()}/".startswith(lower)


def _files(folder: str, name: str, *, is_pattern: bool) -> Rule:
    def holds(path: str) -> bool:
        file = path.rpartition("/")[2]
        if not path.startswith(folder):
            return False
        if not is_pattern:
            return fnmatchcase(file, name)
        try:
            return re.search(name, file) is not None
        except re.error:
            return True  # nobody can tell: rather no sound than one too many

    return holds


def _below(pattern: str) -> Rule:
    """Return the rule of a path with stars; a page is meant under each of its addresses."""
    wanted = re.sub(r"^https?://[^/]*", "", pattern).lstrip("/")

    def holds(path: str) -> bool:
        address = re.sub(r"(?:^|(?<=/))index\.html?$", "", path)
        forms = {path, address, address.rstrip("/"), re.sub(r"\.html?$", "", path)}
        return any(fnmatchcase(form, wanted) for form in forms)

    return holds


def _azure_routes(text: str) -> Iterator[str]:
    try:
        found: Any = json.loads(text)
        for route in found["routes"]:
            if "anonymous" not in route.get("allowedRoles", ["anonymous"]):
                yield str(route["route"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return
