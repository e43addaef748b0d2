"""The plugin beside the plugins and themes that people use with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aisha_docs_audio.build.manifest import read_manifests
from aisha_docs_audio.emulator.testing import Emulator
from tests.sites import MkDocsSite, speaking_to

I18N_YML = """\
site_name: Uch til
theme: {name: material, font: false, features: [navigation.instant]}
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: uz, name: Oʻzbekcha, default: true}
        - {locale: en, name: English}
        - {locale: ru, name: Русский, site_name: Три языка}
  - aisha-audio
"""


@pytest.fixture
def trilingual(tmp_path: Path) -> MkDocsSite:
    """One page in three languages."""
    site = MkDocsSite(folder=tmp_path)
    site.write(
        {
            "mkdocs.yml": I18N_YML,
            "docs/uz/index.md": "# Salom\n\nBu oʻzbekcha sahifa.\n",
            "docs/en/index.md": "# Hello\n\nThis is the English page.\n",
            "docs/ru/index.md": "# Привет\n\nЭто русская страница.\n",
        }
    )
    return site


def test_static_i18n_speaks_each_page_in_its_own_language(
    trilingual: MkDocsSite, emulator: Emulator
) -> None:
    """Nested builds share one cache, one closing line and one set of files."""
    built = trilingual.build(environ=speaking_to(emulator))
    assert built.status == 0, built.output
    assert not built.warnings
    assert built.captions("index.html") == {1: "Salom", 2: "Bu oʻzbekcha sahifa."}
    assert built.captions("en/index.html") == {1: "Hello", 2: "This is the English page."}
    assert built.captions("ru/index.html") == {1: "Привет", 2: "Это русская страница."}
    assert "3 pages narrated, 6 segments: 0 from the cache, 6 generated" in built.closing_line
    said = {(c.language, c.model, c.mood) for c in emulator.account().charges}
    assert said == {("uz", "Gulnoza", "Neutral"), ("en", None, None), ("ru", None, None)}
    assert len(built.files("*.mp3")) == 3
    assert 'data-site="Uch til"' in built.html("index.html")
    assert 'data-site="Три языка"' in built.html("ru/index.html")
    [manifest] = read_manifests(built.site)
    assert {(page.page, page.language) for page in manifest.pages} == {
        ("index.html", "uz"),
        ("en/index.html", "en"),
        ("ru/index.html", "ru"),
    }


def test_static_i18n_rebuilds_from_the_cache(trilingual: MkDocsSite, emulator: Emulator) -> None:
    """All three languages, also of a page that is not translated: of each its own is kept.

    And what was read of the first one's pages, which are narrated last, however much that is.
    """
    much = "".join(f"- Bu roʻyxatning {number}-bandi.\n" for number in range(20))
    trilingual.write(
        {
            "docs/uz/index.md": f"# Salom\n\n{much}",
            "docs/uz/only.md": "# Faqat oʻzbekcha\n\nTarjima qilinmagan sahifa.\n",
        }
    )
    first = trilingual.build(environ=speaking_to(emulator))
    assert first.warnings == []
    assert "6 pages narrated" in first.closing_line
    before, kept = emulator.account(), _kept_by(trilingual)
    built = trilingual.build(environ=speaking_to(emulator))
    assert emulator.account() == before
    assert "from the cache, 0 generated" in built.closing_line
    assert _kept_by(trilingual) == kept


def _kept_by(site: MkDocsSite) -> dict[str, int]:
    derived = site.folder / ".cache/aisha-docs-audio/derived"
    files = [path for path in derived.rglob("*") if path.is_file()]
    assert len([path for path in files if path.suffix == ".use"]) > 3
    return {str(path.relative_to(derived)): path.stat().st_mtime_ns for path in files}


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
@pytest.mark.parametrize("urls", ["true", "false"])
def test_every_theme_loads_the_player_at_any_depth(
    tmp_path: Path, emulator: Emulator, theme: str, urls: str
) -> None:
    """Script, style and sound are found from the page, with and without directory URLs."""
    site = MkDocsSite(folder=tmp_path)
    site.write(
        {
            "mkdocs.yml": f"site_name: x\ntheme: {{name: {theme}}}\nuse_directory_urls: {urls}\n"
            "plugins: [search, {aisha-audio: {language: en}}]\n",
            "docs/index.md": "# Home\n",
            "docs/a/b/c.md": "# Deep\n",
        }
    )
    built = site.build("--strict", environ=speaking_to(emulator))
    assert built.status == 0, built.output
    for page in (page for page in built.files("*.html") if page != "404.html"):
        html = built.html(page)
        urls_of_ours = re.findall(r'(?:src|href)="([^"]*aisha-audio[^"]*)"', html)
        assert len([url for url in urls_of_ours if url.endswith((".js", ".css"))]) >= 2, page
        for url in urls_of_ours:
            assert (built.site / page).parent.joinpath(url).resolve().is_file(), (page, url)


def test_others_who_look_at_a_page_before_it_is_written_see_nothing_of_ours(
    tmp_path: Path, emulator: Emulator
) -> None:
    """Nor does it matter that Material's search takes its own attributes out of the content."""
    site = MkDocsSite(folder=tmp_path)
    site.write(
        {
            "mkdocs.yml": "site_name: x\ntheme: {name: material, font: false}\n"
            "markdown_extensions: [attr_list]\nhooks: [hook.py]\n"
            "plugins: [search, {aisha-audio: {language: uz}}]\n",
            "hook.py": "def on_page_context(context, page, **kwargs):\n"
            "    assert 'data-audio' not in page.content\n    return context\n",
            "docs/index.md": "# Bosh\n\nXatboshi.\n\n"
            "## Boʻlim { data-search-exclude=yes }\n\nYana.\n",
        }
    )
    for _ in range(2):
        built = site.build(environ=speaking_to(emulator))
        assert built.status == 0, built.output
        assert "data-search" not in built.html("index.html")
        assert list(built.captions("index.html").values()) == [
            "Bosh",
            "Xatboshi.",
            "Boʻlim",
            "Yana.",
        ]
