"""What is true of a rendered clip, frame by frame and rep by rep."""

from collections.abc import Mapping
from dataclasses import dataclass

from liftvision.arrays import BoolArray, FloatArray, IntArray
from liftvision.synthetic.movement.performance import TrueRep
from liftvision.synthetic.recipes.recipe import Recipe

SIDED_JOINTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")
MIDDLE_JOINTS = ("l5s1", "t12", "c7", "nose")
JOINTS: tuple[str, ...] = (
    *(f"{joint}_{side}" for joint in SIDED_JOINTS for side in ("l", "r")),
    *MIDDLE_JOINTS,
)
"""The points whose place is given in every frame."""

HIDERS = ("", "self", "clothes", "plate", "bar", "person", "object", "frame")
"""What can hide a joint, by its code; nothing, and the edge of the picture, among them."""


@dataclass(frozen=True, eq=False)
class TrueCamera:
    """The camera in every frame; see `picture.camera.Camera`.

    Attributes
    ----------
    position, rotation
        (T, 3) m and (T, 3, 3).
    focal_px, size
        The same in all frames.
    """

    position: FloatArray
    rotation: FloatArray
    focal_px: float
    size: tuple[int, int]


@dataclass(frozen=True, eq=False)
class TrueBar:
    """The barbell in every frame.

    Attributes
    ----------
    centre, left_end, right_end
        (T, 3) m; the ends are the middles of the outer faces of the outermost plates.
    centre_px, left_end_px, right_end_px
        (T, 2) px.
    velocity
        (T, 3) m/s of the centre.
    plate_diameter_m
        None without plates.
    held
        (T,) whether the hands are on it.
    """

    centre: FloatArray
    left_end: FloatArray
    right_end: FloatArray
    centre_px: FloatArray
    left_end_px: FloatArray
    right_end_px: FloatArray
    velocity: FloatArray
    plate_diameter_m: float | None
    held: BoolArray


@dataclass(frozen=True, eq=False)
class Truth:
    """The truth of one clip; world frame of `synthetic.recipes.recipe`.

    Attributes
    ----------
    recipe
        What the clip was made from.
    times
        (T,) s, on the clip's clock.
    joints
        (T, J, 3) m, in the order of `JOINTS`.
    joints_px
        (T, J, 2) px in the upright picture; also where a joint is hidden.
    hidden_by
        (T, J) code of `HIDERS`.
    columns
        For each column (T,): those of `motion.motion.UNITS` by the same definitions, both sides,
        and ``hip_flexion_l``, ``hip_flexion_r``, ``pelvis_tilt``, ``lumbar_flexion`` in degrees.
    outline
        (T, N, 2) px of the back as the person's true mask shows it; NaN where it shows none.
    camera, bar, reps
        Bar is None without one.
    """

    recipe: Recipe
    times: FloatArray
    joints: FloatArray
    joints_px: FloatArray
    hidden_by: IntArray
    columns: Mapping[str, FloatArray]
    outline: FloatArray
    camera: TrueCamera
    bar: TrueBar | None
    reps: tuple[TrueRep, ...]

    def joint(self, name: str) -> FloatArray:
        """Give the places (T, 3) m of one joint."""
        return self.joints[:, JOINTS.index(name)]
