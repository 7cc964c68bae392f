"""Force, work and power against a bar whose acceleration is known, and a record of real lifts."""

from pathlib import Path

import numpy as np
import pytest

from liftvision.motion.cleaning import low_pass, rate
from liftvision.reps.power import GRAVITY, NO_LOAD, POWER_UNITS, measure_power
from liftvision.reps.pulls import find_pulls

RECORDS = Path(__file__).parents[3] / "shared" / "data" / "bar"

LOAD_KG = 100.0
TIMES = np.arange(0.0, 5.0, 1.0 / 30.0)
BEGIN_S, DURATION_S, RISE_M = 1.5, 2.0, 0.6
PHASE = (BEGIN_S, BEGIN_S + DURATION_S)


def lifted(times: np.ndarray = TIMES) -> np.ndarray:
    """Height of a bar whose speed is half a sine wave: a hump of pi/2 times its mean."""
    part = np.clip((times - BEGIN_S) / DURATION_S, 0.0, 1.0)
    return RISE_M * 0.5 * (1.0 - np.cos(np.pi * part))


def true_power() -> dict[str, float]:
    """The same metrics from the formula of the height, on a fine clock."""
    time = np.linspace(0.0, DURATION_S, 100_001)
    turn = np.pi / DURATION_S
    velocity = 0.5 * RISE_M * turn * np.sin(turn * time)
    force = LOAD_KG * (GRAVITY + 0.5 * RISE_M * turn**2 * np.cos(turn * time))
    work = LOAD_KG * GRAVITY * RISE_M
    return {
        "mean_force": LOAD_KG * GRAVITY,
        "peak_force": float(force.max()),
        "work": work,
        "mean_power": work / DURATION_S,
        "peak_power": float((force * velocity).max()),
    }


def test_a_known_lift():
    metrics = measure_power(TIMES, lifted(), 0.0, PHASE, LOAD_KG, 0.0)
    truth = true_power()
    assert list(metrics) == ["mean_force", "work", "mean_power", "peak_force", "peak_power"]
    for name, metric in metrics.items():
        assert metric.unit == POWER_UNITS[name]
        assert "bar alone" in metric.rule
        assert metric.value == pytest.approx(truth[name], rel=0.02)
        assert abs(metric.value - truth[name]) < 2.0 * metric.error + 0.005 * truth[name]


def test_lifting_at_constant_speed_takes_the_weight():
    metrics = measure_power(TIMES, 0.3 * TIMES, 0.0, (2.0, 3.0), LOAD_KG, 0.0)
    assert metrics["mean_force"].value == pytest.approx(LOAD_KG * GRAVITY)
    assert metrics["peak_force"].value == pytest.approx(LOAD_KG * GRAVITY, rel=1e-3)
    assert metrics["mean_power"].value == pytest.approx(0.3 * LOAD_KG * GRAVITY)
    assert metrics["peak_power"].value == pytest.approx(0.3 * LOAD_KG * GRAVITY, rel=1e-3)


def test_all_is_in_proportion_to_the_load():
    light, heavy = (measure_power(TIMES, lifted(), 0.001, PHASE, kg, 0.02) for kg in (50.0, 200.0))
    for name, metric in light.items():
        assert heavy[name].value == pytest.approx(4.0 * metric.value)
        assert heavy[name].error == pytest.approx(4.0 * metric.error)


@pytest.mark.parametrize("noise", [0.0005, 0.002])
def test_the_stated_error_covers_the_true_one(noise):
    truth, scale_error = true_power(), 0.02
    inside = {name: [] for name in truth}
    for seed in range(120):
        random = np.random.default_rng(seed)
        scale = 1.0 + random.normal(0.0, scale_error)
        height = scale * (lifted() + random.normal(0.0, noise, len(TIMES)))
        metrics = measure_power(TIMES, height, noise, PHASE, LOAD_KG, scale_error)
        for name, metric in metrics.items():
            inside[name].append(abs(metric.value - truth[name]) / metric.error)
    for off in inside.values():
        assert np.mean(np.array(off) < 1.0) > 0.55
        assert np.mean(np.array(off) < 2.0) > 0.9


