"""What the benches of sound share: sentences in three languages, spoken; figures, printed."""

from __future__ import annotations

import functools
import statistics
import time
from typing import TYPE_CHECKING

from measuring.tables import print_machine

from aisha_docs_audio.model import Line, Utterance
from aisha_docs_audio.voices.espeak.voice import EspeakVoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.settings.languages import Language


RATE = 24_000
BITRATE = 48
SENTENCES: dict[Language, list[str]] = {
    "uz": [
        "Oʻrnatish",
        "Harflar va soʻzlar, foydalanuvchi interfeysi sozlamalari.",
        "Shu sahifada hujjatlarni ovozli qilish haqida oʻqiysiz.",
        "Fayllar",
        "Xato yuz bersa, qurish toʻxtamaydi; sahifa ovozsiz qoladi.",
    ],
    "en": [
        "Installation",
        "Free software for everyone who writes documentation.",
        "She sells sea shells; how fast is the first figure found?",
        "However",
        "If something fails, the build goes on.",
    ],
    "ru": [
        "Установка",
        "Файлы и шрифты, настройки интерфейса пользователя.",
        "Хорошо, что страницы можно слушать.",
        "Сохранение",
        "При ошибке сборка продолжается.",
    ],
}


def say_head() -> None:
    """Print the machine, and the head of the table whose rows follow."""
    print_machine()
    print("| what | figure | beside |\n|---|---|---|", flush=True)


def say(what: str, figure: str, measure: str = "") -> None:
    """Print a row of the table."""
    print(f"| {what.strip()} | {figure} | {measure} |", flush=True)


def median_ms(work: Callable[[], object], times: int) -> float:
    def once() -> float:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1000

    return statistics.median(once() for _ in range(times))


@functools.cache
def spoken(language: Language, text: str) -> bytes:
    return EspeakVoice().synthesize(Utterance(engine="local", text=text, language=language)).audio


def all_sounds() -> list[bytes]:
    return [spoken(language, text) for language, texts in SENTENCES.items() for text in texts]


def line_of(number: int, text: str, *, pause_seconds: float = 0.6) -> Line:
    return Line(
        number=number,
        caption="Shu sahifada hujjatlarni ovozli qilish haqida oʻqiysiz.",
        pause_seconds=pause_seconds,
        utterances=(Utterance(engine="bench", text=text, language="uz"),),
    )
