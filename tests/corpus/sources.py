"""Documentation that nobody here wrote: what is built, and how it is fetched."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest

FETCH_SECONDS = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A source distribution with documentation in it.

    `docs` is its folder; `least_pages` guards against building nothing without noticing. Those that
    are `large` take minutes each, and pages whose names begin with `left_out` are a history of
    changes, up to half of all text: both are for AISHA_CORPUS=full, as in `make long`.
    """

    name: str
    version: str
    docs: str
    host: str
    least_pages: int
    left_out: str = ""
    large: bool = False


PROJECTS = (
    Project(name="hatch", version="1.18.2", docs="docs", host="mkdocs", least_pages=80, large=True),
    Project(
        name="Markdown",
        version="3.11.3",
        docs="docs",
        host="mkdocs",
        least_pages=65,
        left_out="change",
    ),
    Project(name="click", version="8.5.1", docs="docs", host="sphinx", least_pages=35, large=True),
    Project(name="attrs", version="26.1.0", docs="docs", host="sphinx", least_pages=15),
    Project(name="urllib3", version="2.8.0", docs="docs", host="sphinx", least_pages=18),
    Project(
        name="Sphinx",
        version="9.0.4",
        docs="doc",
        host="sphinx",
        least_pages=145,
        left_out="changes/",
        large=True,
    ),
)


def fetch(project: Project, folder: Path) -> Path:
    """Unpack the project's source into `folder` and give its documentation.

    Skips the test when the registry is out of reach; any other failure of pip fails it.
    """
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--no-binary", ":all:", "--dest", str(folder)]
    done = subprocess.run(
        [*command, f"{project.name}=={project.version}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=FETCH_SECONDS,
        check=False,
    )
    if done.returncode:
        out_of_reach = ("connection", "Network is unreachable", "resolve", "timed out")
        if any(words in done.stdout for words in out_of_reach):
            pytest.skip(f"the package registry is out of reach: {done.stdout[-200:]}")
        pytest.fail(done.stdout)
    [archive] = folder.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data") if sys.version_info >= (3, 12) else tar.extractall(
            folder
        )
    [root] = (path for path in folder.iterdir() if path.is_dir())
    return root / project.docs
