"""GitHub Actions, GitLab CI and Read the Docs, as far as the documentation's recipes use them."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.recipes.machine import Machine, Step

_PAGE = Path(__file__).parents[2] / "docs" / "continuous-integration.md"
_FENCE = re.compile(r"^```\w+ title=\"([^\"]+)\"\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def recipe(title: str) -> str:
    """Give the file of the documentation that has this title."""
    [text] = [text for name, text in _FENCE.findall(_PAGE.read_text("utf-8")) if name == title]
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What came of a run: whether it is green, and what was printed."""

    green: bool
    output: str


@dataclass(slots=True, kw_only=True)
class CacheService:
    """Keeps folders under keys between runs; a key is written once, as GitHub does."""

    folder: Path
    order: list[str] = field(default_factory=list)

    def restore(self, workspace: Path, paths: list[str], key: str, prefixes: list[str]) -> None:
        """Put the newest fitting entry in place."""
        found = key if key in self.order else None
        for prefix in prefixes:
            found = found or next((k for k in reversed(self.order) if k.startswith(prefix)), None)
        if found:
            for path in paths:
                kept = self.folder / found / path
                if kept.exists():
                    shutil.copytree(kept, workspace / path, dirs_exist_ok=True)

    def save(self, workspace: Path, paths: list[str], key: str, *, replace: bool = False) -> None:
        """Keep the folders under a key."""
        if key in self.order and not replace:
            return
        shutil.rmtree(self.folder / key, ignore_errors=True)
        for path in paths:
            if (workspace / path).exists():
                shutil.copytree(workspace / path, self.folder / key / path)
        self.order = [*(k for k in self.order if k != key), key]


def hash_files(workspace: Path, *patterns: str) -> str:
    """Hash files as the expression `hashFiles` does: empty where none fits."""
    digest = hashlib.sha256()
    files = sorted({file for pattern in patterns for file in workspace.glob(pattern)})
    for file in filter(Path.is_file, files):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest() if any(map(Path.is_file, files)) else ""


@dataclass(slots=True, kw_only=True)
class GitHub:
    """Runs a workflow's one job, step by step."""

    workflow: Mapping[str, Any]
    cache: CacheService
    secrets: Mapping[str, str]

    def run(
        self,
        machine: Machine,
        sources: Path,
        event: str,
        environ: Mapping[str, str],
        *,
        fork: bool = False,
    ) -> Run:
        """Run the job for an event; a fork's pull request gets no secrets."""
        [job] = self.workflow["jobs"].values()
        secrets = {} if fork else self.secrets
        summary = machine.workspace.with_name(machine.workspace.name + "-summary.md")
        output: list[str] = []
        green = True
        for step in job["steps"]:
            known = _Expressions(
                event=event, secrets=secrets, workspace=machine.workspace, green=green
            )
            condition = step.get("if", "success()")
            if not known.value(
                condition if "always()" in condition else f"success() && ({condition})"
            ):
                continue
            inputs = {
                name: known.filled(str(value)) for name, value in step.get("with", {}).items()
            }
            if "run" in step:
                own = {name: known.filled(value) for name, value in step.get("env", {}).items()}
                done = machine.run(
                    step["run"], {"GITHUB_STEP_SUMMARY": str(summary), **environ, **own}
                )
                output.append(done.output)
                green = green and done.status == 0
            else:
                self._use(step["uses"], inputs, machine, sources)
        if summary.exists():
            output.append(summary.read_text("utf-8"))
        return Run(green=green, output="\n".join(output))

    def _use(self, action: str, inputs: Mapping[str, str], machine: Machine, sources: Path) -> None:
        name = action.partition("@")[0]
        if name == "actions/checkout":
            machine.check_out(sources)
        elif name == "actions/cache/restore":
            prefixes = inputs.get("restore-keys", "").split()
            self.cache.restore(machine.workspace, inputs["path"].split(), inputs["key"], prefixes)
        elif name == "actions/cache/save":
            self.cache.save(machine.workspace, inputs["path"].split(), inputs["key"])
        else:
            assert name in {"actions/setup-python", "actions/upload-pages-artifact"}, action


@dataclass(frozen=True, slots=True, kw_only=True)
class _Expressions:
    """What stands in `${{ … }}`: names, comparisons, and the functions that the recipes use."""

    event: str
    secrets: Mapping[str, str]
    workspace: Path
    green: bool

    def filled(self, text: str) -> str:
        return re.sub(r"\$\{\{(.*?)\}\}", lambda found: str(self.value(found[1]) or ""), text)

    def value(self, expression: str) -> Any:
        python = expression.replace("&&", " and ").replace("||", " or ").strip()
        names = {
            "github": _Names({"event_name": self.event, "ref": "refs/heads/main"}),
            "secrets": _Names(self.secrets),
            "always": lambda: True,
            "success": lambda: self.green,
            "hashFiles": lambda *patterns: hash_files(self.workspace, *patterns),
        }
        return eval(python, {"__builtins__": {}}, names)


class _Names:
    """Attributes that are empty where nothing was set, as in GitHub's contexts."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def __getattr__(self, name: str) -> str:
        return self._values.get(name, "")


def run_gitlab(
    job: Mapping[str, Any],
    machine: Machine,
    sources: Path,
    cache: CacheService,
    environ: Mapping[str, str],
) -> Run:
    """Run one job of GitLab CI: its cache is fetched, its script run, its cache replaced."""
    machine.check_out(sources)
    kept = job["cache"]
    cache.restore(machine.workspace, kept["paths"], kept["key"], [])
    done = machine.run("\n".join(job["script"]), environ)
    writes = kept.get("policy", "pull-push") != "pull"
    if writes and (done.status == 0 or kept.get("when") == "always"):
        cache.save(machine.workspace, kept["paths"], kept["key"], replace=True)
    return Run(green=done.status == 0, output=done.output)


def read_the_docs_steps(configuration: Mapping[str, Any]) -> Iterator[str]:
    """Give the commands of a build in Read the Docs' order: installs, jobs, the host."""
    jobs = configuration["build"].get("jobs", {})
    yield from jobs.get("pre_install", [])
    for install in configuration.get("python", {}).get("install", []):
        yield f"pip install -r {install['requirements']}"
    yield from jobs.get("post_install", [])
    yield from jobs.get("pre_build", [])
    if "mkdocs" in configuration:
        file = configuration["mkdocs"]["configuration"]
        host = f"mkdocs build --config-file {file} --site-dir $PWD/_out"
        yield host + (" --strict" if configuration["mkdocs"].get("fail_on_warning") else "")
    else:
        folder = Path(configuration["sphinx"]["configuration"]).parent
        strict = " -W --keep-going" if configuration["sphinx"].get("fail_on_warning") else ""
        yield f"sphinx-build -b html{strict} {folder} _out"
    yield from jobs.get("post_build", [])


def run_all(machine: Machine, steps: Iterator[str], environ: Mapping[str, str]) -> Run:
    """Run commands one after the other until one fails."""
    output: list[str] = []
    for step in steps:
        done: Step = machine.run(step, environ)
        output.append(f"$ {step}\n{done.output}")
        if done.status:
            return Run(green=False, output="\n".join(output))
    return Run(green=True, output="\n".join(output))
