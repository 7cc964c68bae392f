"""Training on problems whose answer is known, and what is kept of the pulls that were cut."""

import importlib
import pickle
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from liftvision.arrays import FloatArray
from liftvision.errors import SystemLibraryError
from liftvision.spine.network import OUTPUTS, Network, back_network, forward
from liftvision.synthetic.body import data as body_data
from liftvision.synthetic.silhouettes import SilhouetteCutter

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"

INPUTS, SAMPLES = 6, 1500
MIX = np.array([[2.0, -1.0], [0.0, 3.0], [-1.0, 0.5], [0.0, 0.0], [1.0, 1.0], [0.0, -2.0]])


@pytest.fixture(scope="module")
def train_back() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        module = importlib.import_module("train_back")
        patch.setattr(module, "EPOCHS", 40)
        patch.setattr(module, "BATCH", 64)
        yield module


def problem(seed: int = 0) -> tuple[FloatArray, FloatArray]:
    """Give inputs of unlike sizes and middles, and outputs that are a mix of them."""
    chance = np.random.default_rng(seed)
    plain = chance.normal(size=(SAMPLES, INPUTS))
    return plain * np.array([1.0, 10.0, 0.1, 1.0, 50.0, 1.0]) + 3.0, 20.0 * plain @ MIX - 7.0


def trained(train_back: ModuleType, inputs: FloatArray, outputs: FloatArray, **how: int) -> Network:
    shown = train_back.Samples(inputs, outputs, np.zeros(len(inputs)))
    network = train_back.train(shown, how.get("seed", 0), how.get("members", 1))
    assert isinstance(network, Network)
    return network


def left_over(told: FloatArray, outputs: FloatArray) -> float:
    """Give what part of the outputs' deviation is not told."""
    return float(np.sqrt(np.mean((told - outputs) ** 2) / outputs.var(axis=0).mean()))


def test_a_linear_problem_is_recovered(train_back: ModuleType) -> None:
    network = trained(train_back, *problem())
    inputs, outputs = problem(seed=9)
    assert left_over(network.tell(inputs), outputs) < 0.12


def test_what_is_not_linear_is_learned_as_well(train_back: ModuleType) -> None:
    """No straight line tells anything of the absolute value."""
    inputs, _ = problem()
    outputs = np.abs(inputs[:, :1] - 3.0)
    network = trained(train_back, inputs, outputs)
    others, _ = problem(seed=9)
    assert left_over(network.tell(others), np.abs(others[:, :1] - 3.0)) < 0.45


def test_an_output_that_no_input_tells_stays_near_its_mean(train_back: ModuleType) -> None:
    inputs, _ = problem()
    outputs = np.random.default_rng(4).normal(30.0, 5.0, (SAMPLES, 1))
    told = trained(train_back, inputs, outputs, members=2).tell(problem(seed=9)[0])
    assert np.abs(told.mean() - 30.0) < 1.0
    assert told.std() < 4.0


def test_the_same_seed_gives_the_same_network(train_back: ModuleType) -> None:
    first, again, other = (trained(train_back, *problem(), seed=seed) for seed in (3, 3, 4))
    for one, same in zip(first.members[0], again.members[0], strict=True):
        assert np.array_equal(one, same)
    assert not np.array_equal(first.members[0][0], other.members[0][0])


def test_members_differ_from_each_other(train_back: ModuleType) -> None:
    network = trained(train_back, *problem(), members=2)
    assert len(network.members) == 2
    assert not np.array_equal(network.members[0][0], network.members[1][0])


def test_unseen_inputs_are_learned_around(train_back: ModuleType) -> None:
    inputs, outputs = problem()
    hidden = np.random.default_rng(1).random(inputs.shape) < 0.1
    inputs[hidden] = np.nan
    network = trained(train_back, inputs, outputs)
    assert network.mean == pytest.approx(np.nanmean(inputs, axis=0))
    others, wanted = problem(seed=9)
    assert left_over(network.tell(others), wanted) < 0.35


