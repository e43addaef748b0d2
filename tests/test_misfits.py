"""What does not fit is said once, before anything is paid for, under both hosts."""

from __future__ import annotations

from pathlib import Path

import pytest

from aisha_docs_audio.build.misfits import misread_warning
from aisha_docs_audio.emulator.testing import Emulator
from aisha_docs_audio.errors import PageError, SettingsError
from aisha_docs_audio.model import PageSource
from aisha_docs_audio.reading.page import read_page
from aisha_docs_audio.settings.options import Settings
from tests.sites import MkDocsSite, SphinxSite, speaking_to
from tests.test_commands import command


def warning_of(language: str, html: str) -> str | None:
    """Read a page, and ask."""
    source = PageSource(path="a.md", title="", metadata={}, languages=(language,))
    found = read_page(html + "<p>. 1 2 3</p>", source, Settings())
    return misread_warning([found[1]] if found else [])


@pytest.mark.parametrize(
    ("language", "html"),
    [
        ("en", "<p>Этот абзац написан по-русски.</p>"),
        ("en", "<p>Бу хатбоши ўзбекча.</p>"),
        ("en", "<p>Hujjatni oʻqish uchun oʻrnating, soʻng ochasiz.</p>"),
        ("en", "<p>Hujjatni o'qish uchun o'rnating, so'ng bog'lang.</p>"),
        ("en", "<ul><li>Один пункт списка по-русски</li></ul>"),
        ("ru", "<p>English text.</p>"),
        ("ru", "<p>Bu xatboshi oʻzbekcha.</p>"),
        ("ru", "<h2>How this page is built for you</h2>"),
        ("uz", "<p>Этот абзац был написан по-русски, вы слышите.</p>"),
        ("uz", "<p>This paragraph was not translated, and the voice would read it as Uzbek.</p>"),
        ("uz", "<p>Ўзбекча.</p><p>You can install it with pip if you have not done that yet.</p>"),
        ("en", "<p>Bu xatboshi tarjima qilinmagan va uni ingliz tilida aytish kerak emas.</p>"),
        ("uz", "<p>这段文字 是用 中文 写的。</p>"),
        (
            "en",
            "<p>Bu sahifa oʻzbekcha.</p><p>Ushbu qoʻllanma sozlash va yordam haqida.</p>",
        ),
        ("en", "<p>Bu sahifada kerakli sozlamalar haqida batafsil gapiramiz, savollar uchun.</p>"),
        ("uz", "<p>Run the installer.</p><p>Wait for it to end.</p><p>This is the last step.</p>"),
        ("ru", "<p>Мана бу саҳифа тўғри ёзилган.</p>"),
        ("ru", "<p>Ця сторінка українська, її не перекладено.</p>"),
        ("ru", "<p>これは日本語の段落です。</p>"),
        ("ru", '<div lang="en"><p>Этот абзац написан по-русски.</p></div>'),
    ],
)
def test_letters_of_another_language_are_named(language: str, html: str) -> None:
    """With the page, the language it would be read in, and the way out."""
    message = warning_of(language, html)
    assert message is not None
    assert "a.md (" in message
    assert 'data-audio="skip"' in message


@pytest.mark.parametrize(
    ("language", "html"),
    [
        ("en", "<p>The word привет means hello.</p>"),
        ("en", "<ul><li>Русский</li></ul>"),
        ("en", "<p>At five o'clock Bing's dogs, O'Reilly's frog's and Oʻahu's egg's.</p>"),
        ("en", "<p>The letters oʻ and gʻ are Uzbek.</p>"),
        ("en", '<p lang="ru">Этот абзац написан по-русски.</p>'),
        ("en", "<p><span lang='ru'>Этот абзац написан</span></p>"),
        ("ru", "<h2>Read the Docs</h2>"),
        ("uz", "<p>Read the Docs va GitHub Actions uchun, the va and soʻzlari bilan.</p>"),
        ("uz", "<p>The Hitchhiker's Guide to the Galaxy.</p>"),
        ("uz", "<p><code>if it is not the one you have, or it has none at all, stop</code></p>"),
        ("en", "<p>Bir, va, uchun and bilan are words that Uzbek has and English has not.</p>"),
        ("ru", "<p>GitHub Actions</p>"),
        ("ru", "<p><code>mkdocs build</code></p>"),
        ("ru", '<p><a href="x">How to write documentation</a></p>'),
        ("ru", "<p>Откройте mkdocs build and run.</p>"),
        ("uz", "<p>Бу хатбоши ўзбекча, ҳамма щётка.</p>"),
        ("uz", "<p>Bu xatboshi oʻzbekcha, and English.</p>"),
        ("en", "<p>α + β = γ δ</p>"),
        ("en", "<p>Oʻtkir Rashidov.</p><p>Gʻayrat Oʻrinov.</p><p>The team of the project.</p>"),
        ("en", "<p>Toshkent, Buxoro, Samarqand, Xiva, Navoiy, Termiz, Qarshi, Nukus.</p>"),
        ("ru", "<p>Буквы ў, қ, ғ и ҳ есть только в узбекском языке, в русском их нет.</p>"),
        ("ru", "<p>Слово «ўзбек» в русском тексте пишется иначе, и это верно.</p>"),
        ("uz", "<p>Read the Docs.</p><p>GitHub Actions.</p><p>Bu va shu uchun bir yoʻl.</p>"),
    ],
)
def test_names_code_and_what_says_its_language_are_at_home(language: str, html: str) -> None:
    """A warning fails strict builds: it must be right."""
    assert warning_of(language, html) is None


