"""All drawings of the documentation, by the path of their file in ``docs``."""

from drawings_bar import BAR_DRAWINGS
from drawings_curves import CURVE_DRAWINGS
from drawings_film import FILM_DRAWINGS
from drawings_front import FRONT_DRAWINGS
from drawings_side import SIDE_DRAWINGS


def all_drawings() -> dict[str, str]:
    """Give the text of every SVG by its path below ``docs``."""
    of_metrics = SIDE_DRAWINGS | BAR_DRAWINGS | CURVE_DRAWINGS | FRONT_DRAWINGS
    metrics = {f"metrics/drawings/{name}.svg": draw().svg() for name, draw in of_metrics.items()}
    film = {f"film/{name}.svg": draw().svg() for name, draw in FILM_DRAWINGS.items()}
    return metrics | film
