"""One narrated site in every theme the player has to look at home in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.sites import Built, MkDocsSite, SphinxSite

if TYPE_CHECKING:
    from pathlib import Path

MKDOCS_THEMES = ("mkdocs", "readthedocs", "material")
SPHINX_THEMES = (
    "alabaster",
    "furo",
    "sphinx_rtd_theme",
    "pydata_sphinx_theme",
    "sphinx_book_theme",
    "sphinx_immaterial",
)
THEMES = MKDOCS_THEMES + SPHINX_THEMES

MKDOCS_OPTIONS = {
    "mkdocs": "{name: mkdocs, color_mode: auto}",
    "readthedocs": "{name: readthedocs}",
    "material": """
  name: material
  font: false
  features: [navigation.instant, content.code.copy]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {icon: octicons/sun-16, name: Dark}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {icon: octicons/moon-16, name: Light}
""",
}

# Both would fetch fonts from elsewhere.
SPHINX_OPTIONS = {
    "sphinx_immaterial": {
        "font": False,
        "palette": [
            {
                "media": "(prefers-color-scheme: light)",
                "scheme": "default",
                "toggle": {"icon": "material/lightbulb", "name": "Dark"},
            },
            {
                "media": "(prefers-color-scheme: dark)",
                "scheme": "slate",
                "toggle": {"icon": "material/lightbulb-outline", "name": "Light"},
            },
        ],
    }
}

MKDOCS_YML = """\
site_name: Orchard
site_url: https://orchard.example/
theme: {theme}
markdown_extensions: [admonition, def_list, toc: {{permalink: true}}]
nav: [Home: index.md, Tools: tools.md]
plugins:
  - search
"""

AISHA_YML = "  - aisha-audio: {{voice: local, cache_dir: {cache}}}\n"

CONF_PY = """\
project = "Orchard"
language = "en"
extensions = {extensions}
html_theme = "{theme}"
html_theme_options = {options}
aisha_audio_voice = "local"
aisha_audio_cache_dir = {cache!r}
"""

PAGE = """\
# Keeping an orchard

An orchard asks for [a few good tools](tools.md), some patience, and a notebook such as `trees.txt`.

## Before you begin

!!! note "Ask your neighbours"

    They know which trees do well in your soil.

- Choose a sunny place.
- Choose trees that suit it:
    - apples for cool valleys,
    - apricots for warm slopes.
- Water them well.

```
plant --depth 40
```

## When to do what

| Month | Work |
|-------|------|
| March | Prune the apples. |
| May | Thin the apricots. |

Pruning
:   Cutting back what grows into the crown.

## A year later

The first harvest is small. Keep the notebook, for next year it tells you what to leave alone.

Weeds between young trees take the water that the trees need, so pull them while they are small.

A ladder that stands well on uneven ground is worth more than a tall one.

Mice like the bark of young trees in winter; a sleeve of wire around the trunk keeps them off.

Birds take their share. Nets help, and so does planting one tree more than you need.

## In old age

An old tree bears less, but nobody has to climb far for a good apple.
"""

RST = """\
Keeping an orchard
==================

An orchard asks for :doc:`a few good tools <tools>`, some patience, and a notebook such as
``trees.txt``.

Before you begin
----------------

.. admonition:: Ask your neighbours

   They know which trees do well in your soil.

- Choose a sunny place.
- Choose trees that suit it:

  - apples for cool valleys,
  - apricots for warm slopes.

- Water them well.

.. code-block:: text

   plant --depth 40

When to do what
---------------

===== ==================
Month Work
===== ==================
March Prune the apples.
May   Thin the apricots.
===== ==================

Pruning
   Cutting back what grows into the crown.

A year later
------------

{rest}

In old age
----------

An old tree bears less, but nobody has to climb far for a good apple.

.. toctree::
   :hidden:

   tools
""".format(rest=PAGE.partition("## A year later")[2].partition("## In old age")[0].strip())

TOOLS = "Tools\n=====\n\nA spade, a saw, and a ladder.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Themed:
    """A site in one theme, with our player and without."""

    theme: str
    narrated: Built
    plain: Built


def build_in(theme: str, folder: Path, cache: Path) -> Themed:
    """Build the site in `theme`; all themes share the local voice's cached sound."""
    build = _with_mkdocs if theme in MKDOCS_THEMES else _with_sphinx
    return Themed(
        theme=theme,
        narrated=build(theme, folder / "narrated", cache),
        plain=build(theme, folder / "plain", None),
    )


def _with_mkdocs(theme: str, folder: Path, cache: Path | None) -> Built:
    site = MkDocsSite(folder=folder)
    plugin = AISHA_YML.format(cache=cache) if cache else ""
    yml = MKDOCS_YML.format(theme=MKDOCS_OPTIONS[theme]) + plugin
    site.write({"mkdocs.yml": yml, "docs/index.md": PAGE, "docs/tools.md": TOOLS})
    return site.build()


def _with_sphinx(theme: str, folder: Path, cache: Path | None) -> Built:
    site = SphinxSite(folder=folder)
    extensions = ["aisha_docs_audio.sphinx_ext"] if cache else []
    if theme == "sphinx_immaterial":
        extensions.append(theme)
    conf = CONF_PY.format(
        extensions=extensions, theme=theme, cache=str(cache), options=SPHINX_OPTIONS.get(theme, {})
    )
    if not cache:
        conf = "\n".join(line for line in conf.splitlines() if not line.startswith("aisha"))
    site.write({"conf.py": conf, "index.rst": RST, "tools.rst": TOOLS})
    return site.build()
