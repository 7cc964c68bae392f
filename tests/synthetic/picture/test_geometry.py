import numpy as np
import pytest

from liftvision.synthetic.mesh import Material
from liftvision.synthetic.picture.geometry import (
    about_y,
    box,
    merged,
    moved,
    quad,
    rod,
    sphere,
    turned,
)

GREY = (0.2, 0.2, 0.2)

SOLIDS = {
    "box": box((0.1, 0.2, 0.3), (1.0, 2.0, 0.5), GREY, Material.PAINT),
    "rod": rod((0.0, 0.1, 0.0), (0.4, 0.9, -0.3), 0.05, GREY, Material.STEEL),
    "sphere": sphere((0.0, 1.0, 0.0), 0.3, GREY, Material.RUBBER),
    "turned": turned(
        [(-0.1, 0.0), (-0.1, 0.2), (0.0, 0.3), (0.1, 0.2), (0.1, 0.0)], [GREY] * 4, Material.PLATE
    ),
}


def volume(mesh):
    """By the divergence theorem: right only for a closed surface that faces outward."""
    a, b, c = np.moveaxis(mesh.vertices[mesh.triangles], 1, 0)
    return np.sum(np.cross(a, b) * c) / 6.0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("box", 1.0),
        ("rod", np.pi * 0.05**2 * np.sqrt(0.4**2 + 0.8**2 + 0.3**2)),
        ("sphere", 4.0 / 3.0 * np.pi * 0.3**3),
        ("turned", 2 * np.pi * 0.1 * (0.2**2 + 0.2 * 0.3 + 0.3**2) / 3.0),
    ],
)
def test_solids_are_closed_and_face_outward(name, expected):
    assert volume(SOLIDS[name]) == pytest.approx(expected, rel=0.03)


@pytest.mark.parametrize("name", SOLIDS)
def test_normals_are_unit_vectors(name):
    assert np.linalg.norm(SOLIDS[name].normals, axis=1) == pytest.approx(1.0)


def test_a_quad_faces_along_its_sides_cross_product():
    floor = quad((0.0, 0.0, 0.0), (0.0, 0.0, 2.0), (3.0, 0.0, 0.0), GREY, Material.WOOD)
    assert floor.normals == pytest.approx(np.tile([0.0, 1.0, 0.0], (4, 1)))


def test_a_moved_solid_keeps_its_texture():
    there = moved(SOLIDS["box"], 2.0, 0.0, 1.0, 90.0)
    assert np.array_equal(there.texture, SOLIDS["box"].texture)
    assert volume(there) == pytest.approx(1.0)
    assert about_y(90.0) @ [0.0, 0.0, 1.0] == pytest.approx([1.0, 0.0, 0.0])


def test_merged_meshes_keep_all_of_their_triangles():
    both = merged([SOLIDS["box"], SOLIDS["rod"]])
    assert volume(both) == pytest.approx(volume(SOLIDS["box"]) + volume(SOLIDS["rod"]))
