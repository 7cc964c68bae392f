"""Train the network that reads backs, from nothing: cut silhouettes, show them, keep the weights.

    make train-back

The silhouettes are cut once and kept in a folder; with two processors 1000 lifts take half an hour.
Training takes minutes. What comes out is the same wherever it is run but for rounding.
"""

import argparse
import itertools
import pickle
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from back_pulls import kept, pulls
from back_samples import Samples, samples
from numpy.typing import NDArray

from liftvision.arrays import FloatArray
from liftvision.spine.network import Network, Weights, forward, standardised

LIFTS, BATCH_OF_LIFTS, SEED = 1000, 20, 600
HIDDEN = (64, 32)
MEMBERS = 5
EPOCHS, BATCH = 50, 256
RATE, DECAY = 3e-3, 3e-4
INPUT_NOISE = 0.05
"""Standard deviation of what is added to each input, in its own."""

BETA_1, BETA_2, TINY = 0.9, 0.999, 1e-8
"""Of Adam (Kingma and Ba 2015), as published."""


def main() -> int:
    """Cut what is not cut yet, train, and write the network."""
    arguments = _arguments()
    arguments.pulls.mkdir(parents=True, exist_ok=True)
    cut(arguments.pulls, arguments.lifts, arguments.jobs)
    shown = samples(kept(arguments.pulls), arguments.seed)
    print(f"{len(shown.inputs)} samples of {int(shown.pull.max()) + 1} lifts")
    network = train(shown, arguments.seed)
    network.save(arguments.out)
    print(f"{arguments.out.name}: {arguments.out.stat().st_size / 1000:.0f} kB")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pulls", type=Path, default=Path("build/pulls"), help="where they are kept"
    )
    parser.add_argument("--lifts", type=int, default=LIFTS)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0, help="of what is drawn in training")
    parser.add_argument("--out", type=Path, default=Path("liftvision/spine/back.npz"))
    return parser.parse_args()


def cut(folder: Path, lifts: int, jobs: int) -> None:
    """Cut the silhouettes of the first lifts that are not in a folder yet."""
    missing = [
        start
        for start in range(0, lifts, BATCH_OF_LIFTS)
        if not (folder / f"{start:05d}.pulls").exists()
    ]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        done = pool.map(_cut_batch, missing, [folder] * len(missing))
        for number, _ in enumerate(done, start=1):
            print(f"\rcut {number} of {len(missing)} batches", end="", file=sys.stderr, flush=True)


def _cut_batch(start: int, folder: Path) -> None:
    batch = list(pulls("train", SEED, range(start, start + BATCH_OF_LIFTS)))
    unfinished = folder / f"{start:05d}.part"
    unfinished.write_bytes(pickle.dumps(batch))
    unfinished.rename(folder / f"{start:05d}.pulls")


def train(shown: Samples, seed: int, members: int = MEMBERS) -> Network:
    """Train the members, each from other first weights and in another order."""
    mean = np.nanmean(shown.inputs, axis=0)
    deviation = np.nanstd(shown.inputs, axis=0) + 1e-3
    out_mean, out_deviation = shown.outputs.mean(axis=0), shown.outputs.std(axis=0)
    inputs = standardised(shown.inputs, mean, deviation)
    wanted = ((shown.outputs - out_mean) / out_deviation).astype(np.float32)
    trained = [
        _trained(inputs, wanted, np.random.default_rng((seed, member))) for member in range(members)
    ]
    return Network(mean, deviation, out_mean, out_deviation, tuple(trained))


def _trained(
    inputs: NDArray[np.float32], wanted: NDArray[np.float32], chance: np.random.Generator
) -> Weights:
    """Train one member by Adam, its steps getting smaller along a cosine."""
    weights = _first_weights(inputs.shape[1], wanted.shape[1], chance)
    first = [np.zeros_like(part) for part in weights]
    second = [np.zeros_like(part) for part in weights]
    batches = max(1, len(inputs) // BATCH)
    steps, step = EPOCHS * batches, 0
    for _ in range(EPOCHS):
        for chosen in np.array_split(chance.permutation(len(inputs)), batches):
            noise = chance.normal(0.0, INPUT_NOISE, (len(chosen), inputs.shape[1]))
            slopes = _slopes(inputs[chosen] + noise.astype(np.float32), wanted[chosen], weights)
            rate = RATE * 0.5 * (1.0 + np.cos(np.pi * step / steps))
            step += 1
            rate *= np.sqrt(1.0 - BETA_2**step) / (1.0 - BETA_1**step)
            for part, slope, mean, square in zip(weights, slopes, first, second, strict=True):
                mean += (1.0 - BETA_1) * (slope - mean)
                square += (1.0 - BETA_2) * (slope**2 - square)
                part -= rate * mean / (np.sqrt(square) + TINY)
    return tuple(weights)


def _first_weights(
    inputs: int, outputs: int, chance: np.random.Generator
) -> list[NDArray[np.float32]]:
    sizes = (inputs, *HIDDEN, outputs)
    weights: list[FloatArray] = []
    for before, after in itertools.pairwise(sizes):
        weights += [chance.normal(0.0, before**-0.5, (before, after)), np.zeros(after)]
    weights.append(np.zeros((inputs, outputs)))
    return [part.astype(np.float32) for part in weights]


def _slopes(
    inputs: NDArray[np.float32], wanted: NDArray[np.float32], weights: Sequence[NDArray[np.float32]]
) -> list[NDArray[np.float32]]:
    """Give the gradient of the mean squared error, weight decay included, part by part."""
    layers = forward(inputs, tuple(weights))
    error = (layers[-1] - wanted) / np.float32(len(inputs))
    slopes: list[NDArray[np.float32]] = [inputs.T @ error + DECAY * weights[-1]]
    for layer in range(len(layers) - 2, -1, -1):
        matrix = weights[2 * layer]
        slopes[:0] = [layers[layer].T @ error + DECAY * matrix, error.sum(axis=0)]
        error = (error @ matrix.T) * (1.0 - layers[layer] ** 2)
    return slopes


if __name__ == "__main__":
    sys.exit(main())
