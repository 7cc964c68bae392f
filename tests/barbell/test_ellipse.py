"""Ellipses against their equation, and support on fields whose edges are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.barbell.edges import edge_field
from liftvision.barbell.ellipse import Ellipse, support_at
from tests.barbell.plate.plates import draw_ellipse

AXES = st.floats(10.0, 90.0)


@given(AXES, AXES, st.floats(-1.5, 1.5))
def test_outline_fulfils_the_equation_and_normals_its_gradient(width, height, tilt):
    points, normals = Ellipse(width, height, tilt).outline()
    cosine, sine = np.cos(tilt), np.sin(tilt)
    to_axes = np.array([[cosine, sine], [-sine, cosine]])
    along, across = (points @ to_axes.T).T
    assert (along / width) ** 2 + (across / height) ** 2 == pytest.approx(np.ones(len(points)))
    gradient = np.stack([along / width**2, across / height**2], axis=1) @ to_axes
    turned = gradient[:, 0] * normals[:, 1] - gradient[:, 1] * normals[:, 0]
    assert np.abs(turned / np.linalg.norm(gradient, axis=1)).max() < 1e-9
    assert ((gradient * normals).sum(axis=1) > 0.0).all()


def test_edges_support_their_own_outline_and_contradict_one_across():
    picture = draw_ellipse(
        np.full((160, 160, 3), 40, np.uint8), (80, 79), (50, 60), 0.2, (200,) * 3
    )
    field = edge_field(picture)
    points, normals = Ellipse(50.0, 60.0, 0.2).outline()
    own = support_at(field, points + [80, 79], normals)
    across = support_at(field, points + [80, 79], normals @ np.array([[0.0, 1.0], [-1.0, 0.0]]))
    smaller, _ = Ellipse(35.0, 42.0, 0.2).outline()
    assert own.min() > 0.5
    assert across.max() < -0.5
    assert np.abs(support_at(field, smaller + [80, 79], normals)).max() < 0.05
    assert support_at(field, points + [800, 79], normals) == pytest.approx(0.0)
