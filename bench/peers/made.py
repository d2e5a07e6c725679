"""The numbers of the works, made by numpy: arrays [sequences, steps, features] in float32. The same for every peer in Python."""
import numpy as np

rng = np.random.default_rng(0)


def sinusoids(count, length=100):
    """Noisy sinusoids of period 60 and their clean form."""
    offset = rng.integers(0, length + 1, size=(count, 1))
    clean = np.sin(2 * np.pi * (np.arange(length)[None] + offset) / 60.0)
    noisy = clean + rng.uniform(-0.35, 0.35, size=clean.shape)
    return noisy[..., None].astype(np.float32), clean[..., None].astype(np.float32)


def signal_windows():
    """Windows of 5 past and 2 coming values of a noisy signal."""
    t = np.linspace(0.0, 80 * np.pi, 2000)
    y = (np.sin(2 * t) + 0.5 * np.cos(t) + rng.normal(0, 0.2, 2000))[:-50]
    count = len(y) - 7 + 1
    past = np.stack([y[i:i + 5] for i in range(count)])[..., None]
    coming = np.stack([y[i + 5:i + 7] for i in range(count)])[..., None]
    return past.astype(np.float32), coming.astype(np.float32)


def uniform(*shape):
    return rng.random(shape, np.float32)


def normal(*shape):
    return rng.standard_normal(shape, np.float32)


def batches_of(size, *arrays):
    """Rows of the arrays in order, `size` at a time; the last batch has what is left."""
    return [tuple(array[i:i + size] for array in arrays) for i in range(0, len(arrays[0]), size)]
