"""A body made up of a few bones and points, and the real body data where it is here."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from liftvision.synthetic.body import data as body_data_module
from liftvision.synthetic.body.body import Body, Skeleton
from liftvision.synthetic.body.data import BodyData, body_data


@pytest.fixture(scope="session")
def leg() -> Skeleton:
    """A root from which a thigh of 0.4 m, a shank of 0.4 m and a foot of 0.2 m hang."""
    joints = np.array([[0, 1, 0], [0, 0.9, 0], [0, 0.5, 0], [0, 0.1, 0], [0, 0.1, 0.2]], float)
    return Skeleton(
        names=("root", "thigh", "shank", "foot"),
        parents=np.array([-1, 0, 1, 2]),
        heads=joints[:-1],
        tails=joints[1:],
    )


@pytest.fixture(scope="session")
def tube(leg) -> Body:
    """A tube of radius 0.05 m about the leg, whose skin follows the bones gradually."""
    heights, angles = np.meshgrid(np.linspace(0.1, 0.95, 35), np.arange(8) * np.pi / 4)
    vertices = np.stack([0.05 * np.cos(angles), heights, 0.05 * np.sin(angles)], axis=2).reshape(
        -1, 3
    )
    knots = [0.1, 0.45, 0.55, 0.85, 0.95]
    columns = ([0, 0, 0, 0, 1], [0, 0, 1, 1, 0], [0, 1, 0, 0, 0], [1, 0, 0, 0, 0])
    weights = np.stack([np.interp(vertices[:, 1], knots, column) for column in columns], axis=1)
    return Body(
        skeleton=leg,
        vertices=vertices,
        quads=np.zeros((0, 4), int),
        groups={"body": np.zeros(0, int)},
        weights=csr_array(weights),
        height_m=1.0,
    )


@pytest.fixture(scope="session")
def real_data() -> BodyData:
    """The published body data."""
    if not body_data_module.is_here():
        pytest.skip("the body data is not here: liftvision.synthetic.body.data.pull() fetches it")
    return body_data()
