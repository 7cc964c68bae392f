"""Which joints a frame hides, and what hides them."""

import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import FloatArray, IntArray
from liftvision.pose.landmarks import without_side
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.picture.item import Identity
from liftvision.synthetic.truth.truth import HIDERS, JOINTS

THING_MARGIN_M = 0.02
"""By how much something else has to be nearer to count as in front."""

OWN_MARGINS_M = {
    "hip": 0.14,
    "shoulder": 0.10,
    "knee": 0.09,
    "l5s1": 0.20,
    "t12": 0.20,
    "c7": 0.12,
}
OTHER_MARGIN_M = 0.07
"""How deep a joint lies in the body at most, by its name without the side; a surface of the
lifter nearer than that belongs to another part of him."""

HIDER_OF = {
    Identity.NOTHING: "object",
    Identity.LIFTER: "self",
    Identity.SHAFT: "bar",
    Identity.PLATE: "plate",
    Identity.PERSON: "person",
    Identity.OBJECT: "object",
}


def hidden_by(
    joints: FloatArray,
    camera: Camera,
    identity: NDArray[np.uint8],
    depth: NDArray[np.float32],
) -> IntArray:
    """Give for each joint the code of `truth.HIDERS` for what hides it.

    Parameters
    ----------
    joints
        (J, 3) m in the world, in the order of `truth.JOINTS`.
    camera
        Of the frame.
    identity, depth
        (height, width) of the frame: what is seen in each pixel, and how far away, m.
    """
    pixels = camera.project(joints)
    away = camera.in_camera(joints)[:, 2]
    width, height = camera.size
    with np.errstate(invalid="ignore"):
        inside = np.all((pixels >= 0.0) & (pixels < [width, height]), axis=1)
    columns, rows = np.where(inside[:, None], pixels, 0.0).astype(np.int64).T
    seen = identity[rows, columns].astype(np.int64)
    nearer = away - depth[rows, columns]
    hider = np.array([HIDERS.index(HIDER_OF[one]) for one in Identity])[seen]
    margin = np.where(seen == Identity.LIFTER, own_margins(), THING_MARGIN_M)
    code = np.where(nearer > margin, hider, HIDERS.index(""))
    return np.asarray(np.where(inside, code, HIDERS.index("frame")))


def own_margins() -> FloatArray:
    """Give for each joint (J,) by how much the lifter's own surface may be nearer, m."""
    parts = (without_side(name) for name in JOINTS)
    return np.array([OWN_MARGINS_M.get(part, OTHER_MARGIN_M) for part in parts])
