"""The first look: who is where in which shot, on videos of coloured boxes."""

from pathlib import Path

import numpy as np
import pytest

from liftvision.clip.clip import Shot
from liftvision.clip.probe import probe
from liftvision.errors import ClipError
from liftvision.pose.survey import STILL_EVERY_S, SURVEY_SIDE, scaled_size, survey
from tests.pose.colour_people import (
    CUT_S,
    FPS,
    GREEN,
    SIZE,
    absent,
    before_and_after_a_cut,
    bystander,
    film,
    install,
    landmarks_in,
    lifter,
)

MODEL = Path("none.task")


@pytest.fixture
def fake(monkeypatch):
    return install(monkeypatch)


def look(path, start_s=None, end_s=None, advance=lambda: None):
    return survey(probe(path), MODEL, start_s=start_s, end_s=end_s, advance=advance)


def test_times_people_and_stills(tmp_path, fake):
    path = tmp_path / "clip.mp4"
    red, blue = lifter(), bystander()
    times = film(path, red, blue, bystander(20.0, GREEN, seen=absent(1.0, 9.0)))
    steps = []

    seen = look(path, advance=lambda: steps.append(1))

    assert len(steps) == len(times) == seen.clip.frames
    np.testing.assert_allclose(seen.clip.times, times, atol=1e-3)
    assert (seen.clip.width, seen.clip.height) == SIZE
    assert not seen.truncated
    (shot,) = seen.shots
    assert shot.shot == Shot(0, len(times))
    assert shot.stills == 3.0 / STILL_EVERY_S
    assert shot.most_at_once == 3
    assert sorted(len(person.times) for person in shot.people) == [4, 12, 12]
    first = min(shot.people, key=lambda person: abs(person.boxes[0, 0] - red.left(0.0)))
    for time_s, xy in zip(first.times, first.xy, strict=True):
        np.testing.assert_allclose(xy, landmarks_in(red.box_at(time_s)), atol=2.0)


def test_people_are_given_in_px_of_the_whole_picture(tmp_path, fake):
    path = tmp_path / "large.mp4"
    red = lifter(left=700.0)
    film(path, red, duration_s=1.5, size=(1280, 360))

    (shot,) = look(path).shots

    assert set(fake.opened[0].sizes) == {(SURVEY_SIDE, SURVEY_SIDE * 360 // 1280)}
    (person,) = shot.people
    for time_s, box in zip(person.times, person.boxes, strict=True):
        np.testing.assert_allclose(box, red.box_at(time_s), atol=4.0)


def test_a_cut_ends_every_track(tmp_path, fake):
    path = tmp_path / "cut.mp4"
    film(path, lifter(), background=before_and_after_a_cut)

    seen = look(path)

    cut = round(CUT_S * FPS)
    assert [shot.shot for shot in seen.shots] == [Shot(0, cut), Shot(cut, 2 * cut)]
    for shot in seen.shots:
        (person,) = shot.people
        inside = seen.clip.times[shot.shot.frames]
        assert person.times.min() >= inside[0]
        assert person.times.max() <= inside[-1]


def test_only_the_chosen_part_is_looked_at(tmp_path, fake):
    path = tmp_path / "clip.mp4"
    times = film(path, lifter())
    seen = look(path, start_s=0.5, end_s=2.0)
    chosen = times[(times > 0.499) & (times < 1.999)]
    np.testing.assert_allclose(seen.clip.times, chosen, atol=1e-3)


def test_nobody_gives_a_shot_without_people(tmp_path, fake):
    path = tmp_path / "empty.mp4"
    film(path, duration_s=1.5)
    (shot,) = look(path).shots
    assert (shot.people, shot.most_at_once) == ((), 0)


@pytest.mark.parametrize(
    ("duration_s", "end_s", "what"),
    [
        (0.5, None, r"short clip\.mp4"),
        (0.85, None, r"short clip\.mp4"),
        (3.0, 0.5, "The part that was chosen"),
    ],
)
def test_less_than_a_second_is_refused(tmp_path, fake, duration_s, end_s, what):
    path = tmp_path / "short clip.mp4"
    film(path, lifter(), duration_s=duration_s)
    with pytest.raises(ClipError, match=f"{what} is shorter than one second"):
        look(path, end_s=end_s)


def test_a_second_is_enough(tmp_path, fake):
    path = tmp_path / "one.mp4"
    film(path, lifter(), duration_s=1.0)
    assert look(path).clip.frames == FPS


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1920, 1080), (640, 360)),
        ((1080, 1920), (360, 640)),
        ((320, 200), (320, 200)),
        ((640, 640), (640, 640)),
        ((10_000, 3), (640, 2)),
    ],
)
def test_a_smaller_size_keeps_the_shape(size, expected):
    assert scaled_size(*size, 640) == expected
