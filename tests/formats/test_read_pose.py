"""Poses of other programs: the lifter is where they say, and what is not of the clip is refused."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.barbell.wrists import bar_from_wrists
from liftvision.clip.camera import CameraMotion
from liftvision.clip.clip import Shot
from liftvision.errors import FormatError, NoPersonError, PersonChoiceError
from liftvision.formats.keypoint_names import BODY_25, COCO_18, landmark_named
from liftvision.formats.lifting import flat_yaw, guessed_world
from liftvision.formats.read_pose import read_pose
from liftvision.given import Given
from liftvision.motion.motion import UNITS
from liftvision.pipeline import find_pulled
from liftvision.pose.heading import wrapped
from liftvision.pose.landmarks import LANDMARK_COUNT, Landmark, of_side
from liftvision.pose.view import estimate_view
from tests.formats.pose_files import keypoints, write_openpose, write_trc
from tests.stick_lifter import deadlift

SHARED = [of_side(joint, side) for joint in ("shoulder", "hip", "knee", "ankle") for side in "lr"]
"""Landmarks that every program has."""


@pytest.fixture(scope="module")
def lift():
    return deadlift(2, gap=(30, 36))


@pytest.fixture(scope="module")
def folder(lift, tmp_path_factory):
    return write_openpose(lift.pose, tmp_path_factory.mktemp("openpose") / "json")


def measured(clip, pose):
    still = CameraMotion.standing(clip.times, (clip.width, clip.height))
    return find_pulled(clip, pose, bar_from_wrists(pose, clip.shots), still, Given()).motion


@pytest.mark.parametrize(
    ("names", "made_by"), [(BODY_25, "OpenPose BODY_25"), (COCO_18, "OpenPose COCO")]
)
def test_openpose_gives_the_lifter_where_he_is(lift, tmp_path, names, made_by):
    pose, told = read_pose(write_openpose(lift.pose, tmp_path / "json", names), lift.clip)
    assert told == made_by
    np.testing.assert_allclose(pose.xy[:, SHARED], lift.pose.xy[:, SHARED], atol=1e-6)
    np.testing.assert_allclose(pose.visibility[:, SHARED], lift.pose.visibility[:, SHARED])
    assert np.isnan(pose.xy[31:35]).all(), "the gap stays one"
    assert np.isnan(pose.outline).all()
    assert (pose.visibility[0, Landmark.THUMB_L], pose.visibility[0, Landmark.MOUTH_R]) == (0, 0)
    feet = np.isfinite(pose.xy[0, Landmark.HEEL_R]).all()
    assert feet == (names is BODY_25), "COCO has no feet, and none are made up"


def test_the_angles_are_those_of_the_landmarks(lift, folder):
    pose, _ = read_pose(folder, lift.clip)
    ours, theirs = measured(lift.clip, lift.pose), measured(lift.clip, pose)
    assert theirs.views[0].name == "side"
    assert theirs.views[0].near_side == "r"
    for name in UNITS:
        if UNITS[name] == "deg" and np.isfinite(ours.columns[name]).any():
            np.testing.assert_allclose(theirs.columns[name], ours.columns[name], atol=2.0)


def test_sports2d_in_pixels_is_read(lift, tmp_path):
    pose, told = read_pose(write_trc(lift.pose, tmp_path / "a_px_person00.trc"), lift.clip)
    assert told == "Sports2D"
    np.testing.assert_allclose(pose.xy[:, SHARED], lift.pose.xy[:, SHARED], atol=1e-6)


def test_sports2d_in_metres_is_refused(lift, tmp_path):
    path = write_trc(lift.pose, tmp_path / "a_m_person00.trc", scale=0.005)
    with pytest.raises(FormatError, match=r"are metres.*_px_ in its name"):
        read_pose(path, lift.clip)


def test_a_part_of_the_clip_is_matched_by_its_times(lift, tmp_path):
    path = write_trc(lift.pose, tmp_path / "part.trc", frames=range(50, 120))
    pose, _ = read_pose(path, lift.clip)
    found = np.flatnonzero(np.isfinite(pose.xy[:, 0, 0]))
    assert (found[0], found[-1]) == (50, 119)
    np.testing.assert_allclose(pose.xy[50:120, SHARED], lift.pose.xy[50:120, SHARED], atol=1e-6)


def test_another_clips_times_are_refused(lift, tmp_path):
    path = write_trc(lift.pose, tmp_path / "late.trc", frames=range(120), offset_s=60.0)
    with pytest.raises(FormatError, match="120 frames and the clip"):
        read_pose(path, lift.clip)
    double = replace(lift.clip, times=lift.clip.times[::2], shots=lift.clip.shots)
    half = replace(double, shots=(replace(lift.clip.shots[0], stop=len(double.times)),))
    with pytest.raises(FormatError, match="frames and the clip"):
        read_pose(write_trc(lift.pose, tmp_path / "fast.trc"), half)


def test_frames_may_be_counted_from_one_but_not_go_on(lift, tmp_path):
    pose, _ = read_pose(write_openpose(lift.pose, tmp_path / "one", first=1), lift.clip)
    np.testing.assert_allclose(pose.xy[:, SHARED], lift.pose.xy[:, SHARED], atol=1e-6)
    stop = lift.clip.frames - 40
    shorter = replace(lift.clip, times=lift.clip.times[:stop], shots=(Shot(0, stop),))
    with pytest.raises(FormatError, match="goes on to frame"):
        read_pose(tmp_path / "one", shorter)


def test_of_several_people_the_one_who_lifts_is_taken(lift, tmp_path):
    at_top = int(np.argmin(lift.columns["trunk_lean"]))
    stands = keypoints(lift.pose, BODY_25, at_top)
    stands[:, 0] += np.where(stands[:, 2] > 0, 90.0, 0.0)
    stands[:, :2] *= 0.75
    folder = write_openpose(lift.pose, tmp_path / "two", others=[lambda frame: stands])
    pose, _ = read_pose(folder, lift.clip)
    np.testing.assert_allclose(pose.xy[:, SHARED], lift.pose.xy[:, SHARED], atol=1e-6)
    assert pose.others_in_frame == 1
    with pytest.raises(PersonChoiceError):
        read_pose(folder, lift.clip, choice=5)


def test_from_the_side_one_side_may_stand_for_both(lift, tmp_path):
    half = lift.pose.visibility.copy()
    left = [landmark for landmark in Landmark if landmark.name.endswith("_L")]
    half[:, left] = 0.0
    seen = replace(lift.pose, visibility=half)
    pose, _ = read_pose(write_openpose(seen, tmp_path / "half"), lift.clip)
    right = of_side("knee", "r")
    np.testing.assert_allclose(pose.xy[:, of_side("knee", "l")], lift.pose.xy[:, right])
    assert np.nanmax(pose.visibility[:, of_side("knee", "l")]) == 0.0


def test_an_arm_that_was_not_seen_is_parallel_to_the_other(tmp_path):
    lift = deadlift(1, yaw_deg=135.0)
    hidden = lift.pose.visibility.copy()
    hidden[:, [of_side(joint, "l") for joint in ("elbow", "wrist")]] = 0.0
    hidden[60:70, of_side("knee", "l")] = 0.0
    seen = replace(lift.pose, visibility=hidden)
    pose, _ = read_pose(write_openpose(seen, tmp_path / "json"), lift.clip)
    wrist = of_side("wrist", "l")
    off = np.abs(pose.xy[:, wrist] - lift.pose.xy[:, wrist])
    assert np.nanmax(off) < 0.08 * lift.px_per_m, "hands are wider than shoulders by 5 cm"
    assert np.nanmax(pose.visibility[:, wrist]) == 0.0
    assert np.isnan(pose.xy[60:70]).all(), "a leg is not made up from behind"


@pytest.mark.parametrize("yaw_deg", [-150, -90, -60, -20, 0, 30, 90, 120, 180])
def test_the_view_is_told_from_the_flat_picture(yaw_deg):
    xy = deadlift(1, yaw_deg=yaw_deg).pose.xy
    yaw = flat_yaw(xy)
    # The stick lifter's own breadth and feet are not MediaPipe's: 12 degrees is what they allow.
    assert abs(wrapped(np.array(yaw - yaw_deg))) < 12.0
    view = estimate_view(guessed_world(xy))
    assert abs(wrapped(np.array(view.yaw_deg - yaw_deg))) < 14.0
    assert view.error_deg >= 6.0


def test_without_a_body_there_is_no_view():
    assert flat_yaw(np.full((9, LANDMARK_COUNT, 2), np.nan)) is None
    assert np.isnan(guessed_world(np.full((9, LANDMARK_COUNT, 2), np.nan))).all()


@pytest.mark.parametrize(
    ("name", "landmark"),
    [
        ("LShoulder", Landmark.SHOULDER_L),
        ("left_shoulder", Landmark.SHOULDER_L),
        ("Right Big Toe", Landmark.FOOT_INDEX_R),
        ("knee.R", Landmark.KNEE_R),
        ("rightFootIndex", Landmark.FOOT_INDEX_R),
        ("Nose", Landmark.NOSE),
        ("l_eye_inner", Landmark.EYE_INNER_L),
        ("neck", None),
        ("LR knee", None),
        ("", None),
    ],
)
def test_keypoints_are_known_by_their_usual_names(name, landmark):
    assert landmark_named(name) == landmark


@given(st.text(max_size=60))
def test_no_name_does_harm(name):
    assert landmark_named(name) is None or isinstance(landmark_named(name), Landmark)


def edited(tmp_path, lift, change):
    """A .trc with one edit of its text."""
    path = write_trc(lift.pose, tmp_path / "a.trc")
    path.write_text(change(path.read_text()))
    return path


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: "", "no .trc file"),
        (lambda text: "hello\n" * 20, "no .trc file"),
        (lambda text: text.replace("RHip", "LHip"), "two of its keypoints"),
        (lambda text: text.replace("RHip", "a").replace("LHip", "b"), "is a hip"),
        (lambda text: text.replace("\t0.0\t", "\tzero\t", 1), "no number"),
        (lambda text: text + "9\t\n", "no number or no time"),
        (lambda text: text.rstrip("\n") + "\t7\n", "longer than its header"),
        (lambda text: "\n".join(text.splitlines()[:5] + text.splitlines()[5:][::-1]), "order"),
        (lambda text: text.replace("Time\t", "Time\t" + "x\t\t\t" * 300), "markers"),
    ],
)  # fmt: skip
def test_a_damaged_trc_is_refused_with_the_reason(lift, tmp_path, change, why):
    with pytest.raises(FormatError, match=why):
        read_pose(edited(tmp_path, lift, change), lift.clip)


@pytest.mark.parametrize("value", ["inf", "-inf", "1e300", "nan"])
def test_wild_numbers_do_no_harm(lift, tmp_path, value):
    path = write_trc(lift.pose, tmp_path / "a.trc")
    lines = path.read_text().splitlines()
    cells = lines[9].split("\t")
    cells[2] = value
    lines[9] = "\t".join(cells)
    path.write_text("\n".join(lines))
    if value != "nan":
        with pytest.raises(FormatError, match="too large"):
            read_pose(path, lift.clip)
    else:
        pose, _ = read_pose(path, lift.clip)
        assert np.isfinite(pose.xy[4, SHARED]).all()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("[" * 100_000, "not JSON"),
        ('{"people": [{"pose_keypoints_2d": [1, 2, NaN]}]}', "not JSON"),
        ('{"people": []}', "nobody"),
        ('{"people": [{"pose_keypoints_2d": [1, 2, 3]}]}', "1 keypoints, not 25"),
        ('{"people": 7}', "no list of people"),
    ],
)
def test_damaged_openpose_is_refused_with_the_reason(lift, tmp_path, content, why):
    (tmp_path / "json").mkdir()
    (tmp_path / "json" / "clip_000000000000_keypoints.json").write_text(content)
    with pytest.raises(FormatError, match=why):
        read_pose(tmp_path / "json", lift.clip)


def test_what_is_not_in_the_picture_is_refused(lift, tmp_path):
    with pytest.raises(FormatError, match="outside the picture"):
        read_pose(write_trc(lift.pose, tmp_path / "large.trc", scale=4.0), lift.clip)
    small = replace(lift.clip, width=9000, height=12000)
    with pytest.raises(FormatError, match="not pixels of the upright picture"):
        read_pose(write_trc(lift.pose, tmp_path / "small.trc"), small)


def test_what_is_no_pose_file_is_refused(lift, tmp_path):
    (tmp_path / "a.txt").write_text("pose")
    with pytest.raises(FormatError, match="neither a folder nor"):
        read_pose(tmp_path / "a.txt", lift.clip)
    with pytest.raises(FormatError, match="cannot be read"):
        read_pose(tmp_path / "gone.trc", lift.clip)
    (tmp_path / "empty").mkdir()
    with pytest.raises(FormatError, match="holds no frames"):
        read_pose(tmp_path / "empty", lift.clip)


def test_somebody_who_comes_by_for_a_moment_lifts_nothing(lift, tmp_path):
    path = write_openpose(lift.pose, tmp_path / "json")
    for file in sorted(path.iterdir())[2:]:
        file.write_text(json.dumps({"people": []}))
    with pytest.raises(NoPersonError):
        read_pose(path, lift.clip)
