"""URLs and origins: where the key may go, and what is not requested at all."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from urllib3.util import parse_url

from aisha_docs_audio.settings.addresses import Address

API = Address.parse("https://back.aisha.group")


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://back.aisha.group", "https://back.aisha.group"),
        ("https://back.aisha.group:443/", "https://back.aisha.group"),
        ("HTTPS://Back.AIsha.Group/x", "https://back.aisha.group"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://[::1]:8765/x", "http://[::1]:8765"),
        ("http://[0:0:0:0:0:0:0:1]:8765/x", "http://[::1]:8765"),
    ],
)
def test_one_origin_has_one_form(url, origin):
    """Letter case, a default port and the long form of an IPv6 address make no other origin."""
    assert str(Address.parse(url).origin) == origin


@pytest.mark.parametrize(
    "url",
    [
        "http://back.aisha.group",
        "https://back.aisha.group:8443",
        "https://back.aisha.group.evil.example",
        "https://evil.example/back.aisha.group",
        "https://back.aisha.group.",
        "https://aisha.group",
        "https://evil.example#@back.aisha.group",
        "https://evil.example?@back.aisha.group",
    ],
)
def test_anything_else_is_another_origin(url):
    """Scheme, host and port must all be the same."""
    assert Address.parse(url).origin != API.origin


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://back.aisha.group/x",
        "file:///etc/passwd",
        "data:audio/wav;base64,UklGRg==",
        "//",
        "https://",
        "https:///x",
        "https://user:password@back.aisha.group/",
        "https://back.aisha.group@evil.example/",
        "https://evil.example\\@back.aisha.group/",
        "https://back.aisha.group\t.evil.example/",
        "https://back.aisha.group\n/",
        "https://back.aisha.group/a b",
        "https://back.aisha.group/\x00",
        "https://back.aisha.group:99999/",
        "https://back.aisha.group:x/",
        "https://bäck.aisha.group/",
        "https://bacк.aisha.group/",
        "https://[::1/",
        "https://[fe80::1%25eth0]/",
        "https://a%2eb/",
        "https://back.aisha.group/" + "a" * 5000,
    ],
)
def test_doubtful_urls_are_refused(url):
    """Those that two parsers read differently, that hold a password, or that are no web address."""
    with pytest.raises(ValueError, match=r"\w"):
        Address.parse(url)


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("/media/a.wav", "https://back.aisha.group/media/a.wav"),
        ("media/a.wav", "https://back.aisha.group/media/a.wav"),
        ("/media/a.wav?X-Sig=1%2F2", "https://back.aisha.group/media/a.wav?X-Sig=1%2F2"),
        ("//cdn.aisha.group/a.wav", "https://cdn.aisha.group/a.wav"),
        ("https://cdn.aisha.group/a.wav#t=1", "https://cdn.aisha.group/a.wav"),
        ("/media/oʻqish.wav", "https://back.aisha.group/media/o%CA%BBqish.wav"),
    ],
)
def test_references_are_relative_to_the_api(reference, url):
    """Paths of the document's form, whole URLs of a CDN's, and what lies between."""
    assert str(Address.parse(reference, base=API)) == url


def test_messages_show_no_query():
    """A signed URL's query is a credential of its own."""
    address = Address.parse("https://cdn.aisha.group/a.wav?Signature=secret")
    assert address.shown == "https://cdn.aisha.group/a.wav?…"


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("https://back.aisha.group", True),
        ("http://127.0.0.1:8765", True),
        ("http://127.9.9.9", True),
        ("http://[::1]", True),
        ("http://[::ffff:127.0.0.1]", True),
        ("http://localhost:8765", True),
        ("http://back.aisha.group", False),
        ("http://emulator:8765", False),
        ("http://10.0.0.1", False),
        ("http://127.0.0.1.evil.example", False),
        ("http://localhost.evil.example", False),
        ("http://api.localhost", False),
        ("http://2130706433", False),
        ("http://0.0.0.0", False),
    ],
)
def test_private_is_tls_or_certainly_this_machine(url, private):
    """A name that a name server answers for is not certainly this machine."""
    assert Address.parse(url).origin.is_private is private


def test_http_is_raised_to_https_where_the_port_is_the_usual_one():
    """Servers behind a proxy often take themselves for http."""
    raised = Address.parse("http://back.aisha.group/media/a.wav?x=1").over_tls()
    assert str(raised) == "https://back.aisha.group/media/a.wav?x=1"
    assert raised.origin == API.origin
    with pytest.raises(ValueError, match="https"):
        Address.parse("http://back.aisha.group:8080/a.wav").over_tls()


urls = st.one_of(
    st.text(),
    st.builds(
        "{}://{}{}".format,
        st.sampled_from(["https", "http", "HTTPS", "https:", "//"]),
        st.text(alphabet="abc.@:/\\#?[]%~1é \t", max_size=20),
        st.text(alphabet="ab/?#@:\\%2e. é", max_size=10),
    ),
)


@given(urls)
def test_every_parser_reads_the_same_origin(url):
    """What decides about the key, what `requests` prepares and what urllib3 connects to agree."""
    try:
        address = Address.parse(url)
    except ValueError:
        return
    prepared = requests.Request("GET", str(address)).prepare().url
    for found in (urlsplit(prepared), parse_url(prepared)):
        assert found.scheme == address.origin.scheme
        assert found.hostname.strip("[]") == address.origin.host
        assert (found.port or {"https": 443, "http": 80}[found.scheme]) == address.origin.port
    assert Address.parse(prepared).origin == address.origin
