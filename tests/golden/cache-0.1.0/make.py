"""Made this cache: real builds of version 0.1.0 against the emulator, killed where it matters.

    python tests/golden/cache-0.1.0/make.py

Do not run it again: what a cache of 0.1.0 looks like must not follow the code. A later form of the
cache gets a folder of its own beside this one, and both are opened by the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from aisha_docs_audio.emulator.testing import DEFAULT_KEY, running

HERE = Path(__file__).parent
# A page of a title alone is silent since, and one without a title is given its own.
SILENT_TITLE = '<h1><span data-audio="skip">Sahifa</span></h1>\n\n'
PAGES = {
    "stored-uz.md": "# Salom\n\nBir.\n\nIkki.\n",
    "stored-en.md": "---\naudio: {language: en}\n---\n# Hello\n\nOne.\n",
    "stored-ru.md": "---\naudio: {language: ru}\n---\n# Привет\n\nОдин.\n",
    "voice.md": f"---\naudio: {{voice_id: 12}}\n---\n{SILENT_TITLE}Ovoz\n",
    "speeds.md": f"---\naudio: {{speed: 0, mood: Happy}}\n---\n{SILENT_TITLE}Salom\n",
    "asked.md": f"{SILENT_TITLE}Uch.\n",
    "unsure.md": f"{SILENT_TITLE}Toʻrt.\n",
    "queued.md": f"{SILENT_TITLE}Besh.\n",
    "paid.md": f"{SILENT_TITLE}Olti.\n",
}
STATES = {
    "asked": {"latency_seconds": 60.0},
    "unsure": {"faults": {"late": 1.0}, "arguments": ["--late-seconds", "600"]},
    "queued": {"latency_seconds": 60.0},
    "paid": {"faults": {"missing": 1.0}},
}


def configuration(cache: str, *, webhook: bool) -> str:
    """Write a mkdocs.yml."""
    lines = ["site_name: Sinov", "theme: mkdocs", "plugins:", "  - aisha-audio:"]
    lines += ["      language: uz", f"      cache_dir: {cache}"]
    if webhook:
        lines.append("      webhook_url: https://example.com/hook")
    return "\n".join(lines) + "\n"


def build(folder: Path, url: str) -> subprocess.Popen[bytes]:
    """Begin a build."""
    environ = {**os.environ, "AISHA_API_URL": url, "AISHA_API_KEY": DEFAULT_KEY}
    return subprocess.Popen([sys.executable, "-m", "mkdocs", "build"], cwd=folder, env=environ)


def main() -> None:
    """Build once for what is stored, and once for each other state, until the disk shows it."""
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary, "emulator")
        folder = Path(temporary, "stored")
        for name, text in PAGES.items():
            if name.removesuffix(".md") not in STATES:
                path = folder / "docs" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
        (folder / "mkdocs.yml").write_text(configuration("cache", webhook=False))
        with running(data=data, custom_voices={12: "READY"}) as emulator:
            assert build(folder, emulator.url).wait() == 0
        for state, options in STATES.items():
            folder = Path(temporary, state)
            (folder / "docs").mkdir(parents=True)
            (folder / "docs" / f"{state}.md").write_text(PAGES[f"{state}.md"], "utf-8")
            webhook = state == "queued"
            (folder / "mkdocs.yml").write_text(configuration("cache", webhook=webhook))
            with running(data=data, **options) as emulator:
                process = build(folder, emulator.url)
                while not shows(folder / "cache" / "ledger", state):
                    time.sleep(0.01)
                process.kill()
                process.wait()
        for part in ("paid", "derived"):
            shutil.copytree(Path(temporary, "stored", "cache", part), HERE / part)
        for state in ("stored", *STATES):
            ledger = Path(temporary, state, "cache", "ledger")
            for part in ("records", "open"):
                if (ledger / part).is_dir():
                    shutil.copytree(ledger / part, HERE / "ledger" / part, dirs_exist_ok=True)


def shows(ledger: Path, state: str) -> bool:
    """Say whether a record is in a state."""
    records = ledger.glob("records/??/*")
    return any(f'"state": "{state}"' in path.read_text("utf-8") for path in records)


if __name__ == "__main__":
    main()
