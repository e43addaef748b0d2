"""Channels to one, and levels: what is heard of a recording, as loud as its voice is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aisha_docs_audio.sound.decode import Samples

_CANCELLED = 0.2
"""A mean with less of the loudest channel's power has been cancelled out. One channel of two that
speaks alone leaves a quarter, two that are unlike a half; of more channels one alone is taken."""

_KNEE, _CEILING = 10 ** (-7 / 20), 10 ** (-3.2 / 20)
"""Of full scale. Encoding adds up to 2 dB at 32 kbit/s or more: the true peak stays below -1 dB."""


class MonoMix:
    """What is heard of a recording's channels: their mean, or the loudest where they cancel out.

    Recordings with one channel upside down exist, and their mean is silence. Whether that is so is
    known when all blocks (samples × channels) have been seen: then `loudest` says which channel to
    read instead, or None.
    """

    def __init__(self, channels: int) -> None:
        self._powers = np.zeros(channels)
        self._mean_power = 0.0

    def mean(self, block: NDArray[np.float32]) -> Samples:
        """Return the mean of a block's channels."""
        mean = block.mean(axis=1, dtype=np.float64)
        if block.shape[1] > 1:
            self._powers += np.square(block, dtype=np.float64).sum(axis=0)
            self._mean_power += float(np.square(mean).sum())
        mono: Samples = mean.astype(np.float32)
        return mono

    @property
    def loudest(self) -> int | None:
        """Return the channel to be read alone, where the mean has lost the sound."""
        cancelled = self._mean_power < _CANCELLED * float(self._powers.max())
        return int(self._powers.argmax()) if cancelled else None

    def only_loudest(self, block: NDArray[np.float32]) -> Samples:
        """Return that channel of a block."""
        channel: Samples = block[:, self._powers.argmax()]
        return channel


def louder(sound: Samples, decibels: float) -> Samples:
    """Apply a voice's gain, and keep peaks under -3.2 dB of full scale.

    Peaks above -7 dB are bent, not cut; everything below is as the gain makes it. The curve is the
    same for all sounds: clips of one voice keep their loudness against each other.
    """
    scaled = sound * np.float32(10 ** (decibels / 20))
    over = np.abs(scaled) > _KNEE
    if over.any():
        room = _CEILING - _KNEE
        bent = _KNEE + room * np.tanh((np.abs(scaled[over]) - _KNEE) / room)
        scaled[over] = np.copysign(bent, scaled[over])
    louder_sound: Samples = scaled.astype(np.float32)
    return louder_sound
