"""Names, paths, options and operators inside a literal, said sign by sign where it is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.expression_rules import ANY_RULE, RULES, UNSAID
from aisha_docs_audio.utterances.normalization.markup import hold_tags
from aisha_docs_audio.utterances.normalization.notations import hold_notations
from aisha_docs_audio.utterances.normalization.powers import hold_powers
from aisha_docs_audio.utterances.normalization.prose_math import hold_greek
from aisha_docs_audio.utterances.normalization.versions import hold_ranges

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_RUN = re.compile(r"(?P<space>\s+)|(?P<sign>[^\w\s]|_)(?P=sign)*")
_PAIR = re.compile(r"([(\[{]) ([)\]}])\Z")
_LOOSE = re.compile(r"(?<=\() | (?=[,:;)](?:\s|\Z))| (?=\))")
_DUNDER = re.compile(r"(?<!\w)__([^\W_](?:\w{0,60}?[^\W_])?)__(?!\w)")
_VARIABLE = re.compile(r"\$\{([^{}$]{1,60})\}|\$\(([^()$]{1,60})\)")
_BRACED = re.compile(r"\{\{?\s?([^\W\d_][\w .-]{0,60}?)\s?\}\}?(?=(\w)?)")
_FILLED = re.compile(r"\{\{-?\s{0,3}([^\W_][\w.|() '-]{0,60}?)\s{0,3}-?\}\}")
_EITHER = re.compile(r"(?<![\w-])--\[no-\]([A-Za-z][\w-]*)")
# "a ? b : c", "class A : B"; a colon without a space before it is a pause.
_COLON = re.compile(r"(?<=[^\s:?] ):(?= [^\s:])")
_FORMAT = re.compile(r"%\((\w{1,60})\)([a-z])")
_SHARP = re.compile(r"(?<![^\W_])([CFJ])#(?![^\Wʼ])")
# "C++da": the ending is the name's.
_PLUSES = re.compile(r"(?<![^\W_])([A-Z])\+\+(?=ʼ?[^\W\d_])")
_NOT = re.compile(
    r"(?<![\w!\]})/])!(?=[a-z_])(?!important|pip\b|python|include|[rsa]\Z)([A-Za-z_][\w.]{0,60})"
)
_FUNCTION = re.compile(r"(?<![\w.])(?<!def )(?<!fn )([A-Za-zα-ωΑ-Ω])\(([^()=]{1,20})\)(?!\()")
_INDEX = re.compile(r"(?:(?<=[\w)\]])|(?<=\s\.)|(?<=\A\.))\[([^\[\]]{1,80})\](?P<more>(?=\w))?")
_OPTIONAL = re.compile(r"(?<![\w)\].])\[([^\W_][\w .|-]{0,60}|[\U00020000-\U0002a6df]+)\]")
_CALLED = re.compile(r"(?<![^\W_])([OfghFGPΘΩ])\(([^()]{1,20})\)(?!\()")
_SUBSCRIPT = re.compile(r"(?<![^\W_])([A-Za-zα-ω])_\{([^{}]{1,12})\}")
# "https", the host and the rest tell the address; nobody says the colon and the slashes.
_SCHEME = re.compile(
    r"(?<![\w+.-])(https?|wss?|s?ftp|ssh|git|file|s3|gs)://(?:(?=[\w$<{*\[(-])|(?P<folder>/))"
)
# "a{2,3}", "x[0,1]": no decimal fractions.
_LISTED = re.compile(r"(?<=[][({])-?[0-9]{1,9}(?:,-?[0-9]{1,9})+(?=[\])}])")
_NAMED_RUNS = re.compile(
    r"<!--|-->|<->|<=>|(?<!\S)/\*(?=\s|\Z)|\*/(?!\S)|#!|\|>|:=|(?<!:)::(?!:)|(?<!\?)\?\?=?(?!\?)|\?:|<-|(?<!\|)\|=|(?<!&)&=|[\^?]=|\{\{\}\}|\{\}|\[\]|\(\)|<>"
)


def expression_said(code: str, words: Vocabulary, held: Held) -> str:
    """Return `code` with its signs in words."""
    if "://" in code:
        code = _SCHEME.sub(lambda found: f"{found[1]} {'/' * bool(found['folder'])}", code)
    code = held.hold_all(_COLON, code, lambda _: words.names[":"])
    code = _LISTED.sub(lambda found: found.group().replace(",", ", "), code)
    code = held.hold_all(_EITHER, code, lambda found: _either_said(found[1], words))
    if not code.isascii():
        code = hold_greek(code, words, held)
    code = hold_notations(code, words, held)
    code = held.hold_all(
        _SUBSCRIPT,
        code,
        lambda found: words.phrase("sub", found[1], expression_said(found[2], words, held)),
    )
    code = held.hold_all(_DUNDER, code, lambda found: f"{words.inside['__']} {_parted(found[1])}")
    code = held.hold_all(_SHARP, code, lambda found: words.phrase("sharp", found[1]))
    code = held.hold_all(
        _VARIABLE,
        code,
        lambda found: (
            f"{' ' * (found.start() > 0 and code[found.start() - 1].isalnum())}"
            f"{words.inside['$']} {expression_said(found[1] or found[2], words, held)}"
        ),
    )
    code = held.hold_all(_FORMAT, code, lambda found: f"{words.inside['%']} {_parted(found[1])}")
    code = hold_tags(code, words, held)
    code = hold_ranges(code, words, held)
    code = _OPTIONAL.sub(lambda found: f" {_bracketed(found[1], words, held)} ", code)
    for _ in range(3):  # a[b[0]]: from the inside
        code = _INDEX.sub(
            lambda found: f" {_indexed(found[1], words, held)}{' ' * (found['more'] is not None)}",
            code,
        )
    code = _BRACED.sub(
        lambda found: f" {found[1]}{' ' * (found[2] is not None)}",
        code,
    )
    code = hold_powers(code, words, held)
    code = held.hold_all(
        _NOT, code, lambda found: words.phrase("not", expression_said(found[1], words, held))
    )
    code = held.hold_all(
        _FUNCTION,
        code,
        lambda found: words.phrase(
            "of", _lettered(found[1], words), expression_said(found[2], words, held)
        ),
    )

    balanced = code.count("(") == code.count(")")

    def said(found: re.Match[str]) -> str:
        sign = found.group()
        if balanced and sign[0] in "()" and code[found.start() - 1 : found.start()] != "\\":
            return sign
        action = "name" if found["other"] else RULES[(found.lastindex or 1) - 1].action
        if action in UNSAID:
            return UNSAID[action].format(sign)
        table = {"operator": words.operators, "inside": words.inside}.get(action, {})
        return f" {table.get(sign) or _named(sign, words)} "

    code = held.hold_all(_NAMED_RUNS, code, lambda found: _apart(found, code, words))
    return _LOOSE.sub("", " ".join(ANY_RULE.sub(said, code).split()))


def hold_prose_names(text: str, words: Vocabulary, held: Held) -> str:
    """Hold what is a name also where nobody marked it: `__init__`, C#, ${VAR}."""
    text = held.hold_all(_SHARP, text, lambda found: words.phrase("sharp", found[1]))
    if "++" in text:
        plus = words.names["+"]
        text = held.hold_all(_PLUSES, text, lambda found: f"{found[1]} {plus} {plus}")
    if "(" in text:
        for _ in range(2):  # f(g(x)): from the inside
            text = held.hold_all(_CALLED, text, lambda found: _called(found, words, held))
    if "{{" in text:
        text = held.hold_all(
            _FILLED,
            text,
            lambda found: words.phrase("in double braces", expression_said(found[1], words, held)),
        )
    if "__" in text:
        text = held.hold_all(
            _DUNDER, text, lambda found: f"{words.inside['__']} {_parted(found[1])}"
        )
    if "$" in text:
        text = held.hold_all(
            _VARIABLE,
            text,
            lambda found: (
                f"{words.inside['$']} {expression_said(found[1] or found[2], words, held)}"
            ),
        )
    return text


