import numpy as np
import pytest

from liftvision.errors import SystemLibraryError
from liftvision.synthetic.mesh import Material
from liftvision.synthetic.picture.geometry import box, sphere
from liftvision.synthetic.picture.item import Identity, Item
from liftvision.synthetic.picture.lights import Lamp, Lights
from liftvision.synthetic.picture.path import camera_path
from liftvision.synthetic.picture.renderer import Renderer
from liftvision.synthetic.recipes.recipe import CameraRecipe, VideoRecipe

SIZE = (320, 180)
WHITE, BLACK = (0.9, 0.9, 0.9), (0.01, 0.01, 0.01)
LIGHTS = Lights(
    (
        Lamp((-2.0, 3.0, 1.0), (0.0, -1.0, 0.0), 0.3, (6.0, 6.0, 6.0)),
        Lamp((-1.0, 3.0, -1.0), (0.0, -1.0, 0.0), 0.3, (6.0, 6.0, 6.0)),
    ),
    (0.4, 0.4, 0.4),
    (0.2, 0.2, 0.2),
)
FLOOR = Item(box((0.0, -0.1, 0.0), (12.0, 0.2, 12.0), BLACK, Material.CONCRETE), Identity.NOTHING)
POST = Item(box((0.0, 1.0, 1.2), (0.2, 2.0, 0.2), BLACK, Material.PAINT), Identity.OBJECT)
PLACES = np.array([[0.3, 0.4, 0.2], [-0.4, 1.1, -0.6], [0.0, 1.5, 0.3], [0.5, 0.8, -0.2]])
RADIUS = 0.06


@pytest.fixture(scope="module")
def renderer():
    pytest.importorskip("moderngl", reason="rendering needs moderngl")
    try:
        made = Renderer(SIZE)
    except SystemLibraryError as error:
        pytest.skip(str(error))
    with made:
        yield made


def cameras(count=1, **recipe):
    video = VideoRecipe(width=SIZE[0], height=SIZE[1])
    recipe = CameraRecipe(**{"distance_m": 3.0, "height_m": 1.1, **recipe})
    return camera_path(recipe, video, np.arange(count) / 10.0, 5)


def balls(places, identity=Identity.LIFTER):
    return [Item(sphere(tuple(place), RADIUS, WHITE, Material.PAINT), identity) for place in places]


def middle_of(mask):
    rows, columns = np.nonzero(mask)
    return np.array([columns.mean(), rows.mean()]) + 0.5


@pytest.mark.parametrize("yaw_deg", [0.0, 60.0, 180.0])
def test_what_is_drawn_is_where_the_camera_says(renderer, yaw_deg):
    (camera,) = path = cameras(yaw_deg=yaw_deg, pan_deg=2.0, roll_deg=3.0)
    renderer.set_surroundings([FLOOR], LIGHTS, path)
    empty = renderer.render(camera, []).image.astype(int)
    for place in PLACES:
        frame = renderer.render(camera, balls([place]))
        pixel = camera.project(place)
        assert middle_of(frame.identity == Identity.LIFTER) == pytest.approx(pixel, abs=1.0)
        brighter = (frame.image - empty).min(axis=2) > 40
        assert middle_of(brighter) == pytest.approx(pixel, abs=1.0)
        column, row = pixel.astype(int)
        away = camera.in_camera(place)[2]
        assert frame.depth[row, column] == pytest.approx(away - RADIUS, abs=0.01)


def test_a_trembling_camera_sees_the_still_room_where_it_is(renderer):
    path = cameras(4, yaw_deg=0.0, shake_deg=2.0)
    renderer.set_surroundings([FLOOR, *balls(PLACES[:1], Identity.OBJECT)], LIGHTS, path)
    for camera in path:
        frame = renderer.render(camera, [])
        pixel = camera.project(PLACES[0])
        assert middle_of(frame.identity == Identity.OBJECT) == pytest.approx(pixel, abs=1.0)
        column, row = pixel.astype(int)
        away = camera.in_camera(PLACES[0])[2]
        assert frame.depth[row, column] == pytest.approx(away - RADIUS, abs=0.015)


def test_the_nearer_surface_hides_the_one_behind(renderer):
    (camera,) = path = cameras(yaw_deg=0.0)
    renderer.set_surroundings([FLOOR, POST], LIGHTS, path)
    before, behind = np.array([0.0, 1.0, 1.6]), np.array([0.0, 1.0, 0.6])
    for place, seen in ((before, Identity.LIFTER), (behind, Identity.OBJECT)):
        frame = renderer.render(camera, balls([place]))
        column, row = camera.project(place).astype(int)
        assert frame.identity[row, column] == seen
        assert (frame.image[row, column].min() > 60) == (seen == Identity.LIFTER)


def test_each_item_keeps_its_identity(renderer):
    (camera,) = path = cameras(yaw_deg=0.0)
    renderer.set_surroundings([FLOOR], LIGHTS, path)
    kinds = (Identity.LIFTER, Identity.SHAFT, Identity.PLATE, Identity.PERSON)
    moving = [balls([place], kind)[0] for place, kind in zip(PLACES, kinds, strict=True)]
    frame = renderer.render(camera, moving)
    for place, kind in zip(PLACES, kinds, strict=True):
        column, row = camera.project(place).astype(int)
        assert frame.identity[row, column] == kind
    assert frame.identity[0, 0] == Identity.NOTHING


def test_what_moves_throws_a_shadow_on_the_floor(renderer):
    (camera,) = path = cameras(yaw_deg=0.0, height_m=1.6)
    bright = Item(
        box((0.0, -0.1, 0.0), (12.0, 0.2, 12.0), WHITE, Material.CONCRETE), Identity.NOTHING
    )
    renderer.set_surroundings([bright], LIGHTS, path)
    empty = renderer.render(camera, []).image.astype(int)
    block = Item(box((0.0, 0.3, 0.0), (0.6, 0.4, 0.6), WHITE, Material.PAINT), Identity.PLATE)
    full = renderer.render(camera, [block])
    column, row = camera.project(np.array([0.25, 0.0, 0.32])).astype(int)
    assert full.identity[row, column] == Identity.NOTHING
    assert full.image[row, column].mean() < empty[row, column].mean() - 25.0


def test_edges_are_smooth(renderer):
    (camera,) = path = cameras(yaw_deg=0.0)
    renderer.set_surroundings([FLOOR], LIGHTS, path)
    empty = renderer.render(camera, []).image.astype(int)
    frame = renderer.render(camera, balls([PLACES[2]]))
    brighter = (frame.image - empty).mean(axis=2)
    whole = np.median(brighter[frame.identity == Identity.LIFTER])
    partly = (brighter > 0.15 * whole) & (brighter < 0.8 * whole)
    assert partly[frame.identity == Identity.NOTHING].sum() >= 4


def test_rendering_needs_surroundings():
    pytest.importorskip("moderngl", reason="rendering needs moderngl")
    try:
        bare = Renderer((32, 32))
    except SystemLibraryError as error:
        pytest.skip(str(error))
    with bare, pytest.raises(ValueError, match="surroundings"):
        bare.render(cameras()[0], [])


def test_without_moderngl_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "moderngl", None)
    with pytest.raises(SystemLibraryError, match=r"liftvision\[synthetic\]"):
        Renderer(SIZE)


def test_without_a_driver_the_error_names_the_packages(monkeypatch):
    moderngl = pytest.importorskip("moderngl", reason="rendering needs moderngl")

    def refuse(**_):
        raise OSError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr(moderngl, "create_context", refuse)
    with pytest.raises(SystemLibraryError, match="libegl1"):
        Renderer(SIZE)
