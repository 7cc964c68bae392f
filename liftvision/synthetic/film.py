"""Make a clip: a recipe goes in, a video with its truth beside it comes out."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from liftvision.arrays import Image
from liftvision.clip.naming import printable_name
from liftvision.errors import OutputError
from liftvision.progress import NoProgress, Progress
from liftvision.synthetic.picture.encode import PhoneWriter
from liftvision.synthetic.picture.film import filmed
from liftvision.synthetic.picture.item import Item
from liftvision.synthetic.picture.renderer import Rendered, Renderer
from liftvision.synthetic.recipes.recipe import Recipe
from liftvision.synthetic.shoot import Shoot, prepare
from liftvision.synthetic.truth.truth import Truth
from liftvision.synthetic.truth.truth_file import truth_path, write_truth
from liftvision.synthetic.truth.witness import Sight, sight, testimony


def make_clip(recipe: Recipe, out: Path, progress: Progress | None = None) -> Truth:
    """Make the clip of a recipe, and its truth beside it.

    Parameters
    ----------
    recipe
        Of the clip; the same recipe makes the same clip.
    out
        The video, ``NAME.mp4``. Its truth, ``NAME.truth.json``, is written last: a clip that has
        one is whole.
    progress
        Told of the frames.

    Raises
    ------
    ModelError
        The body data is not here and cannot be fetched.
    SystemLibraryError
        What renders is not on this machine.
    SyntheticError
        The body cannot do the lift.
    OutputError
        The files cannot be written.
    """
    progress = progress or NoProgress()
    shoot = prepare(recipe, None, progress)
    progress.stage("filming", len(shoot.times))
    sights = []
    with _renderer(shoot) as renderer, PhoneWriter(out, recipe.video.crf) as writer:
        for number, (picture, seen) in enumerate(_frames(renderer, shoot)):
            writer.write(picture, float(shoot.times[number]))
            sights.append(seen)
            progress.advance()
    truth = testimony(shoot, sights)
    write_truth(truth, truth_path(out))
    return truth


def make_still(
    recipe: Recipe, fraction: float, out: Path, progress: Progress | None = None
) -> None:
    """Make a single picture of a recipe's clip, as PNG.

    Parameters
    ----------
    recipe
        Of the clip.
    fraction
        When: 0 is the clip's first moment, 1 its last.
    out
        The picture.
    progress
        Told of what takes long.

    Raises
    ------
    As `make_clip`.
    """
    import cv2

    shoot = prepare(recipe, np.array([fraction]), progress or NoProgress())
    with _renderer(shoot) as renderer:
        picture, _ = next(_frames(renderer, shoot))
    _, coded = cv2.imencode(".png", picture[..., ::-1])
    try:
        out.write_bytes(coded.tobytes())
    except OSError as error:
        raise OutputError(
            f"{printable_name(out)} cannot be written: {error.strerror}.", "Choose another place."
        ) from error


def _renderer(shoot: Shoot) -> Renderer:
    video = shoot.recipe.video
    return Renderer((video.width, video.height))


def _frames(renderer: Renderer, shoot: Shoot) -> Iterator[tuple[Image, Sight]]:
    """Give each frame as the phone stores it, and what is true of it.

    The next moment's surfaces are worked out while this one is rendered.
    """
    renderer.set_surroundings(shoot.room, shoot.light, shoot.cameras)
    count = shoot.exposures.shape[1]
    total = shoot.exposures.size
    with ThreadPoolExecutor(1) as ahead:
        upcoming = ahead.submit(shoot.moving, 0)
        for number, camera in enumerate(shoot.cameras):
            rendered: list[Rendered] = []
            for moment in range(number * count, (number + 1) * count):
                moving: list[Item] = upcoming.result()
                upcoming = ahead.submit(shoot.moving, min(moment + 1, total - 1))
                rendered.append(renderer.render(camera, moving))
            pictures = [each.image for each in rendered]
            time_s = float(shoot.times[number])
            picture = filmed(pictures, shoot.recipe.video, time_s, shoot.recipe.seed)
            yield picture, sight(shoot, number * count, camera, rendered[0])
