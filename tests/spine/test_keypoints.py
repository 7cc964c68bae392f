"""Spine points of other programs against files whose content is known, and hostile ones."""

import contextlib
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.clip.clip import Clip, Shot
from liftvision.errors import SpinePointsError
from liftvision.pose.landmarks import LANDMARK_COUNT, Landmark
from liftvision.spine.keypoint_files import DamagedError, read_people
from liftvision.spine.keypoints import SPINETRACK, SPINETRACK_COUNT, read_spine_points
from liftvision.spine.levels import LEVEL_OF, heights

FRAMES, WIDTH, HEIGHT = 6, 400, 600
HIP, SHOULDER = np.array([200.0, 400.0]), np.array([260.0, 250.0])
SPINE = HIP + heights(np.array([LEVEL_OF[name] for name in SPINETRACK]))[:, None] * (SHOULDER - HIP)
"""Points (7, 2) on the line from hips to shoulders, from below to above."""


@pytest.fixture
def clip():
    times = np.arange(FRAMES) / 30.0
    return Clip(Path("c.mp4"), WIDTH, HEIGHT, 0, times, (Shot(0, FRAMES),))


@pytest.fixture
def landmarks():
    places = np.full((FRAMES, LANDMARK_COUNT, 2), np.nan)
    places[:, [Landmark.HIP_L, Landmark.HIP_R]] = HIP
    places[:, [Landmark.SHOULDER_L, Landmark.SHOULDER_R]] = SHOULDER
    return places


def flat(points, confidence=0.9):
    return [value for x, y in points for value in (float(x), float(y), confidence)]


def whole_person(points=SPINE, confidence=0.9):
    """A person of SpineTrack's 37 keypoints."""
    keypoints = np.zeros((SPINETRACK_COUNT, 3))
    keypoints[list(SPINETRACK.values())] = np.reshape(flat(points, confidence), (-1, 3))
    return {"pose_keypoints_2d": keypoints.ravel().tolist()}


def frame(*people):
    return {"version": 1.1, "people": list(people)}


def folder_of(path, frames, name="c_{:012d}_keypoints.json"):
    path.mkdir(exist_ok=True)
    for number, content in frames.items():
        (path / name.format(number)).write_text(json.dumps(content))
    return path


def file_of(path, document):
    path.write_text(json.dumps(document))
    return path


def own(points=SPINE, **more):
    return {"spine_keypoints_2d": flat(points), **more}


@pytest.mark.parametrize("name", ["c_{:012d}_keypoints.json", "frame_{:05d}.json", "{:d}.json"])
def test_a_folder_gives_the_points_of_each_frame(tmp_path, clip, landmarks, name):
    frames = {number: frame(whole_person(SPINE + number)) for number in range(FRAMES)}
    points = read_spine_points(folder_of(tmp_path / "k", frames, name), clip, landmarks)
    assert points.names == tuple(SPINETRACK)
    assert (np.diff(points.levels) > 0.0).all()
    for number in range(FRAMES):
        assert points.xy[number] == pytest.approx(SPINE + number)
    assert points.confidence == pytest.approx(np.full((FRAMES, 7), 0.9))


def test_the_nine_points_of_the_spine_alone_are_known(tmp_path, clip, landmarks):
    nine = {"pose_keypoints_2d": flat([*SPINE, (270.0, 230.0), (280.0, 210.0)])}
    points = read_spine_points(file_of(tmp_path / "k.json", [frame(nine)]), clip, landmarks)
    assert points.xy[0] == pytest.approx(SPINE)
    assert np.isnan(points.xy[1:]).all() and (points.confidence[1:] == 0.0).all()


def test_own_names_may_stand_in_any_order(tmp_path, clip, landmarks):
    names = ["T12", "sacrum", "c7", "L3"]
    places = HIP + heights(np.array([6.0, -1.0, 18.0, 3.0]))[:, None] * (SHOULDER - HIP)
    document = {"spine_names": names, "frames": [frame(own(places))]}
    points = read_spine_points(file_of(tmp_path / "k.json", document), clip, landmarks)
    assert points.names == ("sacrum", "l3", "t12", "c7")
    assert points.xy[0] == pytest.approx(places[[1, 3, 0, 2]])


def test_points_without_names_are_spread_evenly_from_sacrum_to_c7(tmp_path, clip, landmarks):
    places = np.linspace(HIP, SHOULDER, 9)
    points = read_spine_points(file_of(tmp_path / "k.json", [frame(own(places))]), clip, landmarks)
    assert points.levels[[0, -1]] == pytest.approx([-1.0, 18.0])
    assert heights(points.levels) == pytest.approx(np.linspace(0.0, 1.0, 9))


def test_parts_of_the_picture_become_pixels(tmp_path, clip, landmarks):
    parts = SPINE / [WIDTH, HEIGHT]
    points = read_spine_points(file_of(tmp_path / "k.json", [frame(own(parts))]), clip, landmarks)
    assert points.xy[0] == pytest.approx(SPINE)


