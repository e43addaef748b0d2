"""Small real sites of each host, whose builds break off, or find no room, at one step of ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Host = Literal["mkdocs", "sphinx", "narrate", "narrate -o"]
HOSTS: tuple[Host, ...] = ("mkdocs", "sphinx", "narrate", "narrate -o")

PAGES = ("index", "bir", "ikki")

AT_A_STEP = """\
import errno, os, signal, sys
way, at, site = sys.argv[1], int(sys.argv[2]), sys.argv[3]
del sys.argv[:4]
writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
takes_room = {"open", "os.mkdir", "os.rename"}
steps = 0

def is_ours():
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_globals.get("__name__", "").startswith("aisha_docs_audio."):
            return True
        frame = frame.f_back
    return False

def step(event, arguments):
    global steps
    if event == "open":
        if not (isinstance(arguments[2], int) and arguments[2] & writing):
            return
    elif event not in {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod"}:
        return
    if isinstance(arguments[0], int):
        return
    if not os.path.abspath(os.fsdecode(arguments[0])).startswith(site) or not is_ours():
        return
    steps += 1
    if way == "count" or steps < at:
        return
    if way == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if way == "read-only" or event in takes_room:
        number = errno.EROFS if way == "read-only" else errno.ENOSPC
        raise OSError(number, os.strerror(number), arguments[0])

sys.addaudithook(step)
try:
    if sys.argv[0] == "mkdocs":
        from mkdocs.__main__ import cli as run
        run()
    elif sys.argv[0] == "sphinx":
        from sphinx.cmd.build import main as run
        sys.exit(run(sys.argv[1:]))
    else:
        from aisha_docs_audio.cli import main as run
        sys.exit(run(sys.argv[1:]))
finally:
    print("STEPS", steps, flush=True)
"""
"""Builds as a host's command does, and counts what our code writes below the site's folder.

From the step `at` on, nothing more can be written there ("full", "read-only"), or the process is
killed before it ("kill").
"""

ON_DISK = """\
import os, subprocess
def fill(*_, **__):
    way, _, left = os.environ.get("CHAOS_DISK", "").partition(" ")
    disk = os.environ.get("CHAOS_PLACE", "")
    if way == "read-only":
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    elif way == "full":
        with open(os.path.join(disk, "ballast"), "wb", buffering=0) as ballast:
            try:
                while ballast.write(bytes(4096)) == 4096:
                    pass
            except OSError:
                pass
            ballast.truncate(max(0, ballast.tell() // 4096 * 4096 - int(left)))
"""
"""Fills a mounted file system but for so many bytes, or has it read-only, once the pages exist."""


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a build ended."""

    status: int
    output: str

    @property
    def steps(self) -> int:
        """How many things our code did to the site's folder."""
        lines = [line for line in self.output.splitlines() if line.startswith("STEPS ")]
        return int(lines[-1].split()[1]) if lines else 0

    @property
    def warnings(self) -> list[str]:
        """The lines that are warnings."""
        return [line for line in self.output.splitlines() if "WARNING" in line]


@dataclass(frozen=True, kw_only=True)
class HostSite:
    """The sources of a site in `folder`; it is built into `site`, with what is paid in `cache`."""

    host: Host
    folder: Path
    site: Path
    cache: Path

    def write(self) -> None:
        """Write the sources; for `narrate`, the pages as another generator wrote them."""
        self.folder.mkdir(parents=True, exist_ok=True)
        texts = {page: f"Sahifa {page}\n\nBu {page} sahifasining matni." for page in PAGES}
        if self.host == "mkdocs":
            plugin = {"language": "uz", "cache_dir": str(self.cache)}
            plain = {
                "site_name": "x",
                "theme": {"name": None, "custom_dir": "theme"},
                "hooks": ["disk.py"],
                "plugins": [{"aisha-audio": plugin}],
            }
            theme = "<!doctype html><html><head>{% for s in config.extra_javascript %}"
            theme += "{{ s | script_tag }}{% endfor %}</head><body>{{ page.content }}</body></html>"
            self._put("mkdocs.yml", json.dumps(plain))
            self._put("theme/main.html", theme)
            self._put("disk.py", f"{ON_DISK}\non_post_build = fill\n")
            for page, text in texts.items():
                self._put(f"docs/{page}.md", f"# {text}\n")
        elif self.host == "sphinx":
            begin = 'extensions = ["aisha_docs_audio.sphinx_ext"]\nlanguage = "en"\n'
            begin += 'html_theme = "basic"\naisha_audio_language = "uz"\n'
            begin += f"aisha_audio_cache_dir = {str(self.cache)!r}\n"
            end = 'def setup(app):\n    app.connect("build-finished", fill, priority=300)\n'
            self._put("conf.py", f"{begin}{ON_DISK}\n{end}")
            for page, text in texts.items():
                title, _, rest = text.partition("\n")
                tree = "\n.. toctree::\n\n   bir\n   ikki\n" if page == "index" else ""
                self._put(f"{page}.rst", f"{title}\n{'=' * len(title)}\n{rest}\n{tree}")
        else:
            begin = f'language = "uz"\ncache_dir = "{self.cache}"\ncontent = "main"\n'
            self._put("aisha-audio.toml", begin)
            for page, text in texts.items():
                title, _, rest = text.partition("\n")
                html = f'<!doctype html>\n<html lang="uz"><head><title>{title}</title></head>'
                html += f"<body><main><h1>{title}</h1>\n<p>{rest.strip()}</p></main></body></html>"
                place = self.site if self.host == "narrate" else self.folder / "plain"
                place.mkdir(parents=True, exist_ok=True)
                (place / f"{page}.html").write_text(html, "utf-8")

    def _put(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def build(
        self, environ: Mapping[str, str], way: str = "count", step: int = 0, disk: str = ""
    ) -> Ended:
        """Build, with `way` from `step` on; `disk` is what becomes of its file system."""
        site = str(self.site)
        command = {
            "mkdocs": ["mkdocs", "build", "-d", site],
            "sphinx": ["sphinx", "-q", "-b", "html", "-d", "doctrees", ".", site],
            "narrate": ["narrate", "narrate", site],
            "narrate -o": ["narrate", "narrate", "plain", "-o", site],
        }[self.host]
        if disk and self.host.startswith("narrate"):
            place = environ["CHAOS_PLACE"]
            code = f"{ON_DISK}\nfill()"
            subprocess.run(
                [sys.executable, "-c", code],
                env={**os.environ, "CHAOS_DISK": disk, "CHAOS_PLACE": place},
                check=True,
            )
        done = subprocess.run(
            [sys.executable, "-c", AT_A_STEP, way, str(step), site, *command],
            cwd=self.folder,
            env={**os.environ, **environ, "CHAOS_DISK": disk},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return Ended(status=done.returncode, output=done.stdout)
