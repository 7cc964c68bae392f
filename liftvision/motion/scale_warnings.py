"""What to tell the user of a scale that cannot be trusted."""

from collections.abc import Sequence

from liftvision.given import STANDARD_PLATE_M, Given
from liftvision.motion.scale import Scale, contradicts

SHORTEST_M, TALLEST_M = 1.45, 2.05
"""Adults are taller than the one and shorter than the other, but for one in a hundred."""

OTHER_PLATE = "Give the plate's real diameter with --plate-diameter."
OTHER_SIZES = "Check --plate-diameter and --height."
BY_HEIGHT = "The bar is scaled by the lifter's height."
DOUBTFUL = "Metres and m/s of the bar are doubtful."


def scale_warnings(scales: Sequence[Scale], given: Given) -> list[str]:
    """Tell where the plate's size and the lifter's do not go together.

    Parameters
    ----------
    scales
        Of each shot of the clip.
    given
        What the user said of plate and height.
    """
    told = (_of_shot(scale, given) for scale in scales)
    return list(dict.fromkeys(warning for warning in told if warning))


def _of_shot(scale: Scale, given: Given) -> str | None:
    stature, ratio = scale.stature.value, scale.against_height.value
    diameter = f"{(given.plate_diameter_m or STANDARD_PLATE_M) * 1000.0:.0f} mm"
    advice = f"{BY_HEIGHT if scale.source == 'height' else DOUBTFUL} " + (
        OTHER_PLATE if given.plate_diameter_m is None else OTHER_SIZES
    )
    # A child whose height was given may be as short as that.
    unbelievable = stature is not None and not SHORTEST_M <= stature <= TALLEST_M
    if unbelievable and (ratio is None or contradicts(scale.against_height)):
        return (
            f"If the plate were {diameter} wide the lifter would be {stature:.2f} m tall: it has "
            f"another size, or its rim was not found. {advice}"
        )
    if contradicts(scale.against_height) and ratio is not None:
        return (
            f"If the plate were {diameter} wide the lifter would be {_percent(ratio)} than the "
            f"height that was given: one of the two is wrong. {advice}"
        )
    model = scale.against_model.value
    if ratio is None and contradicts(scale.against_model) and model is not None:
        return (
            f"If the plate were {diameter} wide the lifter would be {_percent(model)} than the "
            f"pose model's guess: it has another size, or its rim was not found. {advice}"
        )
    return None


def _percent(ratio: float) -> str:
    return f"{abs(ratio - 1.0):.0%} {'taller' if ratio > 1.0 else 'shorter'}"
