"""Shipped clips from the front and the rear against their rendered truth."""

from pathlib import Path

import numpy as np
import pytest

from liftvision.analysis import Analysis
from liftvision.findings.knees import knee_severity
from liftvision.pipeline import analyze
from liftvision.pose.landmarks import SIDES
from liftvision.selfcheck.landmark_offsets import corrected_columns
from liftvision.synthetic.truth.truth import Truth
from liftvision.synthetic.truth.truth_file import read_truth

FOLDER = Path(__file__).parents[2] / "sample_videos"
CAVING = {"front-knee-cave": {"l", "r"}, "two-views-front": {"l"}, "rear-romanian": set()}
"""The knees that were made to fall in."""


@pytest.fixture(scope="module", params=CAVING)
def name(request) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def analysis(name, full_model) -> Analysis:
    return analyze(FOLDER / f"{name}.mp4", model=str(full_model))


@pytest.fixture(scope="module")
def truth(name) -> Truth:
    return read_truth(FOLDER / f"{name}.truth.json")


@pytest.mark.model
def test_the_knees_that_were_made_to_cave_are_told(name, analysis, truth):
    assert len(analysis.set.reps) == len(truth.reps)
    for rep in analysis.set.reps:
        for side in SIDES:
            severity = knee_severity(analysis.review, rep, side)
            if side in CAVING[name]:
                assert severity in ("moderate", "severe")
                assert rep.lift_off_s < rep.knee_cave[side].time_s < rep.lockout_s
            else:
                assert severity == "none"


@pytest.mark.model
@pytest.mark.parametrize("side", SIDES)
def test_the_projection_angle_is_within_its_bands(analysis, truth, side):
    column = f"fppa_{side}"
    values, errors = analysis.motion.columns[column], analysis.motion.errors[column]
    true = np.interp(analysis.clip.times, truth.times, corrected_columns(truth)[column])
    off = (values - true)[np.isfinite(values)]
    assert np.isfinite(values).mean() > 0.5
    # The median clip of the bench has 3.6 degrees.
    assert np.sqrt(np.mean(off**2)) < 3.5
    within = np.abs(off) < 1.645 * errors[np.isfinite(values)]
    assert within.mean() > 0.85


@pytest.mark.model
def test_camera_and_stance_are_those_of_the_scene(analysis, truth):
    (front,) = analysis.motion.fronts
    yaw_deg = truth.recipe.camera.yaw_deg
    behind = 180.0 if abs(yaw_deg) > 90.0 else 0.0
    off = (yaw_deg - behind + 180.0) % 360.0 - 180.0
    assert front.off_front.value == pytest.approx(off, abs=2.0 * front.off_front.error)
    left, right = (truth.joint(f"ankle_{side}") for side in SIDES)
    stance = np.median(np.linalg.norm((left - right)[:, :2], axis=1))
    assert front.stance_width.value == pytest.approx(stance, abs=0.03)
