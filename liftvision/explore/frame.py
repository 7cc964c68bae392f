"""One frame of the clip with everything that is drawn on it in the overlay video."""

from matplotlib.axes import Axes

from liftvision.analysis import Analysis
from liftvision.arrays import Image
from liftvision.clip.naming import printable_name
from liftvision.clip.read import read_chosen
from liftvision.errors import ClipError, GivenError
from liftvision.explore.canvas import axes_for
from liftvision.report.layout import lay_out
from liftvision.report.overlay import plan_picture
from liftvision.report.plots import INK
from liftvision.report.timeline import NO_REP, timeline
from liftvision.reps.at_event import nearest_frame

LONG_SIDE_PX = 1200
WIDEST_INCHES = 8.0
TALLEST_INCHES = 6.4


def draw_frame(analysis: Analysis, t: float, ax: Axes | None) -> Axes:
    """Draw the frame at a time; see `Plots.frame`."""
    frame = frame_at(analysis, t)
    picture = drawn_frame(analysis, frame)
    height, width = picture.shape[:2]
    inches = min(WIDEST_INCHES / width, TALLEST_INCHES / height)
    axes = axes_for(ax, (width * inches, height * inches + 0.3))
    axes.imshow(picture)
    axes.set_axis_off()
    axes.set_title(_title(analysis, frame), loc="left", color=INK, fontsize=10)
    return axes


def frame_at(analysis: Analysis, t: float) -> int:
    """Give the number of the frame nearest to a time in s on the clip's clock.

    Raises
    ------
    GivenError
        The time is not within the clip.
    """
    times, margin = analysis.clip.times, analysis.clip.frame_interval_s
    if not times[0] - margin <= t <= times[-1] + margin:
        raise GivenError(
            f"There is no frame at {t:g} s.",
            f"Give a time from {times[0]:.2f} to {times[-1]:.2f} s.",
        )
    return nearest_frame(times, t)


def drawn_frame(analysis: Analysis, frame: int) -> Image:
    """Read one frame of the clip again and draw skeleton, bar and angles on it.

    Raises
    ------
    ClipError
        The clip is not there any more, or is not the one that was analysed.
    """
    clip = analysis.clip
    layout = lay_out(clip.width, clip.height, LONG_SIDE_PX)
    size = (layout.width, layout.picture_height)
    read = next(iter(read_chosen(clip, size, {frame})), None)
    if read is None or abs(read.time_s - clip.times[frame]) > 0.5 * clip.frame_interval_s:
        raise ClipError(
            f"{printable_name(clip.path)} is not the clip that was analysed.",
            "Put that one back in its place, or analyse this one anew.",
        )
    picture = read.image.copy()
    plan_picture(analysis, layout).draw_picture(picture, frame)
    return picture


def _title(analysis: Analysis, frame: int) -> str:
    reps = analysis.set.reps
    on, phases = timeline(reps, analysis.clip.times)
    words = [f"{analysis.clip.times[frame]:.2f} s"]
    if on[frame] != NO_REP:
        words.append(f"rep {reps[on[frame]].number}")
    return ", ".join([*words, *filter(None, [phases[frame]])])
