"""Silhouettes against the camera's own projection: solids of known size, and one dressed lifter."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from liftvision.arrays import FloatArray
from liftvision.errors import SystemLibraryError
from liftvision.pose.landmarker import Mask
from liftvision.pose.track import HIP_POINT, OUTLINE_POINTS
from liftvision.progress import NoProgress
from liftvision.synthetic.body import data as body_data
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.body.make import make_body
from liftvision.synthetic.body.skinning import skin
from liftvision.synthetic.mesh import Material
from liftvision.synthetic.movement.perform import duration, perform
from liftvision.synthetic.picture.barbell import bar_geometry
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.picture.geometry import box, sphere
from liftvision.synthetic.picture.path import camera_path
from liftvision.synthetic.recipes.recipe import (
    CameraRecipe,
    MovementRecipe,
    Recipe,
    SceneRecipe,
    VideoRecipe,
)
from liftvision.synthetic.silhouettes import SilhouetteCutter, Silhouettes
from liftvision.synthetic.truth.truth import JOINTS
from liftvision.synthetic.wardrobe.figure import Figure, dress, surface

SIZE = (640, 360)
WHITE = (0.9, 0.9, 0.9)

HALF_PIXEL = 0.75
"""A mask's edge is told in whole pixels' middles, a projection from the picture's corner."""

RECIPE = Recipe(
    seed=5,
    movement=MovementRecipe(reps=1, lumbar_setup_deg=40.0, variation=0.0),
    camera=CameraRecipe(yaw_deg=90.0, distance_m=3.6, focal_mm=30.0),
    scene=SceneRecipe(room="garage", clutter=0.0, rack=False),
    video=VideoRecipe(width=SIZE[0], height=SIZE[1], fps=24.0),
)


@pytest.fixture(scope="module")
def cutter() -> Iterator[SilhouetteCutter]:
    pytest.importorskip("moderngl", reason="silhouettes need moderngl")
    try:
        made = SilhouetteCutter()
    except SystemLibraryError as error:
        pytest.skip(str(error))
    with made:
        yield made


def camera(**recipe: float) -> Camera:
    (only,) = camera_path(
        CameraRecipe(**{"distance_m": 3.0, "yaw_deg": 90.0, **recipe}),
        VideoRecipe(width=SIZE[0], height=SIZE[1]),
        np.zeros(1),
        5,
    )
    return only


def middle_of(mask: Mask) -> FloatArray:
    rows, columns = np.nonzero(mask >= 0.5)
    return np.array([columns.mean(), rows.mean()])


@pytest.mark.parametrize("yaw_deg", [0.0, 90.0, -120.0])
@pytest.mark.parametrize("place", [(0.0, 0.85, 0.0), (0.3, 1.2, 0.2), (0.0, 0.5, -0.4)])
def test_a_ball_is_where_the_camera_says_and_as_large(
    cutter: SilhouetteCutter, yaw_deg: float, place: tuple[float, float, float]
) -> None:
    radius, seen_by = 0.2, camera(yaw_deg=yaw_deg)
    mask = cutter.mask(sphere(place, radius, WHITE, Material.PAINT), seen_by)
    assert mask.shape == SIZE[::-1]
    middle = seen_by.project(np.array(place))
    assert middle_of(mask) == pytest.approx(middle, abs=HALF_PIXEL + 0.5)
    away = np.linalg.norm(np.array(place) - seen_by.position)
    area = np.pi * (seen_by.focal_px * radius / away) ** 2
    assert mask.sum() == pytest.approx(area, rel=0.05)


