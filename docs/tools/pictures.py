"""Render the pictures of "How to film" anew, from the recipes in ``docs/film/pictures.toml``.

    python docs/tools/pictures.py [NAME ...]

Without names all are made; each takes some ten seconds.
"""

import argparse
import tempfile
import tomllib
from pathlib import Path

import cv2

from liftvision.synthetic.film import make_still
from liftvision.synthetic.recipes.recipe import Recipe
from liftvision.synthetic.recipes.recipe_file import with_values

FILM = Path(__file__).parents[1] / "film"
HEIGHT = 480
QUALITY = 84


def main() -> None:
    """Render what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="pictures to render; all without any")
    names = parser.parse_args().names
    recipes = tomllib.loads((FILM / "pictures.toml").read_text(encoding="utf-8"))
    common = recipes.pop("all")
    unknown = set(names) - set(recipes)
    if unknown:
        parser.error(f"there is no recipe for {', '.join(sorted(unknown))}")
    for name in names or recipes:
        values = {**common, **recipes[name]}
        moment = values.pop("at")
        recipe = with_values(Recipe(), {key: _as_text(value) for key, value in values.items()})
        _render(recipe, moment, FILM / f"{name}.jpg")


def _as_text(value: object) -> str:
    """Write a value as a command line has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _render(recipe: Recipe, moment: float, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        still = Path(folder) / "still.png"
        make_still(recipe, moment, still)
        picture = cv2.imread(str(still))
    if picture is None:
        raise OSError(f"{still} was not written")
    height, width = picture.shape[:2]
    size = (round(width * HEIGHT / height), HEIGHT)
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    cv2.imwrite(str(target), small, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])


if __name__ == "__main__":
    main()
