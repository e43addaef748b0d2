"""Signatures are known by their shape, and by what other generators make of them."""

from __future__ import annotations

import pytest

from aisha_docs_audio.reading.signature_shapes import signature_in
from tests.reading.reading_lines import texts


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("connect(host: str, port: int = 80) -> Socket", "function", "connect"),
        ("def run(self, n: int = 1) -> None", "function", "run"),
        ("class Foo(Bar)", "class", "Foo"),
        ("click.Context(command)", "class", "click.Context"),
        ("Array.prototype.map()", "function", "Array.prototype.map"),
        ("pub fn push_str(&mut self, s: &str) -> Result<(), Error>", "function", "push_str"),
        ("func (c *Client) Do(req *Request) (*Response, error)", "function", "Do"),
        ("func NewClient(addr string, opts ...Option) *Client", "function", "NewClient"),
        ("fun greet(name: String): Unit", "function", "greet"),
        ("public static void main(String[] args)", "function", "main"),
        ("bool File::open(const std::string &path)", "function", "File::open"),
        (
            "std::vector<T>::push_back(const T& value)",
            "function",
            "std::vector::push_back",
        ),
        ("(static) sum(a, b) → {number}", "function", "sum"),
        ("map(fn, ...iterables)", "function", "map"),
        ("fetch(url, options?)", "function", "fetch"),
        ("fmt.Println(a ...any) (n int, err error)", "function", "fmt.Println"),
        ("template <class T> T max(T a, T b)", "function", "max"),
        ("open(*, docs=Swagger(), sizes=(1, 2), n=None)", "function", "open"),
        ("range(start[, stop[, step]])", "function", "range"),
    ],
)
def test_a_signature_is_known_by_its_shape(text: str, kind: str, name: str) -> None:
    """In Python, Rust, Go, Kotlin, Java, C++ and JavaScript."""
    assert signature_in(text) == (kind, name)


@pytest.mark.parametrize(
    "text",
    [
        "Install (optional)",
        "What is new (2024)",
        "foo(s)",
        "O(n)",
        "Functions (and methods)",
        "Run it (twice)",
        "Узел(ы)",
        "new Foo(a)",
        "fn(...) -> type",
        "Save(see below) (not now)",
    ],
)
def test_prose_with_parentheses_is_no_signature(text: str) -> None:
    """Nor is a plural, or the order of an algorithm."""
    assert signature_in(text) is None


def test_forty_parameters_are_looked_at_once() -> None:
    """What is no signature after all is known as soon as what is one: nothing is tried again."""
    parameters = ", ".join(f"option_{number}=1" for number in range(40))
    assert signature_in(f"run({parameters}) or stop (") is None
    assert signature_in(f"run({parameters[:250]}) and stop(2)") is None
    assert signature_in(f"run({parameters[:250]}, last=Last())") == ("function", "run")


def test_other_generators_name_their_functions_too() -> None:
    """Those of pdoc, TypeDoc, JSDoc and Doxygen, and the badges of mkdocstrings."""
    html = (
        '<div class="attr function"><span class="def">def</span> <span>run</span>'
        "<span>(self) -> None:</span></div>"
        '<ul><li class="tsd-signature">create(name: string): Promise&lt;void&gt;</li></ul>'
        "<h4><span>(static) </span>sum<span>(a, b)</span><span> → {number}</span></h4>"
        '<h2 class="memtitle">open()</h2><div><div class="memproto"><table><tr>'
        '<td class="memname">bool File::open<td>(<td>int</table></div></div>'
        '<div><div class="memproto"><table><tr><td class="memname">bool File::close<td>(</table>'
        "</div></div>"
        '<h3><code class="doc-symbol doc-symbol-heading doc-symbol-method"></code><span>go</span>'
        "</h3>"
    )
    assert texts(html) == [
        "function run",
        "function create",
        "function sum",
        "function open",
        "function File::close",
        "method go",
    ]


def test_a_template_of_cpp_is_no_part_of_a_name() -> None:
    """Sphinx sets it on a line of its own, with names like that of the class."""
    name = '<span class="sig-name descname"><span class="n">{}</span></span>'
    html = (
        '<dl class="cpp class"><dt class="sig sig-object cpp"><span class="k">template</span>'
        f'<span class="p">&lt;</span><span class="k">typename</span> {name.format("T")}'
        f'<span class="p">&gt;</span><br><span class="k">class</span> {name.format("Cart")}'
        ' : <span class="k">public</span> <span class="n">Base</span><br></dt></dl>'
    )
    assert texts(html) == ["class Cart"]
