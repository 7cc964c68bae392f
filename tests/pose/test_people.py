"""Linking people from still to still: each track is one person and everybody is in one track."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.pose.people import (
    MAX_SILENCE_S,
    MAX_STEP,
    PersonTrack,
    body_size,
    link_people,
    trunk_centre,
)
from tests.pose.persons import mirrored, person
from tests.stick_lifter import SHANK_M, THIGH_M, TRUNK_M

WIDTH = 1280.0
SIZE_M = SHANK_M + THIGH_M + TRUNK_M
NEAR, FAR = 250.0, 190.0
"""Pixels per metre of somebody near to the camera and somebody further away."""


def stills_every(interval_s, count):
    return [interval_s * number for number in range(count)]


def test_size_is_trunk_thigh_and_shank_whatever_the_posture():
    for posture in ((0.0, 0.0, 0.0), (12.0, 80.0, 65.0), (30.0, 120.0, 10.0)):
        assert body_size(person(posture, px_per_m=100.0)) == pytest.approx(100.0 * SIZE_M)


def test_boxes_hold_the_landmarks_and_the_size_is_the_usual_one():
    upright, bent = person(px_per_m=100.0), person((12.0, 80.0, 65.0), px_per_m=100.0)
    track = PersonTrack(np.array([0.0, 0.25, 0.5]), np.array([upright, bent, 3.0 * bent]))
    for box, xy in zip(track.boxes, track.xy, strict=True):
        np.testing.assert_array_equal(box, [*xy.min(axis=0), *xy.max(axis=0)])
    assert track.size_px == pytest.approx(100.0 * SIZE_M)


@pytest.mark.parametrize("lifter_first", [True, False])
@pytest.mark.parametrize("speed", [30.0, 61.0, 100.0])
def test_somebody_who_walks_past_does_not_take_the_lifters_place(speed, lifter_first):
    times = stills_every(0.25, 13)
    lifter = [person(at=(640.0, 650.0), px_per_m=NEAR) for _ in times]
    walker = [person(at=(640.0 + speed * n, 600.0), px_per_m=FAR) for n in range(-6, 7)]
    pairs = zip(lifter, walker, strict=True)
    stills = [[a, b] if lifter_first else [b, a] for a, b in pairs]

    tracks = link_people(times, stills)

    assert len(tracks) == 2
    for expected in (lifter, walker):
        assert any(np.array_equal(track.xy, np.array(expected)) for track in tracks)


def test_two_people_who_cross_keep_their_own_tracks():
    times = stills_every(0.25, 11)
    right = [person(at=(640.0 + 70.0 * n, 650.0), px_per_m=NEAR) for n in range(-5, 6)]
    left = [person(at=(640.0 - 70.0 * n, 600.0), px_per_m=FAR) for n in range(-5, 6)]

    tracks = link_people(times, [list(pair) for pair in zip(right, left, strict=True)])

    assert [len(track.times) for track in tracks] == [11, 11]
    np.testing.assert_array_equal(tracks[0].xy, np.array(right))
    np.testing.assert_array_equal(tracks[1].xy, np.array(left))


@pytest.mark.parametrize(("silence_s", "people"), [(MAX_SILENCE_S, 1), (MAX_SILENCE_S + 0.25, 2)])
def test_who_comes_back_in_time_is_the_same_person(silence_s, people):
    times = np.arange(0.0, 6.0, 0.25)
    stills = [[] if 1.0 < t < 1.0 + silence_s else [person()] for t in times]

    tracks = link_people(times.tolist(), stills)

    assert len(tracks) == people
    assert sum(len(track.times) for track in tracks) == sum(map(len, stills))


@pytest.mark.parametrize(("fraction", "people"), [(0.95, 1), (1.05, 2)])
def test_nobody_jumps_further_than_the_longest_step(fraction, people):
    step = fraction * MAX_STEP * 200.0 * SIZE_M
    stills = [[person(at=(300.0, 440.0))], [person(at=(300.0 + step, 440.0))]]
    assert len(link_people([0.0, 0.25], stills)) == people


def test_one_person_who_jumps_does_not_keep_another_from_being_linked():
    staying, jumping = person(at=(300.0, 440.0)), person(at=(600.0, 440.0))
    stills = [[staying, jumping], [person(at=(1200.0, 440.0)), staying]]

    tracks = link_people([0.0, 0.25], stills)

    assert sorted(len(track.times) for track in tracks) == [1, 1, 2]
    longest = max(tracks, key=lambda track: len(track.times))
    np.testing.assert_array_equal(longest.xy, [staying, staying])


def test_a_newcomer_does_not_push_the_others_from_their_tracks():
    step = 0.7 * 200.0 * SIZE_M
    left, middle, right = (person(at=(400.0 + n * step, 440.0)) for n in range(3))
    tracks = link_people([0.0, 0.25], [[left, middle], [middle, right]])
    assert sorted(len(track.times) for track in tracks) == [1, 1, 2]
    longest = max(tracks, key=lambda track: len(track.times))
    np.testing.assert_array_equal(longest.xy, [middle, middle])


def test_who_walks_to_where_somebody_was_lost_is_still_the_one_who_walked_there():
    times = stills_every(0.25, 12)
    lost = person(at=(600.0, 440.0))
    walker = [person(at=(300.0 + min(60.0 * n, 300.0), 440.0), px_per_m=195.0) for n in range(12)]

    tracks = link_people(times, [[lost, walker[0]], *([xy] for xy in walker[1:])])

    assert [len(track.times) for track in tracks] == [1, 12]


def test_who_comes_back_is_found_although_somebody_else_is_gone():
    times = stills_every(0.25, 10)
    lifter, other = person(at=(300.0, 440.0)), person(at=(900.0, 440.0))
    stills = [[lifter, other], *([[other]] * 8), [lifter]]
    assert sorted(len(track.times) for track in link_people(times, stills)) == [2, 9]


@pytest.mark.parametrize("growth", [1.1, 1.0 / 1.1])
def test_somebody_who_walks_to_or_from_the_camera_stays_one_person(growth):
    stills = [[person(px_per_m=200.0 * growth**n)] for n in range(10)]
    assert len(link_people(stills_every(0.25, 10), stills)) == 1


@pytest.mark.parametrize("ratio", [3.0, 1.0 / 3.0])
def test_somebody_in_the_same_place_of_another_size_is_somebody_else(ratio):
    first = person(px_per_m=150.0)
    centre = trunk_centre(first)
    other = centre + ratio * (first - centre)
    assert len(link_people([0.0, 0.25], [[first], [other]])) == 2


def test_nobody_gives_no_tracks():
    assert link_people([], []) == []
    assert link_people([0.0, 0.25], [[], []]) == []


places = st.tuples(st.floats(0.0, WIDTH), st.floats(300.0, 700.0), st.floats(60.0, 250.0))
crowds = st.lists(st.lists(places, max_size=4), min_size=1, max_size=8)


def crowd_of(places_of_stills):
    return [[person(at=(x, y), px_per_m=s) for x, y, s in still] for still in places_of_stills]


@settings(max_examples=50, deadline=None)
@given(crowds)
def test_everybody_seen_is_in_exactly_one_track_and_no_track_twice_in_a_still(crowd):
    stills = crowd_of(crowd)
    times = stills_every(0.25, len(stills))

    tracks = link_people(times, stills)

    for track in tracks:
        assert np.all(np.diff(track.times) > 0.0)
    seen = sorted((t, xy.tobytes()) for t, still in zip(times, stills, strict=True) for xy in still)
    linked = sorted(
        (float(t), xy.tobytes())
        for track in tracks
        for t, xy in zip(track.times, track.xy, strict=True)
    )
    assert linked == seen


@settings(max_examples=50, deadline=None)
@given(crowds, st.floats(0.2, 5.0), st.floats(-500.0, 500.0))
def test_a_larger_moved_or_mirrored_picture_gives_the_same_tracks(crowd, scale, shift):
    stills = crowd_of(crowd)
    times = stills_every(0.25, len(stills))
    tracks = link_people(times, stills)

    larger = link_people(times, [[scale * xy + shift for xy in still] for still in stills])
    turned = link_people(times, [[mirrored(xy, WIDTH) for xy in still] for still in stills])

    for other, undo in ((larger, lambda xy: (xy - shift) / scale), (turned, _mirror_back)):
        back = [PersonTrack(track.times, undo(track.xy)) for track in other]
        assert len(back) == len(tracks)
        for theirs, ours in zip(_shapes(back), _shapes(tracks), strict=True):
            # Rounded places may end on either side of a half.
            np.testing.assert_allclose(theirs, ours, atol=2e-3)


def _mirror_back(xy):
    return mirrored(xy, WIDTH)


def _shapes(tracks):
    return sorted(
        [
            [t, *centre]
            for t, centre in zip(track.times, trunk_centre(track.xy).round(3), strict=True)
        ]
        for track in tracks
    )