def test_a_mask_is_whole_inside_empty_outside_and_soft_between(cutter: SilhouetteCutter) -> None:
    mask = cutter.mask(sphere((0.0, 0.85, 0.0), 0.3, WHITE, Material.PAINT), camera())
    assert (mask.min(), mask.max()) == (0.0, pytest.approx(1.0))
    row = mask[SIZE[1] // 2, : SIZE[0] // 2]
    edge = (row > 0.02) & (row < 0.98)
    assert 2 <= edge.sum() <= 6
    assert np.diff(row).min() > -1e-6


def test_upright_is_upright_and_right_is_right(cutter: SilhouetteCutter) -> None:
    """From the lifter's right, forward is right: a box ahead of the middle and above it."""
    seen_by = camera()
    ahead = box((0.0, 1.3, 0.5), (0.2, 0.2, 0.2), WHITE, Material.PAINT)
    column, row = middle_of(cutter.mask(ahead, seen_by))
    assert column > 0.5 * SIZE[0]
    assert row < 0.5 * SIZE[1]


def test_what_is_behind_the_camera_or_beside_the_picture_covers_nothing(
    cutter: SilhouetteCutter,
) -> None:
    for place in ((-6.0, 0.85, 0.0), (0.0, 0.85, 9.0)):
        mask = cutter.mask(sphere(place, 0.2, WHITE, Material.PAINT), camera())
        assert mask.max() == 0.0


def test_one_mask_leaves_no_trace_in_the_next(cutter: SilhouetteCutter) -> None:
    ball = sphere((0.0, 0.85, 0.0), 0.2, WHITE, Material.PAINT)
    large = box((0.0, 0.85, 0.0), (1.0, 1.0, 1.0), WHITE, Material.PAINT)
    before = cutter.mask(ball, camera())
    cutter.mask(large, camera())
    assert np.array_equal(cutter.mask(ball, camera()), before)


class Lift:
    """One lifter's lift: at the set-up, on the way up, at the top, and the same seen by parts."""

    def __init__(self, cutter: SilhouetteCutter) -> None:
        self.cutter = cutter
        self.body: Body = make_body(RECIPE.body, body_data.body_data(NoProgress()))
        self.figure: Figure = dress(self.body, RECIPE.wardrobe)
        self.measures = bar_geometry(RECIPE.scene)
        (self.rep,) = self.performed([0.0]).reps
        assert self.rep.lift_off_s is not None
        assert self.rep.lockout_s is not None
        up = np.linspace(self.rep.lift_off_s, self.rep.lockout_s, 4)
        self.times = [float(time) for time in up]
        self.seen = self.cut(RECIPE)

    def performed(self, times: list[float]):  # type: ignore[no-untyped-def]
        return perform(
            self.body, RECIPE.movement, self.measures.plate_radius_m, np.array(times), RECIPE.seed
        )

    def cut(self, recipe: Recipe, times: list[float] | None = None) -> Silhouettes:
        return self.cutter.cut(recipe, self.body, self.figure, times or self.times)

    def cameras(self, recipe: Recipe = RECIPE) -> list[Camera]:
        return camera_path(recipe.camera, recipe.video, np.array(self.times), recipe.seed)


@pytest.fixture(scope="module")
def lift(cutter: SilhouetteCutter) -> Lift:
    if not body_data.is_here():
        pytest.skip("the body data is not here: make model fetches it")
    return Lift(cutter)


def joint(seen: Silhouettes, name: str) -> FloatArray:
    sides = [seen.joints_px[:, JOINTS.index(f"{name}_{side}")] for side in ("l", "r")]
    return np.asarray(0.5 * (sides[0] + sides[1]))


@pytest.mark.model
def test_every_moment_shows_a_back(lift: Lift) -> None:
    assert lift.seen.outline.shape == (4, OUTLINE_POINTS, 2)
    assert np.isfinite(lift.seen.outline).all()
    assert lift.seen.joints_px.shape == (4, len(JOINTS), 2)


@pytest.mark.model
def test_the_outline_lies_on_the_edge_of_the_mask(lift: Lift) -> None:
    """The mask of the dressed skin is .5 there, and joints lie inside."""
    poses = lift.performed(lift.times).poses
    for moment, (pose, seen_by) in enumerate(zip(poses, lift.cameras(), strict=True)):
        mask = lift.cutter.mask(surface(lift.figure, skin(lift.body, pose)), seen_by)
        columns, rows = lift.seen.outline[moment].T
        left, above = np.floor(columns).astype(int), np.floor(rows).astype(int)
        right, down = columns - left, rows - above
        value = (
            mask[above, left] * (1.0 - right) * (1.0 - down)
            + mask[above, left + 1] * right * (1.0 - down)
            + mask[above + 1, left] * (1.0 - right) * down
            + mask[above + 1, left + 1] * right * down
        )
        assert value == pytest.approx(np.full(OUTLINE_POINTS, 0.5), abs=0.2)
        for name in ("hip", "shoulder", "knee"):
            column, row = np.rint(joint(lift.seen, name)[moment]).astype(int)
            assert mask[row, column] > 0.9, name


@pytest.mark.model
def test_the_outline_goes_up_the_back_from_below_the_seat_to_the_neck(lift: Lift) -> None:
    """The lifter faces the picture's right: the back is behind the line hip to shoulder."""
    hip, shoulder = joint(lift.seen, "hip"), joint(lift.seen, "shoulder")
    chord = shoulder - hip
    length = np.linalg.norm(chord, axis=1)
    backward = np.stack([chord[:, 1], -chord[:, 0]], axis=1) / length[:, None]
    beside = np.einsum("tnc,tc->tn", lift.seen.outline - hip[:, None], backward)
    height = np.einsum("tnc,tc->tn", lift.seen.outline - hip[:, None], chord) / length[:, None] ** 2
    assert (beside[:, HIP_POINT:] > 0.0).all()
    assert (beside[:, HIP_POINT] < 0.5 * length).all()
    assert height[:, HIP_POINT] == pytest.approx(np.zeros(4), abs=0.05)
    assert height[:, -1] == pytest.approx(np.ones(4), abs=0.1)
    assert (lift.seen.outline[:, 0, 1] > hip[:, 1] + 0.2 * length).all()


@pytest.mark.model
def test_from_the_other_side_the_back_is_on_the_other_side(lift: Lift) -> None:
    other = lift.cut(replace(RECIPE, camera=replace(RECIPE.camera, yaw_deg=-90.0)), lift.times[:2])
    here, there = lift.seen.outline[:2], other.outline
    behind = here[..., 0] - joint(lift.seen, "hip")[:2, None, 0]
    ahead = there[..., 0] - joint(other, "hip")[:, None, 0]
    length = np.linalg.norm(joint(other, "shoulder") - joint(other, "hip"), axis=1).max()
    # A body is the same on both sides, but for the mixed grip and the plate nearer to the camera.
    assert -ahead / length == pytest.approx(behind / length, abs=0.04)


@pytest.mark.model
def test_the_truth_is_that_of_the_movement(lift: Lift) -> None:
    performed = lift.performed(lift.times)
    assert lift.seen.lumbar_flexion == pytest.approx(performed.dials["lumbar_flexion"])
    assert lift.seen.pelvis_tilt == pytest.approx(performed.dials["pelvis_tilt"])
    assert lift.seen.lumbar_flexion[0] == pytest.approx(RECIPE.movement.lumbar_setup_deg, abs=2.0)
    assert lift.seen.lumbar_flexion[-1] < 5.0
    assert lift.seen.held.all()


@pytest.mark.model
@pytest.mark.parametrize("yaw_deg", [90.0, -75.0])
def test_the_plate_is_a_circle_about_its_projected_rim(lift: Lift, yaw_deg: float) -> None:
    """The rim of the near plate's outer face, point by point through the camera."""
    recipe = replace(RECIPE, camera=replace(RECIPE.camera, yaw_deg=yaw_deg))
    seen, bar = lift.cut(recipe), lift.performed(lift.times).bar
    radius, end = lift.measures.plate_radius_m, lift.measures.end_m
    around = np.linspace(0.0, 2.0 * np.pi, 60, endpoint=False)
    near = -1.0 if yaw_deg > 0.0 else 1.0
    for moment, seen_by in enumerate(lift.cameras(recipe)):
        axis = bar.axis[moment]
        up = np.array([0.0, 1.0, 0.0]) - axis[1] * axis
        up /= np.linalg.norm(up)
        across = np.cross(axis, up)
        middle = bar.centre[moment] + near * end * axis
        rim = middle + radius * (np.cos(around)[:, None] * up + np.sin(around)[:, None] * across)
        away = seen_by.project(rim) - seen.plate_px[moment]
        assert np.abs(away[:, 1]).max() == pytest.approx(seen.plate_radius_px[moment], rel=0.02)
        foreshortened = seen.plate_radius_px[moment] * abs(np.sin(np.radians(yaw_deg)))
        assert np.abs(away[:, 0]).max() == pytest.approx(foreshortened, rel=0.08)


@pytest.mark.model
def test_standing_has_neither_bar_nor_flexion(lift: Lift) -> None:
    standing = replace(
        RECIPE,
        movement=MovementRecipe(lift="standing", reps=1),
        scene=replace(RECIPE.scene, plates="none"),
    )
    lasts = duration(standing.movement, standing.seed)
    seen = lift.cut(standing, [0.5 * lasts])
    assert not seen.held.any()
    assert np.isnan(seen.plate_px).all()
    assert np.isnan(seen.plate_radius_px).all()
    assert seen.lumbar_flexion == pytest.approx([0.0], abs=2.0)
    assert np.isfinite(seen.outline[:, HIP_POINT:]).all()


@pytest.mark.model
def test_looser_clothes_lie_further_out(lift: Lift) -> None:
    loose = dress(lift.body, replace(RECIPE.wardrobe, looseness=0.8))
    tight = dress(lift.body, replace(RECIPE.wardrobe, looseness=0.0))
    (pose,) = lift.performed(lift.times[:1]).poses
    seen_by = lift.cameras()[0]
    wide, narrow = (
        lift.cutter.mask(surface(figure, skin(lift.body, pose)), seen_by).sum()
        for figure in (loose, tight)
    )
    assert wide > 1.02 * narrow
