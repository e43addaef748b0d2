"""URLs and their origins: whom a request goes to, and so whether the key may go with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.redaction import KEY_HINT, redact
from aisha_docs_audio.settings.aisha import PRODUCTION
from aisha_docs_audio.settings.options import parse_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.settings.options import Settings

_PORTS = {"https": 443, "http": 80}
_HOST = re.compile(r"[a-z0-9_]([a-z0-9._-]{0,252})?")
# White space and backslashes are where URL parsers disagree about the host.
_DOUBTFUL = re.compile(r"[\s\\\x00-\x20\x7f-\x9f]")
_LONGEST = 4096

URL_VARIABLE = "AISHA_API_URL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Scheme, host and port (RFC 6454): equal only when all three are."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def is_loopback(self) -> bool:
        """Whether it can only be this machine, whatever a name server says."""
        if self.host == "localhost":
            return True
        try:
            address = ip_address(self.host)
        except ValueError:
            return False
        return (getattr(address, "ipv4_mapped", None) or address).is_loopback

    @property
    def is_private(self) -> bool:
        """Whether nobody on the way can read what is sent: TLS, or it never leaves the machine."""
        return self.scheme == "https" or self.is_loopback


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An http or https URL in the one form that is requested, so that no two parsers differ."""

    origin: Origin
    path: str
    query: str = ""

    def __str__(self) -> str:
        return f"{self.origin}{self.path}" + (f"?{self.query}" if self.query else "")

    @property
    def shown(self) -> str:
        """The URL for messages: without its query, which may be a signature."""
        return f"{self.origin}{self.path}" + ("?…" if self.query else "")

    @classmethod
    def parse(cls, url: str, *, base: Address | None = None) -> Address:
        """Read a URL, or a reference relative to `base` (RFC 3986, 5).

        Raises ValueError, which does not repeat the URL.
        """
        if len(url) > _LONGEST:
            raise ValueError(f"a URL longer than {_LONGEST} characters")
        if _DOUBTFUL.search(url):
            raise ValueError("a URL with white space, a backslash or a control character")
        parts = urlsplit(urljoin(str(base), url) if base else url)
        if parts.scheme not in _PORTS:
            raise ValueError("not a URL of the scheme https or http")
        if "@" in parts.netloc:
            raise ValueError("a URL with a user name")
        return cls(
            origin=Origin(
                scheme=parts.scheme,
                host=_host(parts.hostname or ""),
                port=_PORTS[parts.scheme] if parts.port is None else parts.port,
            ),
            path=quote(parts.path or "/", safe="/%:@!$&'()*+,;=~"),
            query=quote(parts.query, safe="/?%:@!$&'()*+,;=~"),
        )

    def over_tls(self) -> Address:
        """Return the same URL over https, as browsers do for sound in an https page.

        (W3C Mixed Content, "Upgrading".) Servers behind a proxy often name themselves http. Raises
        ValueError for a port of its own, where the https one cannot be known.
        """
        if self.origin.scheme == "https":
            return self
        if self.origin.port != _PORTS["http"]:
            raise ValueError("not a URL of the scheme https")
        secure = Origin(scheme="https", host=self.origin.host, port=_PORTS["https"])
        return Address(origin=secure, path=self.path, query=self.query)


def api_root(api_url: str, *, has_key: bool) -> Address:
    """Read the option api_url, to which the document's paths are added. Raises SettingsError."""
    try:
        root = Address.parse(api_url.rstrip("/"))
    except ValueError as error:
        raise SettingsError("api_url", f"is {error}.") from None
    if root.query:
        raise SettingsError("api_url", "must not have a query.")
    if has_key and not root.origin.is_private:
        raise SettingsError(
            "api_url",
            f"{root.origin} would get the API key in clear text.",
            "Use https://, or for an emulator a loopback address such as http://127.0.0.1:8765.",
        )
    return Address(origin=root.origin, path=root.path.rstrip("/"))


def engine_of(origin: Origin) -> str:
    """Return who speaks there, for `Utterance.engine`: a stand-in never passes for paid."""
    if str(origin) == PRODUCTION:
        return "aisha"
    return "aisha@loopback" if origin.is_loopback else f"aisha@{origin}"


def api_url_of(settings: Settings, environ: Mapping[str, str]) -> str:
    """Return the API's URL: AISHA_API_URL, else the option. Raises SettingsError."""
    given = environ.get(URL_VARIABLE, "").strip()
    name = URL_VARIABLE if given else "api_url"
    try:
        url: str = parse_option("api_url", given) if given else settings.api_url
    except SettingsError as error:
        raise SettingsError(name, error.problem, error.hint) from None
    if redact(url, environ) != url:
        raise SettingsError(name, "holds the API key.", KEY_HINT)
    return url


def _host(host: str) -> str:
    """Check a host, already in lower case; a name in other letters must come as punycode."""
    if ":" in host and "%" not in host:
        return str(ip_address(host))
    if not _HOST.fullmatch(host):
        raise ValueError("a URL without a usable host")
    return host
