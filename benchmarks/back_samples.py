"""What the network of the back is shown: silhouettes, seen as badly as a clip shows a back."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from back_pulls import Pull

from liftvision.arrays import BoolArray, FloatArray
from liftvision.pose.outline import turn_of
from liftvision.spine.rows import (
    LEAN,
    ROW_LENGTH,
    ShotBack,
    features,
    mean_row,
    rows_of,
    upright,
)
from liftvision.spine.visible import beside_plate
from liftvision.synthetic.silhouettes import Silhouettes
from liftvision.synthetic.truth.truth import JOINTS

JOINT_ERRORS = {
    "hip": ((0.005, -0.035), (0.025, -0.04), 0.025),
    "shoulder": ((0.03, 0.042), (-0.025, 0.05), 0.018),
    "knee": ((0.04, 0.0), (0.0, 0.0), 0.05),
}
"""How far the joints of fitted bodies lie from the true ones, forward and up in trunk lengths:
mean bent over, mean upright, and standard deviation from clip to clip (31 rendered side clips of
split ``train``)."""

OF_POSTURE = 0.5
"""Of that deviation goes with the posture, so much besides what a clip has in all postures."""

JITTER = 0.01
"""Standard deviation from frame to frame before it is smoothed, in trunk lengths."""

BENT_DEG, UPRIGHT_DEG = 55.0, 10.0

TRUNK_ERROR = (0.072, 0.035)
"""Mean and standard deviation of the log of a measured trunk length over the true one."""

OUTLINE_SHIFT = 0.006
OUTLINE_ERRORS = ((True, 0.004, 0.12), (False, 0.004, 0.08), (False, 0.003, 0.25))
"""How far a found outline lies beside the true one, in trunk lengths: altogether in a clip; and
whether it is the same in all frames, its deviation, and along which part of the outline it is the
same. (Rendered clips of split ``train``.)"""

OWN_STANDING, STANDING_CLIP = 0.55, 0.9
"""The lifter's standing is known from the lift's upright frames, from a clip of its own, or not:
up to these parts of all samples."""

SEEN_AGAIN = 3
"""How often each lift is shown, each time seen otherwise."""


@dataclass(frozen=True, eq=False)
class Samples:
    """Inputs (S, F) and outputs (S, O) of the network, and of which pull (S,) each is."""

    inputs: FloatArray
    outputs: FloatArray
    pull: FloatArray


def samples(pulls: Sequence[Pull], seed: int, times: int = SEEN_AGAIN) -> Samples:
    """Give the samples of some lifts."""
    chance = np.random.default_rng(seed)
    inputs, outputs, numbers = [], [], []
    for number, pull in enumerate(pulls):
        truth = np.stack(
            [
                pull.lift.lumbar_flexion,
                pull.lift.pelvis_tilt,
                np.full(len(pull.lift.pelvis_tilt), pull.recipe.wardrobe.looseness),
            ],
            axis=1,
        )
        for _ in range(times):
            shown = _shown(pull, chance)
            seen = np.isfinite(shown[:, LEAN])
            inputs.append(shown[seen])
            outputs.append(truth[seen])
            numbers.append(np.full(seen.sum(), number))
    return Samples(np.concatenate(inputs), np.concatenate(outputs), np.concatenate(numbers))


def _shown(pull: Pull, chance: np.random.Generator) -> FloatArray:
    """Give what the network reads (T, F) of one lift, seen as a clip would show it."""
    yaw = pull.recipe.camera.yaw_deg
    log_trunk = chance.normal(*TRUNK_ERROR)
    rows = rows_of(seen_badly(pull.lift, yaw, log_trunk, chance))
    known_from = chance.random()
    standing = np.full(ROW_LENGTH, np.nan)
    if known_from < OWN_STANDING:
        standing = mean_row(rows[upright(rows)])
    elif known_from < STANDING_CLIP:
        standing = mean_row(rows_of(seen_badly(pull.standing, yaw, log_trunk, chance)))
    return features(rows, standing, yaw)


def seen_badly(
    silhouettes: Silhouettes, yaw_deg: float, log_trunk: float, chance: np.random.Generator
) -> ShotBack:
    """Give silhouettes with the errors that outline and joints have in clips."""
    turn = turn_of(yaw_deg)
    true = {name: _middle(silhouettes, name) for name in JOINT_ERRORS}
    trunk = np.linalg.norm(true["shoulder"] - true["hip"], axis=1)
    trunk_px = float(np.nanmax(trunk))
    bent = _bent(true["hip"], true["shoulder"])
    shift = {name: _joint_error(name, bent, chance) for name in true}
    to_px = trunk_px * np.array([turn, -1.0])
    outline = silhouettes.outline + _outline_error(silhouettes.outline, trunk_px, chance)
    return ShotBack(
        outline=outline,
        visible=_visible(silhouettes, outline, trunk_px),
        hip=true["hip"] + shift["hip"] * to_px,
        shoulder=true["shoulder"] + shift["shoulder"] * to_px,
        knee=true["knee"] + shift["knee"] * to_px,
        trunk_px=trunk_px * float(np.exp(log_trunk)),
        turn=turn,
        yaw_deg=yaw_deg,
    )


def _middle(silhouettes: Silhouettes, name: str) -> FloatArray:
    sides = [silhouettes.joints_px[:, JOINTS.index(f"{name}_{side}")] for side in ("l", "r")]
    return np.asarray(0.5 * (sides[0] + sides[1]))


def _bent(hip: FloatArray, shoulder: FloatArray) -> FloatArray:
    """Give how far the lifter is bent over (T,), 0 to 1."""
    lean = np.degrees(np.arctan2(np.abs(shoulder[:, 0] - hip[:, 0]), hip[:, 1] - shoulder[:, 1]))
    return np.asarray(np.clip((lean - UPRIGHT_DEG) / (BENT_DEG - UPRIGHT_DEG), 0.0, 1.0))


def _joint_error(name: str, bent: FloatArray, chance: np.random.Generator) -> FloatArray:
    """Give how far a joint is marked beside its place (T, 2), forward and up in trunk lengths."""
    bent_mean, upright_mean, deviation = JOINT_ERRORS[name]
    throughout = chance.normal(0.0, deviation, 2)
    own = chance.normal(0.0, OF_POSTURE * deviation, (2, 2))
    over, up = bent_mean + throughout + own[0], upright_mean + throughout + own[1]
    jitter = chance.normal(0.0, JITTER, (len(bent) + 4, 2))
    smooth = np.stack(
        [np.convolve(jitter[:, axis], np.full(5, 0.2), "valid") for axis in (0, 1)], 1
    )
    return np.asarray(bent[:, None] * over + (1.0 - bent[:, None]) * up + smooth)


def _outline_error(outline: FloatArray, trunk_px: float, chance: np.random.Generator) -> FloatArray:
    """Give how far an outline (T, N, 2) is found beside its place, px."""
    frames, points = outline.shape[:2]
    place = np.linspace(0.0, 1.0, points)
    beside = np.full((frames, points), chance.normal(0.0, OUTLINE_SHIFT))
    for is_of_clip, deviation, alike in OUTLINE_ERRORS:
        near = np.exp(-0.5 * ((place[:, None] - place) / alike) ** 2)
        root = np.linalg.cholesky(near + 1e-6 * np.eye(points))
        drawn = chance.normal(size=(1 if is_of_clip else frames, points))
        beside = beside + deviation * drawn @ root.T
    along = np.gradient(outline, axis=1)
    normal = np.stack([along[..., 1], -along[..., 0]], axis=-1)
    normal /= np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-9)
    return np.asarray(trunk_px * beside[..., None] * normal)


def _visible(silhouettes: Silhouettes, outline: FloatArray, trunk_px: float) -> BoolArray:
    """Tell which points (T, N) of an outline the near plate does not hide."""
    radius = silhouettes.plate_radius_px
    if not np.isfinite(radius).all():
        return np.ones(outline.shape[:2], dtype=np.bool_)
    axes = np.stack([radius, radius], axis=1)
    return beside_plate(outline, silhouettes.plate_px, axes, 0.0, trunk_px)
