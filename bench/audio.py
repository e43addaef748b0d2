"""Measure the local voice, the sound's path and the track cache; print each figure and its measure.

Speeds are reckoned in processor time where a figure says so: then they hold on a busy machine too.

It is long because each figure makes a sound of its own; they share the helpers at the top.

Run: python bench/audio.py
"""

from __future__ import annotations

import functools
import io
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import lameenc
import numpy as np
import soundfile

from aisha_docs_audio.emulator.tone import tone
from aisha_docs_audio.model import Line, Utterance
from aisha_docs_audio.settings.languages import LANGUAGES, Language
from aisha_docs_audio.sound import join_clips, make_clip
from aisha_docs_audio.sound.decode import decode_audio
from aisha_docs_audio.sound.frames import (
    CODEC_DELAY_SAMPLES,
    FRAME_SECONDS,
    LEAD_SAMPLES,
    frame_bytes,
)
from aisha_docs_audio.sound.track_cache import TrackCache
from aisha_docs_audio.sound.track_plan import TrackPlan
from aisha_docs_audio.storage.checksummed import file_digest
from aisha_docs_audio.voice import Sound
from aisha_docs_audio.voices.espeak.voice import EspeakVoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from aisha_docs_audio.sound.decode import Samples

RATE = 24_000
BITRATE = 48
GOLDEN = Path(__file__).parents[1] / "tests" / "golden" / "sentences"
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


def say(what: str, figure: str, measure: str = "") -> None:
    print(f"{what:<52} {figure:>22}   {measure}")


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


def bench_voice() -> None:
    nothing = [sys.executable, "-I", "-S", "-c", ""]
    bare = median_ms(lambda: subprocess.run(nothing, check=True), 20)
    voice = EspeakVoice()
    for language in LANGUAGES:
        speech = Utterance(engine="local", text=SENTENCES[language][1], language=language)
        ms = median_ms(functools.partial(voice.synthesize, speech), 20)
        say(
            f"local voice, one call, {language}",
            f"{ms:.0f} ms",
            f"bare Python process {bare:.0f} ms",
        )
    speech = Utterance(engine="local", text=SENTENCES["uz"][1], language="uz")
    for threads in (1, 2, 4):
        start = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(voice.synthesize, [speech] * 60))
        say(f"local voice, {threads} threads", f"{60 / (time.perf_counter() - start):.0f} texts/s")


def bench_clips() -> None:
    sounds = all_sounds() * 4
    seconds = sum(len(decode_audio(sound)) for sound in sounds) / RATE
    encode = functools.partial(make_clip, bitrate=BITRATE)
    works = (("decode and resample 22,050 Hz", decode_audio), ("make_clip, all of it", encode))
    for name, work in works:
        start = time.process_time()
        for sound in sounds:
            work(sound)
        speed = seconds / (time.process_time() - start)
        say(name, f"{speed:.0f} x real time", "processor time")
    for threads in (1, 2):
        start = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(encode, sounds))
        speed = seconds / (time.perf_counter() - start)
        say(f"make_clip, {threads} threads", f"{speed:.0f} x real time", "by the clock")


def bench_quality() -> None:
    sound = np.concatenate([decode_audio(audio) for audio in all_sounds()])
    pcm = (sound * 32767).astype("<i2").tobytes()
    for quality in (0, 2, 5, 7):
        encoder = lameenc.Encoder()
        encoder.set_channels(1)
        encoder.set_in_sample_rate(RATE)
        encoder.set_out_sample_rate(RATE)
        encoder.set_bit_rate(BITRATE)
        encoder.set_quality(quality)
        encoder.silence()
        start = time.process_time()
        frames = bytes(encoder.encode(pcm) + encoder.flush())
        speed = len(sound) / RATE / (time.process_time() - start)
        heard = soundfile.read(io.BytesIO(frames), dtype="float32")[0]
        distance = spectral_distance(sound, heard[CODEC_DELAY_SAMPLES:])
        say(
            f"LAME quality {quality} at {BITRATE} kbit/s",
            f"{speed:.0f} x real time",
            f"{distance:.2f} dB log-spectral distance",
        )


