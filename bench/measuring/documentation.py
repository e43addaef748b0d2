"""Documentation that nobody here wrote, as sites that both hosts build."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MKDOCS_YML = """\
site_name: Docs
theme: {{name: material, font: false, language: {language}}}
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {{permalink: true}}
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed: {{alternate_style: true}}
plugins:
  - search
"""
OURS = """\
  - aisha-audio: {{language: {language}, concurrency: 8, warn_minutes: 0, cache_dir: ../cache}}
"""

CONF_PY = """\
project = "Docs"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.extlinks"]
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
html_theme = "alabaster"
exclude_patterns = ["_build", "_templates", "_themes", "changes/*"]
"""
OURS_PY = """\
extensions.append("aisha_docs_audio.sphinx_ext")
aisha_audio_concurrency = 8
aisha_audio_warn_minutes = 0
aisha_audio_cache_dir = "../cache"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source distribution with documentation in the folder `docs`."""

    name: str
    version: str
    docs: str


HATCH = Source(name="hatch", version="1.18.2", docs="docs")
MARKDOWN = Source(name="Markdown", version="3.11.3", docs="docs")
SPHINX = Source(name="Sphinx", version="9.0.4", docs="doc")


def fetched(source: Source, folder: Path) -> Path:
    """Unpack a source distribution into `folder`; return its documentation."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--no-binary", ":all:", "--dest", str(folder)]
    subprocess.run(
        [*command, f"{source.name}=={source.version}"], check=True, stderr=subprocess.DEVNULL
    )
    [archive] = folder.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        if sys.version_info >= (3, 12):
            tar.extractall(folder, filter="data")
        else:
            tar.extractall(folder)
    [root] = (path for path in folder.iterdir() if path.is_dir())
    return root / source.docs


def mkdocs_site(docs: Path, folder: Path, *, language: str = "en", ours: bool) -> Path:
    """Make a site of a copy of `docs`, with the plugin or without; return its folder."""
    site = folder / ("ours" if ours else "plain")
    shutil.copytree(docs, site / "docs", symlinks=False, ignore_dangling_symlinks=True)
    config = (MKDOCS_YML + (OURS if ours else "")).format(language=language)
    (site / "mkdocs.yml").write_text(config, "utf-8")
    return site


def sphinx_site(docs: Path, folder: Path, *, ours: bool) -> Path:
    """Make a site of a copy of `docs`, with the extension or without; return its folder."""
    site = folder / ("ours" if ours else "plain")
    shutil.copytree(docs, site, symlinks=False, ignore_dangling_symlinks=True)
    (site / "conf.py").write_text(CONF_PY + (OURS_PY if ours else ""), "utf-8")
    return site


MKDOCS: Sequence[str] = ("mkdocs", "build", "--quiet")
SPHINX_BUILD: Sequence[str] = ("sphinx", "-q", "-b", "html", ".", "_build")
