"""The recipes of docs/continuous-integration.md, run step by step against the emulator."""

from __future__ import annotations

import http.server
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from aisha_docs_audio.emulator.testing import DEFAULT_KEY, Emulator, running
from tests.recipes.machine import Machine
from tests.recipes.services import (
    CacheService,
    GitHub,
    read_the_docs_steps,
    recipe,
    run_all,
    run_gitlab,
)
from tests.shared_store.servers import S3_ENVIRONMENT, let_everybody_read, make_bucket, s3_server

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

pytestmark = pytest.mark.recipes

PAGES = {
    "docs/index.md": "# Welcome\n\nThis page is read aloud.\n",
    "docs/more.md": "# More\n\nAnother page.\n",
}
NEW_PAGE = {"docs/new.md": "# New\n\nA page that nobody has paid for.\n"}
BROKEN = {"docs/broken.md": "# Broken\n\nSee [nothing](nothing.md). It is new text.\n"}
MKDOCS_YML = recipe("mkdocs.yml") + "      language: en\n"


def write(folder: Path, files: dict[str, str]) -> None:
    """Write source files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A repository with the documentation's own files in it."""
    folder = tmp_path / "repository"
    write(
        folder, {"mkdocs.yml": MKDOCS_YML, "requirements.txt": recipe("requirements.txt"), **PAGES}
    )
    return folder


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machine]:
    """New machines, as many as one asks for."""
    return (Machine(workspace=tmp_path / f"machine-{number}") for number in range(100))


@pytest.fixture
def cache(tmp_path: Path) -> CacheService:
    """The service's store of caches."""
    return CacheService(folder=tmp_path / "caches")


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """An API of this test's own."""
    with running() as emulator:
        yield emulator


def charged(emulator: Emulator) -> int:
    """What was paid so far."""
    return emulator.account().charged_characters


def test_github_pays_once_and_a_fork_is_green(
    sources: Path, machines: Iterator[Machine], cache: CacheService, emulator: Emulator
) -> None:
    """Push, push again, a pull request of a fork, a push that fails."""
    workflow = yaml.safe_load(recipe(".github/workflows/docs.yml"))
    service = GitHub(workflow=workflow, cache=cache, secrets={"AISHA_API_KEY": DEFAULT_KEY})
    environ = {"AISHA_API_URL": emulator.url}
    first = service.run(next(machines), sources, "push", environ)
    assert first.green, first.output
    paid = charged(emulator)
    assert paid == sum(
        len(line) for line in ("Welcome", "This page is read aloud.", "More", "Another page.")
    )
    assert len(cache.order) == 1

    second = service.run(next(machines), sources, "push", environ)
    assert second.green, second.output
    assert "2 pages narrated" in second.output
    assert charged(emulator) == paid
    assert len(cache.order) == 1, "a run that pays for nothing saves nothing"

    write(sources, NEW_PAGE)
    fork = service.run(next(machines), sources, "pull_request", environ, fork=True)
    assert fork.green, fork.output
    assert "2 pages narrated" in fork.output
    assert "new: 35 characters" in fork.output, "the summary says what the merge will cost"
    assert charged(emulator) == paid

    write(sources, BROKEN)
    failed = service.run(next(machines), sources, "push", environ)
    assert not failed.green
    paid = charged(emulator)
    (sources / "docs/broken.md").write_text("# Broken\n\nSee nothing. It is new text.\n", "utf-8")
    mended = service.run(next(machines), sources, "push", environ)
    assert mended.green, mended.output
    assert charged(emulator) - paid <= len("See nothing. It is new text."), (
        "the failed job kept the rest"
    )


def test_gitlab_pays_once_and_keeps_what_a_failed_job_paid(
    sources: Path, machines: Iterator[Machine], cache: CacheService, emulator: Emulator
) -> None:
    """Push, push again, a job that fails, and a merge request without the protected key."""
    job = yaml.safe_load(recipe(".gitlab-ci.yml"))["pages"]
    environ = {"AISHA_API_URL": emulator.url, "AISHA_API_KEY": DEFAULT_KEY}
    assert run_gitlab(job, next(machines), sources, cache, environ).green
    paid = charged(emulator)
    assert paid > 0
    again = next(machines)
    assert run_gitlab(job, again, sources, cache, environ).green
    assert (again.workspace / "public/index.html").exists()
    assert charged(emulator) == paid
    write(sources, NEW_PAGE | BROKEN)
    assert not run_gitlab(job, next(machines), sources, cache, environ).green
    paid = charged(emulator)
    (sources / "docs/broken.md").unlink()
    without_key = run_gitlab(job, next(machines), sources, cache, {"AISHA_API_URL": emulator.url})
    assert without_key.green, without_key.output
    assert "3 pages narrated" in without_key.output
    assert charged(emulator) == paid


