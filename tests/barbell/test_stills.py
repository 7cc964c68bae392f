"""Frames are chosen in which hands on a known course move."""

import numpy as np
import pytest

from liftvision.barbell.hands import hand_path
from liftvision.barbell.stills import AROUND_S, COUNT, choose_stills
from liftvision.barbell.wrists import wrist_midpoint
from tests.stick_lifter import deadlift


def course(fps, rest_s=3.0, pull_s=1.0, rise_m=0.6, px_per_m=300.0):
    times = np.arange(0.0, 2.0 * rest_s + pull_s, 1.0 / fps)
    risen = np.clip((times - rest_s) / pull_s, 0.0, 1.0)
    hands = np.stack([np.full(len(times), 200.0), 500.0 - rise_m * px_per_m * risen], axis=1)
    return times, hands, px_per_m


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0, 240.0])
def test_only_the_pull_and_its_ends_are_chosen(fps):
    times, hands, px_per_m = course(fps)
    chosen = times[choose_stills(times, hands, px_per_m)]
    assert 6 <= len(chosen) <= COUNT + 1
    assert chosen[0] > 3.0 - AROUND_S - 0.2
    assert chosen[-1] < 4.0 + AROUND_S + 0.2
    assert np.diff(chosen).min() > 0.08


def test_hands_that_rest_give_frames_all_over_the_shot():
    times, hands, px_per_m = course(30.0, rise_m=0.0)
    chosen = times[choose_stills(times, hands, px_per_m)]
    assert COUNT - 1 <= len(chosen) <= COUNT + 1
    assert chosen[0] < 0.5
    assert chosen[-1] > 6.0


def test_a_long_set_gives_no_more_frames_than_a_short_one():
    times, hands, px_per_m = course(30.0, rest_s=0.1, pull_s=20.0, rise_m=6.0)
    assert len(choose_stills(times, hands, px_per_m)) <= COUNT + 1


def test_the_hands_lie_at_the_wrists_and_bridge_gaps():
    lift = deadlift(1, gap=(20, 40))
    path = hand_path(lift.clip.times, lift.pose.xy, lift.pose.visibility)
    wrists = wrist_midpoint(lift.pose.xy)
    seen = np.isfinite(wrists[:, 0])
    size = np.ptp(lift.pose.xy[seen][..., 1])
    assert np.isfinite(path).all()
    assert np.abs(path[seen] - wrists[seen]).max() < 0.15 * size


def test_nobody_has_no_hands():
    lift = deadlift(1, gap=(0, 10_000))
    assert np.isnan(hand_path(lift.clip.times, lift.pose.xy, lift.pose.visibility)).all()
