"""What Sphinx alone knows of a text: that it is untranslated, or the date of the build."""

from __future__ import annotations

from aisha_docs_audio.emulator.testing import Emulator
from tests.sites import SphinxSite, speaking_to

CONF_PY = """\
project = "Sinov"
language = "ru"
extensions = ["aisha_docs_audio.sphinx_ext"]
html_theme = "basic"
locale_dirs = ["locale"]
html_today_fmt = today_fmt = "{format}"
"""

INDEX = """\
Guide
=====

Install the program first.

This was never translated, with ``code`` and `a link <https://a.example>`__.

O\N{MODIFIER LETTER TURNED COMMA}zbekcha jumla.

* An item of a list

The pages were made on |today|, as every night.
"""

PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Guide"
msgstr "Руководство"

msgid "Install the program first."
msgstr "Сначала установите программу."

msgid "The pages were made on |today|, as every night."
msgstr "Дата сборки: |today|, как каждую ночь."
"""


def test_untranslated_text_and_dates_of_the_build(site: SphinxSite, emulator: Emulator) -> None:
    """Each goes to the voice of its language, and a new date is not paid for."""
    site.write(
        {
            "conf.py": CONF_PY.format(format="%Y-%m-%d %H:%M:%S"),
            "index.rst": INDEX,
            "guide/start.rst": "",
            "locale/ru/LC_MESSAGES/index.po": PO,
        }
    )
    environ = speaking_to(emulator)

    first = site.build("-W", environ=environ)
    assert first.status == 0, first.output
    spoken = {(each.language, each.transcript) for each in emulator.account().charges}
    assert spoken == {
        ("ru", "Руководство"),
        ("ru", "Сначала установите программу."),
        ("en", "This was never translated, with code and a link."),
        ("uz", "O\N{MODIFIER LETTER TURNED COMMA}zbekcha jumla."),
        ("en", "An item of a list"),
        ("ru", "Дата сборки: дата на странице, как каждую ночь."),
    }
    site.write({"conf.py": CONF_PY.format(format="%d.%m.%Y, %H:%M")})
    assert site.build("-W", "-E", environ=environ).status == 0
    assert len(emulator.account().charges) == len(spoken)
