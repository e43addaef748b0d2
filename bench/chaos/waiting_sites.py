"""Sites of MkDocs and Sphinx that are built as a user does, or with less time for all waits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TEXTS_A_PAGE = 6

IN_SHORT = """\
import sys
from aisha_docs_audio.payments.retry_policy import RetryPolicy
RetryPolicy.__init__.__kwdefaults__.update(
    build_seconds=3.0, after_outage_seconds=1.0, least_request_seconds=0.2, settling_seconds=4.0
)
del sys.argv[0]
if sys.argv[0] == "mkdocs":
    from mkdocs.__main__ import cli
    cli()
else:
    from sphinx.cmd.build import main
    sys.exit(main(sys.argv[1:]))
"""
"""Builds as a host's command does, with less time."""


def build_waiting(
    folder: Path, url: str, host: str, *, short: bool, **more: str
) -> tuple[float, str]:
    environ = {**os.environ, "AISHA_API_URL": url, "AISHA_API_KEY": "a-key-of-a-bench", **more}
    arguments = {"mkdocs": ["mkdocs", "build"], "sphinx": ["sphinx", "-E", "docs", "site"]}[host]
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, *(["-c", IN_SHORT] if short else ["-m"]), *arguments],
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout)
    return time.monotonic() - began, done.stdout


def write_waiting(folder: Path, host: str, pages: int, options: dict[str, object]) -> None:
    """Write the sources of a site for MkDocs or Sphinx."""
    (folder / "docs").mkdir()
    if host == "mkdocs":
        plugin = {"cache_dir": "cache", **options}
        configuration = {"site_name": "x", "theme": "mkdocs", "plugins": [{"aisha-audio": plugin}]}
        (folder / "mkdocs.yml").write_text(json.dumps(configuration))
    else:
        lines = [
            'extensions = ["aisha_docs_audio.sphinx_ext"]',
            'aisha_audio_cache_dir = "../cache"',
        ]
        lines += [f"aisha_audio_{name} = {value!r}" for name, value in options.items()]
        (folder / "docs" / "conf.py").write_text("\n".join(lines))
    names = ["index", *(f"page{page}" for page in range(1, pages))]
    for page, name in enumerate(names):
        texts = [f"Matn {page}-{number} shu." for number in range(TEXTS_A_PAGE)]
        title = f"Sahifa {page}\n=========\n\n"
        tree = ".. toctree::\n\n   " + "\n   ".join(names[1:]) + "\n\n"
        text = title + "\n\n".join(texts) + "\n"
        if host == "sphinx":
            text = f"{text}\n{tree}" if page == 0 else text
        (folder / "docs" / f"{name}.{'md' if host == 'mkdocs' else 'rst'}").write_text(text)
