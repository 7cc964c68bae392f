"""How thick the legs are in front: what the bar has to stay clear of."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.body.remembered import remembered

FRACTIONS = np.linspace(0.0, 1.0, 21)
LEFT_LEG = ("upperleg01.L", "upperleg02.L", "lowerleg01.L", "lowerleg02.L", "foot.L")
SAMPLES = 4
"""Points along an edge."""


@dataclass(frozen=True, eq=False)
class LegProfile:
    """The front of the leg at rest.

    Attributes
    ----------
    fractions
        (K,) along a bone: of the shank from knee (0) to ankle (1), of the thigh from hip to knee.
    shank, thigh
        (K,) m from the line through the joints' centres forward to the skin, at right angles to
        the line and in the sagittal plane: the most at that height over the width of the leg.
    """

    fractions: FloatArray
    shank: FloatArray
    thigh: FloatArray


@remembered
def leg_profile(body: Body) -> LegProfile:
    """Give the front of the legs; left and right are the same."""
    skin = _left_leg(body)
    head = body.skeleton.head
    return LegProfile(
        fractions=FRACTIONS,
        shank=_front(skin, head("lowerleg01.L"), head("foot.L")),
        thigh=_front(skin, head("upperleg01.L"), head("lowerleg01.L")),
    )


def _left_leg(body: Body) -> FloatArray:
    """Give points (K, 3) along the edges of the faces of the left thigh, shank and foot."""
    bones = [body.skeleton.index(name) for name in LEFT_LEG]
    follows = np.asarray(body.weights.tocsc()[:, bones].sum(axis=1)).ravel() > 0.5
    quads = body.quads[body.groups["body"]]
    corners = body.vertices[quads[follows[quads].all(axis=1)]]
    along = np.linspace(0.0, 1.0, SAMPLES, endpoint=False)[:, None, None, None]
    return np.asarray(corners + along * (np.roll(corners, -1, axis=1) - corners)).reshape(-1, 3)


def _front(skin: FloatArray, start: FloatArray, end: FloatArray) -> FloatArray:
    """Give how far (K,) skin lies in front of a line that falls, seen from the side."""
    length = np.hypot(*(end - start)[1:])
    along = (end - start)[1:] / length
    forward = np.array([along[1], -along[0]]) * -np.sign(along[0])
    fractions = (skin[:, 1:] - start[1:]) @ along / length
    distances = (skin[:, 1:] - start[1:]) @ forward
    near = np.abs(fractions[:, None] - FRACTIONS) < np.diff(FRACTIONS)[0] / 2
    return np.asarray(np.where(near, distances[:, None], 0.0).max(axis=0))