@pytest.mark.parametrize("away", [(150.0, 0.0), (-120.0, 40.0)])
@pytest.mark.parametrize("lifter_first", [True, False])
def test_of_several_people_the_lifter_is_taken(tmp_path, clip, landmarks, away, lifter_first):
    people = [whole_person(), whole_person(SPINE + away)]
    frames = {0: frame(*(people if lifter_first else people[::-1]))}
    points = read_spine_points(folder_of(tmp_path / "k", frames), clip, landmarks)
    assert points.xy[0] == pytest.approx(SPINE)


def test_a_frame_without_the_lifter_has_no_points(tmp_path, clip, landmarks):
    landmarks[2] = np.nan
    people = [whole_person()]
    frames = [frame(*people), frame(), frame(*people), {"people": [{"pose_keypoints_2d": []}]}]
    frames += [frame(whole_person(SPINE + 300.0)), frame(whole_person(confidence=0.1))]
    points = read_spine_points(file_of(tmp_path / "k.json", frames), clip, landmarks)
    assert np.isfinite(points.xy[:, 0, 0]).tolist() == [True] + 5 * [False]


def test_counting_from_one_is_seen_from_the_numbers(tmp_path, clip, landmarks):
    frames = {number: frame(whole_person(SPINE + number)) for number in range(1, FRAMES + 1)}
    points = read_spine_points(folder_of(tmp_path / "k", frames), clip, landmarks)
    assert points.xy[:, 0, 0] == pytest.approx(SPINE[0, 0] + np.arange(1, FRAMES + 1))


def test_a_part_of_the_clip_takes_its_frames(tmp_path, clip, landmarks):
    frames = [frame(whole_person(SPINE + number)) for number in range(20)]
    part = replace(clip, times=clip.times + 10 / 30.0)
    path = file_of(tmp_path / "k.json", frames)
    points = read_spine_points(path, part, landmarks, trimmed=True)
    assert points.xy[:, 0, 0] == pytest.approx(SPINE[0, 0] + np.arange(10, 10 + FRAMES))


def test_a_part_of_a_clip_of_variable_rate_is_refused(tmp_path, clip, landmarks):
    part = replace(clip, times=np.array([1.0, 1.03, 1.06, 1.2, 1.23, 1.4]))
    path = file_of(tmp_path / "k.json", [frame(whole_person())] * 60)
    with pytest.raises(SpinePointsError, match="variable rate"):
        read_spine_points(path, part, landmarks, trimmed=True)


def test_a_confidence_beyond_one_is_one(tmp_path, clip, landmarks):
    path = file_of(tmp_path / "k.json", [frame(whole_person(confidence=3.5))])
    assert read_spine_points(path, clip, landmarks).confidence[0].max() == 1.0


REFUSED = {
    "empty list": ([], "holds no frames"),
    "number": (7, "no list of frames"),
    "one frame": (frame(whole_person()), "no list of frames"),
    "frame": ([7], "frame 0 has no list of people"),
    "people": ([{"people": {}}], "frame 0 has no list of people"),
    "nobody": ([frame()], "nobody in any frame"),
    "person": ([frame(7)], "a person that is no table"),
    "crowd": ([frame(*[{"pose_keypoints_2d": []}] * 101)], "more than 100 people"),
    "no keypoints": ([frame({})], "a person without pose_keypoints_2d"),
    "no list": ([frame({"spine_keypoints_2d": "1,2,3"})], "without spine_keypoints_2d"),
    "pairs": ([frame({"spine_keypoints_2d": [1.0] * 20})], "20 numbers, not three a keypoint"),
    "text": ([frame({"pose_keypoints_2d": ["1", 2, 3]})], "something that is no number"),
    "truth": ([frame({"pose_keypoints_2d": [True, 2, 3]})], "something that is no number"),
    "large": ([frame({"pose_keypoints_2d": [1e9, 2, 3]})], "a number that is too large"),
    "huge": ([frame({"pose_keypoints_2d": [10**400, 2, 3]})], "a number that is too large"),
    "body of 25": ([frame({"pose_keypoints_2d": [1.0] * 75})], "25 keypoints have no known order"),
    "three": ([frame(own(SPINE[:3]))], "3 points a spine, not 4 to 40"),
    "mixed": ([frame(own(), whole_person())], "different keypoints"),
    "unknown name": ([frame(own(SPINE[:4], spine_names=["l9", "l3", "t12", "c7"]))], "'l9'"),
    "same name": ([frame(own(SPINE[:4], spine_names=["s2", "hip", "t12", "c7"]))], "same place"),
    "no pelvis": ([frame(own(SPINE[:4], spine_names=["l4", "l3", "t12", "c7"]))], "the sacrum"),
    "names short": ([frame(own(spine_names=["s1", "c7"]))], "7 points a spine, but 2 spine_names"),
    "names no list": ([frame(own(spine_names="s1"))], "no list of names"),
    "names numbers": ([frame(own(spine_names=[1]))], "no short name"),
    "unsure": ([frame(whole_person(confidence=0.0))], "sure enough"),
    "scaled to one": ([frame(own(SPINE / 300.0 - 1.0))], "neither pixels nor from 0 to 1"),
    "another's": ([frame(whole_person(SPINE + 300.0))], "none of its people lies near the lifter"),
    "of another clip": ([frame(whole_person())] * 30, "frame 29, but the clip has 6"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_told_in_a_sentence_with_advice(tmp_path, clip, landmarks, case):
    document, reason = REFUSED[case]
    path = file_of(tmp_path / "k.json", document)
    with pytest.raises(SpinePointsError) as caught:
        read_spine_points(path, clip, landmarks)
    assert reason in caught.value.problem
    assert caught.value.problem.startswith("k.json ") and caught.value.problem.endswith(".")
    assert caught.value.advice and caught.value.exit_code == 11


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"{", b"[" * 200_000, b"[NaN]", b'[{"people": [{"x": Infinity}]}]'],
)
def test_what_is_no_json_is_refused(tmp_path, clip, landmarks, content):
    path = tmp_path / "k.json"
    path.write_bytes(content)
    with pytest.raises(SpinePointsError, match="it is not JSON"):
        read_spine_points(path, clip, landmarks)


