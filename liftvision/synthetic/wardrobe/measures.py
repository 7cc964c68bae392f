"""Taking the body's measures, as a tailor does, to know where a garment ends."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.synthetic.body.body import Body

ARM = ("upperarm", "lowerarm", "wrist", "metacarpal", "finger")
LEG = ("upperleg", "lowerleg", "foot", "toe")


@dataclass(frozen=True, eq=False)
class Measures:
    """A body at rest, as its clothes see it.

    Attributes
    ----------
    rest
        (N, 3) m, all vertices of the body.
    is_skin
        (N,) whether a vertex belongs to the skin, and to no helper surface.
    arm, leg, head
        (N,) how much a vertex follows the bones of an arm, of a leg, or of the head, 0 to 1.
    side
        (N,) 1 on the lifter's left, -1 on the right.
    apex
        (3,) m, foremost point of the left half of the chest.
    hollow
        (N,) 1 between the foremost points of the chest, which cloth spans; 0 elsewhere.
    along_arm
        (N,) m from the shoulder along the arm (upper arm, then forearm), at its own side.
    along
        (N, 3) unit vectors from the trunk outward along the limb, downward on the trunk: the
        way cloth hangs when the body stands.
    arm_length, hip_y, crotch_y, knee_y, ankle_y, waist_y, shoulder_y
        m.
    neck
        (3,) m, where the neck begins.
    shoulder
        (3,) m, centre of the left shoulder joint.
    scale
        Height over 1.75 m, for lengths that grow with the body.
    """

    rest: FloatArray
    is_skin: BoolArray
    arm: FloatArray
    leg: FloatArray
    head: FloatArray
    side: FloatArray
    apex: FloatArray
    hollow: FloatArray
    along_arm: FloatArray
    along: FloatArray
    arm_length: float
    hip_y: float
    crotch_y: float
    knee_y: float
    ankle_y: float
    waist_y: float
    shoulder_y: float
    neck: FloatArray
    shoulder: FloatArray
    scale: float


def follows(body: Body, bones: Iterable[str]) -> FloatArray:
    """Give how much each vertex (N,) follows the bones whose names begin so."""
    chosen = [
        number for number, name in enumerate(body.skeleton.names) if name.startswith(tuple(bones))
    ]
    return _share(body, chosen)


def _follows_head(body: Body) -> FloatArray:
    """Give how much each vertex (N,) follows the head and the bones of the face."""
    skeleton = body.skeleton
    of_head = np.zeros(len(skeleton.names), dtype=bool)
    for number, parent in enumerate(skeleton.parents):
        of_head[number] = skeleton.names[number] == "head" or (parent >= 0 and of_head[parent])
    return _share(body, [int(number) for number in np.flatnonzero(of_head)])


def _share(body: Body, bones: list[int]) -> FloatArray:
    """Give how much each vertex (N,) follows some bones."""
    chosen = np.zeros(len(body.skeleton.names))
    chosen[bones] = 1.0
    return np.asarray(body.weights @ chosen, dtype=np.float64)


def take_measures(body: Body) -> Measures:
    """Measure a body."""
    rest = body.vertices
    skeleton = body.skeleton
    side = np.where(rest[:, 0] >= 0.0, 1.0, -1.0)
    arm, leg = follows(body, ARM), follows(body, LEG)
    along_arm, arm_way, arm_length = _along(body, ("upperarm01", "lowerarm01", "wrist"))
    _, leg_way, _ = _along(body, ("upperleg01", "lowerleg01", "foot"))
    down = np.array([0.0, -1.0, 0.0])
    trunk = np.maximum(1.0 - arm - leg, 0.0)
    along = arm[:, None] * arm_way + leg[:, None] * leg_way + trunk[:, None] * down
    hip_y = float(skeleton.head("upperleg01.L")[1])
    knee_y = float(skeleton.head("lowerleg01.L")[1])
    neck = skeleton.head("neck01")
    is_skin = np.zeros(len(rest), dtype=bool)
    is_skin[body.quads[body.groups["body"]]] = True
    middle = is_skin & (np.abs(rest[:, 0]) < 0.004) & (rest[:, 1] > knee_y)
    scale = body.height_m / 1.75
    apex = _apex(body, is_skin & (arm < 0.1), scale)
    return Measures(
        rest=rest,
        is_skin=is_skin,
        arm=arm,
        leg=leg,
        head=_follows_head(body),
        side=side,
        apex=apex,
        hollow=_between_breasts(rest, apex, scale),
        along_arm=along_arm,
        along=along / np.linalg.norm(along, axis=1, keepdims=True),
        arm_length=arm_length,
        hip_y=hip_y,
        crotch_y=float(rest[middle, 1].min()),
        knee_y=knee_y,
        ankle_y=float(skeleton.head("foot.L")[1]),
        waist_y=hip_y + 0.25 * (float(neck[1]) - hip_y),
        shoulder_y=float(skeleton.head("upperarm01.L")[1]),
        neck=neck,
        shoulder=skeleton.head("upperarm01.L"),
        scale=scale,
    )


def _apex(body: Body, trunk: BoolArray, scale: float) -> FloatArray:
    """Give the foremost point (3,) m of the left half of the chest.

    `trunk` (N,) tells which vertices may be it.
    """
    rest = body.vertices
    high = body.skeleton.head("upperarm01.L")[1] - 0.13 * scale
    near = np.abs(rest[:, 1] - high) < 0.09 * scale
    chest = np.flatnonzero(trunk & near & (rest[:, 0] > 0.04 * scale))
    return np.asarray(rest[chest[np.argmax(rest[chest, 2])]])


def _between_breasts(rest: FloatArray, apex: FloatArray, scale: float) -> FloatArray:
    """Give 1 for the vertices (N,) on the chest between its foremost points, fading outward."""
    beside = np.clip(2.6 - 2.5 * np.abs(rest[:, 0]) / apex[0], 0.0, 1.0)
    level = np.clip(1.5 - np.abs(rest[:, 1] - apex[1]) / (0.04 * scale), 0.0, 1.0)
    return np.asarray(beside * level * (rest[:, 2] > 0.0))


def _along(body: Body, joints: tuple[str, str, str]) -> tuple[FloatArray, FloatArray, float]:
    """Give how far (N,) along the limb of its side each vertex lies, its way, and the length."""
    distance = np.zeros(len(body.vertices))
    way = np.zeros_like(body.vertices)
    length = 0.0
    for letter, sign in (("L", 1.0), ("R", -1.0)):
        here = (body.vertices[:, 0] >= 0.0) == (sign > 0.0)
        root, middle, end = (body.skeleton.head(f"{joint}.{letter}") for joint in joints)
        upper, lower = middle - root, end - middle
        first, second = float(np.linalg.norm(upper)), float(np.linalg.norm(lower))
        on_upper = (body.vertices - root) @ (upper / first)
        on_lower = (body.vertices - middle) @ (lower / second)
        beyond = np.clip(0.5 + 5.0 * (on_upper - first) / first, 0.0, 1.0)
        distance = np.where(here, (1.0 - beyond) * on_upper + beyond * (first + on_lower), distance)
        turned = (1.0 - beyond)[:, None] * upper / first + beyond[:, None] * lower / second
        way = np.where(here[:, None], turned, way)
        length = first + second
    return distance, way, length
