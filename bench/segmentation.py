"""Print how well long blocks are cut, what an edit pays again, and how time grows with size.

Run: python bench/segmentation.py

Compared with: sentencex's sentence ends and pysbd's (Uzbek as if English), if installed; filling
each segment to the last sentence that fits, and segments of equal size, for edits. The text of
the edits is Python's own language reference, which every Python carries (`pydoc_data.topics`).
"""

from __future__ import annotations

import importlib.util
import itertools
import random
import re
import statistics
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from pydoc_data.topics import topics

from measuring.tables import print_machine, print_table

from aisha_docs_audio.settings.languages import LANGUAGES, Language
from aisha_docs_audio.utterances.normalization import caption_text, spoken_text
from aisha_docs_audio.utterances.segmentation import split
from aisha_docs_audio.utterances.segmentation.sentences import find_ends

GOLDEN = Path(__file__).parents[1] / "tests" / "golden" / "sentences"
LIMIT = 1000
EDITS = 400
SIZES = (20_000, 200_000)

Packer = Callable[[str], tuple[str, ...]]


def golden(language: Language) -> list[tuple[str, list[str]]]:
    lines = (GOLDEN / f"{language}.txt").read_text("utf-8").splitlines()
    return [
        (line.replace(" | ", " "), [part.strip() for part in line.split(" | ")]) for line in lines
    ]


def our_sentences(text: str, language: Language) -> list[str]:
    ends = [0, *find_ends(text, language).sentences, len(text)]
    return [text[a:b].strip() for a, b in itertools.pairwise(ends)]


def print_sentences() -> None:
    splitters: dict[str, Callable[[str, Language], list[str]]] = {"ours": our_sentences}
    if importlib.util.find_spec("sentencex"):
        import sentencex  # noqa: PLC0415

        splitters["sentencex"] = lambda text, language: [
            part.strip() for part in sentencex.segment(language, text)
        ]
    if importlib.util.find_spec("pysbd"):
        import pysbd  # noqa: PLC0415

        splitters["pysbd"] = lambda text, language: [
            part.strip()
            for part in pysbd.Segmenter(
                language="en" if language == "uz" else language, clean=False
            ).segment(text)
        ]

    def rows() -> Iterator[Sequence[str]]:
        for name, splitter in splitters.items():
            counts = []
            for language in LANGUAGES:
                cases = golden(language)
                right = sum(splitter(text, language) == wanted for text, wanted in cases)
                counts.append(f"{right} of {len(cases)}")
            yield name, *counts

    print_table(("golden cases with every sentence end right", *LANGUAGES), rows())


def greedy(text: str) -> tuple[str, ...]:
    """Fill each segment to the last sentence, else word, that fits."""
    ends = find_ends(text, "en")
    pieces, start = [], 0
    while len(text) - start > LIMIT:
        for places in (ends.sentences, ends.words):
            place = places[bisect_right(places, start + LIMIT) - 1]
            if place > start:
                break
        pieces.append(text[start:place])
        start = place + 1
    return (*pieces, text[start:])


def equal(text: str) -> tuple[str, ...]:
    """Cut at the sentences nearest to equal shares, in as few segments as will do."""
    sentences = find_ends(text, "en").sentences
    for count in itertools.count(-(-len(text) // LIMIT)):
        share = len(text) / count
        cuts = sorted(
            {min(sentences, key=lambda end: abs(end - share * n)) for n in range(1, count)}
        )
        pieces = tuple(text[a:b].strip() for a, b in itertools.pairwise([0, *cuts, len(text)]))
        if max(map(len, pieces)) <= LIMIT or count > 50:
            return pieces
    raise AssertionError


def ours(text: str) -> tuple[str, ...]:
    return split(text, limit=LIMIT, language="en")


def paragraph(chance: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += f" {chance.choice(PROSE)}"
    return text.strip()[:length].rpartition(" ")[0]


def change_word(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    words[chance.randrange(1, len(words) - 1)] = "different"
    return " ".join(words)


def add_sentence(text: str, chance: random.Random) -> str:
    end = chance.choice(find_ends(text, "en").sentences)
    return f"{text[:end]} The author adds one more sentence of some length here.{text[end:]}"


def remove_sentence(text: str, chance: random.Random) -> str:
    ends = find_ends(text, "en").sentences
    at = chance.randrange(len(ends) - 1)
    return text[: ends[at]] + text[ends[at + 1] :]


PROSE = [
    paragraph
    for topic in topics.values()
    for paragraph in (" ".join(part.split()) for part in re.split(r"\n\s*\n", topic))
    if len(paragraph) > 120 and paragraph[0].isupper() and paragraph.endswith(".")
]


def edited() -> Iterator[Sequence[str]]:
    """Give what each way to cut pays again for an edit."""
    packers: dict[str, Packer] = {"ours": ours, "greedy": greedy, "equal": equal}
    for edit in (change_word, add_sentence, remove_sentence):
        for name, pack in packers.items():
            chance = random.Random(1)
            segments, paid, characters = [], [], []
            for _ in range(EDITS):
                text = paragraph(chance, 5000)
                before, after = pack(text), pack(edit(text, chance))
                new = [piece for piece in after if piece not in set(before)]
                segments.append(len(before))
                paid.append(len(new))
                characters.append(sum(map(len, new)))
            error = statistics.stdev(characters) / EDITS**0.5
            yield (
                edit.__name__.replace("_", " a "),
                name,
                f"{statistics.mean(segments):.1f}",
                f"{statistics.mean(paid):.2f}",
                f"{statistics.mean(characters):.0f} ± {error:.0f}",
                f"{statistics.quantiles(characters, n=20)[-1]:.0f}",
            )


HOSTILE = {
    "prose": "Bu oddiy gap, mkdocs.yml va docs/index.md haqida. ",
    "one word": "a",
    "dots": ".",
    "initials": "A. ",
    "abbreviations": "т. д. ",
    "flags": "\U0001f1fa",
    "marks": "\u0301\u0327\u0315",
    "joined": "\U0001f468\u200d",
    "schemes": "a+b.c-",
    "addresses": "https://a.b/c,",
    "apostrophes": "o'",
    "paths": "a/b.c/",
    "tags": "<a",
    "signs": "+",
    "arrows": "→ ",
    "surrogates": "\ud800",
}


def grown() -> Iterator[Sequence[str]]:
    """Give how the time of each step grows with the length."""
    lexicon = {f"word{number}": f"said {number}" for number in range(100)}
    steps: dict[str, Callable[[str], object]] = {
        "caption": caption_text,
        "spoken": lambda text: spoken_text(text, language="uz", lexicon=lexicon),
        "split": lambda text: split(text, limit=LIMIT, language="uz"),
    }
    for name, unit in HOSTILE.items():
        figures = []
        for run in steps.values():
            for size in SIZES:
                text = ("x" + unit * (size // len(unit) + 1))[:size]
                start = time.process_time()
                run(text)
                figures.append(f"{time.process_time() - start:.3f}")
        yield name, *figures


def main() -> None:
    """Print the three tables."""
    print_machine()
    print_sentences()
    head = ("edit", "cut by", "segments", "paid again", "characters", "95 % pay at most")
    print(f"\n{EDITS} edits of blocks of 5,000 characters:\n")
    print_table(head, edited())
    print("\nProcessor seconds; linear is ten times as long for ten times the text:\n")
    columns = [f"{step} {size:,}" for step in ("caption", "spoken", "split") for size in SIZES]
    print_table(("characters of", *columns), grown())


if __name__ == "__main__":
    main()
