"""What is said of content tabs."""

from __future__ import annotations

import pytest

from tests.reading.reading_lines import lines

MATERIAL = """\
<div class="tabbed-set tabbed-alternate" data-tabs="1:2">
<input checked="checked" id="a" name="t" type="radio"><input id="b" name="t" type="radio">
<div class="tabbed-labels"><label for="a">First</label><label for="b">Second</label></div>
<div class="tabbed-content"><div class="tabbed-block">{one}</div>
<div class="tabbed-block">{two}</div></div></div>"""

OLD_PYMDOWNX = """\
<div class="tabbed-set" data-tabs="1:2"><input id="a" type="radio"><label for="a">First</label>
<div class="tabbed-content">{one}</div><input id="b" type="radio"><label for="b">Second</label>
<div class="tabbed-content">{two}</div></div>"""

SPHINX_DESIGN = """\
<div class="sd-tab-set docutils"><input id="a" type="radio"><label class="sd-tab-label" for="a">
First</label><div class="sd-tab-content docutils">{one}</div><input id="b" type="radio">
<label class="sd-tab-label" for="b">Second</label>
<div class="sd-tab-content docutils">{two}</div></div>"""

SPHINX_TABS = """\
<div class="sphinx-tabs docutils container"><div aria-label="Tabbed content" role="tablist">
<button class="sphinx-tabs-tab" role="tab">First</button>
<button class="sphinx-tabs-tab" role="tab">Second</button></div>
<div class="sphinx-tabs-panel" role="tabpanel">{one}</div>
<div class="sphinx-tabs-panel" role="tabpanel" hidden="true">{two}</div></div>"""

ALL = pytest.mark.parametrize(
    "tabs",
    [MATERIAL, OLD_PYMDOWNX, SPHINX_DESIGN, SPHINX_TABS],
    ids=["material", "old-pymdownx", "sphinx-design", "sphinx-tabs"],
)


@ALL
def test_each_label_is_read_before_its_content(tabs: str) -> None:
    """Wherever the labels stand, and though all panels but one are folded away."""
    assert lines(tabs.format(one="<p>One</p>", two="<p>Two</p>")) == [
        "1 tab | First",
        "2 paragraph | One",
        "3 tab | Second",
        "4 paragraph | Two",
    ]


@ALL
def test_a_label_whose_content_is_not_read_is_not_read(tabs: str) -> None:
    """The name of a shell says nothing when only a listing follows."""
    assert lines(tabs.format(one="<pre>x</pre>", two="<p>Two</p>")) == [
        "1 tab | Second",
        "2 paragraph | Two",
    ]


@ALL
def test_tabs_nest(tabs: str) -> None:
    """Both labels wait for the first thing that is read."""
    inner = tabs.format(one="<pre>x</pre>", two="<ul><li>Deep</li></ul>")
    assert lines(tabs.format(one="<pre>y</pre>", two=inner)) == [
        "1 tab | Second",
        "2 tab | Second",
        "3 item 1 | Deep",
    ]


def test_bare_text_in_a_panel_joins_its_label() -> None:
    """The panel can be marked only once."""
    assert lines(MATERIAL.format(one="Bare", two="")) == ["1 tab | First. Bare"]


def test_the_label_of_a_form_control_is_not_read() -> None:
    """Neither outside of tabs nor inside a panel."""
    form = "<p><label>Name <input></label>Text</p>"
    assert lines(form) == ["1 paragraph | Text"]
    assert lines(MATERIAL.format(one=form, two="")) == ["1 tab | First", "2 paragraph | Text"]
