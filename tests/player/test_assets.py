"""The files a site serves for its player."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files

import pytest

from aisha_docs_audio.player import assets, script, style_sheet
from aisha_docs_audio.player.minify import lean_css, lean_js

LIMIT_BYTES = 8 * 1024


def test_script_and_style_are_at_most_8_kib_gzipped():
    """What every page of a site waits for stays small."""
    sizes = [len(gzip.compress(asset.content, 9)) for asset in (script(), style_sheet())]
    assert sum(sizes) <= LIMIT_BYTES


def test_every_part_beside_the_module_is_served():
    """A part that is not in the list would silently be missing."""
    beside = {file.name for file in files(assets.__package__).iterdir()}
    parts = {f"{part}.js" for part in assets.SCRIPT_PARTS}
    assert {name for name in beside if name.endswith(".js")} == parts
    assert {name for name in beside if name.endswith(".css")} == {"controls.css", "page.css"}


def test_a_files_name_changes_with_its_content():
    """Browsers may keep a file for ever: another content is another name."""
    old = assets.Asset(name="a.min.js", content=b"old")
    new = assets.Asset(name="a.min.js", content=b"new")
    assert old.digest != new.digest
    assert old.hashed_name == f"a.min-{old.digest}.js"


def test_the_script_does_nothing_a_strict_policy_forbids():
    """No markup from strings, no code from strings, no module, no other origin."""
    text = script().content.decode()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|\beval\b|new Function|import\b", text)
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in text + style_sheet().content.decode()


@pytest.mark.parametrize(
    ("source", "lean"),
    [
        ("// why\nconst a = 1; // because\n", "const a=1;"),
        ('const url = "http://a // b";', 'const url="http://a // b";'),
        ("const t = `a  ${ b } // c`;", "const t=`a  ${ b } // c`;"),
        ('x.test(/^(a| )+ [/"]\\/ /);\ny();', 'x.test(/^(a| )+ [/"]\\/ /);y();'),
        ("const p = (100 * a) / b; const q = 1 / 2;", "const p=(100*a)/ b;const q=1 / 2;"),
        ("return -1;\nif (a in b) c();\nelse d();", "return-1;if(a in b)c();else d();"),
    ],
)
def test_making_a_script_lean_leaves_its_meaning(source: str, lean: str):
    """Comments and white space go; strings, templates and regular expressions stay."""
    assert lean_js(source) == lean


def test_no_literal_of_the_script_is_touched_in_making_it_lean():
    """Every string of the parts is in the file that is served."""
    served = script().content.decode()
    for part in assets.SCRIPT_PARTS:
        source = (files(assets.__package__) / f"{part}.js").read_text(encoding="utf-8")
        code = re.sub(r"(^|\s)//.*$", "", source, flags=re.MULTILINE)
        for literal in re.findall(r'"(?:\\.|[^"\\\n])*"|`[^`]*`', code):
            assert literal in served


def test_making_a_style_lean_leaves_its_meaning():
    """White space that is needed (calc, selectors, media queries) stays."""
    source = "/* why */\na > b,\n:is(c) d {\n  inset: calc(1px + 2px) 0;\n  --x: var(--y,);\n}\n"
    assert lean_css(source) == "a > b,:is(c) d{inset:calc(1px + 2px) 0;--x:var(--y,)}"
