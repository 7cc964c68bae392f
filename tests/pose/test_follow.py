"""The second look: the lifter and nobody else, on videos of coloured boxes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from liftvision.clip.probe import probe
from liftvision.errors import NoPersonError, PersonChoiceError
from liftvision.pose.follow import follow
from liftvision.pose.landmarks import MIRRORED, Landmark
from liftvision.pose.survey import survey
from liftvision.pose.swaps import LEGS
from liftvision.pose.track import HIP_POINT, OUTLINE_POINTS
from tests.pose.colour_people import (
    BLUE,
    CUT_S,
    FPS,
    GREEN,
    RED,
    ColourLandmarker,
    absent,
    before_and_after_a_cut,
    bystander,
    film,
    install,
    landmarks_in,
    lifter,
    size_of,
    world_facing,
)
from tests.pose.persons import person
from tests.video_files import restamp

MODEL = Path("none.task")


@pytest.fixture
def clip(tmp_path):
    return tmp_path / "gym floor.mp4"


def followed(path, *, choice=None, start_s=None, end_s=None, advance=lambda _: None):
    info = probe(path)
    part = {"start_s": start_s, "end_s": end_s}
    seen = survey(info, MODEL, **part, advance=lambda: None)
    return follow(info, seen, MODEL, choice=choice, advance=advance)


def found(track):
    return np.isfinite(track.xy[:, 0, 0])


def assert_is(figure, track, frames):
    """The figure, and nobody else, was found in these frames."""
    assert found(track)[frames].all()
    for time_s, xy in zip(track.times[frames], track.xy[frames], strict=True):
        np.testing.assert_allclose(xy, landmarks_in(figure.box_at(time_s)), atol=3.0)


def frames_between(track, start_s, stop_s):
    return (track.times > start_s - 1e-3) & (track.times < stop_s - 1e-3)


EVERYWHERE = slice(None)


class TestTheLifter:
    def test_is_found_in_every_frame(self, clip, monkeypatch):
        fake = install(monkeypatch)
        red = lifter()
        times = film(clip, red, bystander(20.0, GREEN))
        steps = []

        track = followed(clip, advance=lambda step: steps.append(step))

        assert sum(steps) == len(times)
        np.testing.assert_allclose(track.times, times, atol=1e-3)
        assert_is(red, track, EVERYWHERE)
        assert track.coverage == 1.0
        assert track.others_in_frame == 1
        assert track.side_swaps_repaired == 0
        np.testing.assert_allclose(track.visibility, 0.9)
        modes = [(each.mode, each.masks) for each in fake.opened]
        assert modes[0] == ("still", False)
        assert set(modes[1:]) == {("video", True)}

    @pytest.mark.parametrize("left", [30.0, 1000.0])
    def test_is_found_where_he_is_in_a_wide_picture(self, clip, monkeypatch, left):
        fake = install(monkeypatch)
        red = lifter(left)
        film(clip, red, duration_s=2.0, size=(1280, 360))

        track = followed(clip)

        assert_is(red, track, EVERYWHERE)
        (width, _), *_ = fake.opened[1].sizes
        assert width < 600, "only his part of the picture is looked at"

    def test_is_given_in_px_of_the_picture_when_it_is_shown_smaller(self, clip, monkeypatch):
        fake = install(monkeypatch)
        monkeypatch.setattr("liftvision.pose.follow.LIFTER_SIZE_PX", 80)
        red = lifter()
        film(clip, red, duration_s=1.5)

        track = followed(clip)

        assert max(fake.opened[1].sizes[0]) < 300
        assert found(track).all()
        for time_s, xy in zip(track.times, track.xy, strict=True):
            np.testing.assert_allclose(xy, landmarks_in(red.box_at(time_s)), atol=6.0)

    def test_has_his_back_where_the_mask_ends_behind_him(self, clip, monkeypatch):
        install(monkeypatch)
        red = lifter()
        film(clip, red, duration_s=1.5)

        track = followed(clip)

        assert track.outline.shape == (len(track.times), OUTLINE_POINTS, 2)
        left = red.box_at(0.0)[0]
        np.testing.assert_allclose(track.outline[..., 0], left - 0.5, atol=1.0)
        hips = track.xy[:, [23, 24], 1].mean(axis=1)
        shoulders = track.xy[:, [11, 12], 1].mean(axis=1)
        np.testing.assert_allclose(track.outline[:, HIP_POINT, 1], hips, atol=2.0)
        np.testing.assert_allclose(track.outline[:, -1, 1], shoulders, atol=2.0)

    @pytest.mark.parametrize(("yaw_deg", "shown"), [(60.0, True), (10.0, False), (175.0, False)])
    def test_has_an_outline_only_where_his_side_is_seen(self, clip, monkeypatch, yaw_deg, shown):
        def turn(time_s, person):
            return replace(person, world=world_facing(yaw_deg))

        install(monkeypatch, tamper=staticmethod(turn))
        film(clip, lifter(), duration_s=1.5)
        track = followed(clip)
        assert found(track).all()
        assert np.isfinite(track.outline).all() == shown
        assert np.isnan(track.outline).all() != shown

    def test_is_followed_through_a_chosen_part(self, clip, monkeypatch):
        install(monkeypatch)
        red = lifter()
        times = film(clip, red)
        track = followed(clip, start_s=0.5, end_s=2.0)
        np.testing.assert_allclose(track.times, times[(times > 0.499) & (times < 1.999)], atol=1e-3)
        assert_is(red, track, EVERYWHERE)


class TestSomebodyElse:
    @pytest.mark.parametrize(
        ("left", "gap"),
        [
            (300.0, (1.0, 1.3)), (300.0, (0.9, 2.4)), (300.0, (1.0, 4.5)), (380.0, (3.5, 9.0)),
            (90.0, (1.0, 1.3)), (90.0, (3.5, 9.0)),
        ],
    )  # fmt: skip
    def test_does_not_take_over_when_the_lifter_is_gone(self, clip, monkeypatch, left, gap):
        install(monkeypatch)
        red = lifter(seen=absent(*gap))
        film(clip, red, bystander(left), duration_s=5.0)

        track = followed(clip)

        lost = frames_between(track, *gap)
        assert lost.any()
        for values in (track.xy, track.world, track.visibility, track.outline):
            assert np.isnan(values[lost]).all()
        assert_is(red, track, ~lost)
        assert track.coverage == pytest.approx(np.mean(~lost))

    def test_does_not_take_over_where_he_steps_into_the_lifters_place(self, clip, monkeypatch):
        install(monkeypatch)
        blue = replace(
            bystander(), left=lambda t: 400.0 - 190.0 * np.clip((t - 2.0) / 1.5, 0.0, 1.0)
        )
        film(clip, lifter(seen=absent(2.0, 9.0)), blue, duration_s=4.0)

        track = followed(clip)

        assert not found(track)[frames_between(track, 2.0, 9.0)].any()

    def test_is_looked_past_where_the_model_takes_to_him(self, clip, monkeypatch):
        """The survey misses the lifter for a second, so more is lit; there somebody is followed."""

        def find(self, image, time_s=0.0):
            everybody = [self._seen(image, colour) for colour in (BLUE, RED)]
            blue, red = everybody
            if self.mode == "still":
                self.sizes.append(image.shape)
                return [each for each in (blue, red if len(self.sizes) > 5 else None) if each]
            return [each for each in everybody if each is not None][:1]

        install(monkeypatch, find=find)
        red = lifter()
        film(clip, red, bystander(340.0))

        track = followed(clip, choice=1)

        assert_is(red, track, EVERYWHERE)

    def test_is_never_shown_to_the_model_further_off(self, clip, monkeypatch):
        seen = []

        def note(time_s, person):
            seen.append(person.xy)
            return person

        install(monkeypatch, tamper=staticmethod(note))
        film(clip, lifter(60.0, seen=absent(1.0, 1.4)), bystander(700.0), size=(800, 360))
        track = followed(clip)
        assert len(seen) == found(track).sum(), "the bystander was blacked out or cut off"

    def test_can_be_chosen_instead(self, clip, monkeypatch):
        install(monkeypatch)
        blue = bystander(380.0)
        film(clip, lifter(60.0), blue)
        by_box = (*blue.box_at(0.0)[:2], 60.0, 200.0)
        for choice in (2, by_box):
            assert_is(blue, followed(clip, choice=choice), EVERYWHERE)

    def test_that_does_not_exist_is_refused(self, clip, monkeypatch):
        install(monkeypatch)
        film(clip, lifter(), duration_s=1.5)
        with pytest.raises(PersonChoiceError):
            followed(clip, choice=2)


class TestALongShot:
    """Longer than any part in which a shot may be followed."""

    DURATION_S = 13.0

    def test_is_followed_without_a_seam(self, clip, monkeypatch):
        install(monkeypatch)
        red = replace(lifter(), left=lambda time_s: 60.0 + 20.0 * time_s)
        film(clip, red, duration_s=self.DURATION_S)
        steps = []

        track = followed(clip, advance=steps.append)

        assert sum(steps) == len(track.times)
        assert_is(red, track, EVERYWHERE)

    @pytest.mark.parametrize("gap", [(4.0, 4.6), (3.0, 9.5), (0.0, 5.0)])
    def test_has_no_one_else_in_a_gap_over_a_seam(self, clip, monkeypatch, gap):
        install(monkeypatch)
        red = lifter(seen=absent(*gap))
        film(clip, red, bystander(300.0), duration_s=self.DURATION_S)
        track = followed(clip)
        lost = frames_between(track, *gap)
        assert not found(track)[lost].any()
        assert_is(red, track, ~lost)

    def test_belongs_to_the_right_frames_whatever_the_timestamps(self, clip, tmp_path, monkeypatch):
        install(monkeypatch)
        red = lifter()
        source = tmp_path / "even.mp4"
        true_times = film(source, red, duration_s=self.DURATION_S)
        stamps = np.round(true_times, 4)
        stamps[70:78] = stamps[70]
        stamps[110:125] -= 0.4
        stamps[180:] += 0.7
        stamps[220:] -= 3.0
        restamp(source, clip, stamps)

        track = followed(clip)

        assert len(track.times) == len(true_times)
        assert found(track).mean() > 0.9
        for index in np.flatnonzero(found(track)):
            expected = landmarks_in(red.box_at(true_times[index]))
            np.testing.assert_allclose(track.xy[index], expected, atol=3.0, err_msg=str(index))


class TestShots:
    def test_a_cut_is_not_bridged(self, clip, monkeypatch):
        fake = install(monkeypatch)
        first = lifter(60.0, seen=absent(CUT_S, 9.0))
        second = lifter(350.0, seen=absent(0.0, CUT_S))
        film(clip, first, second, background=before_and_after_a_cut)

        track = followed(clip)

        cut = round(CUT_S * FPS)
        assert_is(first, track, slice(0, cut))
        assert_is(second, track, slice(cut, None))
        videos = [each for each in fake.opened if each.mode == "video"]
        assert [len(video.sizes) for video in videos] == [cut, cut], "each shot begins afresh"

    def test_a_shot_without_anybody_stays_empty(self, clip, monkeypatch):
        install(monkeypatch)
        film(clip, lifter(seen=absent(0.0, CUT_S)), background=before_and_after_a_cut)
        track = followed(clip)
        np.testing.assert_array_equal(found(track), np.arange(len(track.times)) >= CUT_S * FPS)

    def test_the_chosen_one_need_not_be_in_every_shot(self, clip, monkeypatch):
        install(monkeypatch)
        blue = bystander(380.0, seen=absent(CUT_S, 9.0))
        film(clip, lifter(60.0), blue, background=before_and_after_a_cut)

        track = followed(clip, choice=2)

        cut = round(CUT_S * FPS)
        assert_is(blue, track, slice(0, cut))
        assert not found(track)[cut:].any()

    def test_nobody_in_any_shot_is_refused(self, clip, monkeypatch):
        install(monkeypatch)
        film(clip, background=before_and_after_a_cut)
        with pytest.raises(NoPersonError, match=r"Nobody can be seen in gym floor\.mp4"):
            followed(clip)


class TestRepairs:
    def test_a_body_that_faces_the_other_way_becomes_a_gap(self, clip, monkeypatch):
        def turn(time_s, person):
            if 0.98 < time_s < 1.23:
                return replace(person, world=world_facing(-90.0))
            return person

        install(monkeypatch, tamper=staticmethod(turn))
        film(clip, lifter(), duration_s=2.0)
        track = followed(clip)
        wrong = frames_between(track, 1.0, 1.25)
        assert wrong.sum() == 5
        for values in (track.xy, track.world, track.visibility, track.outline):
            assert np.isnan(values[wrong]).all()
        assert found(track)[~wrong].all()

    def test_a_rear_that_is_taken_for_a_front_is_looked_at_again(self, clip, monkeypatch):
        """The model turns the body round once, and sticks to that until it forgets."""

        def seen_from_behind(self, image, colour):
            person = ColourLandmarker._seen(self, image, colour)
            if person is not None:
                person.xy[[Landmark.SHOULDER_L, Landmark.SHOULDER_R], 0] += (-20.0, 20.0)
            return replace(person, world=world_facing(180.0)) if person is not None else None

        def find(self, image, time_s=0.0):
            people = ColourLandmarker.find(self, image, time_s)
            if self.mode == "still":
                return people
            self.is_wrong = getattr(self, "is_wrong", False) or 0.8 < time_s % 1.8 < 0.9
            if not self.is_wrong:
                return people
            return [
                replace(each, xy=each.xy[list(MIRRORED)], world=world_facing(0.0))
                for each in people
            ]

        def forget(self):
            self.is_wrong = False

        install(monkeypatch, _seen=seen_from_behind, find=find, forget=forget)
        film(clip, lifter())

        track = followed(clip)

        wrong = (track.times % 1.8 > 0.8 - 1e-3) & (track.times % 1.8 < 0.9 + 1e-3)
        assert found(track)[~wrong].all()

    def test_exchanged_legs_are_exchanged_back_and_counted(self, clip, monkeypatch):
        wide = person(yaw_deg=20.0)
        low, high = wide.min(axis=0), wide.max(axis=0)
        unit = (wide - low) / (high - low)
        monkeypatch.setattr("tests.pose.colour_people.IN_UNIT_BOX", unit)
        legs, partners = list(LEGS), [MIRRORED[limb] for limb in LEGS]
        visibility = np.linspace(0.1, 0.9, 33)

        def swap(time_s, person):
            xy, world = person.xy.copy(), world_facing(20.0)
            claims = visibility.copy()
            if 0.98 < time_s < 1.23:
                xy[legs], world[legs] = person.xy[partners], world[partners]
                claims[legs] = visibility[partners]
            return replace(person, xy=xy, world=world, visibility=claims)

        install(monkeypatch, tamper=staticmethod(swap))
        red = replace(lifter(), width=90)
        film(clip, red, duration_s=2.0)

        track = followed(clip)

        assert track.side_swaps_repaired == 5
        assert_is(red, track, EVERYWHERE)
        np.testing.assert_allclose(track.world, np.tile(world_facing(20.0), (40, 1, 1)))
        np.testing.assert_allclose(track.visibility, np.tile(visibility, (40, 1)))

    def test_a_leap_of_the_whole_body_becomes_a_gap(self, clip, monkeypatch):
        def leap(time_s, person):
            off = 0.4 * size_of(lifter(), 0.0) if 0.98 < time_s < 1.02 else 0.0
            return replace(person, xy=person.xy + (off, 0.0))

        install(monkeypatch, tamper=staticmethod(leap))
        film(clip, lifter(), duration_s=2.0)
        track = followed(clip)
        np.testing.assert_array_equal(~found(track), frames_between(track, 1.0, 1.05))


def test_nothing_as_large_as_a_picture_is_kept(clip, monkeypatch):
    install(monkeypatch)
    film(clip, lifter(), duration_s=1.5)
    track = followed(clip)
    arrays = (track.times, track.xy, track.world, track.visibility, track.outline)
    numbers = sum(array.size for array in arrays) / len(track.times)
    assert numbers == 1 + 33 * (2 + 3 + 1) + 2 * OUTLINE_POINTS
    assert all(array.base is None or array.base.size <= array.size for array in arrays)


def test_a_model_that_fails_ends_the_work_with_its_error(clip, monkeypatch):
    def fail(time_s, found):
        raise RuntimeError("the model gave up")

    install(monkeypatch, tamper=staticmethod(fail))
    film(clip, lifter(), duration_s=12.0)
    with pytest.raises(RuntimeError, match="the model gave up"):
        followed(clip)
