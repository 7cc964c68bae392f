"""A network is what its matrices say; the one that is shipped reads what it was learned for."""

import fnmatch
import tomllib
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from liftvision.spine import network as network_module
from liftvision.spine.network import (
    FILE,
    OUTPUTS,
    REACH,
    Network,
    back_network,
    forward,
    standardised,
)
from liftvision.spine.rows import LEAN, OF_STANDING, ROW_LENGTH, features, mean_row, rows_of
from tests.spine.drawn_back import as_shot, bent_over, mirrored

INPUTS, HIDDEN, WANTED = 4, 3, 2


def some_network(seed: int = 1, members: int = 2) -> Network:
    chance = np.random.default_rng(seed)
    shapes = [(INPUTS, HIDDEN), (HIDDEN,), (HIDDEN, WANTED), (WANTED,), (INPUTS, WANTED)]
    return Network(
        mean=chance.normal(size=INPUTS),
        deviation=chance.uniform(0.5, 2.0, INPUTS),
        out_mean=chance.normal(size=WANTED),
        out_deviation=chance.uniform(0.5, 2.0, WANTED),
        members=tuple(
            tuple(chance.normal(size=shape).astype(np.float32) for shape in shapes)
            for _ in range(members)
        ),
    )


def test_forward_is_what_the_matrices_say() -> None:
    """One layer of two units, by hand: tanh(1 * .5 + .1), tanh(2 * -.25), then the direct way."""
    first = np.array([[0.5, 0.0], [0.0, -0.25]], np.float32)
    second = np.array([[2.0], [1.0]], np.float32)
    direct = np.array([[0.0], [3.0]], np.float32)
    weights = (first, np.array([0.1, 0.0], np.float32), second, np.array([0.7], np.float32), direct)
    layers = forward(np.array([[1.0, 2.0]], np.float32), weights)
    assert len(layers) == 3
    hidden = [np.tanh(0.6), np.tanh(-0.5)]
    assert layers[1][0] == pytest.approx(hidden, abs=1e-6)
    assert layers[2][0, 0] == pytest.approx(2.0 * hidden[0] + hidden[1] + 0.7 + 6.0, abs=1e-5)


def test_what_is_told_is_the_mean_of_the_members_in_its_own_units() -> None:
    network = some_network()
    features = np.random.default_rng(2).normal(size=(5, INPUTS))
    inputs = ((features - network.mean) / network.deviation).astype(np.float32)
    alone = [forward(inputs, weights)[-1] for weights in network.members]
    expected = 0.5 * (alone[0] + alone[1]) * network.out_deviation + network.out_mean
    assert network.tell(features) == pytest.approx(expected, abs=1e-5)
    assert np.abs(alone[0] - alone[1]).max() > 0.1


def test_what_is_not_seen_counts_as_the_mean() -> None:
    network = some_network()
    features = np.random.default_rng(3).normal(size=(3, INPUTS))
    unseen, usual = features.copy(), features.copy()
    unseen[:, 1], usual[:, 1] = np.nan, network.mean[1]
    assert network.tell(unseen) == pytest.approx(network.tell(usual))
    assert np.isfinite(network.tell(np.full((1, INPUTS), np.nan))).all()


def test_what_is_far_off_counts_as_the_edge_of_what_was_learned() -> None:
    network = some_network()
    far = network.mean + 50.0 * network.deviation
    edge = network.mean + REACH * network.deviation
    assert network.tell(far[None]) == pytest.approx(network.tell(edge[None]))
    assert standardised(np.array([[np.inf, -np.inf]]), np.zeros(2), np.ones(2)).tolist() == [
        [REACH, -REACH]
    ]


def test_no_frames_give_no_outputs() -> None:
    assert some_network().tell(np.zeros((0, INPUTS))).shape == (0, WANTED)


@pytest.mark.parametrize("members", [1, 2, 11])
def test_a_saved_network_is_read_as_it_was(tmp_path: Path, members: int) -> None:
    """With eleven members, one number begins with another."""
    network = some_network(members=members)
    network.save(tmp_path / "some.npz")
    read = Network.load(tmp_path / "some.npz")
    assert len(read.members) == members
    for own, other in zip(network.members, read.members, strict=True):
        for part, same in zip(own, other, strict=True):
            assert np.array_equal(part, same)
    features = np.random.default_rng(4).normal(size=(6, INPUTS))
    assert read.tell(features) == pytest.approx(network.tell(features), abs=1e-5)


def test_the_shipped_network_is_small_and_fits_the_rows() -> None:
    file = resources.files(network_module.__package__) / FILE
    with resources.as_file(file) as path:
        assert path.stat().st_size < 1_000_000
    network = back_network()
    shape = features(np.zeros((1, ROW_LENGTH)), np.zeros(ROW_LENGTH), 90.0).shape
    assert network.mean.shape == network.deviation.shape == (shape[1],)
    assert network.out_mean.shape == network.out_deviation.shape == (len(OUTPUTS),)
    assert (network.deviation > 0.0).all()
    for weights in network.members:
        assert all(np.isfinite(part).all() for part in weights)
    assert network is back_network()


def test_the_shipped_network_is_part_of_the_package() -> None:
    """What is no package data is missing wherever the wheel is installed."""
    project = Path(__file__).parents[2] / "pyproject.toml"
    kept = tomllib.loads(project.read_text())["tool"]["setuptools"]["package-data"]
    patterns = [*kept["*"], *kept.get("liftvision.spine", [])]
    assert any(fnmatch.fnmatch(FILE, pattern) for pattern in patterns), patterns


def told(lean_deg: float, lumbar_deg: float) -> dict[str, float]:
    """Give what the shipped network tells of a drawn back, of a lifter known standing."""
    standing = mean_row(rows_of(as_shot([bent_over(8.0, -12.0)])))
    shot = as_shot([bent_over(lean_deg, lumbar_deg)])
    outputs = back_network().tell(features(rows_of(shot), standing, shot.yaw_deg))
    return dict(zip(OUTPUTS, outputs[0], strict=True))


def test_the_shipped_network_tells_round_backs_from_flat_ones() -> None:
    """No back looks as it is drawn here, but more bend at the waist is more lumbar flexion."""
    flexion = [told(50.0, lumbar_deg)["lumbar_flexion"] for lumbar_deg in (-15.0, 5.0, 25.0, 45.0)]
    assert np.diff(flexion).min() > 2.0
    assert flexion[-1] - flexion[0] > 20.0


def test_the_shipped_network_tells_tilted_pelves_from_upright_ones() -> None:
    tilts = [told(lean_deg, 15.0)["pelvis_tilt"] for lean_deg in (20.0, 35.0, 50.0, 65.0)]
    assert np.diff(tilts).min() > 4.0


def test_the_shipped_network_does_not_mind_which_way_the_lifter_faces() -> None:
    shot = as_shot([bent_over(45.0)])
    unknown = np.full(ROW_LENGTH, np.nan)
    here, there = (
        back_network().tell(features(rows_of(each), unknown, each.yaw_deg))
        for each in (shot, mirrored(shot))
    )
    assert there == pytest.approx(here, abs=1e-3)


def test_the_standing_is_told_apart_from_the_rows() -> None:
    """The place of the standing's lean among the inputs is where `OF_STANDING` says."""
    standing = np.full(ROW_LENGTH, np.nan)
    standing[LEAN] = 7.0
    found = features(np.zeros((1, ROW_LENGTH)), standing, 90.0)
    assert found[0, OF_STANDING + LEAN] == 7.0
