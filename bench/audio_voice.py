"""Measure the local voice: its speed, its loudness, the silence around its speech.

Speeds are reckoned in processor time where a figure says so: then they hold on a busy machine too.

Run: python bench/audio_voice.py
"""

from __future__ import annotations

import functools
import io
import re
import shutil
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile
from sounding.material import BITRATE, RATE, SENTENCES, median_ms, say, say_head, spoken

from aisha_docs_audio.emulator.tone import tone
from aisha_docs_audio.model import Utterance
from aisha_docs_audio.settings.languages import LANGUAGES
from aisha_docs_audio.sound import make_clip
from aisha_docs_audio.sound.decode import decode_audio
from aisha_docs_audio.voice import Sound
from aisha_docs_audio.voices.espeak.voice import EspeakVoice

if TYPE_CHECKING:
    from aisha_docs_audio.sound.decode import Samples

GOLDEN = Path(__file__).parents[1] / "tests" / "golden" / "sentences"


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


def main() -> None:
    """Print the table."""
    say_head()
    bench_voice()
    bench_loudness()
    bench_levels()


if __name__ == "__main__":
    main()
