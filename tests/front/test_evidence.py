"""What the fit takes of a shot: places, trust, and the knees' middles in place of landmarks."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.front.evidence import gather_front
from liftvision.front.figure import FRONT_POINTS
from liftvision.front.habits import (
    DRAWN_OUTSIDE,
    FROM_THE_FRONT,
    MIDDLE_OF_KNEE,
    trust_from_the_front,
)
from liftvision.given import Given
from liftvision.pose.landmarks import Landmark, of_side
from tests.front.front_figure import (
    FrontLifter,
    enlarged,
    front_lifter,
    hidden_edges,
    mirrored,
)

KNEE = FRONT_POINTS.index("knee")
WRISTS = [of_side("wrist", side) for side in ("l", "r")]


def unseen(lifter: FrontLifter, frames: slice) -> FrontLifter:
    landmarks = lifter.seen.landmarks.copy()
    landmarks[frames] = np.nan
    return replace(lifter, seen=replace(lifter.seen, landmarks=landmarks))


def with_hands(lifter: FrontLifter, half_px: float) -> FrontLifter:
    landmarks = lifter.seen.landmarks.copy()
    middle = 0.5 * lifter.seen.size[0]
    landmarks[:, WRISTS, 0] = [middle + half_px, middle - half_px]
    return replace(lifter, seen=replace(lifter.seen, landmarks=landmarks))


@pytest.mark.parametrize(("yaw_deg", "rear"), [(0.0, False), (-14.0, False), (170.0, True)])
def test_the_side_of_the_camera(yaw_deg, rear):
    assert front_lifter(yaw_deg).evidence.rear is rear


def test_upright_goes_from_the_floor_to_the_top():
    evidence = front_lifter().evidence
    assert (evidence.upright[0], evidence.upright.max()) == pytest.approx((-1.0, 1.0), abs=0.02)
    np.testing.assert_allclose(evidence.bent, 0.5 * (1.0 - evidence.upright))


def test_the_knees_are_the_middles_of_the_edges():
    lifter = front_lifter()
    legs = lifter.seen.legs + np.array([9.0, 0.0])
    moved = replace(lifter, seen=replace(lifter.seen, legs=legs)).evidence
    still = lifter.evidence
    assert moved.by_middles and still.by_middles
    by_both = still.trust[:, KNEE, :, 0] > 100.0 / (MIDDLE_OF_KNEE.scatter[0] + 0.01)
    assert by_both.mean() > 0.9
    shift = moved.places[:, KNEE, :, 0] - still.places[:, KNEE, :, 0]
    np.testing.assert_allclose(shift[by_both], 9.0)
    np.testing.assert_allclose(moved.places[:, KNEE, :, 1], still.places[:, KNEE, :, 1])


def test_without_edges_they_are_the_landmarks():
    with_none = front_lifter(edges=False).evidence
    hidden = hidden_edges(front_lifter(), -1.0, 1e3).evidence
    for evidence in (with_none, hidden):
        assert not evidence.by_middles
        scatter = FROM_THE_FRONT["knee"].scatter[0] / 100.0
        np.testing.assert_allclose(evidence.trust[:, KNEE, :, 0], 1.0 / scatter)
    np.testing.assert_array_equal(with_none.places, hidden.places)


def test_where_the_edges_are_hidden_for_a_while_the_landmark_counts_little():
    lifter = hidden_edges(front_lifter(), 1.1, 1.4)
    during = (lifter.seen.times >= 1.1) & (lifter.seen.times < 1.4)
    evidence = lifter.evidence
    np.testing.assert_allclose(evidence.trust[during, KNEE, :, 0], 100.0 / DRAWN_OUTSIDE)
    np.testing.assert_array_equal(
        evidence.places[during, KNEE], front_lifter(edges=False).evidence.places[during, KNEE]
    )


def test_what_was_not_seen_has_no_weight():
    evidence = unseen(front_lifter(), slice(20, 30)).evidence
    assert (evidence.trust[22:28] == 0.0).all()
    assert (evidence.trust[40:] > 0.0).all()
    assert np.isfinite(evidence.places).all()


def test_a_lifter_who_does_not_move_has_evidence_too():
    """Nothing tells bent from upright then; no warning of an empty mean either."""
    lifter = front_lifter()
    landmarks = np.repeat(lifter.seen.landmarks[:1], len(lifter.frames), axis=0)
    legs = np.repeat(lifter.seen.legs[:1], len(lifter.frames), axis=0)
    evidence = gather_front(replace(lifter.seen, landmarks=landmarks, legs=legs), Given())
    assert np.isfinite(evidence.upright).all()


def test_hands_between_the_knees_are_told_by_the_wrists():
    """Edges inside are then an arm's: the middle follows the outer edge alone."""
    lifter = front_lifter(stance_m=0.7)
    legs = lifter.seen.legs.copy()
    upright = lifter.evidence.upright
    bent = (upright > -0.5) & (upright < 0.0)
    legs[bent, :, 0, :, 0] += np.array([[-40.0], [40.0]])
    arms = replace(lifter, seen=replace(lifter.seen, legs=legs))
    inside, outside = (with_hands(arms, half_px).evidence for half_px in (20.0, 250.0))
    truth = with_hands(lifter, 20.0).evidence.places[bent, KNEE, :, 0]
    off = {
        name: np.abs(each.places[bent, KNEE, :, 0] - truth).mean()
        for name, each in (("inside", inside), ("outside", outside))
    }
    assert off["inside"] < 5.0 < off["outside"]


def test_mirrored_evidence():
    """Left is right and across is turned around; what is usual is so too."""
    lifter = front_lifter(8.0)
    evidence, mirror = lifter.evidence, mirrored(lifter).evidence
    turned = np.array([-1.0, 1.0])
    np.testing.assert_allclose(mirror.places, evidence.places[:, :, ::-1] * turned, atol=1e-9)
    np.testing.assert_allclose(mirror.trust, evidence.trust[:, :, ::-1])
    shape = (2, len(FRONT_POINTS), 2, 2)
    np.testing.assert_allclose(
        mirror.usual.reshape(shape), evidence.usual.reshape(shape)[:, :, ::-1] * turned
    )


def test_enlarged_evidence_is_the_same_in_metres():
    lifter = front_lifter()
    small, large = lifter.evidence, enlarged(lifter, 3.0).evidence
    np.testing.assert_allclose(large.places * large.scale[0], small.places * small.scale[0])
    np.testing.assert_allclose(large.trust, small.trust)


def test_a_landmark_outside_the_picture_scatters_more():
    inside = np.ones((4, len(FRONT_POINTS), 2), dtype=bool)
    inside[2, KNEE, 1] = False
    scatter = trust_from_the_front(inside, rear=False).scatter
    assert (scatter[2, KNEE, 1] > 1.5 * scatter[2, KNEE, 0]).all()
    np.testing.assert_array_equal(scatter[0], scatter[1])


def test_landmarks_are_taken_as_they_would_be_in_time():
    """The knee at a moment is where its landmark is 35 ms later."""
    lifter = front_lifter(edges=False, fps=200.0)
    drawn = lifter.seen.landmarks[:, Landmark.KNEE_L, 1]
    knee = 0.5 * lifter.seen.size[1] - lifter.evidence.places[:, KNEE, 0, 1]
    np.testing.assert_allclose(knee[:-7], drawn[7:], atol=1e-6)
