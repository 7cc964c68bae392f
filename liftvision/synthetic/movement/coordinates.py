"""The lifter's posture as few numbers: what is solved for, interpolated, and turned into a pose."""

from dataclasses import dataclass

from liftvision.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class Coordinates:
    """One posture. Pairs are (left, right); angles in degrees, zero in relaxed standing.

    Attributes
    ----------
    pelvis
        (3,) m, midway between the hip joints.
    pelvis_pitch, pelvis_roll, pelvis_yaw
        Forward positive; the left side up positive; turned to the left positive.
    lumbar, thoracic
        Flexion of the lumbar and of the thoracic spine.
    head
        Pitch of the head against the vertical, forward positive.
    ankles
        (2, 3) m.
    foot_yaw, foot_pitch
        (2,) toes outward positive; heel up positive.
    knees_out
        (2,) turn of the knee about the line from hip to ankle, away from the direction of the
        toes, outward positive.
    hands
        (2, 3) m where the middle of each grip should be; the arm bends as it must to reach it.
    grip
        (2,) 0: open hand that hangs; 1: a fist around the bar, palm turned backward.
    """

    pelvis: FloatArray
    pelvis_pitch: float
    pelvis_roll: float
    pelvis_yaw: float
    lumbar: float
    thoracic: float
    head: float
    ankles: FloatArray
    foot_yaw: FloatArray
    foot_pitch: FloatArray
    knees_out: FloatArray
    hands: FloatArray
    grip: FloatArray


@dataclass(frozen=True)
class Stance:
    """How the lifter stands at the bar and holds it, m and degrees.

    Attributes
    ----------
    width
        Between the ankles.
    toe_out
        Of each foot.
    grip
        Between the middles of the hands.
    """

    width: float
    toe_out: float
    grip: float


@dataclass(frozen=True)
class Wish:
    """What a lifter who holds the bar wants of his posture at one moment.

    The bar's place holds exactly; so do the feet, nearly straight arms and the bar in front of
    the legs. The rest holds as nearly as these allow.

    Attributes
    ----------
    bar_height, bar_forward
        m, middle of the shaft.
    knee_flexion
        Of both knees.
    shoulders_ahead
        m, the shoulder joints in front of the bar.
    lumbar, thoracic
        Flexion.
    valgus
        Inward frontal-plane projection angle of the (left, right) knee; None: over the toes.
    hip_shift
        m, the pelvis to the lifter's left.
    bar_tilt
        Left end up.
    heel_lift
        m.
    head
        Pitch of the head.
    """

    bar_height: float
    bar_forward: float
    knee_flexion: float
    shoulders_ahead: float
    lumbar: float
    thoracic: float = 0.0
    valgus: tuple[float | None, float | None] = (None, None)
    hip_shift: float = 0.0
    bar_tilt: float = 0.0
    heel_lift: float = 0.0
    head: float = 0.0
