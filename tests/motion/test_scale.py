"""Both planes' scales of a lifter filmed by a known camera, and what speaks against a plate."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.barbell.track import ShotBar
from liftvision.given import Given
from liftvision.motion.scale import (
    BESIDE_M,
    MODEL_ERROR,
    Scale,
    measure_scale,
    nearer_than_body,
)
from liftvision.motion.scale_warnings import scale_warnings
from liftvision.pose.landmarks import LANDMARK_COUNT
from liftvision.pose.scale import model_scale
from liftvision.pose.view import UNKNOWN
from tests.motion.pinhole_lifter import PinholeDeadlift, filmed_deadlift
from tests.stick_lifter import deadlift

STICK_HEIGHT_M = 1.66
"""Of somebody with the stick lifter's trunk and head."""


def scale_of(
    lift: PinholeDeadlift, given: Given | None = None, bar: ShotBar | None = None
) -> Scale:
    return measure_scale(
        lift.pose.xy,
        lift.pose.world,
        bar or lift.bar.shots[0],
        lift.view,
        given or Given(plate_diameter_m=lift.plate_diameter_m),
        max(lift.clip.width, lift.clip.height),
    )


@pytest.mark.parametrize("yaw_deg", [90.0, -90.0, 60.0, 130.0])
@pytest.mark.parametrize("distance_m", [3.0, 5.0])
def test_the_plate_gives_its_own_plane_and_the_bodys(yaw_deg, distance_m):
    lift = filmed_deadlift(yaw_deg, reps=1, distance_m=distance_m)
    scale = scale_of(lift)
    assert scale.source == "plate"
    assert scale.bar.value == pytest.approx(lift.bar_scale, abs=2.0 * scale.bar.error)
    assert scale.bar.error / scale.bar.value < 0.011
    assert scale.body.value == pytest.approx(lift.body_scale, abs=2.0 * scale.body.error)
    assert scale.body.error / scale.body.value < 0.05
    assert scale.parallax.value == pytest.approx(scale.body.value / scale.bar.value, rel=1e-6)
    assert scale.camera_distance.value == pytest.approx(
        distance_m, abs=2.0 * scale.camera_distance.error
    )


def test_the_body_alone_does_not_scale_the_bar():
    lift = filmed_deadlift(reps=1)
    scale = scale_of(lift, bar=ShotBar("wrists"))
    assert scale.source == "model"
    assert scale.bar.value is None and "--height" in scale.bar.reason
    assert scale.body.value == pytest.approx(lift.body_scale, rel=0.03)
    assert scale.body.error / scale.body.value == pytest.approx(MODEL_ERROR, rel=0.05)


def test_the_lifters_height_scales_hands_and_a_given_point():
    lift = filmed_deadlift(reps=1)
    given = Given(height_m=STICK_HEIGHT_M)
    hands = scale_of(lift, given, ShotBar("wrists"))
    assert hands.source == "height"
    assert hands.bar.value == pytest.approx(lift.body_scale, rel=0.04)
    point = scale_of(lift, given, ShotBar("point"))
    assert point.bar.value == pytest.approx(lift.bar_scale, abs=2.0 * point.bar.error)
    assert point.bar.error > hands.bar.error


def test_plates_at_both_ends_scale_the_plane_they_share_with_the_body():
    lift = filmed_deadlift(2.0, reps=1)
    height = lift.plate_diameter_m / lift.body_scale
    scale = scale_of(lift, bar=ShotBar("ends", None, height, 0.02))
    assert scale.source == "plate"
    assert scale.bar.value == pytest.approx(lift.body_scale, rel=0.02)
    assert scale.parallax.value == pytest.approx(1.0, abs=0.03)


def test_a_plate_turned_away_is_less_near():
    lift = filmed_deadlift(reps=1)
    side = nearer_than_body(lift.bar.shots[0], lift.view)
    oblique = nearer_than_body(lift.bar.shots[0], replace(lift.view, yaw_deg=130.0))
    unknown = nearer_than_body(lift.bar.shots[0], UNKNOWN)
    assert side[0] == pytest.approx(BESIDE_M)
    assert oblique[0] < side[0] - 0.15
    assert unknown[0] == pytest.approx(BESIDE_M)
    assert unknown[1] > side[1]


def test_a_plate_of_another_size_contradicts_the_body():
    """The plate is 366 mm wide and the standard 450: a tenth too tall is within the doubt."""
    lift = filmed_deadlift(reps=1)
    assert scale_warnings([scale_of(lift)], Given(plate_diameter_m=lift.plate_diameter_m)) == []
    wrong = Given(plate_diameter_m=0.5)
    scale = scale_of(lift, wrong)
    true = lift.bar_scale
    assert scale.bar.error > 0.5 * abs(scale.bar.value - true)
    assert scale.body.value == pytest.approx(lift.body_scale, abs=2.0 * scale.body.error)
    (warning,) = scale_warnings([scale, scale], wrong)
    assert "500 mm" in warning and "--plate-diameter" in warning


def test_a_known_height_overrules_the_assumed_diameter_and_not_a_given_one():
    lift = filmed_deadlift(reps=1, distance_m=3.7)
    assumed = Given(height_m=STICK_HEIGHT_M)
    scale = scale_of(lift, assumed)
    assert scale.source == "height"
    assert scale.bar.value == pytest.approx(lift.bar_scale, abs=2.0 * scale.bar.error)
    (warning,) = scale_warnings([scale], assumed)
    assert "scaled by the lifter's height" in warning
    both = Given(plate_diameter_m=0.5, height_m=STICK_HEIGHT_M)
    scale = scale_of(lift, both)
    assert scale.source == "plate"
    (warning,) = scale_warnings([scale], both)
    assert "--height" in warning and "doubtful" in warning


@pytest.mark.parametrize(("diameter_m", "is_warned"), [(0.2, True), (0.366, False), (0.5, True)])
def test_a_body_of_unbelievable_height_is_warned_of(diameter_m, is_warned):
    given = Given(plate_diameter_m=diameter_m)
    scale = scale_of(filmed_deadlift(reps=1), given)
    assert (len(scale_warnings([scale], given)) == 1) == is_warned


def test_a_child_whose_height_is_given_is_not_warned_of():
    lift = filmed_deadlift(reps=1)
    small = Given(plate_diameter_m=0.8 * lift.plate_diameter_m, height_m=0.8 * STICK_HEIGHT_M)
    scale = scale_of(lift, small)
    assert scale.stature.value < 1.45
    assert scale_warnings([scale], small) == []


def test_the_models_scale_is_that_of_its_world_landmarks():
    lift = deadlift(1, px_per_m=250.0)
    scale = model_scale(lift.pose.xy, lift.pose.world)
    assert scale.value == pytest.approx(1.0 / 250.0, rel=0.02)


def test_nobody_has_no_scale():
    nowhere = np.full((5, LANDMARK_COUNT, 2), np.nan)
    world = np.full((5, LANDMARK_COUNT, 3), np.nan)
    assert model_scale(nowhere, world).reason is not None
    scale = measure_scale(nowhere, world, ShotBar("none"), UNKNOWN, Given(height_m=1.8), 1280.0)
    assert scale.source == "none"
    assert scale.bar.value is None and scale.body.reason
    assert scale_warnings([scale], Given()) == []
