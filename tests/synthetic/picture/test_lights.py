import numpy as np
import pytest

from liftvision.synthetic.picture.lights import Lamp, Lights, irradiance, light_cube

UP = np.array([[0.0, 1.0, 0.0]])
LAMP = Lamp((0.0, 3.0, 0.0), (0.0, -1.0, 0.0), 0.0, (8.0, 8.0, 4.0))


def test_light_falls_with_the_square_of_the_distance():
    near = irradiance(LAMP, np.array([0.0, 1.0, 0.0]), UP)
    assert near == pytest.approx(np.array([[2.0, 2.0, 1.0]]))
    assert irradiance(LAMP, np.array([0.0, -1.0, 0.0]), UP) == pytest.approx(near / 4.0)


def test_a_flat_lamp_sends_nothing_to_its_own_plane_or_behind():
    assert irradiance(LAMP, np.array([2.0, 3.0, 0.0]), -UP) == pytest.approx(0.0)
    assert irradiance(LAMP, np.array([0.0, 4.0, 0.0]), -UP) == pytest.approx(0.0)


def test_the_cube_has_more_light_on_the_side_of_the_lamp():
    lights = Lights((LAMP,), (0.2, 0.2, 0.2), (0.1, 0.1, 0.1))
    cube = light_cube((LAMP,), lights, np.array([0.0, 1.0, 0.0]))
    assert cube[2] == pytest.approx([2.2, 2.2, 1.2])
    assert cube[3] == pytest.approx([0.1, 0.1, 0.1])
    assert cube[0] == pytest.approx(cube[5])
    assert cube[0] == pytest.approx([0.15, 0.15, 0.15])
