"""The process that speaks with Piper: a script, run by its path, that lives as long as its voice.

Piper is under the GPL and this package is not, so they talk through pipes only. Loading a model
takes seconds, so one process speaks many texts.

Argument: the model's .onnx file, with its .onnx.json beside it.
Standard input: for each text its length in bytes as a decimal line, then the text, UTF-8.
Standard output: for each text a line with the sample rate and the length in bytes, then 16-bit mono
PCM, little-endian. Exit status: 0 when standard input ends.
"""

from __future__ import annotations

import os
import sys


def speak_lines(model: str) -> None:
    """Speak every text of standard input."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    from piper import PiperVoice, SynthesisConfig  # noqa: PLC0415 - it may print

    voice = PiperVoice.load(model)
    # Without noise the same text always gives the same sound. Each chunk of a text as loud as its
    # neighbours: Piper would raise every one to full scale.
    config = SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0, normalize_audio=False)
    while line := sys.stdin.buffer.readline():
        text = sys.stdin.buffer.read(int(line)).decode("utf-8")
        pcm = b"".join(chunk.audio_int16_bytes for chunk in voice.synthesize(text, config))
        answers.write(b"%d %d\n" % (voice.config.sample_rate, len(pcm)))
        answers.write(pcm)
        answers.flush()


if __name__ == "__main__":
    speak_lines(sys.argv[1])
