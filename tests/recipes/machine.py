"""A machine in continuous integration: empty, but for what `pip install` puts on its PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_PIP = '''#!{python}
"""Stands in for pip: offers the commands of what is installed here already."""
import os, re, sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from packaging.requirements import Requirement

SOURCE, TARGET = Path({source!r}), Path({target!r})
seen = set()

def install(requirement):
    key = (requirement.name.lower(), *sorted(requirement.extras))
    if key in seen:
        return
    seen.add(key)
    try:
        found = distribution(requirement.name)
    except PackageNotFoundError:
        sys.exit(f"pip: no such package here: {{requirement}}")
    missing = requirement.extras - set(found.metadata.get_all("Provides-Extra") or [])
    if missing:
        sys.exit(f"pip: {{requirement.name}} has no extra {{missing}}")
    for script in found.entry_points.select(group="console_scripts"):
        link = TARGET / script.name
        if (SOURCE / script.name).exists() and not link.exists():
            link.symlink_to(SOURCE / script.name)
    for needed in map(Requirement, found.requires or []):
        extras = [*requirement.extras, ""]
        if not needed.marker or any(needed.marker.evaluate({{"extra": extra}}) for extra in extras):
            install(needed)

words = [word for word in sys.argv[2:] if word not in ("-q", "--quiet", "--upgrade")]
assert sys.argv[1] == "install", sys.argv
while words:
    word = words.pop(0)
    if word == "-r":
        for line in Path(words.pop(0)).read_text().splitlines():
            if line.strip():
                install(Requirement(line))
    else:
        install(Requirement(word))
'''


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What came of one command: its exit status and all that it printed."""

    status: int
    output: str


@dataclass(slots=True, kw_only=True)
class Machine:
    """A new machine with the sources in `workspace`; `environ` is what the service sets on it."""

    workspace: Path
    environ: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        commands = self._commands
        commands.mkdir(parents=True)
        here = Path(sys.executable).parent
        pip = commands / "pip"
        pip.write_text(_PIP.format(python=sys.executable, source=str(here), target=str(commands)))
        pip.chmod(0o755)

    @property
    def _commands(self) -> Path:
        return self.workspace.with_name(self.workspace.name + "-commands")

    def check_out(self, sources: Path) -> None:
        """Copy the sources as `git clone` would: without caches and built sites."""
        ignored = shutil.ignore_patterns(".cache", "site", "_build", "public")
        shutil.copytree(sources, self.workspace, ignore=ignored, dirs_exist_ok=True)

    def run(self, script: str, environ: Mapping[str, str] | None = None) -> Step:
        """Run a shell script in the workspace; as with these services, a failure ends it."""
        inherited = {name: os.environ[name] for name in ("LANG", "TMPDIR") if name in os.environ}
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=self.workspace,
            env={
                **inherited,
                "HOME": str(self.workspace),
                "PATH": f"{self._commands}:/usr/bin:/bin",
                "NO_COLOR": "1",
                **self.environ,
                **(environ or {}),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=900,
            check=False,
        )
        return Step(status=done.returncode, output=done.stdout)
