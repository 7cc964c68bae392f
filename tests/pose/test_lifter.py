"""Who lifts: scenes in which it is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.errors import PersonChoiceError
from liftvision.pose.lifter import choose_lifter
from liftvision.pose.people import PersonTrack
from tests.pose.persons import mirrored, person
from tests.stick_lifter import SET_UP, STANDING, deadlift

WIDTH = 1280
STILLS = 20
TIMES = 0.25 * np.arange(STILLS)


def track(people, first=0):
    """Somebody who is seen in consecutive stills from the given one on."""
    return PersonTrack(TIMES[first : first + len(people)], np.array(people))


def lifting(x=640.0, px_per_m=250.0, yaw_deg=90.0, floor=690.0):
    """A deadlift: bend, pull, stand, lower, stand up."""
    lift = deadlift(1, fps=4.0, yaw_deg=yaw_deg, px_per_m=px_per_m)
    origin = (lift.clip.width / 2.0, 0.92 * lift.clip.height)
    return track((lift.landmarks - origin + (x, floor))[:STILLS])


def standing(x, px_per_m, floor=690.0, count=STILLS):
    return track([person(at=(x, floor), px_per_m=px_per_m)] * count)


def walking(start, stop, px_per_m, first=0, count=STILLS, floor=690.0):
    places = np.linspace(start, stop, count)
    return track([person(at=(x, floor), px_per_m=px_per_m) for x in places], first)


BYSTANDERS = {
    "a larger one who stands still": standing(1000.0, 350.0),
    "a larger one who stands in the middle": standing(600.0, 350.0),
    "a coach who walks by": walking(100.0, 1200.0, 300.0, first=5, count=10),
    "a coach who walks up and stays": walking(1200.0, 900.0, 320.0),
    "somebody small behind who lifts as well": lifting(900.0, 90.0, floor=500.0),
    "somebody who bends over once at the edge": track(
        [person(SET_UP if 8 <= n < 10 else STANDING, at=(1150.0, 690.0)) for n in range(STILLS)]
    ),
    "somebody large who passes the camera": walking(0.0, 1280.0, 500.0, first=3, count=4),
}


@pytest.mark.parametrize("yaw_deg", [90.0, -90.0, 45.0, 0.0, 180.0])
@pytest.mark.parametrize("bystander", BYSTANDERS.values(), ids=BYSTANDERS)
def test_the_lifter_is_chosen_over(bystander, yaw_deg):
    lifter = lifting(yaw_deg=yaw_deg)
    for people in ([lifter, bystander], [bystander, lifter]):
        assert choose_lifter(people, STILLS, WIDTH) is lifter


def test_the_lifter_is_chosen_from_a_crowd():
    lifter = lifting(x=400.0)
    assert choose_lifter([*BYSTANDERS.values(), lifter], STILLS, WIDTH) is lifter


def test_of_two_who_lift_the_nearer_in_the_middle_is_chosen():
    near, far = lifting(), lifting(x=1000.0, px_per_m=150.0)
    assert choose_lifter([far, near], STILLS, WIDTH) is near


@settings(max_examples=40, deadline=None)
@given(st.permutations(list(BYSTANDERS)), st.floats(0.3, 3.0), st.booleans())
def test_order_size_and_mirroring_of_the_picture_do_not_matter(names, scale, mirror):
    def changed(one):
        xy = mirrored(one.xy, WIDTH) if mirror else one.xy
        return PersonTrack(one.times, scale * xy)

    people = [changed(BYSTANDERS[name]) for name in names]
    middle = len(people) // 2
    people.insert(middle, changed(lifting(x=500.0)))
    assert choose_lifter(people, STILLS, round(scale * WIDTH)) is people[middle]


def test_who_is_hardly_seen_is_not_chosen():
    assert choose_lifter([], STILLS, WIDTH) is None
    assert choose_lifter([standing(640.0, 250.0, count=2)], STILLS, WIDTH) is None


def test_in_a_shot_of_two_stills_two_are_enough():
    brief = standing(640.0, 250.0, count=2)
    assert choose_lifter([brief], 2, WIDTH) is brief


@pytest.fixture
def three():
    """People at the left, in the middle and at the right, listed in another order."""
    left, middle, right = standing(200.0, 250.0), lifting(), standing(1000.0, 300.0)
    return [right, left, middle], (left, middle, right)


def test_a_number_counts_from_the_left(three):
    people, in_order = three
    for number, expected in enumerate(in_order, start=1):
        assert choose_lifter(people, STILLS, WIDTH, number) is expected


@pytest.mark.parametrize("number", [0, 4, -1, 10**9])
def test_a_number_that_nobody_has_is_refused(three, number):
    with pytest.raises(PersonChoiceError, match=r"3 people.*from 1") as raised:
        choose_lifter(three[0], STILLS, WIDTH, number)
    assert raised.value.exit_code == 4


def as_choice(box):
    left, top, right, bottom = box
    return float(left), float(top), float(right - left), float(bottom - top)


def test_a_box_around_somebody_chooses_him(three):
    people, in_order = three
    for expected in in_order:
        assert choose_lifter(people, STILLS, WIDTH, as_choice(expected.boxes[0])) is expected


def test_a_box_around_the_upright_lifter_does_not_mean_somebody_small_inside_it():
    lifter = lifting()
    small = standing(640.0, 60.0, floor=640.0)
    box = as_choice(lifter.boxes[0])
    for people in ([lifter, small], [small, lifter]):
        assert choose_lifter(people, STILLS, WIDTH, box) is lifter
        assert choose_lifter(people, STILLS, WIDTH, as_choice(small.boxes[0])) is small


def test_a_box_does_not_mean_somebody_who_walks_through_it():
    meant = standing(640.0, 250.0)
    coach = walking(100.0, 1240.0, 225.0, floor=670.0)
    box = as_choice(meant.boxes[0])
    for people in ([meant, coach], [coach, meant]):
        assert choose_lifter(people, STILLS, WIDTH, box) is meant


@pytest.mark.parametrize("box", [(0, 0, 20, 20), (5000, 0, 100, 700), (640, 400, 0, 0)])
def test_a_box_without_anybody_is_refused(three, box):
    with pytest.raises(PersonChoiceError, match=r"Nobody.*X,Y,WIDTH,HEIGHT"):
        choose_lifter(three[0], STILLS, WIDTH, box)


def test_a_choice_among_nobody_is_nobody():
    assert choose_lifter([], STILLS, WIDTH, 1) is None
