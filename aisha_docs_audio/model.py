"""The nouns that all rooms share: page, block, utterance, line, cue, narration."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.settings.options import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSource:
    """What a host knows of a page.

    `path` is the source file below the documentation folder, with forward slashes; `metadata` its
    front matter; `languages` the languages the host gives it, the page's own first, then the
    site's, as any locale form ("en", "ru_RU", "uz-Latn"); None where the host has none.
    `written_to` is the file in the built site, with forward slashes; "" if that is not known.
    `folder` is where the page's source lies, `root` the folder that nothing it names may leave;
    None where a host has no such files.
    """

    path: str
    title: str
    metadata: Mapping[str, Any]
    languages: tuple[str | None, ...]
    written_to: str = ""
    folder: Path | None = None
    root: Path | None = None


BlockKind = Literal[
    "heading",
    "paragraph",
    "item",
    "term",
    "definition",
    "row",
    "caption",
    "title",
    "summary",
    "tab",
    "quote",
    "image",
    "code",
    "formula",
    "announcement",
]
"""What a block is to a listener.

heading, paragraph, quote (a paragraph of a quotation), item (of a list), term and definition (of
a definition list, an API signature being a term), row (of a table, with its headers), caption
(of a figure or a table), title (of an admonition, topic, sidebar or card), summary (the line that
opens a details element), tab (the label of the tab whose content follows), image (what a picture
that stands alone shows), code (a listing read aloud), formula (one that stands on lines of its
own), announcement (one sentence in place of a table or a listing that is not read).
"""

SpanKind = Literal["code", "key", "math", "link", "language", "said", "answer"]
"""What a stretch of a block is, where that changes how it is said.

code (a literal: its signs are meant), key (one key of a shortcut), math (a formula; `value` is its
source, TeX or MathML), link (`value` is its address), language (words in another language; `value`
is the primary subtag), said (`value` is heard in place of what is shown, as in ``data-say``),
answer (a picture or sign that means "yes" or "no"; `value` is which).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a block's text: `start` and `end` are offsets into it, in code points."""

    start: int
    end: int
    kind: SpanKind
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A readable element of a page.

    `number` is the n of the element's ``data-audio-block="<n>"``, counted from 1 in reading
    order, which is the order of the elements in the page. `level` is 1 to 6 for a heading, the
    nesting depth from 1 for an item of a list, else 0. `text` is what the page shows of it, with
    the words that a reader adds, white space collapsed, never empty. `spans` say what its stretches
    are; they lie in order of their starts, and one may lie inside another. `language` is the
    primary subtag, in lower case, of the nearest ``lang`` attribute (HTML Standard, "The lang and
    xml:lang attributes") on the element or around it inside the fragment; None: the page's.
    """

    number: int
    kind: BlockKind
    level: int
    text: str
    language: str | None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBlock:
    """The words of one block's element, without those of blocks inside it.

    `words` are letters and digits only, so that minifiers, quotation marks and permalink signs
    change nothing. `hidden` counts the elements around it that hide it.
    """

    number: int
    words: str
    hidden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNarration:
    """What a person made for a page: a recording, with or without cues, or a script to be spoken.

    Paths are as they were typed, from `folder`; nothing outside of `root` counts.
    """

    folder: str
    root: str
    file: str | None = None
    cues: str | None = None
    script: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MisreadText:
    """How many blocks of a page have the letters of another language, and the first of them."""

    count: int
    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that is to be narrated. `settings` are the site's with the page's own laid over.

    `others` are entries of its front matter that have the name of an option, and are another
    tool's. `blocks`, and `shown`, what its written HTML must show of them, may lie on disk, to be
    loaded at each look; that raises CacheError. `key` names what was read and all that it was read
    from; "" where it is not kept.
    """

    path: str
    title: str
    language: Language
    settings: Settings
    overrides: Mapping[str, Any]
    blocks: Sequence[Block]
    shown: Sequence[ShownBlock] = ()
    others: tuple[str, ...] = ()
    unspoken: tuple[str, ...] = ()
    """The languages of blocks that were left out, because no voice speaks them."""
    own: OwnNarration | None = None
    """What a person made to be heard in place of what is read of it."""
    misread: MisreadText | None = None
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """The text of one request as it is sent, and every parameter that changes its sound.

    `engine` names who speaks: "local" for eSpeak NG, "aisha" for the API's production origin,
    "aisha@<origin>" for another origin, "aisha@loopback" for a server on this machine (an
    emulator), so that a stand-in's sound never passes for a paid one.
    `model`, `mood`, `speed` and `voice_id` are None where they are not sent.
    """

    engine: str
    text: str
    language: Language
    model: str | None = None
    mood: str | None = None
    speed: float | None = None
    voice_id: int | None = None

    @property
    def key(self) -> str:
        """SHA-256, 64 hexadecimal digits, over the text as sent and the parameters.

        Never over anything of this program's version: an upgrade must not pay again. The form
        hashed is JSON with sorted keys, UTF-8, no white space.
        """
        return _key_of(self)


@lru_cache(maxsize=256)  # on its way through a build an utterance is asked for it two dozen times
def _key_of(utterance: Utterance) -> str:
    fields = {
        "engine": utterance.engine,
        "language": utterance.language,
        "model": utterance.model,
        "mood": utterance.mood,
        "speed": None if utterance.speed is None else float(utterance.speed),
        "text": utterance.text,
        "voice_id": utterance.voice_id,
    }
    form = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is said of one block: one utterance a segment, after a pause of silence."""

    number: int
    caption: str
    pause_seconds: float
    utterances: tuple[Utterance, ...]

    @property
    def clip_keys(self) -> tuple[str, ...]:
        """The keys of its sounds, in order."""
        return tuple(utterance.key for utterance in self.utterances)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """What is heard from when to when: `number` is the block's, `text` its caption, plain."""

    number: int
    start_seconds: float
    end_seconds: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Narration:
    """A track and its cues; `track` and `captions` are files of the cache, named by content.

    A person's recording is a file of the documentation, and has no captions in the cache.
    """

    track: Path
    captions: Path | None
    cues: Sequence[Cue]
    duration_seconds: float
