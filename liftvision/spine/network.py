"""A small network, as it is read and run: numpy, one matrix after the other."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import FloatArray

Weights: TypeAlias = tuple[NDArray[np.float32], ...]

OUTPUTS = ("lumbar_flexion", "pelvis_tilt", "looseness")
"""What it tells: degrees against standing, degrees, and how loose the clothes are, 0 to 1."""

REACH = 4.0
"""An input further from the mean than so many standard deviations counts as if it were there."""

FILE = "back.npz"

NORMS = ("mean", "deviation", "out_mean", "out_deviation")


@dataclass(frozen=True, eq=False)
class Network:
    """Several networks of the same shape, whose mean is told.

    Attributes
    ----------
    mean, deviation
        (F,) of the inputs.
    out_mean, out_deviation
        (O,) of the outputs.
    members
        Of each: matrix and bias of every layer in turn, and a matrix straight from the inputs to
        the outputs.
    """

    mean: FloatArray
    deviation: FloatArray
    out_mean: FloatArray
    out_deviation: FloatArray
    members: tuple[Weights, ...]

    def tell(self, features: FloatArray) -> FloatArray:
        """Give the outputs (T, O) for features (T, F); what is NaN counts as the mean."""
        inputs = standardised(features, self.mean, self.deviation)
        told = np.mean([forward(inputs, weights)[-1] for weights in self.members], axis=0)
        return np.asarray(told * self.out_deviation + self.out_mean, dtype=np.float64)

    def save(self, path: Path) -> None:
        """Write the network to an ``.npz`` file, in single precision."""
        arrays: dict[str, Any] = {
            f"member_{number}_{place}": part
            for number, weights in enumerate(self.members)
            for place, part in enumerate(weights)
        }
        arrays |= {name: getattr(self, name).astype(np.float32) for name in NORMS}
        np.savez_compressed(path, members=len(self.members), **arrays)

    @classmethod
    def load(cls, path: Path) -> "Network":
        """Read a network that `save` wrote."""
        with np.load(path, allow_pickle=False) as saved:
            members = []
            for number in range(int(saved["members"])):
                places = sum(name.startswith(f"member_{number}_") for name in saved.files)
                members.append(tuple(saved[f"member_{number}_{place}"] for place in range(places)))
            norms = {name: saved[name].astype(np.float64) for name in NORMS}
        return cls(**norms, members=tuple(members))


def standardised(
    features: FloatArray, mean: FloatArray, deviation: FloatArray
) -> NDArray[np.float32]:
    """Give inputs (T, F) in standard deviations from the mean; 0 for NaN."""
    inputs = np.clip((features - mean) / deviation, -REACH, REACH)
    return np.asarray(np.nan_to_num(inputs, nan=0.0), dtype=np.float32)


def forward(inputs: NDArray[np.float32], weights: Weights) -> list[NDArray[np.float32]]:
    """Give what each layer makes of inputs (T, F), the outputs (T, O) in deviations last."""
    layers = [inputs]
    hidden = (len(weights) - 1) // 2 - 1
    for layer in range(hidden):
        layers.append(np.tanh(layers[-1] @ weights[2 * layer] + weights[2 * layer + 1]))
    layers.append(layers[-1] @ weights[-3] + weights[-2] + inputs @ weights[-1])
    return layers


@cache
def back_network() -> Network:
    """Give the network that reads backs, as it was trained."""
    with resources.as_file(resources.files(__package__) / FILE) as path:
        return Network.load(path)