def test_without_a_load_nothing_is_measured():
    metrics = measure_power(TIMES, lifted(), 0.001, PHASE, None, 0.02)
    assert {(metric.value, metric.reason) for metric in metrics.values()} == {(None, NO_LOAD)}


def test_what_was_not_seen_is_not_measured():
    hole = np.where((TIMES > 2.0) & (TIMES < 2.5), np.nan, lifted())
    hidden = measure_power(TIMES, hole, 0.001, PHASE, LOAD_KG, 0.02)
    assert all("hidden" in metric.reason for metric in hidden.values())
    absent = measure_power(TIMES, lifted(), 0.001, None, LOAD_KG, 0.02)
    assert all("not in the clip" in metric.reason for metric in absent.values())
    short = measure_power(TIMES, lifted(), 0.001, (2.0, 2.1), LOAD_KG, 0.02)
    assert all("too few frames" in metric.reason for metric in short.values())


def test_a_variable_frame_rate_changes_little():
    random = np.random.default_rng(0)
    times = np.sort(TIMES + random.uniform(-0.01, 0.01, len(TIMES)))
    even = measure_power(TIMES, lifted(), 0.0, PHASE, LOAD_KG, 0.0)
    uneven = measure_power(times, lifted(times), 0.0, PHASE, LOAD_KG, 0.0)
    for name, metric in even.items():
        assert uneven[name].value == pytest.approx(metric.value, rel=0.02)


@pytest.mark.skipif(not RECORDS.is_dir(), reason="needs the shared records beside the checkout")
def test_a_phone_gives_the_work_and_mean_power_of_twelve_cameras():
    """Six deadlifts recorded at once; the phone's plate track is that of a box detector."""
    lab = np.loadtxt(RECORDS / "qualisys-deadlift-6reps.tsv", skiprows=12, usecols=range(8))
    phone = np.genfromtxt(RECORDS / "phone-plate-deadlift-6reps.csv", delimiter=",", names=True)
    scale = 0.45 / np.median(phone["norm_plate_height"])
    tracks = [
        (lab[:, 1], (lab[:, 4] + lab[:, 7]) / 2000.0),
        (phone["time"], -scale * phone["y"]),
    ]
    by_lab, by_phone = (_powers(times, height) for times, height in tracks)
    for name, mean, most in (
        ("work", 0.03, 0.05),
        ("mean_power", 0.06, 0.08),
        ("mean_force", 0.01, 0.02),
    ):
        pairs = zip(by_lab, by_phone, strict=True)
        ratios = np.array([phone[name].value / lab[name].value for lab, phone in pairs])
        assert len(ratios) == 6
        assert abs(ratios.mean() - 1.0) < mean
        assert np.abs(ratios - 1.0).max() < most


def _powers(times: np.ndarray, height: np.ndarray):
    speed = rate(times, low_pass(times, height, 4.0))
    powers = []
    for pull in find_pulls(times, height, 0.25):
        way = slice(pull.lift_off, pull.lockout)
        top = pull.lift_off + int(np.argmax(speed[way]))
        first = top - int(np.argmax(speed[top::-1] < 0.05))
        last = top + int(np.argmax(speed[top:] < 0.05)) - 1
        phase = tuple(_crossing(times, speed, frame) for frame in (first, last))
        powers.append(measure_power(times, height, 0.001, phase, LOAD_KG, 0.01))
    return powers


def _crossing(times: np.ndarray, speed: np.ndarray, frame: int) -> float:
    """When the speed passes 0.05 m/s between a frame and the next."""
    part = (0.05 - speed[frame]) / (speed[frame + 1] - speed[frame])
    return float(times[frame] + part * (times[frame + 1] - times[frame]))