def test_netlify_pays_once(
    sources: Path, machines: Iterator[Machine], cache: CacheService, emulator: Emulator
) -> None:
    """The cache plugin restores before the build and saves after one that succeeds."""
    settings: dict[str, Any] = tomllib.loads(recipe("netlify.toml"))
    [plugin] = settings["plugins"]
    paths = plugin["inputs"]["paths"]
    environ = {"AISHA_API_URL": emulator.url, "AISHA_API_KEY": DEFAULT_KEY}
    paid = 0
    for _ in range(2):
        machine = next(machines)
        machine.check_out(sources)
        cache.restore(machine.workspace, paths, "netlify", [])
        done = machine.run(settings["build"]["command"], environ)
        assert done.status == 0, done.output
        assert "2 pages narrated" in done.output
        assert (machine.workspace / settings["build"]["publish"] / "index.html").exists()
        cache.save(machine.workspace, paths, "netlify", replace=True)
        paid = paid or charged(emulator)
    assert charged(emulator) == paid > 0


@pytest.fixture
def bucket(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A place that keeps a file: its folder and its address."""
    folder = tmp_path / "bucket"
    folder.mkdir()

    class Bucket(http.server.SimpleHTTPRequestHandler):
        def do_PUT(self) -> None:
            size = int(self.headers["Content-Length"])
            (folder / Path(self.path).name).write_bytes(self.rfile.read(size))
            self.send_response(201)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    handler = partial(Bucket, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_port}/aisha-audio.tar"
        server.shutdown()


def test_services_that_keep_nothing_play_what_is_there(
    sources: Path, machines: Iterator[Machine], emulator: Emulator, bucket: tuple[Path, str]
) -> None:
    """One machine narrates and uploads; Read the Docs and Cloudflare Pages only play."""
    _, address = bucket
    builder = next(machines)
    builder.check_out(sources)
    environ = {"AISHA_API_URL": emulator.url, "AISHA_API_KEY": DEFAULT_KEY}
    narrate = "pip install -r requirements.txt\nmkdocs build --strict\n" + recipe("upload.sh")
    done = builder.run(narrate, {**environ, "AISHA_AUDIO_UPLOAD": address})
    assert done.status == 0, done.output
    paid = charged(emulator)
    write(sources, NEW_PAGE)
    service = {"AISHA_AUDIO_ARCHIVE": address, "AISHA_API_URL": emulator.url}

    configuration = yaml.safe_load(recipe(".readthedocs.yaml"))
    machine = next(machines)
    machine.check_out(sources)
    built = run_all(machine, read_the_docs_steps(configuration), service)
    assert built.green, built.output
    assert "2 pages narrated" in built.output

    machine = next(machines)
    machine.check_out(sources)
    done = machine.run(recipe("cloudflare-pages.sh"), service)
    assert done.status == 0, done.output
    assert "2 pages narrated" in done.output

    configuration = yaml.safe_load(recipe(".readthedocs.yaml (Sphinx)"))
    write(
        sources,
        {
            "docs/conf.py": 'project = "My docs"\nlanguage = "en"\naisha_audio_voice = "aisha"\n'
            'extensions = ["aisha_docs_audio.sphinx_ext"]\nexclude_patterns = ["*.md"]\n',
            "docs/index.rst": "Welcome\n=======\n\nThis page is read aloud.\n",
            "docs/requirements.txt": "aisha-docs-audio[sphinx]\n",
        },
    )
    machine = next(machines)
    machine.check_out(sources)
    built = run_all(machine, read_the_docs_steps(configuration), service)
    assert built.green, built.output
    assert "1 page narrated" in built.output
    assert charged(emulator) == paid


def test_github_actions_with_a_bucket_carries_nothing(
    machines: Iterator[Machine], cache: CacheService, emulator: Emulator, tmp_path: Path
) -> None:
    """Push, push again, a pull request of a fork: each on a machine of its own, paid once."""
    sources = tmp_path / "repository"
    options = recipe("mkdocs.yml, with a bucket") + "      language: en\n"
    needed = recipe("requirements.txt, with a bucket")
    write(sources, {"mkdocs.yml": options, "requirements.txt": needed, **PAGES})
    workflow = yaml.safe_load(recipe(".github/workflows/docs-with-a-bucket.yml"))
    keys = {n: v for n, v in S3_ENVIRONMENT.items() if n != "AWS_REGION"}
    service = GitHub(workflow=workflow, cache=cache, secrets={"AISHA_API_KEY": DEFAULT_KEY, **keys})
    with s3_server() as url:
        make_bucket(url, "my-docs-audio")
        let_everybody_read(url, "my-docs-audio", "docs")
        environ = {"AISHA_API_URL": emulator.url, "AWS_ENDPOINT_URL": url}
        first = service.run(next(machines), sources, "push", environ)
        assert first.green, first.output
        assert "2 pages narrated" in first.output
        paid = charged(emulator)
        assert paid > 0
        second = service.run(next(machines), sources, "push", environ)
        assert second.green, second.output
        assert "2 pages narrated" in second.output
        write(sources, NEW_PAGE)
        fork = service.run(next(machines), sources, "pull_request", environ, fork=True)
        assert fork.green, fork.output
        assert "2 pages narrated" in fork.output
        assert "new.md" in fork.output
    assert charged(emulator) == paid
    assert cache.order == []
