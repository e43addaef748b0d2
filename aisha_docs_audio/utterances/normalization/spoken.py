"""The text that is sent to a voice: what is hashed, paid for and heard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.alternatives import hold_alternatives, menus_parted
from aisha_docs_audio.utterances.normalization.characters import cleaned, composed, spaced
from aisha_docs_audio.utterances.normalization.expression import hold_prose_names, signs_named
from aisha_docs_audio.utterances.normalization.eye_marks import eye_marks_gone
from aisha_docs_audio.utterances.normalization.formulas import hold_raw_tex
from aisha_docs_audio.utterances.normalization.held import Held
from aisha_docs_audio.utterances.normalization.identifiers import say_identifiers
from aisha_docs_audio.utterances.normalization.key_signs import hold_key_signs
from aisha_docs_audio.utterances.normalization.letters import fold_letters
from aisha_docs_audio.utterances.normalization.lexicon import hold_lexicon
from aisha_docs_audio.utterances.normalization.listed_signs import hold_listed_signs
from aisha_docs_audio.utterances.normalization.markup import hold_references, hold_tags
from aisha_docs_audio.utterances.normalization.notations import hold_notations
from aisha_docs_audio.utterances.normalization.pictures import hold_pictures
from aisha_docs_audio.utterances.normalization.powers import hold_indices, hold_powers
from aisha_docs_audio.utterances.normalization.prose_math import hold_prose_math
from aisha_docs_audio.utterances.normalization.quantities import hold_quantities
from aisha_docs_audio.utterances.normalization.ratios import ratios_said
from aisha_docs_audio.utterances.normalization.spans import Scope, hold_spans, without_sign
from aisha_docs_audio.utterances.normalization.symbols import column_for, say_symbols
from aisha_docs_audio.utterances.normalization.tidy import tidy_text
from aisha_docs_audio.utterances.normalization.units import hold_units
from aisha_docs_audio.utterances.normalization.urls import hold_addresses
from aisha_docs_audio.utterances.normalization.versions import hold_ranges
from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary, vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.utterances.normalization.spans import Stretch

_SILENT = re.compile("[©®™℠]")
_LETTER = re.compile(r"[^\W_]")
# A cell or a word of its own that is nothing but signs; what prose is written with is not meant.
_SIGNS_ALONE = re.compile(
    r"(?:(?<=\s)|\A)(?P<open>[\"'“«‘]?)(?P<signs>[][#$%&*+/<=>?@\\^_`{|}~!:;.,'\"()-]{1,12}?)"
    r"(?P<close>[\"'”»’]?)(?=[.,;:!?]?(?:\s|\Z))"
)
_PROSE_SIGNS = frozenset(
    ("-", "--", "---", "--->", "-->", "->", "<-", "=>", "&", "&&", "=", "==", "!=", ":=", "====",
     "+", "/", "|", "||", "<", ">", "<=", ">=", "<<", ">>", "(", ")", "()", "[]")
)  # fmt: skip
"""Other rules know what these mean between words."""
_SIGN = r"[][#$%&*+/<=>?@\\^_`{|}~!:;.,()-]{1,6}"
# "the / sign", «знак *», "+ belgisi", "press ? for help": the sign is spoken of.
_MEANT = re.compile(
    rf"(?:(?<=[Зз]нак )|(?<=[Сс]имвол )|(?<=[Оо]ператор )|(?<=клавишу )|(?<=кнопку ))(?!\(){_SIGN}?"
    r"(?=[\s,.;:!?]|\Z)"
    rf"|(?:(?<=\s)|\A)(?:{_SIGN}(?<![.,;:!?])|[.,;:!?])"
    r"(?= (?:sign|character|symbol|operator|key|button|prefix|suffix|belgi|operator|tugma|белги"
    r"|тугма|знак|символ|оператор|клавиш|кнопк))"
    r"|(?<=\()[-+*/%&|^~<>=@#$\\]{1,3}(?=\))"
    r"|(?<=\w )[?!;](?= [a-zа-яўқғҳ])|(?<=\b\w )\*(?= \w\b)"
)
# "Python >= 3.10" is at least that; between operands it compares.
_LEASTS = (
    (re.compile(r"(?<=[\w.][^\W\d_] )>=(?= ?[0-9])"), "≥"),
    (re.compile(r"(?<=[\w.][^\W\d_] )<=(?= ?[0-9])"), "≤"),
)
_SIGN_BEFORE = re.compile(r"(?:[Зз]нак|[Сс]имвол)\w{0,3} \Z")
_TENDING = re.compile(r"(intil|интил)(?:adi da|ади да)(?!\w)")
_AMOUNT = re.compile(
    r"(?:[0-9]|(?<!\w)(?:тыс|млн|млрд|трлн|минг|mln|mlrd|trln|ming|million|milliard|миллион\w{0,2}"
    r"|миллиард\w{0,2})\.?) ?\Z"
)
_PAUSES = re.compile(r"[\s…—–-]*\Z|\.{2,}\Z")
_BRACKETED = re.compile(r"\(([^()]+)\)")
_ONLY_PUNCTUATION = re.compile(r"[\s.,;:!?…—–\"'«»“”‘’()-]*\Z")


def spoken_text(
    text: str,
    *,
    language: Language,
    lexicon: Mapping[str, str],
    spans: Sequence[Stretch] = (),
    cyrillic: bool = False,
) -> str:
    """Return the text of the requests for a block's text in one language.

    First its spans are settled (literals, keys, formulas, answers, the author's own words), then
    the language's letters are brought to one form, the lexicon is asked, and what a reader says
    for addresses, formulas, versions, units, powers and signs is put in. Numbers, dates,
    abbreviations and plain units are left to the voice, which knows its language. Pure, linear in
    the text's length, the same under every Python.
    What comes out is NFC with single spaces.
    """
    held = Held()
    column = column_for(_without_code(text, spans), language, cyrillic=cyrillic)
    words = vocabulary_of(column)
    scope = Scope(words=words, held=held, lexicon=lexicon, language=language)
    text = hold_pictures(hold_spans(held.protect(text), spans, scope), words, held)
    text = fold_letters(cleaned(text), language)
    text = hold_lexicon(text, lexicon, language, held)
    if not _LETTER.search(text):
        signs = spaced(say_symbols(text, column))
        if _LETTER.search(signs):
            return tidy_text(signs)
        return "" if _PAUSES.match(signs) else signs_named(signs, words)
    text = hold_listed_signs(ratios_said(eye_marks_gone(text, column), words), words, held)
    for hold in (
        hold_raw_tex, hold_key_signs, hold_addresses, hold_quantities, hold_notations,
        hold_references, hold_tags, hold_ranges, hold_units, hold_prose_math, hold_indices,
        hold_powers, hold_prose_names,
    ):  # fmt: skip
        text = hold(text, words, held)
    text = held.hold_all(_MEANT, text, lambda found: _meant(found, words))
    for least, sign in _LEASTS:
        text = least.sub(sign, text)
    text = menus_parted(_SILENT.sub(" ", text))
    text = hold_alternatives(text, words, held)
    text = held.hold_all(_SIGNS_ALONE, text, lambda found: _alone(found, words))
    text = say_symbols(spaced(say_identifiers(spaced(text), words)), column)
    said = composed(tidy_text(spaced(held.release(tidy_text(spaced(text))))))
    # "$n \to \infty$ da": the verb takes the ending that the sentence has.
    return _TENDING.sub(_when, said) if language == "uz" else said


def _when(found: re.Match[str]) -> str:
    return f"{found[1]}ganda" if found[1] == "intil" else f"{found[1]}ганда"


def _meant(found: re.Match[str], words: Vocabulary) -> str:
    """Name a sign that is spoken of as one: "the % sign" is no "percent sign sign"."""
    said = signs_named(found.group().strip(), words)
    if _SIGN_BEFORE.search(found.string, max(0, found.start() - 16), found.start()):
        return said.removeprefix("знак ")
    return without_sign(said, found.string, found.end())


def _without_code(text: str, spans: Sequence[Stretch]) -> str:
    """Return the words that tell a text's script: names and formulas are Latin in either."""
    parts, place = [], 0
    for span in spans:
        if span.kind in ("code", "key", "math") and span.start >= place:
            parts.append(text[place : span.start])
            place = span.end
    return spaced(" ".join([*parts, text[place:]]))


def _alone(found: re.Match[str], words: Vocabulary) -> str | None:
    signs = found["signs"]
    before = found.string[max(0, found.start() - 12) : found.start()]
    priced = signs in "$€£₽" and found.string[found.end() : found.end() + 2].strip()[:1].isdigit()
    if priced or (signs in "%‰$€" and _AMOUNT.search(before)):
        return None  # 5 %, $ 5
    if signs in _PROSE_SIGNS and not (found["open"] and found["close"]):
        before = found.string[max(found.start() - 2, 0) : found.start()].strip()
        after = found.string[found.end() : found.end() + 1]
        cell = before in (":", "") and after in (".", "") and not _ONLY_PUNCTUATION.match(signs)
        if not cell:
            return None
    if _ONLY_PUNCTUATION.match(signs) and not (found["open"] and found["close"]):
        return None
    before = found.string[max(0, found.start() - 4) : found.start()].rstrip()
    if signs == "%" and before[-1:].isalpha() and not found["open"]:
        return words.inside["%"]  # "context %, uptime"
    if bracketed := _BRACKETED.fullmatch(signs):
        return f"({signs_named(bracketed[1], words)})"
    return signs_named(signs, words)
