r"""What stands in the text of a page but is not for ears as it stands.

TeX that only a script in the reader's browser turns into formulas, attribute lists that Markdown
did not understand, the moment of the build, and signs that mean "yes" or "no".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.answers import SIGN, answer_of_shortcode
from aisha_docs_audio.reading.text import BREAK
from aisha_docs_audio.reading.theme_phrases import own_words

if TYPE_CHECKING:
    from aisha_docs_audio.reading.state import State

_TRIGGER = re.compile(r"\A\s*\[!|[{$\\\u2713-\u2718\u2705\u274c\u274e\u2611\u2612\u26d4\U0001f534"
    r"\U0001f5f9\U0001f6ab\U0001f7e2]|:[a-z]|\d:\d\d")  # fmt: skip

_COMMANDS = (
    "frac dfrac tfrac sqrt sum prod int lim infty leq geq le ge neq ne approx equiv sim times cdot "
    "div pm mp alpha beta gamma delta epsilon varepsilon zeta eta theta lambda mu nu xi pi rho "
    "sigma tau phi varphi chi psi omega Gamma Delta Theta Lambda Sigma Phi Psi Omega partial nabla "
    "in notin subset subseteq cup cap forall exists to rightarrow leftarrow Rightarrow mapsto "
    "mathbb mathbf mathrm mathcal text left right overline hat bar vec log ln sin cos tan exp min "
    "max ldots cdots dots quad binom mid circ"
)
_TEX = re.compile(
    r"(?<![\w$\\])\$\$(?P<block>[^$]{1,2000})\$\$(?![\w$])"
    r"|(?<![\w$\\])\$(?P<line>[^\s$][^$]{0,500})(?<![\s\\])\$(?![\w$])"
    r"|\\\((?P<round>[^\0]{1,500}?)\\\)"
    r"|\\\[(?P<square>[^\0]{1,2000}?)\\\]"
    r"|\\begin\{(?P<name>equation|align|gather|multline|eqnarray)\*?\}"
    r"(?P<inside>[^\0]{1,2000}?)\\end\{(?P=name)\*?\}"
    # Markdown without an extension takes the backslash of "\(" away.
    rf"|(?<=[(\[])(?P<bare>[^()\[\]$]{{0,200}}\\(?:{_COMMANDS.replace(' ', '|')})(?![a-zA-Z])"
    r"[^()\[\]$]{0,200})(?=[)\]])"
)
_SURELY_TEX = re.compile(
    r"\\[a-zA-Z,;!]|[\^_]|[<>=]|\A[\d.,\s]+\Z|\A[-+]?\d*[A-Za-z]'?\Z|\A[A-Za-z]\([\w, ]+\)\Z"
    r"|\A[\w()]+(?: ?[-+*/] ?[\w()]+)+\Z"
)

_PLAIN_NUMBER = re.compile(r"[\d.,\s]+")

_ATTRIBUTE = (
    r"""(?:[#.][A-Za-z_][\w:-]*|(?:data-[\w-]+|id|class|width|height|align|lang|style|title|target"""
    r"""|rel|loading|markdown|start|type|alt)=(?:"[^"{}]*"|'[^'{}]*'|[“”„«][^“”„«»{}]*[”“»]"""
    r"""|[^\s{}"'“”„«]+))"""
)
_ATTRIBUTE_LIST = re.compile(
    rf" ?(?<![{{$])\{{:?[ ]?{_ATTRIBUTE}(?:[ ]{_ATTRIBUTE}){{0,20}}[ ]?\}}(?!\}})"
)

_DATE = (
    r"(?:\d{4}-\d\d-\d\d|\d\d?[./]\d\d?[./]\d{4}|[^\W\d_]{3,9}\.? \d\d?, \d{4}"
    r"|\d\d?\.? [^\W\d_]{3,9} \d{4})"
)
_TIME = r"(?:[ T,]{1,2}\d\d?:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?(?:UTC|GMT|Z|[+-]\d\d:?\d\d))?)"
_MOMENT = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\.\d{{3,9}}(?:Z|[+-]\d\d:?\d\d)?"
    rf"|(?<=[ :]){_DATE}{_TIME}(?=\W|\Z)"
    rf"|(?<=[ :]){_DATE}(?=[.]?\s*\Z)"
)
_CERTAIN = re.compile(r"\.\d{3,9}(?:Z|[+-]\d\d:?\d\d)?\Z")
_OF_A_BUILD = re.compile(
    r"\b(?:last (?:updated?|modified|changed?|built|edited|generated)|(?:re)?generated|built"
    r"|compiled|rendered|updated"
    r"|последн\w+ (?:обновлени|изменени)\w+|обновлено|собрано|сгенерирован\w*"
    r"|oxirgi (?:yangilanish|oʻzgarish)\w*|yangilangan|yigʻilgan|охирги янгиланиш\w*)"
    r"[^.!?\n]{0,25}\Z",
    re.IGNORECASE,
)
_NEAR = 80
"""How far before a moment its reason is looked for: all the text before each would take long."""
_ALERT = re.compile(r"\A\s*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\](?=\s|\Z)")
"""GitHub's kind of a box, in a quotation that nobody made a box of."""
_CODE = re.compile(r":[a-z][a-z0-9_-]{0,60}:")


def refined(text: str, state: State) -> str:
    """Return a page's text with its formulas, answers and moments marked, and lists taken out."""
    if not _TRIGGER.search(text):
        return text
    text = _ALERT.sub(lambda found: _alert(found, state), text)
    text = _ATTRIBUTE_LIST.sub("", text)
    text = _TEX.sub(lambda found: _formula(found, state), text)
    text = _MOMENT.sub(lambda found: _moment(found, state), text)
    text = _CODE.sub(lambda found: _shortcode(found, state), text)
    return SIGN.sub(lambda found: state.answer(found[0], "yes" if found["yes"] else "no"), text)


def _alert(found: re.Match[str], state: State) -> str:
    kind = found[1].capitalize()
    return state.marks.wrap(found[0].strip(), "said", f"{own_words(kind, state.tongue) or kind}:")


def _formula(found: re.Match[str], state: State) -> str:
    kind = found.lastgroup or ""
    kind = "inside" if kind == "name" else kind
    source = found[kind].strip()
    if not source or (kind in {"line", "block"} and not _SURELY_TEX.search(source)):
        return found[0]
    if _PLAIN_NUMBER.fullmatch(source):
        return source
    text = state.marks.wrap(source, "math", source)
    return text if kind in {"line", "round", "bare"} else f"{BREAK}{text}{BREAK}"


def _moment(found: re.Match[str], state: State) -> str:
    """Mark the moment of a build: of all times only those are sure that are told by a clock."""
    place = found.start()
    of_a_build = _OF_A_BUILD.search(found.string, max(0, place - _NEAR), place)
    if not of_a_build and not _CERTAIN.search(found[0]):
        return found[0]
    return state.stale(found[0])


def _shortcode(found: re.Match[str], state: State) -> str:
    answer = answer_of_shortcode(found[0])
    return found[0] if answer is None else state.answer("✓" if answer == "yes" else "✗", answer)
