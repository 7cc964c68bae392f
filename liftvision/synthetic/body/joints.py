"""Named points of the body: joint centres, and marks on the skin that go with a bone."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.synthetic.body.body import Body, Pose
from liftvision.synthetic.body.remembered import remembered

CENTRES = {
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
}
"""The bones that begin at a joint's centre."""

MIDDLE_CENTRES = {"l5s1": "lumbar5", "t12": "thoracic12", "c7": "neck01"}


@dataclass(frozen=True, eq=False)
class Attached:
    """Points that go with bones.

    Attributes
    ----------
    names
        Of the J points, those of `truth.JOINTS`.
    bones
        (J,) index of each point's bone.
    offsets
        (J, 3) m at rest, from the bone's head.
    """

    names: tuple[str, ...]
    bones: IntArray
    offsets: FloatArray


@remembered
def attached_joints(body: Body) -> Attached:
    """Give the named points of a body, and the bones they go with."""
    skeleton = body.skeleton
    points: dict[str, tuple[str, FloatArray]] = {}
    for side, bones in (("l", "L"), ("r", "R")):
        for joint, bone in CENTRES.items():
            points[f"{joint}_{side}"] = (f"{bone}.{bones}", skeleton.head(f"{bone}.{bones}"))
        points[f"heel_{side}"] = (f"foot.{bones}", _heel(body, f"foot.{bones}"))
        points[f"foot_index_{side}"] = (f"toe1-2.{bones}", _toe(body, f"toe1-2.{bones}"))
    for joint, bone in MIDDLE_CENTRES.items():
        points[joint] = (bone, skeleton.head(bone))
    points["nose"] = ("head", _nose(body))
    bones_of = np.array([skeleton.index(bone) for bone, _ in points.values()])
    places = np.array([place for _, place in points.values()])
    return Attached(tuple(points), bones_of, places - skeleton.heads[bones_of])


def joint_points(body: Body, pose: Pose) -> Mapping[str, FloatArray]:
    """Give where (3,) m each point of `truth.JOINTS` is in a pose.

    Shoulder, elbow, wrist, hip, knee, ankle, ``l5s1``, ``t12`` (the joint under T12) and ``c7``
    (the joint under C7) are centres of joints. The heel is the rearmost point of the foot's
    skin, ``foot_index`` the tip of the big toe, the nose its tip.
    """
    attached = attached_joints(body)
    turns = pose.rotations[attached.bones]
    places = pose.heads[attached.bones] + np.einsum("jik,jk->ji", turns, attached.offsets)
    return dict(zip(attached.names, places, strict=True))


def bone_skin(body: Body, bone: str, least: float = 0.5) -> FloatArray:
    """Give the skin (K, 3) m at rest that follows a bone by at least so much."""
    surface = np.unique(body.quads[body.groups["body"]])
    follows = body.weights.tocsc()[:, [body.skeleton.index(bone)]].toarray()[surface, 0]
    return np.asarray(body.vertices[surface[follows >= least]])


def _heel(body: Body, foot: str) -> FloatArray:
    skin = bone_skin(body, foot)
    return np.asarray(skin[np.argmin(skin[:, 2])])


def _toe(body: Body, toe: str) -> FloatArray:
    skin = bone_skin(body, toe)
    return np.asarray(skin[np.argmax(skin[:, 2])])


def _nose(body: Body) -> FloatArray:
    skin = bone_skin(body, "head")
    middle = skin[np.abs(skin[:, 0]) < 0.001]
    return np.asarray(middle[np.argmax(middle[:, 2])])
