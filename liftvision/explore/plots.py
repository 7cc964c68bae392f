"""The plots of an analysis, ``analysis.plot``."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from liftvision.analysis import Analysis
from liftvision.explore.canvas import RepChoice, ShownFigure
from liftvision.explore.contribution import draw_contribution
from liftvision.explore.frame import draw_frame
from liftvision.explore.over_pull import draw_coordination, draw_reps
from liftvision.explore.over_time import draw_angles
from liftvision.explore.path import draw_bar_path
from liftvision.report.plots import draw_curves


@dataclass(frozen=True)
class Plots:
    """Plots with matplotlib, each on axes of its own or on those it is given as ``ax``.

    They give the axes back, show themselves as the last line of a notebook's cell, and are saved
    with ``axes.figure.savefig``. pyplot knows nothing of them: where it shall show them, give it
    ``ax``, such as ``pyplot.subplots()[1]``. ``reps`` is the number of a rep, several numbers, or
    None for all.

    What was not measured leaves a gap or an empty plot, with the reason written beside it.

    Attributes
    ----------
    analysis
        Of which.
    """

    analysis: Analysis

    def angles(
        self,
        columns: str | Sequence[str] | None = None,
        reps: RepChoice = None,
        *,
        raw: bool = False,
        ax: Axes | None = None,
    ) -> Axes:
        """Draw angles over time, with the band of one standard error, and the phases of the reps.

        Parameters
        ----------
        columns
            Names of `motion.motion.UNITS`, all of one unit. None: from the side hip, knee, lumbar
            spine and trunk lean, as far as they were measured; from the front or rear both knees.
        reps
            Only these are drawn.
        raw
            Whether what the landmarks alone give of an angle is drawn beside that of the fitted
            body.
        ax
            Where to draw.

        Raises
        ------
        GivenError
            There is no such column or rep, or the columns differ in their units.
        """
        return draw_angles(self.analysis, columns, reps, raw, ax)

    def curves(self) -> Figure:
        """Draw everything that was measured over time, a panel for each kind of curve.

        It is the picture ``curves.png`` of a saved analysis.
        """
        return draw_curves(self.analysis, ShownFigure)

    def bar_path(self, reps: RepChoice = None, *, ax: Axes | None = None) -> Axes:
        """Draw the bar's path as seen from the side, in cm forward of where it left the floor.

        Of several reps the ways up, each in a colour; of a single one both ways, the way up in
        the colours of the bar's velocity.

        Raises
        ------
        GivenError
            There is no such rep.
        """
        return draw_bar_path(self.analysis, reps, ax)

    def contribution(self, reps: RepChoice = None, *, ax: Axes | None = None) -> Axes:
        """Draw how much of the turning the hips do and how much the lumbar spine.

        A bar for the pull below the knees, above them, and as a whole, of each rep. The share is
        that of `reps.split.lumbar_share`.

        Raises
        ------
        GivenError
            There is no such rep.
        """
        return draw_contribution(self.analysis, reps, ax)

    def coordination(self, reps: RepChoice = None, *, ax: Axes | None = None) -> Axes:
        """Draw hip against knee from lift-off to lockout, the angle-angle diagram.

        Where the pelvis was not measured, the trunk-thigh angle stands for the hip.

        Raises
        ------
        GivenError
            There is no such rep.
        """
        return draw_coordination(self.analysis, reps, ax)

    def reps(self, column: str, reps: RepChoice = None, *, ax: Axes | None = None) -> Axes:
        """Lay the pulls over each other: a column over the time from lift-off to lockout in %.

        With the mean, and one standard deviation around it; of two reps all that lies between.

        Raises
        ------
        GivenError
            There is no such column or rep.
        """
        return draw_reps(self.analysis, column, reps, ax)

    def frame(self, t: float, *, ax: Axes | None = None) -> Axes:
        """Draw the frame nearest to ``t`` s with skeleton, bar and angles, as in the overlay.

        The clip is read once more.

        Raises
        ------
        GivenError
            The clip has no such time.
        ClipError
            The clip is not there any more, or is another one.
        """
        return draw_frame(self.analysis, t, ax)
