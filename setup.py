"""What the wheel holds: all packages below the core, both adapters, the player's three files."""

from __future__ import annotations

import runpy
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

ADAPTERS = ("mkdocs_plugin", "sphinx_ext")
PLAYER = Path("aisha_docs_audio/player")


class BuildWithPlayer(build_py):
    """Also writes the player's script and style, joined and minified, beside its modules."""

    def run(self) -> None:
        """Build as usual; an editable install says beside them what they were made of."""
        super().run()
        # By its path: what the package imports is not installed where it is built.
        minify = runpy.run_path(str(PLAYER / "minify.py"))
        folder = Path("" if self.editable_mode else self.build_lib, PLAYER, "built")
        folder.mkdir(parents=True, exist_ok=True)
        for name, make in (
            ("aisha-audio.js", minify["script_of"]),
            ("aisha-audio-hydration.js", minify["hydration_of"]),
            ("aisha-audio.css", minify["style_of"]),
        ):
            folder.joinpath(name).write_bytes(make(_static).encode())
        if self.editable_mode:
            digest = minify["sources_digest"](PLAYER / "static")
            folder.joinpath("sources.sha256").write_text(digest, "utf-8")


def _static(name: str) -> str:
    return (PLAYER / "static" / name).read_text(encoding="utf-8")


setup(
    cmdclass={"build_py": BuildWithPlayer},
    packages=[
        *find_packages(include=["aisha_docs_audio", "aisha_docs_audio.*"]),
        *(f"aisha_docs_audio.{adapter}" for adapter in ADAPTERS),
    ],
)
