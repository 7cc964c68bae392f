"""A stick lifter with a back: every frame's outline is drawn, and a network that reads the lean.

What the network tells is known before: a part of the trunk's lean is pelvis, another lumbar
spine. What is tested with it is all that lies between an outline and a column.
"""

import itertools
from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.barbell.track import BarTrack, Rim, ShotBar
from liftvision.barbell.wrists import bar_from_wrists
from liftvision.clip.clip import Shot
from liftvision.motion.columns import SIDE_HIDDEN
from liftvision.motion.motion import Motion
from liftvision.pose.landmarks import Side
from liftvision.pose.track import PoseTrack
from liftvision.pose.view import View
from liftvision.spine.measure import COLUMNS
from liftvision.spine.network import Network
from liftvision.spine.rows import LEAN, ROW_LENGTH, features
from liftvision.spine.shot_back import middle
from tests.spine.drawn_back import DrawnBack
from tests.stick_lifter import TRUNK_M, StickDeadlift, deadlift, sample_motion, view_of

PELVIS_OF_LEAN, LUMBAR_OF_LEAN = 0.7, 0.4

WIDE = 1000.0
"""Standard deviation of every input: nothing is unlike what was learned."""


def lean_network(looseness: float = 0.1) -> Network:
    """Give a network that tells parts of the trunk's lean, and always the same clothes."""
    inputs = features(np.zeros((1, ROW_LENGTH)), np.zeros(ROW_LENGTH), 90.0).shape[1]
    direct = np.zeros((inputs, 3), np.float32)
    direct[LEAN, :2] = 1.0
    silent = [np.zeros(shape, np.float32) for shape in ((inputs, 1), (1,), (1, 3), (3,))]
    return Network(
        mean=np.zeros(inputs),
        deviation=np.full(inputs, WIDE),
        out_mean=np.array([0.0, 0.0, looseness]),
        out_deviation=WIDE * np.array([LUMBAR_OF_LEAN, PELVIS_OF_LEAN, 1.0]),
        members=((*silent, direct),),
    )


@dataclass(frozen=True, eq=False)
class BackedLifter:
    """A deadlift as it comes to the back: motion without its columns, pose, bar, and the truth."""

    lift: StickDeadlift
    motion: Motion
    pose: PoseTrack
    bar: BarTrack

    @property
    def always(self) -> BoolArray:
        return np.ones(len(self.motion.times), dtype=np.bool_)

    @property
    def near(self) -> Side:
        side = self.lift.view.near_side
        assert side is not None
        return side

    @property
    def lean(self) -> FloatArray:
        return np.asarray(self.lift.columns["trunk_lean"])

    @property
    def pelvis_tilt(self) -> FloatArray:
        return np.asarray(PELVIS_OF_LEAN * self.lean)

    @property
    def lumbar_flexion(self) -> FloatArray:
        return np.asarray(LUMBAR_OF_LEAN * self.lean)

    @property
    def hip_flexion(self) -> FloatArray:
        """The pelvis against the thigh, which the stick lifter's own columns know."""
        thigh = self.lean - self.lift.columns[f"trunk_thigh_flexion_{self.near}"]
        return np.asarray(self.pelvis_tilt - thigh)

    @property
    def seat_px(self) -> FloatArray:
        """(T, 2) px of the seat's rearmost point."""
        along = drawn(0.0).stations
        return np.asarray(self.pose.outline[:, int(np.argmin(np.abs(along)))])

    def behind_a_plate(self, centre: FloatArray, radius: float) -> "BackedLifter":
        """Put a plate before the back, at (T, 2) px."""
        rim = Rim(radius, radius, 0.0, 0.02, 0.9, radius, 1.0)
        shots = tuple(ShotBar("plate", rim) for _ in self.bar.shots)
        return replace(self, bar=replace(self.bar, centre=centre, shots=shots))

    def unseen(self, frames: slice) -> "BackedLifter":
        """Leave the lifter out of some frames."""
        outline, landmarks = self.pose.outline.copy(), self.motion.landmarks.copy()
        outline[frames], landmarks[frames] = np.nan, np.nan
        columns = {name: values.copy() for name, values in self.motion.columns.items()}
        for values in columns.values():
            values[frames] = np.nan
        return replace(
            self,
            pose=replace(self.pose, outline=outline),
            motion=replace(self.motion, landmarks=landmarks, columns=columns),
        )

    def in_shots(self, cuts: tuple[int, ...], views: tuple[View, ...]) -> "BackedLifter":
        """Cut the clip before some frames."""
        borders = (0, *cuts, len(self.motion.times))
        shots = tuple(Shot(start, stop) for start, stop in itertools.pairwise(borders))
        motion = replace(
            self.motion,
            shots=shots,
            views=views,
            scales=self.motion.scales * len(shots),
            feet=self.motion.feet * len(shots),
        )
        bar = replace(self.bar, shots=self.bar.shots * len(shots))
        return replace(self, motion=motion, bar=bar)


def drawn(lean_deg: float) -> DrawnBack:
    """Give the back of a lifter who leans so far."""
    return DrawnBack(
        thigh_deg=-20.0 - 0.3 * lean_deg, sacrum_deg=12.0 + 0.8 * lean_deg, lumbar_deg=5.0
    )


def backed_lifter(
    yaw_deg: float = 90.0, px_per_m: float = 200.0, fps: float = 30.0
) -> BackedLifter:
    """Film one deadlift, and draw the back in every frame."""
    lift = deadlift(1, yaw_deg=yaw_deg, px_per_m=px_per_m, fps=fps)
    turn = 1.0 if yaw_deg > 0.0 else -1.0
    to_px = TRUNK_M * px_per_m * np.array([turn * abs(np.sin(np.radians(yaw_deg))), -1.0])
    backs = [drawn(lean) for lean in lift.columns["trunk_lean"]]
    hip = middle(lift.landmarks, "hip")
    outline = hip[:, None] + to_px * np.array([back.outline - back.hip for back in backs])
    pose = replace(lift.pose, outline=outline)
    motion = sample_motion(lift)
    nowhere = np.full(len(motion.times), np.nan)
    far = f"trunk_thigh_flexion_{'l' if yaw_deg > 0.0 else 'r'}"
    blank = {name: nowhere.copy() for name in (*COLUMNS, far)}
    reasons = {far: SIDE_HIDDEN, **dict.fromkeys(COLUMNS, "not looked at yet")}
    motion = replace(
        motion,
        columns={**motion.columns, **blank},
        errors={**motion.errors, **blank},
        not_measured={**motion.not_measured, **reasons},
        views=(view_of(yaw_deg),),
    )
    return BackedLifter(lift, motion, pose, bar_from_wrists(pose, lift.clip.shots))
