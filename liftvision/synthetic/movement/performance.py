"""What the lifter did: every pose, the bar's course, and the events, all of it exact."""

from collections.abc import Mapping
from dataclasses import dataclass

from liftvision.arrays import BoolArray, FloatArray
from liftvision.synthetic.body.body import Pose


@dataclass(frozen=True, eq=False)
class BarMotion:
    """The barbell through the clip.

    Attributes
    ----------
    centre, velocity
        (T, 3) m and m/s, middle of the shaft.
    axis
        (T, 3) unit vector along the shaft to the lifter's left.
    spin_deg
        (T,) how far the plates have rolled about the shaft.
    held
        (T,) whether the hands are on it.
    """

    centre: FloatArray
    velocity: FloatArray
    axis: FloatArray
    spin_deg: FloatArray
    held: BoolArray


@dataclass(frozen=True)
class TrueRep:
    """The events of one repetition, in seconds on the clip's clock, and its bar speeds in m/s.

    The events are those of `liftvision.reps.rep.Rep`.

    Attributes
    ----------
    number
        From 1.
    start_s, lift_off_s, knee_pass_s, lockout_s, lowering_s, end_s
        None where the event does not occur (a Romanian deadlift has no lift-off from the floor:
        its lowest point is taken).
    mean_velocity, peak_velocity
        Upward, from lift-off to lockout.
    lumbar_setup_deg, lumbar_knee_deg, lumbar_lockout_deg
        Lumbar flexion at lift-off, at its most between lift-off and knee pass, and at lockout.
    """

    number: int
    start_s: float | None
    lift_off_s: float | None
    knee_pass_s: float | None
    lockout_s: float | None
    lowering_s: float | None
    end_s: float | None
    mean_velocity: float
    peak_velocity: float
    lumbar_setup_deg: float
    lumbar_knee_deg: float
    lumbar_lockout_deg: float


@dataclass(frozen=True, eq=False)
class Performance:
    """The lifter and the bar at T moments.

    Attributes
    ----------
    times
        (T,) s.
    poses
        T poses of the skeleton.
    dials
        Name to (T,): what the pose was made with: ``lumbar_flexion``, ``thoracic_flexion``,
        ``pelvis_tilt`` (all degrees, zero in relaxed standing, flexion and forward positive).
    bar
        None without a bar.
    reps
        In order; empty for standing and the toe-touch.
    """

    times: FloatArray
    poses: tuple[Pose, ...]
    dials: Mapping[str, FloatArray]
    bar: BarMotion | None
    reps: tuple[TrueRep, ...]