def test_the_slopes_are_those_of_the_error(train_back: ModuleType) -> None:
    """Half of the mean squared error and of the decayed matrices, by small steps of each weight."""
    chance = np.random.default_rng(5)
    inputs: Any = chance.normal(size=(12, 4))
    wanted = chance.normal(size=(12, 2))
    sizes = [(4, 3), (3,), (3, 5), (5,), (5, 2), (2,), (4, 2)]
    weights: list[Any] = [chance.normal(size=size) for size in sizes]

    def error() -> float:
        told = forward(inputs, tuple(weights))[-1]
        matrices = sum((part**2).sum() for part in weights if part.ndim == 2)
        return float(0.5 * ((told - wanted) ** 2).sum() / 12.0 + 0.5 * train_back.DECAY * matrices)

    slopes = train_back._slopes(inputs, wanted, weights)
    assert [slope.shape for slope in slopes] == sizes
    for part, slope in zip(weights, slopes, strict=True):
        place = tuple(chance.integers(0, part.shape))
        at = part[place]
        part[place] = at + 1e-5
        more = error()
        part[place] = at - 1e-5
        less = error()
        part[place] = at
        assert slope[place] == pytest.approx((more - less) / 2e-5, rel=1e-4, abs=1e-8)


def test_batches_that_are_there_are_not_cut_again(train_back: ModuleType, tmp_path: Path) -> None:
    for start in (0, 20):
        (tmp_path / f"{start:05d}.pulls").write_bytes(pickle.dumps([f"lift {start}"]))
    train_back.cut(tmp_path, 40, jobs=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["00000.pulls", "00020.pulls"]
    assert train_back.kept(tmp_path) == ["lift 0", "lift 20"]


def test_a_batch_is_kept_only_when_it_is_whole(
    train_back: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def some(split: str, seed: int, numbers: range) -> Iterator[str]:
        assert (split, seed) == ("train", train_back.SEED)
        yield from (f"lift {number}" for number in numbers)

    def broken(split: str, seed: int, numbers: range) -> Iterator[str]:
        yield "lift 0"
        raise OSError("no driver")

    monkeypatch.setattr(train_back, "pulls", broken)
    with pytest.raises(OSError, match="no driver"):
        train_back._cut_batch(0, tmp_path)
    assert list(tmp_path.glob("*.pulls")) == []
    monkeypatch.setattr(train_back, "pulls", some)
    train_back._cut_batch(20, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["00020.pulls"]
    assert train_back.kept(tmp_path)[0] == "lift 20"
    assert len(train_back.kept(tmp_path)) == train_back.BATCH_OF_LIFTS


@pytest.fixture(scope="module")
def lifts(train_back: ModuleType) -> list[Any]:
    """Cut a lift of split ``train`` that the shipped network was not trained on."""
    if not body_data.is_here():
        pytest.skip("the body data is not here: make model fetches it")
    try:
        with SilhouetteCutter():
            pass
    except SystemLibraryError as error:
        pytest.skip(str(error))
    return list(train_back.pulls("train", train_back.SEED + 1, range(5, 6)))


@pytest.mark.model
def test_samples_hold_every_moment_of_every_showing(
    train_back: ModuleType, lifts: list[Any]
) -> None:
    shown = train_back.samples(lifts, 0, times=2)
    (pull,) = lifts
    moments = len(pull.lift.pelvis_tilt)
    assert shown.pull.tolist() == [0] * 2 * moments
    assert shown.inputs.shape == (2 * moments, len(back_network().mean))
    truth = np.stack([pull.lift.lumbar_flexion, pull.lift.pelvis_tilt], axis=1)
    assert shown.outputs[:moments, :2] == pytest.approx(truth)
    assert shown.outputs[:, 2] == pytest.approx(pull.recipe.wardrobe.looseness)


@pytest.mark.model
def test_a_lift_is_shown_otherwise_each_time_but_the_same_for_a_seed(
    train_back: ModuleType, lifts: list[Any]
) -> None:
    first, again, other = (train_back.samples(lifts, seed, times=2) for seed in (0, 0, 1))
    assert np.array_equal(again.inputs, first.inputs, equal_nan=True)
    assert not np.array_equal(other.inputs, first.inputs, equal_nan=True)
    half = len(first.inputs) // 2
    assert not np.array_equal(first.inputs[:half], first.inputs[half:], equal_nan=True)


@pytest.mark.model
def test_the_shipped_network_reads_a_new_lift_as_it_is_shown(
    train_back: ModuleType, lifts: list[Any]
) -> None:
    """Root mean square errors over frames and showings, of angles that go through 30 and more."""
    shown = train_back.samples(lifts, 0, times=5)
    assert np.ptp(shown.outputs[:, 0]) > 40.0
    assert np.ptp(shown.outputs[:, 1]) > 30.0
    errors = back_network().tell(shown.inputs) - shown.outputs
    off = dict(zip(OUTPUTS, np.sqrt(np.mean(errors**2, axis=0)), strict=True))
    assert off["lumbar_flexion"] < 9.0
    assert off["pelvis_tilt"] < 8.0
    assert off["looseness"] < 0.3