def test_a_number_beyond_all_measure_is_refused(tmp_path, clip, landmarks):
    path = tmp_path / "k.json"
    path.write_text('[{"people": [{"pose_keypoints_2d": [1e999, 1, 1]}]}]')
    with pytest.raises(SpinePointsError, match="too large"):
        read_spine_points(path, clip, landmarks)


def test_a_file_or_folder_that_is_too_large_is_refused(tmp_path, clip, landmarks, monkeypatch):
    path = file_of(tmp_path / "k.json", [frame(whole_person())])
    folder = folder_of(tmp_path / "k", {0: frame(whole_person()), 1: frame(whole_person())})
    monkeypatch.setattr("liftvision.spine.keypoint_files.LARGEST_FILE", 100)
    with pytest.raises(SpinePointsError, match="too large"):
        read_spine_points(path, clip, landmarks)
    monkeypatch.setattr("liftvision.spine.keypoint_files.LARGEST_FOLDER", 1000)
    with pytest.raises(SpinePointsError, match="too large together"):
        read_spine_points(folder, clip, landmarks)
    monkeypatch.setattr("liftvision.spine.keypoint_files.LARGEST_FRAME_FILE", 100)
    with pytest.raises(SpinePointsError, match="too large"):
        read_spine_points(folder, clip, landmarks)
    monkeypatch.setattr("liftvision.spine.keypoint_files.MOST_FRAMES", 1)
    with pytest.raises(SpinePointsError, match="more than 1 frames"):
        read_spine_points(folder, clip, landmarks)


def test_two_files_of_one_frame_are_refused(tmp_path, clip, landmarks):
    folder = folder_of(tmp_path / "k", {1: frame(whole_person())})
    folder_of(folder, {1: frame(whole_person())}, "frame_{:d}.json")
    with pytest.raises(SpinePointsError, match="two of its files have the frame number 1"):
        read_spine_points(folder, clip, landmarks)


def test_other_files_of_a_folder_are_passed_over(tmp_path, clip, landmarks):
    folder = folder_of(tmp_path / "k", {0: frame(whole_person())})
    (folder / "notes.json").write_text("no JSON")
    (folder / "picture_0.png").write_bytes(b"\x89PNG")
    (folder / "frame_1.json").mkdir()
    (folder / "frame_2.json").symlink_to(tmp_path / "nowhere")
    assert np.isfinite(read_spine_points(folder, clip, landmarks).xy[0]).all()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_does_not_hold_the_reader_up(tmp_path, clip, landmarks):
    os.mkfifo(tmp_path / "k.json")
    with pytest.raises(SpinePointsError, match="neither a file nor a folder"):
        read_spine_points(tmp_path / "k.json", clip, landmarks)


@pytest.mark.parametrize("there", [True, False])
def test_an_empty_folder_and_a_missing_file_are_refused(tmp_path, clip, landmarks, there):
    path = tmp_path / "k\x1b[31m"
    if there:
        path.mkdir()
    with pytest.raises(SpinePointsError) as caught:
        read_spine_points(path, clip, landmarks)
    assert "\x1b" not in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["people", "frames", "spine_names", "spine_keypoints_2d", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=20,
)


@given(document=JSON)
def test_any_document_is_read_or_refused(tmp_path_factory, document):
    path = tmp_path_factory.mktemp("any") / "k.json"
    path.write_text(json.dumps(document))
    people = {}
    with contextlib.suppress(DamagedError):
        people = read_people(path)
    for each in (person for frame in people.values() for person in frame):
        assert np.isfinite(each.keypoints).all() and each.keypoints.shape[1] == 3
