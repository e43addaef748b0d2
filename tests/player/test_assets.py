"""The files a site serves for its player."""

from __future__ import annotations

import gzip
import json
import os
import re
from importlib.resources import files

import pytest

from aisha_docs_audio.player import assets
from aisha_docs_audio.player.assets import hydration_script, javascript, stylesheet
from aisha_docs_audio.player.minify import (
    ENTRY,
    HYDRATION_ENTRY,
    hydration_of,
    join_modules,
    script_of,
)

LIMIT_BYTES = 8 * 1024
STATIC = files(assets.__package__) / "static"


def test_script_and_style_are_at_most_8_kib_gzipped():
    """What every page of a site waits for stays small."""
    sizes = [len(gzip.compress(asset.content, 9)) for asset in (javascript(), stylesheet())]
    assert sum(sizes) <= LIMIT_BYTES


def test_every_module_is_in_the_script():
    """A module that nothing imports would silently be missing."""
    read = []

    def source(name: str) -> str:
        read.append(name)
        return (STATIC / name).read_text(encoding="utf-8")

    joined = join_modules(ENTRY, source)
    assert not join_modules(HYDRATION_ENTRY, source).count("import ")
    assert sorted(read) == sorted(f.name for f in STATIC.iterdir() if f.name.endswith(".js"))
    assert read.index("controller.js") < read.index("cues.js")
    assert joined.index("const readCues") < joined.index("function startPlayer")
    assert not re.search(r"^(import|export)\b", joined, re.MULTILINE)


def test_no_two_modules_use_one_name():
    """Joined they share one scope, in which a name can stand only once."""
    text = "".join(f.read_text(encoding="utf-8") for f in STATIC.iterdir() if f.name[-3:] == ".js")
    names = re.findall(
        r"^(?:export )?(?:const|let|function|async function|class) (\w+)", text, re.MULTILINE
    )
    assert len(names) == len(set(names))


def test_a_files_name_changes_with_its_content():
    """Browsers may keep a file for ever: another content is another name."""
    old = assets.Asset(name="a.min.js", content=b"old")
    new = assets.Asset(name="a.min.js", content=b"new")
    assert old.digest != new.digest
    assert old.hashed_name == f"a.min-{old.digest}.js"


def test_the_script_does_nothing_a_strict_policy_forbids():
    """No markup from strings, no code from strings, no module, no other origin."""
    text = javascript().content.decode()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|\beval\b|new Function|import\b", text)
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in text + stylesheet().content.decode()


def test_minifying_leaves_every_string_of_the_script():
    """What is shown, stored, asked of the browser or matched stands in what is served."""
    scripts = (script_of, hydration_of)
    plain = "".join(make(lambda name: (STATIC / name).read_text("utf-8")) for make in scripts)
    served = (javascript().content + hydration_script().content).decode()
    assert served == plain or "AISHA_SOURCE_TREE" in os.environ
    for name in STATIC.iterdir():
        if not name.name.endswith(".js"):
            continue
        code = re.sub(
            r"^import .*$|//.*$|/\*.*?\*/",
            "",
            name.read_text("utf-8"),
            flags=re.MULTILINE | re.DOTALL,
        )
        for literal in re.findall(r'"((?:\\.|[^"\\\n]){4,})"', code):
            assert literal.strip() in served


def test_the_manifest_names_what_the_script_has():
    """custom-elements.json, which editors read: parts, properties, slots, events, and the docs."""
    text = (files(assets.__package__) / "custom-elements.json").read_text(encoding="utf-8")
    [element] = json.loads(text)["modules"][0]["declarations"]
    served = javascript().content.decode() + stylesheet().content.decode()
    own = {"--aisha-audio-link", "--aisha-audio-page", "--aisha-audio-tint"}
    named = {found["name"] for found in element["cssProperties"]}
    assert set(re.findall(r"--aisha-audio-[\w-]+", served)) - own == named
    controls = (STATIC / "controls.js").read_text(encoding="utf-8")
    made = set(re.findall(r'part: "(\w+) ?"', controls))
    made |= set(re.findall(r'\b(?:sign|button|range|check)\("(\w+)"', controls))
    assert {part["name"] for part in element["cssParts"]} == made
    controller = (STATIC / "controller.js").read_text(encoding="utf-8")
    for event in element["events"]:
        assert f'"{event["name"].removeprefix("aisha-audio:")}"' in controller
    assert {slot["name"] for slot in element["slots"]} == set(
        re.findall(r'make\("slot", \{ name: "(\w+)"', controls)
    )


def test_a_wheel_has_all_files_ready():
    """Who installs a release needs no minifier."""
    if "AISHA_SOURCE_TREE" not in os.environ:
        pytest.skip("the wheel is not installed; `make test` installs it")
    built = files(assets.__package__) / "built"
    names = {"aisha-audio.js", "aisha-audio.css", "aisha-audio-hydration.js"}
    assert {file.name for file in built.iterdir()} == names