def spectral_distance(sound: Samples, heard: Samples) -> float:
    def spectra(samples: Samples) -> Samples:
        windows = np.lib.stride_tricks.sliding_window_view(samples, 512)[::256]
        return np.abs(np.fft.rfft(windows * np.hanning(512), axis=1))

    count = min(len(sound), len(heard))
    one, other = spectra(sound[:count]), spectra(heard[:count])
    loud = (one**2).mean(axis=1) > 1e-3
    ratio = 20 * np.log10((one[loud] + 0.01) / (other[loud] + 0.01))
    return float(np.sqrt((ratio**2).mean()))


def bench_cues() -> None:
    """Look in the decoded file for where each block is first heard, as a listener would."""
    clips = [make_clip(sound, bitrate=BITRATE).frames for sound in all_sounds()]
    lines = [line_of(n, str(n % len(clips)), pause_seconds=1.0) for n in range(240)]
    named = {line.clip_keys[0]: clips[n % len(clips)] for n, line in enumerate(lines)}
    track = bytearray()
    joined = join_clips(
        lines,
        load_clip=named.__getitem__,
        pause_between_seconds=0,
        bitrate=BITRATE,
        write=track.extend,
    )
    sound = soundfile.read(io.BytesIO(track), dtype="float32")[0]
    for decibels in (-50, -40, -30):
        late = []
        for span in joined.cues:
            at = round(span.start_seconds * RATE)
            block = sound[at : round(span.end_seconds * RATE)]
            loud = np.abs(block) > np.abs(block).max() * 10 ** (decibels / 20)
            late.append(float(np.argmax(loud)) / RATE * 1000)
        say(
            f"speech after its cue, heard at {decibels} dB",
            f"{min(late):.0f} to {max(late):.0f} ms",
            f"allowed 60; {len(late)} blocks in {joined.duration_seconds / 60:.1f} min",
        )
    exact = abs(len(sound) / RATE - joined.duration_seconds) * 1000
    say("track length against the decoder's", f"{exact:.3f} ms off", f"a frame is {FRAME_SECONDS}")


def loudness(mp3: bytes) -> tuple[float, float]:
    """Measure LUFS and true peak (EBU R 128) with ffmpeg's filter."""
    command = ["ffmpeg", "-hide_banner", "-nostats", "-f", "mp3", "-i", "-"]
    command += ["-af", "ebur128=peak=true", "-f", "null", "-"]
    told = subprocess.run(command, input=mp3, capture_output=True, check=True).stderr.decode()
    summary = told[told.rindex("Summary:") :]
    found = [re.search(rf"{name}:\s+(\S+) ", summary) for name in ("I", "Peak")]
    integrated, peak = (float(one[1]) if one else float("nan") for one in found)
    return integrated, peak


def bench_levels() -> None:
    """Measure what is heard of the local voice and of the emulator's tone, as clips in a row."""
    if shutil.which("ffmpeg") is None:
        print("ffmpeg is not installed: loudness is not measured")
        return
    voice = EspeakVoice()
    for language in LANGUAGES:
        lines = (GOLDEN / f"{language}.txt").read_text("utf-8").replace(" | ", " ").splitlines()
        utterances = [
            Utterance(engine="local", text=line, language=language) for line in lines[:40]
        ]
        tones = [
            Sound(audio=tone(utterance.text), origin="generated") for utterance in utterances[:10]
        ]
        spoken = [voice.synthesize(utterance) for utterance in utterances]
        for name, sounds in (("local voice", spoken), ("tone", tones)):
            decoded = [decode_audio(sound.audio) for sound in sounds]
            clips = [
                make_clip(s.audio, bitrate=BITRATE, gain_decibels=s.gain_decibels).frames
                for s in sounds
            ]
            integrated, peak = loudness(b"".join(clips))
            clipped = sum(int((np.abs(sound) >= 0.9999).sum()) for sound in decoded)
            seconds = sum(map(len, decoded)) / RATE
            say(f"{name}, {language}", f"{integrated:.1f} LUFS", f"true peak {peak:.1f} dB")
            say(
                f"  {len(sounds)} texts, {sum(map(len, lines[: len(sounds)]))} characters",
                f"{seconds:.0f} s",
                f"clipped samples before the gain: {clipped}",
            )
            edges = [silent_ends(played_back(clip)) for clip in clips]
            before, behind = (statistics.median(edge[n] for edge in edges) for n in (0, 1))
            kept = max(max(edge) for edge in edges)
            say(
                "  silence before and behind, median",
                f"{before:.0f}, {behind:.0f} ms",
                f"longest {kept:.0f} ms; before trimming "
                f"{max(max(silent_ends(sound)) for sound in decoded):.0f} ms",
            )


