"""The example site, built by its hosts without sound and narrated as a folder of HTML."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aisha_docs_audio.emulator.testing import Emulator
from tests.hosts.built_site import BuiltSite
from tests.hosts.test_narrate import narrated
from tests.sites import Built, MkDocsSite, SphinxSite, speaking_to

EXAMPLE = Path(__file__).parents[2] / "example_site"

# As docs/any-site.md has it: built pages do not show their front matter.
TEMPLATES = {
    "mkdocs": """\
{% extends "base.html" %}
{% block extrahead %}
{% if page and page.meta.mood %}
<meta name="aisha-audio" content="mood: {{ page.meta.mood }}; speed: {{ page.meta.speed }}">
{% endif %}
{% endblock %}
""",
    "sphinx": """\
{% extends "!page.html" %}
{% block extrahead %}
{{ super() }}
{% if meta and meta.mood %}
<meta name="aisha-audio" content="mood: {{ meta.mood }}; speed: {{ meta.speed }}">
{% endif %}
{% endblock %}
""",
}
PAGES = ("index", "reading", "voices")
"""Enough for every kind of block, and for three languages; all of them take minutes."""

LEXICON = 'lexicon = { AIsha = "Aisha", MkDocs = "em-kay-doks", Sphinx = "Sfinks" }\n'


@pytest.fixture(params=["mkdocs", "sphinx"])
def host(request: pytest.FixtureRequest) -> str:
    """The host that builds the pages."""
    return str(request.param)


def build(host: str, folder: Path, environ: dict[str, str]) -> Built:
    """Build the example site into `site/`."""
    site: MkDocsSite | SphinxSite
    if host == "mkdocs":
        site = MkDocsSite(folder=folder)
        built = site.build("-d", "site", environ=environ | {"NO_MKDOCS_2_WARNING": "1"})
    else:
        site = SphinxSite(folder=folder)
        built = site.build("-E", "-D", "templates_path=theme", environ=environ)
    assert built.status == 0, built.output
    return built


def spoken(built: Built) -> dict[str, dict[int, str]]:
    """What is read on each page."""
    pages = [page for page in narrated(built) if "/aisha-audio/" not in page]
    return {page: built.captions(page) for page in pages}


def test_what_the_plugin_paid_for_is_not_paid_again(
    host: str, emulator: Emulator, tmp_path: Path
) -> None:
    """The same pages, the same blocks with the same numbers, and no request."""
    folder = tmp_path / "example_site"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".cache", "site", "_build"))
    for page in folder.glob("docs/*/*.md"):
        if page.stem not in PAGES:
            page.unlink()
    BuiltSite(folder=folder).write(
        {"theme/main.html" if host == "mkdocs" else "theme/page.html": TEMPLATES[host]}
    )
    configuration = (folder / "mkdocs.yml").read_text("utf-8")
    configuration = configuration.replace("theme:\n", "theme:\n  custom_dir: theme\n", 1)
    (folder / "mkdocs.yml").write_text(configuration, "utf-8")
    by_plugin = build(host, folder, speaking_to(emulator))
    pages = spoken(by_plugin)
    assert len(pages) >= 3 * len(PAGES)
    paid = emulator.account()
    shutil.rmtree(by_plugin.site)

    silent = build(host, folder, {"AISHA_AUDIO": "off"})
    if host == "sphinx":
        shutil.move(silent.site, folder / "site")
    site = BuiltSite(folder=folder)
    site.write({"aisha-audio.toml": LEXICON})
    built = site.narrate("--strict", environ=speaking_to(emulator))
    assert built.status == 0, built.output
    assert "0 generated, 0 characters paid for" in built.closing_line
    assert emulator.account().requests == paid.requests
    assert spoken(built) == pages
