"""Integer formulas that Python and TypeScript (formulas.ts) evaluate to the
same bits, so that fixtures need not hold inputs, and the sketch that stands for
a gradient too large to store.

All integers are unsigned 32-bit; `mix` is the finaliser of MurmurHash3.
"""

from __future__ import annotations

import base64

import numpy as np
import torch

BUCKETS = 128
SAMPLES = 8


def mix(x: np.ndarray) -> np.ndarray:
    """Spreads integers over 0 .. 2^32 - 1."""
    x = x.astype(np.uint32)
    x = (x ^ (x >> 16)) * np.uint32(0x85EBCA6B)
    x = (x ^ (x >> 13)) * np.uint32(0xC2B2AE35)
    return x ^ (x >> 16)


def counters(seed: int, count: int) -> np.ndarray:
    """Hashes of 0 .. count - 1 under a seed."""
    start = mix(np.array([seed]))
    return mix(np.arange(count, dtype=np.uint32) + start)


def uniform(seed: int, count: int) -> np.ndarray:
    """Float64 values in [-1, 1)."""
    return counters(seed, count) / 2.0**31 - 1


def triangle(step: int, samples: int) -> np.ndarray:
    """Triangle wave in [-1, 1] that advances step / 2^32 of a period a sample."""
    phase = np.arange(samples, dtype=np.uint32) * np.uint32(step)
    return np.abs(phase / 2.0**31 - 1) * 2 - 1


def utterance(number: int, samples: int) -> np.ndarray:
    """Float32 audio: three harmonics of 110 Hz and up, an envelope and noise."""
    step = 29_527_900 + 4_000_037 * number
    voice = triangle(step, samples)
    voice = voice + triangle(2 * step, samples) / 2 + triangle(5 * step, samples) / 4
    envelope = 1.25 + triangle(671_089, samples)
    audio = voice * envelope / 8 + uniform(number, samples) / 64
    return audio.astype(np.float32)


class Stream:
    """Uniform numbers in [0, 1), drawn as the suite's training does: a head's
    weights row by row, then one shuffle of the utterances for each epoch."""

    def __init__(self, seed: int) -> None:
        self.seed, self.drawn = seed, 0

    def random(self, count: int) -> np.ndarray:
        self.drawn += count
        return counters(self.seed, self.drawn)[-count:] / 2.0**32

    def xavier(self, rows: int, columns: int) -> np.ndarray:
        """Float32 [rows, columns], uniform in +-sqrt(6 / (rows + columns))."""
        draws = (2 * self.random(rows * columns) - 1) * np.sqrt(6 / (rows + columns))
        return draws.astype(np.float32).reshape(rows, columns)

    def shuffled(self, count: int) -> list[int]:
        """0 .. count - 1 by Fisher and Yates from the end."""
        order = list(range(count))
        for i in range(count - 1, 0, -1):
            j = int(self.random(1)[0] * (i + 1))
            order[i], order[j] = order[j], order[i]
        return order


def sketch(values: np.ndarray) -> np.ndarray:
    """Count sketch [BUCKETS] of a flat float64 array (Charikar, Chen and
    Farach-Colton 2002): element i is added to bucket h(i) with sign s(i), both
    from one hash of i. It is linear, so the sketch of a difference is the
    difference of the sketches, and its squared 2-norm has the expectation of
    the squared 2-norm of what was sketched, with relative variance 2 / BUCKETS
    at most.
    """
    h = counters(0, values.size)
    sign = np.where(h >> 31, -1.0, 1.0)
    return np.bincount(h % BUCKETS, weights=values * sign, minlength=BUCKETS)


def sampled(count: int) -> np.ndarray:
    """Indices of the elements stored as they are."""
    return counters(1, SAMPLES) % np.uint32(count)


def pack(values: np.ndarray) -> str:
    """Float32 little-endian in base64."""
    return base64.b64encode(np.ascontiguousarray(values, "<f4").tobytes()).decode()


def whole(tensor: torch.Tensor) -> dict:
    """A tensor for a fixture, all values."""
    return {"shape": list(tensor.shape), "values": pack(tensor.double().numpy())}


def sketched(tensor: torch.Tensor) -> dict:
    """A tensor for a fixture: shape, 2-norm, sketch, some elements."""
    flat = tensor.double().numpy().reshape(-1)
    return {
        "shape": list(tensor.shape),
        "norm": float(np.linalg.norm(flat)),
        "sketch": pack(sketch(flat)),
        "samples": [float(x) for x in flat[sampled(flat.size)]],
    }
