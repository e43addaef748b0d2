"""Lexicons as files: W3C's Pronunciation Lexicon Specification (PLS 1.0), its aliases."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aisha_docs_audio.errors import SettingsError
from aisha_docs_audio.settings.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_PLS = "{http://www.w3.org/2005/01/pronunciation-lexicon}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMED = 3
_MOST_BYTES = 16 * 2**20


def load_lexicon(value: object, root: Path, option: str) -> tuple[object, tuple[str, ...]]:
    """Put the entries of lexicon files in the place of their paths.

    `value` is the option as typed: a mapping, the path of a PLS file relative to `root`, or a list
    of both, the later entry winning. Returns the mapping and what cannot be used of the files; any
    other value is returned as it is, for the option's parser to refuse. Raises SettingsError for a
    file that cannot be read.
    """
    parts: list[object] = list(value) if isinstance(value, (list, tuple)) else [value]
    words: dict[Any, Any] = {}
    messages: list[str] = []
    for part in parts:
        if isinstance(part, Mapping):
            entries: Mapping[Any, Any] = part
        elif isinstance(part, str):
            entries, found = _entries_of(_parsed(root, part, option), part)
            messages += found
        else:
            return value, ()
        for word, said in entries.items():
            before = words.get(word)
            if isinstance(before, Mapping) and isinstance(said, Mapping):
                words[word] = {**before, **said}
            else:
                words[word] = said
    return words, tuple(messages)


def _parsed(root: Path, named: str, option: str) -> Element:
    """Return a lexicon's root element. Raises SettingsError."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - a parser that few sites need
    from defusedxml.ElementTree import ParseError, fromstring  # noqa: PLC0415

    try:
        with (root / Path(named).expanduser()).open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise SettingsError(option, f"{named} is larger than {_MOST_BYTES // 2**20} MB.")
        # No document type: neither entities that grow nor files of this machine.
        lexicon: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        problem = f"{named} has a document type definition (<!DOCTYPE …>)."
        raise SettingsError(option, problem, "Take it out of the file.") from None
    except (ParseError, LookupError, UnicodeError) as error:
        raise SettingsError(option, f"{named} is not valid XML: {error}.") from None
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        hint = "A text here is the path of a W3C PLS file, seen from the configuration file."
        if option.startswith("--"):
            hint = "Write WORD=SAID, or the path of a W3C PLS file."
        raise SettingsError(
            option, f"{named or 'an empty text'} cannot be read: {reason}.", hint
        ) from None
    if lexicon.tag != f"{_PLS}lexicon":
        raise SettingsError(
            option,
            f"{named} is not a W3C pronunciation lexicon.",
            f'Its root must be <lexicon xmlns="{_PLS[1:-1]}">.',
        )
    return lexicon


def _entries_of(lexicon: Element, named: str) -> tuple[dict[str, Any], list[str]]:
    """Return a lexicon's entries, and messages on what of it is left out."""
    language = (lexicon.get(_LANGUAGE) or "").replace("_", "-").split("-")[0].lower()
    if language and language not in LANGUAGES:
        return {}, [f"{named} is not used: it is for the language “{language}”."]
    entries: dict[str, Any] = {}
    phonemes: list[str] = []
    for words, said in _lexemes(lexicon):
        if said is None:
            phonemes += words
            continue
        for word in words:
            entries.setdefault(word, {language: said} if language else said)
    phonemes = [word for word in phonemes if word not in entries]
    if not phonemes:
        return entries, []
    shown = ", ".join(f"“{word}”" for word in phonemes[:_NAMED])
    more = f" and {len(phonemes) - _NAMED} more" if len(phonemes) > _NAMED else ""
    message = (
        f"{named}: left out, because the API takes no phonemes and these have no <alias>: "
        f"{shown}{more}. Give each an alias, spelled as it is to be said."
    )
    return entries, [message]


def _lexemes(lexicon: Element) -> Iterator[tuple[list[str], str | None]]:
    """Return each lexeme's words and how they are said; None where only phonemes say it.

    Of several aliases the one with prefer="true" counts, else the first (PLS 1.0, 4.9.3).
    """
    for lexeme in lexicon.iter(f"{_PLS}lexeme"):
        words = [word for each in lexeme.iter(f"{_PLS}grapheme") if (word := _text(each))]
        aliases = list(lexeme.iter(f"{_PLS}alias"))
        preferred = [alias for alias in aliases if alias.get("prefer") == "true"]
        said = next((text for each in (*preferred, *aliases) if (text := _text(each))), None)
        if words:
            yield words, said


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