def test_a_page_in_a_language_no_voice_speaks_says_so() -> None:
    """Not only blocks among others: all that is on it is left out, and its user must know."""
    source = PageSource(path="a.md", title="", metadata={}, languages=("en",))
    with pytest.raises(PageError, match=r"no voice speaks \(“de”, “fr”\)"):
        read_page('<h1>T</h1><p lang="de">Ein Text.</p><p lang="fr">Oui.</p>', source, Settings())
    assert read_page("<h1>Title</h1>", source, Settings()) is None


@pytest.mark.parametrize("pattern", ["!", "a\\"])
def test_a_pattern_that_is_none_is_refused(pattern: str) -> None:
    """With what it should be."""
    with pytest.raises(SettingsError, match=r"no pattern of \.gitignore"):
        Settings.from_mapping({"exclude": [pattern]})


FILES = {
    "docs/index.md": '# Home\n\nText.\n\n<p class="note">A note.</p>\n',
    "docs/landing.md": '<div class="hero">Only this</div>\n',
    "docs/drafts/a.md": "# Draft\n\nDraft text.\n",
    "docs/left/b.md": "# Left\n\nLeft by the host.\n",
}
OPTIONS = """\
      language: en
      include: ["*.md", "*.rst"]
      exclude: ["/drafts/", "left/", "!drafts/never.md", "/nowhere/"]
      skip: [".note", ".hero", ".advert"]
"""


def test_mkdocs_names_idle_patterns_once(tmp_path: Path, emulator: Emulator) -> None:
    """Not those about pages that the host leaves out, or of which nothing else is read."""
    site = MkDocsSite(folder=tmp_path)
    yml = "site_name: x\nexclude_docs: left/\nplugins:\n  - aisha-audio:\n" + OPTIONS
    site.write({"mkdocs.yml": yml, **FILES})
    built = site.build(environ=speaking_to(emulator))
    warnings = [line.partition("aisha-audio: ")[2] for line in built.warnings]
    assert [warning.partition(". ")[0] for warning in warnings] == [
        "include: no source page matches “*.rst”",
        "exclude: no source page matches “!drafts/never.md”, “/nowhere/”",
        "skip: no element of any page matches “.advert”",
    ]
    assert built.output.index("no element") < built.output.index("speaking")
    estimated = command(tmp_path, "estimate")
    assert "warning: skip: no element of any page matches “.advert”" in estimated.stderr
    dirty = site.build("--dirty", environ=speaking_to(emulator))
    assert "no element" not in dirty.output


def test_mkdocs_asks_all_languages_of_a_site(tmp_path: Path) -> None:
    """A pattern may be about one language's pages only."""
    site = MkDocsSite(folder=tmp_path)
    yml = """\
site_name: x
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true}
        - {locale: ru, name: Русский}
  - aisha-audio:
      exclude: [/ru/secret.md, /en/none.md]
      skip: [.ru-only, .en-only]
"""
    site.write(
        {
            "mkdocs.yml": yml,
            "docs/en/index.md": '# Home\n\nText.\n\n<p class="en-only">x</p>\n',
            "docs/ru/index.md": '# Дом\n\nТекст.\n\n<p class="ru-only">x</p>\n',
            "docs/ru/secret.md": "# Тайна\n\nТекст.\n",
        }
    )
    built = site.build(environ={"AISHA_AUDIO": "preview"})
    [warning] = built.warnings
    assert "exclude: no source page matches “/en/none.md”" in warning


def test_sphinx_names_idle_patterns_and_letters_before_it_pays(
    tmp_path: Path, emulator: Emulator
) -> None:
    """Also in an incremental build, which reads only what changed."""
    site = SphinxSite(folder=tmp_path)
    conf = (
        'extensions = ["aisha_docs_audio.sphinx_ext"]\nlanguage = "en"\n'
        'exclude_patterns = ["_build", "left"]\n'
        'aisha_audio_exclude = ["left/", "/nowhere/"]\naisha_audio_skip = [".note", ".advert"]\n'
    )
    site.write(
        {
            "conf.py": conf,
            "index.rst": "Home\n====\n\nЭтот абзац по-русски.\n\n.. toctree::\n\n   a\n",
            "a.rst": "A\n=\n\nText.\n\n.. container:: note\n\n   A note.\n",
            "left/b.rst": "B\n=\n",
        }
    )
    for _ in range(2):
        built = site.build(environ=speaking_to(emulator))
        assert len(built.warnings) == 3, built.output
        assert "aisha_audio_exclude: no source page matches “/nowhere/”" in built.output
        assert "aisha_audio_skip: no element of any page matches “.advert”" in built.output
        assert "index.rst (en): “Этот абзац по-русски" in built.output
        if "speaking" in built.output:
            assert built.output.index("Этот абзац") < built.output.index("speaking")
        site.write({"index.rst": "Home\n====\n\nЭтот абзац по-русски!\n\n.. toctree::\n\n   a\n"})
        built.site.joinpath("index.html").touch()
