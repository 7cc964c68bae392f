"""Everything that is known of one clip after the analysis."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from liftvision.barbell.track import BarTrack
from liftvision.clip.camera import CameraMotion
from liftvision.clip.clip import Clip
from liftvision.findings.review import Review
from liftvision.given import Given
from liftvision.motion.motion import Motion
from liftvision.pairing.second import SecondClip
from liftvision.pose.track import PoseTrack
from liftvision.pose.view import View
from liftvision.progress import Progress
from liftvision.reps.rep import LiftSet
from liftvision.spine.own_back import OwnBack

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from liftvision.explore.plots import Plots
    from liftvision.formats.export import Exported


@dataclass(frozen=True, eq=False)
class Analysis:
    """One clip, analysed; made by `liftvision.analyze` or `Analysis.load`.

    Attributes
    ----------
    clip
        What was read: size, times, shots.
    pose
        The lifter as the model saw him, raw.
    bar
        The bar through the clip, raw.
    camera
        How the camera moved.
    motion
        Cleaned motion: every angle and position with its error.
    set
        Which lift it is, and its reps.
    view
        From where the clip was filmed: the view of the shot that shows most of the lifter.
    given
        What the user knew of the lift.
    model
        Name of the pose model.
    own_back
        What else was known of the lifter's back; None: nothing.
    warnings
        What the user should know before trusting the numbers.
    created
        When, as ISO 8601 in UTC.
    review
        What was found in it, what went well, and what could not be judged.
    own_rules
        What the user changed of the rules for that, as TOML; None: nothing.
    second
        The other clip of the same set, on its own, and how its clock runs; None: there is one
        clip. All the rest is on the first clip's clock.
    """

    clip: Clip
    pose: PoseTrack
    bar: BarTrack
    camera: CameraMotion
    motion: Motion
    set: LiftSet
    view: View
    given: Given
    model: str
    own_back: OwnBack | None = None
    warnings: tuple[str, ...] = ()
    created: str = ""
    review: Review = field(default_factory=Review)
    own_rules: str | None = None
    second: SecondClip | None = None

    @property
    def joined_motion(self) -> Motion:
        """The motion with what only the second clip measures, on the first clip's clock."""
        from liftvision.pairing.merge import joined_motion

        if self.second is None:
            return self.motion
        return joined_motion(self.motion, self.second.analysis.motion, self.second.alignment)

    @property
    def angles(self) -> "pd.DataFrame":
        """A row a frame, indexed by ``time_s``: phase, and every column with its error.

        `report.tables.angles_table` gives the angles of the landmarks alone beside them.
        """
        from liftvision.report.tables import angles_table

        return angles_table(self).set_index("time_s")

    @property
    def reps(self) -> "pd.DataFrame":
        """A row a rep, indexed by its ``number``: its events and its metrics with their errors."""
        from liftvision.report.tables import reps_table

        return reps_table(self).set_index("number")

    @property
    def metrics(self) -> "pd.DataFrame":
        """A row an event or metric of a rep or of the set; see `formats.tables.metrics_table`."""
        from liftvision.formats.tables import metrics_table

        return metrics_table(self)

    @property
    def findings(self) -> "pd.DataFrame":
        """A row a finding, what matters most first; see `explore.tables.findings_table`."""
        from liftvision.explore.tables import findings_table

        return findings_table(self)

    @property
    def not_measured(self) -> "pd.DataFrame":
        """What was not measured, where, and why; see `explore.tables.not_measured_table`."""
        from liftvision.explore.tables import not_measured_table

        return not_measured_table(self)

    @property
    def plot(self) -> "Plots":
        """Its plots: ``analysis.plot.angles()`` and others; see `explore.plots.Plots`."""
        from liftvision.explore.plots import Plots

        return Plots(self)

    def __repr__(self) -> str:
        from liftvision.explore.card import one_line

        return one_line(self)

    def _repr_html_(self) -> str:
        from liftvision.explore.card import card

        return card(self)

    def save(
        self,
        out_dir: str | Path,
        *,
        overlay: bool = True,
        overlay_long_side: int | None = 1280,
        blur_faces: bool = False,
        raw_angles: bool = False,
        overwrite: bool = False,
        progress: Progress | None = None,
    ) -> Path:
        """Write overlay, report, tables and the pose into a folder; see `report.folder.save`."""
        from liftvision.report.folder import save

        return save(
            self,
            Path(out_dir),
            overlay=overlay,
            overlay_long_side=overlay_long_side,
            blur_faces=blur_faces,
            raw_angles=raw_angles,
            overwrite=overwrite,
            progress=progress,
        )

    def export(
        self,
        out_dir: str | Path,
        formats: "Sequence[str]" = ("csv",),
        *,
        overwrite: bool = False,
        progress: Progress | None = None,
    ) -> "Exported":
        """Write files for other programs into a folder; see `formats.export.export`."""
        from liftvision.formats.export import export

        return export(self, Path(out_dir), formats, overwrite=overwrite, progress=progress)

    def judged(self, own_rules: str | None = None) -> Self:
        """Give the analysis with its review by liftvision's rules.

        Parameters
        ----------
        own_rules
            What is changed of them, as TOML; see `findings.rule_file.rules_with`.

        Raises
        ------
        RulesError
            A line of it is wrong.
        """
        from liftvision.findings.judge import review_of
        from liftvision.findings.rule_file import default_rules, rules_with

        rules = default_rules() if own_rules is None else rules_with(own_rules)
        review = review_of(self.joined_motion, self.set, rules)
        return replace(self, review=review, own_rules=own_rules)

    @classmethod
    def load(
        cls, folder: str | Path, *, given: Given | None = None, own_rules: str | None = None
    ) -> Self:
        """Load a saved analysis, measured anew from its saved pose and bar; no model is run.

        Parameters
        ----------
        folder
            What `save` wrote. The clip itself need not exist any more.
        given
            What is known of the lift, where it is not what was saved.
        own_rules
            What is changed of the rules, as TOML, where it is not what was saved.

        Raises
        ------
        SavedAnalysisError
            The folder holds no analysis that this version can read.
        PairError
            It is of two clips, and one of them shows no lift in the sense of ``given``.
        """
        from liftvision.pairing.two_clips import paired
        from liftvision.pipeline import measure
        from liftvision.report.saved import (
            given_in,
            own_rules_in,
            read_camera,
            read_own_back,
            read_saved,
        )
        from liftvision.report.saved_pair import SECOND_NAME, alignment_in

        clip, pose, bar, document = read_saved(Path(folder))
        alignment = alignment_in(Path(folder), document)
        # What is wrong with the second clip's is told before the long work on the first.
        second = None if alignment is None else cls.load(Path(folder) / SECOND_NAME, given=given)
        analysis = measure(
            clip,
            pose,
            bar,
            camera=read_camera(Path(folder), clip),
            given=given or given_in(document),
            own_back=read_own_back(Path(folder), clip),
            model=document["model"],
            warnings=tuple(document["warnings"]),
            created=document["created"],
            own_rules=own_rules or own_rules_in(document),
        )
        if second is not None:
            analysis = paired(analysis, second, alignment)
        assert isinstance(analysis, cls)
        return analysis
