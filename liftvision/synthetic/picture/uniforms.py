"""What the shaders are told about cameras and lamps."""

from typing import Any

from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.picture.lights import Lamp
from liftvision.synthetic.picture.projection import camera_projection


def seen_by(camera: Camera) -> dict[str, Any]:
    """Give what the mesh shader needs of a camera."""
    return {
        "view_projection": camera_projection(camera),
        "viewing": tuple(camera.rotation[2]),
        "eye": tuple(camera.position),
    }


def lens_of(camera: Camera) -> dict[str, Any]:
    """Give what takes a camera's pixels to places."""
    width, height = camera.size
    return {
        "lens": (camera.focal_px, 0.5 * width, 0.5 * height),
        "to_world": camera.rotation.T,
        "eye": tuple(camera.position),
    }


def of_lamp(lamp: Lamp) -> dict[str, Any]:
    """Give what the still room's shader needs of one lamp."""
    return {
        "lamp_place": lamp.position,
        "lamp_direction": lamp.direction,
        "lamp_radius": lamp.radius_m,
        "lamp_power": lamp.power,
    }
