"""One short clip, rendered small: the frames and their truth belong together."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.clip.probe import probe
from liftvision.clip.read import read_frames
from liftvision.errors import SystemLibraryError
from liftvision.progress import NoProgress
from liftvision.synthetic.body import data as body_data
from liftvision.synthetic.film import make_clip, make_still
from liftvision.synthetic.picture.renderer import Renderer
from liftvision.synthetic.recipes.recipe import (
    CameraRecipe,
    MovementRecipe,
    Recipe,
    SceneRecipe,
    VideoRecipe,
)
from liftvision.synthetic.shoot import prepare
from liftvision.synthetic.truth.truth import HIDERS, JOINTS
from liftvision.synthetic.truth.truth_file import read_truth, truth_path

pytestmark = pytest.mark.model

RECIPE = Recipe(
    seed=5,
    movement=MovementRecipe(
        reps=1, pull_s=0.6, hold_s=0.2, lowering_s=0.5, floor_pause_s=0.2, variation=0.0
    ),
    camera=CameraRecipe(yaw_deg=90.0, distance_m=3.6, focal_mm=30.0),
    scene=SceneRecipe(room="garage", clutter=0.0, rack=False),
    video=VideoRecipe(width=320, height=180, fps=24.0, noise=0.0, blur_px=0.0, crf=18),
)


@pytest.fixture(scope="module", autouse=True)
def _ready():
    if not body_data.is_here():
        pytest.skip("the body data is not here: make model fetches it")
    try:
        with Renderer((16, 16)):
            pass
    except SystemLibraryError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("film") / "lift.mp4"
    make_clip(RECIPE, path)
    return path


def test_a_clip_and_its_truth_tell_of_the_same_frames(clip):
    truth = read_truth(truth_path(clip))
    assert truth.recipe == RECIPE
    info = probe(clip)
    assert (info.width, info.height, info.frames) == (320, 180, len(truth.times))
    times = [frame.time_s for frame in read_frames(clip)]
    assert times == pytest.approx(list(truth.times), abs=1e-4)
    assert [rep.number for rep in truth.reps] == [1]


def test_the_plates_hide_the_knee_at_lockout_and_the_ankle_before(clip):
    truth = read_truth(truth_path(clip))
    (rep,) = truth.reps
    top = int(np.argmin(np.abs(truth.times - rep.lockout_s)))
    plate = HIDERS.index("plate")
    # The camera stands on the lifter's right: the right leg is the near one.
    assert truth.hidden_by[0, JOINTS.index("ankle_r")] == plate
    assert truth.hidden_by[top, JOINTS.index("ankle_r")] == HIDERS.index("")
    assert truth.hidden_by[top, JOINTS.index("shoulder_r")] == HIDERS.index("")
    near_plate = np.linalg.norm(
        truth.joints_px[top, JOINTS.index("wrist_r")] - truth.bar.right_end_px[top]
    )
    assert near_plate < 30.0


def test_the_outline_runs_along_the_back(clip):
    truth = read_truth(truth_path(clip))
    hip, shoulder = (
        truth.joints_px[0, [JOINTS.index(f"{joint}_{side}") for side in "lr"]].mean(axis=0)
        for joint in ("hip", "shoulder")
    )
    outline = truth.outline[0]
    assert np.isfinite(outline).all()
    # Facing the picture's right and bent over, the back lies above the line from hip to shoulder.
    along = np.interp(outline[:, 0], [hip[0], shoulder[0]], [hip[1], shoulder[1]])
    assert (outline[2:-2, 1] < along[2:-2]).all()


def test_what_moves_in_the_picture_is_where_the_truth_says(clip):
    truth = read_truth(truth_path(clip))
    frames = [frame.image.astype(float) for frame in read_frames(clip)]
    (rep,) = truth.reps
    top = int(np.argmin(np.abs(truth.times - rep.lockout_s)))
    changed = np.abs(frames[top] - frames[0]).max(axis=2) > 40.0
    rows, columns = np.nonzero(changed)
    head = truth.joints_px[top, JOINTS.index("nose")]
    assert rows.min() == pytest.approx(head[1], abs=18.0)
    assert columns.min() > 60
    assert columns.max() < 260


def test_the_same_recipe_makes_the_same_picture(tmp_path):
    for name in ("a.png", "b.png"):
        make_still(RECIPE, 0.5, tmp_path / name)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_two_cameras_film_one_performance():
    moments = np.array([0.2, 0.4])
    side = prepare(RECIPE, moments, NoProgress())
    front = prepare(
        replace(RECIPE, camera=replace(RECIPE.camera, yaw_deg=0.0)), moments, NoProgress()
    )
    for one, other in zip(side.performance.poses, front.performance.poses, strict=True):
        assert one.heads == pytest.approx(other.heads)


def test_an_open_shutter_takes_several_pictures_within_a_frame():
    recipe = replace(RECIPE, video=replace(RECIPE.video, shutter=0.5))
    shoot = prepare(recipe, np.array([0.1, 0.5]), NoProgress())
    assert shoot.exposures.shape[0] == 2
    assert shoot.exposures[:, 0] == pytest.approx(shoot.times)
    assert (shoot.exposures[:, -1] - shoot.times < 0.5 / 24.0).all()
    assert len(shoot.performance.poses) == shoot.exposures.size