def signs_named(signs: str, words: Vocabulary) -> str:
    """Return the names of a stretch without letters: a known run, else sign by sign."""
    signs = _PAIR.sub(r"\1\2", signs)
    if known := words.runs.get(signs):
        return known
    runs = signs.split(" ")
    if len(runs) > 1 and any(run in words.runs for run in runs):
        # "() => {}": nobody would say the spaces between runs that have names.
        return ", ".join(signs_named(run, words) for run in runs if run)
    return " ".join(_run(found, words) for found in _RUN.finditer(signs))


def _run(found: re.Match[str], words: Vocabulary) -> str:
    if found["space"]:
        return words.phrase("space")
    return words.run(found["sign"], len(found.group()))


def _named(sign: str, words: Vocabulary) -> str:
    return words.run(sign[0], len(sign)) if len(set(sign)) == 1 else signs_named(sign, words)


def _apart(found: re.Match[str], code: str, words: Vocabulary) -> str | None:
    sign = found.group()
    if (
        sign == "()"
        and found.start()
        and (code[found.start() - 1].isalnum() or code[found.start() - 1] == "_")
    ):
        return None  # a call
    if sign == "<>" and re.search(r"[\w)] \Z", code[: found.start()][-3:]):
        return None  # an operator of SQL
    slice_of = re.match(r"[^\W\d_]|\[", code[found.end() : found.end() + 1])  # Go's []byte
    if sign == "[]" and not slice_of and not (found.start() and code[found.start() - 1].isalnum()):
        return words.phrase("empty list")
    before = " " if found.start() and code[found.start() - 1] != " " else ""
    after = " " if code[found.end() : found.end() + 1].strip() else ""
    return f"{before}{words.runs[sign]}{after}"


def _called(found: re.Match[str], words: Vocabulary, held: Held) -> str:
    inside, bar, condition = found[2].partition("|")
    said = expression_said(inside.strip(), words, held)
    if bar and condition.strip():
        said = words.shape("given", said, expression_said(condition.strip(), words, held))
    return words.phrase("of", _lettered(found[1], words), said)


def _either_said(option: str, words: Vocabulary) -> str:
    """Return "dash dash color or dash dash no-color" for `--[no-]color`."""
    plain = option.replace("_", " ")
    return f"{words.inside['--']} {plain} {words.phrase('or')} {words.inside['--']} no-{plain}"


def _lettered(name: str, words: Vocabulary) -> str:
    return words.greek.get(name.lower(), name)


def _indexed(index: str, words: Vocabulary, held: Held) -> str:
    return held.hold(f"{words.inside['[']} {expression_said(index, words, held)}")


def _bracketed(inside: str, words: Vocabulary, held: Held) -> str:
    return held.hold(words.phrase("in brackets", expression_said(inside, words, held)))


def _parted(name: str) -> str:
    return " ".join(name.replace("_", " ").split())
