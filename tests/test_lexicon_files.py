"""The option lexicon as W3C PLS files: read by path, aliases said, the rest named once."""

from __future__ import annotations

from pathlib import Path

import pytest

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.settings.lexicon_files import load_lexicon
from aisha_docs_audio.settings.options import Settings
from aisha_docs_audio.utterances.normalization.lexicon import lexicon_in
from tests.sites import MkDocsSite, SphinxSite

PLS = """\
<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
         alphabet="ipa" xml:lang="{language}">
  <lexeme><grapheme>W3C</grapheme><alias>World Wide Web  Consortium</alias></lexeme>
  <lexeme>
    <grapheme>colour</grapheme><grapheme>color</grapheme>
    <alias>first</alias><alias prefer="true">culler</alias><phoneme>ˈkʌl.ə</phoneme>
  </lexeme>
  <lexeme><grapheme>judgment</grapheme><phoneme>ˈdʒʌdʒ.mənt</phoneme></lexeme>
</lexicon>
"""
PAGE = "# Words\n\nThe W3C has colour.\n\nA judgment of kubectl.\n"


def load(tmp_path: Path, text: str | bytes) -> tuple[object, tuple[str, ...]]:
    """Load one file by its name."""
    (tmp_path / "words.pls").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_lexicon("words.pls", tmp_path, "lexicon")


def test_aliases_hold_for_the_lexicons_language(tmp_path: Path) -> None:
    """Every grapheme gets the preferred alias; what has phonemes only is named in one message."""
    value, messages = load(tmp_path, PLS.format(language="en-GB"))
    lexicon = Settings.from_mapping({"lexicon": value}).lexicon
    said = {"W3C": "World Wide Web Consortium", "colour": "culler", "color": "culler"}
    assert lexicon_in(lexicon, "en") == said
    assert lexicon_in(lexicon, "ru") == {}
    [message] = messages
    assert "words.pls" in message
    assert "“judgment”" in message


def test_a_list_joins_files_and_mappings(tmp_path: Path) -> None:
    """The later entry wins; one word may be said otherwise in each language."""
    (tmp_path / "en.pls").write_text(PLS.format(language="en"), "utf-8")
    (tmp_path / "ru.pls").write_text(PLS.format(language="ru").replace("culler", "к"), "utf-8")
    value, _ = load_lexicon(["en.pls", "ru.pls", {"W3C": "w"}], tmp_path, "lexicon")
    lexicon = Settings.from_mapping({"lexicon": value}).lexicon
    assert lexicon_in(lexicon, "en") == {"W3C": "w", "colour": "culler", "color": "culler"}
    assert lexicon_in(lexicon, "ru") == {"W3C": "w", "colour": "к", "color": "к"}


def test_a_lexicon_of_a_language_nobody_speaks_is_named(tmp_path: Path) -> None:
    """It changes nothing."""
    value, messages = load(tmp_path, PLS.format(language="fr"))
    assert value == {}
    assert "“fr”" in messages[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<lexicon/>", "not a W3C pronunciation lexicon"),
        ("{}", "not valid XML"),
        (b"\xff\xfe\x00", "not valid XML"),
        ('<?xml version="1.0" encoding="klingon"?><lexicon/>', "not valid XML"),
        ('<!DOCTYPE l [<!ENTITY a "b">]><l>&a;</l>', "document type"),
        ('<!DOCTYPE l SYSTEM "file:///etc/passwd"><l/>', "document type"),
    ],
)
def test_what_is_no_lexicon_is_refused_with_its_name(
    tmp_path: Path, text: str | bytes, said: str
) -> None:
    """No entity is expanded, no other file is opened."""
    with pytest.raises(SettingsError, match=said) as caught:
        load(tmp_path, text)
    assert "words.pls" in str(caught.value)


@pytest.mark.parametrize("path", ["missing.pls", ".", "~nobody-here/x.pls", "a\0b"])
def test_a_path_that_leads_nowhere_is_named(tmp_path: Path, path: str) -> None:
    """With what a text means here."""
    with pytest.raises(SettingsError, match="W3C PLS file"):
        load_lexicon(path, tmp_path, "lexicon")


def test_mkdocs_finds_the_file_beside_its_configuration(tmp_path: Path) -> None:
    """Wherever the build is started, and the captions keep what is written."""
    site = MkDocsSite(folder=tmp_path)
    options = "{language: en, voice: local, lexicon: [words.pls, {kubectl: cube control}]}"
    site.write(
        {
            "here/mkdocs.yml": f"site_name: x\nplugins: [{{aisha-audio: {options}}}]\n",
            "here/words.pls": PLS.format(language="en"),
            "here/docs/index.md": PAGE,
        }
    )
    built = site.build("-f", "here/mkdocs.yml", "-d", str(tmp_path / "site"))
    assert built.status == 0, built.output
    [warning] = [line for line in built.output.splitlines() if "WARNING" in line]
    assert "“judgment”" in warning
    assert built.captions("index.html")[2] == "The W3C has colour."
    site.write({"here/words.pls": "<lexicon/>"})
    assert "words.pls is not a W3C" in site.build("-f", "here/mkdocs.yml").output


def test_sphinx_finds_the_file_beside_conf_py(tmp_path: Path) -> None:
    """And warns once, in the way that suppress_warnings knows."""
    site = SphinxSite(folder=tmp_path)
    conf = (
        'extensions = ["aisha_docs_audio.sphinx_ext"]\nlanguage = "en"\n'
        'aisha_audio_voice = "local"\naisha_audio_lexicon = "words.pls"\n'
    )
    site.write(
        {
            "conf.py": conf,
            "words.pls": PLS.format(language="en"),
            "index.rst": "Words\n=====\n\nThe W3C has colour.\n",
        }
    )
    built = site.build()
    assert built.status == 0, built.output
    [warning] = built.warnings
    assert "“judgment”" in warning
    site.write({"conf.py": conf + 'suppress_warnings = ["aisha_audio"]\n'})
    assert site.build("-E").warnings == []