def played_back(frames: bytes) -> Samples:
    samples: Samples = soundfile.read(io.BytesIO(frames), dtype="float32")[0]
    return samples


def silent_ends(sound: Samples) -> tuple[float, float]:
    """Return the milliseconds before and behind what is louder than -50 dB under the loudest."""
    (loud,) = np.nonzero(np.abs(sound) > np.abs(sound).max() * 10 ** (-50 / 20))
    return loud[0] / RATE * 1000, (len(sound) - 1 - loud[-1]) / RATE * 1000


def bench_loudness() -> None:
    for language, texts in SENTENCES.items():
        sounds = [decode_audio(spoken(language, text)) for text in texts]
        levels = [20 * np.log10(np.sqrt(np.mean(sound**2))) for sound in sounds]
        peak = max(float(np.abs(sound).max()) for sound in sounds)
        say(
            f"loudness of local clips, {language}",
            f"{min(levels):.1f} to {max(levels):.1f} dB",
            f"root mean square; highest peak {20 * np.log10(peak):.1f} dB",
        )


def line_of(number: int, text: str, *, pause_seconds: float = 0.6) -> Line:
    return Line(
        number=number,
        caption="Shu sahifada hujjatlarni ovozli qilish haqida oʻqiysiz.",
        pause_seconds=pause_seconds,
        utterances=(Utterance(engine="bench", text=text, language="uz"),),
    )


def bench_join(directory: Path) -> None:
    made = [make_clip(sound, bitrate=BITRATE).frames for sound in all_sounds()]
    lines = tuple(line_of(n, str(n % len(made))) for n in range(12_000))
    clips = {line.clip_keys[0]: made[n % len(made)] for n, line in enumerate(lines)}
    plan = TrackPlan(lines=lines, bitrate=BITRATE, pause_between_seconds=0.25)
    cache = TrackCache(directory)
    start = time.process_time()
    narration = cache.make(plan, clips.__getitem__)
    took = time.process_time() - start
    tracemalloc.start()
    cache.make(plan, clips.__getitem__)
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    say(
        f"join a page of {narration.duration_seconds / 3600:.1f} hours",
        f"{took:.2f} s",
        f"at most {most:.0f} MB of memory for {narration.track.stat().st_size / 1e6:.0f} MB",
    )


def bench_cached_pages(directory: Path) -> None:
    pages, blocks = 200, 50
    cache = TrackCache(directory)
    clips = [make_clip(sound, bitrate=BITRATE).frames for sound in all_sounds()]

    def plan(page: int) -> TrackPlan:
        return TrackPlan(
            bitrate=BITRATE,
            pause_between_seconds=0.25,
            lines=tuple(line_of(n, str(n + page)) for n in range(blocks)),
        )

    plans = [plan(page) for page in range(pages)]
    start = time.perf_counter()
    made = [cache.make(one, lambda key: clips[int(key, 16) ** 3 % len(clips)]) for one in plans]
    join_ms = (time.perf_counter() - start) * 1000 / pages
    size = sum(one.track.stat().st_size for one in made) / pages
    start = time.perf_counter()
    found = [cache.find(one) for one in plans]
    find_ms = (time.perf_counter() - start) * 1000 / pages
    assert found == made
    start = time.perf_counter()
    for one in made:
        file_digest(one.track)
    hash_ms = (time.perf_counter() - start) * 1000 / pages
    minutes = size / frame_bytes(BITRATE) * FRAME_SECONDS / 60
    what = f"{minutes:.1f} min, {blocks} blocks"
    say(f"page made from cached clips ({what})", f"{join_ms:.2f} ms")
    say("unchanged page found", f"{find_ms:.2f} ms", f"SHA-256 of its track alone {hash_ms:.2f} ms")


def main() -> None:
    say("margin before the speech", f"{LEAD_SAMPLES / RATE * 1000:.0f} ms")
    bench_voice()
    bench_clips()
    bench_quality()
    bench_cues()
    bench_loudness()
    bench_levels()
    for bench in (bench_join, bench_cached_pages):
        with tempfile.TemporaryDirectory() as directory:
            bench(Path(directory))


if __name__ == "__main__":
    main()
