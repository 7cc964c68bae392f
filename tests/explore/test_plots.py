"""Plots of lifters whose every angle is known: what is drawn is what was measured."""

from dataclasses import replace

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from liftvision.errors import ClipError, GivenError
from liftvision.measurement import Measurement
from tests.report.back_lifter import HIDDEN_BACK, SHARE, with_back
from tests.report.fitted_lifter import HIDDEN, UNDECIDED, with_body
from tests.report.plate_lifter import with_ends
from tests.stick_lifter import as_analysis, deadlift, sample_analysis

PLOTS = {
    "angles": lambda plot, **ax: plot.angles(**ax),
    "bar_path": lambda plot, **ax: plot.bar_path(**ax),
    "contribution": lambda plot, **ax: plot.contribution(**ax),
    "coordination": lambda plot, **ax: plot.coordination(**ax),
    "reps": lambda plot, **ax: plot.reps("knee_flexion_r", **ax),
}
KNEE = "knee_flexion_r"


def words(axes) -> str:
    """Everything that is written on axes."""
    texts = [axes.get_title(loc="left"), axes.get_xlabel(), axes.get_ylabel()]
    return " ".join([*texts, *(text.get_text() for text in axes.texts)])


def line(axes, label):
    """The x and y of the line with a label."""
    (found,) = [each for each in axes.get_lines() if each.get_label() == label]
    return found.get_data()


@pytest.fixture(scope="module")
def analysis():
    return with_back(3)


@pytest.fixture(scope="module")
def nobody():
    """A clip in which nobody was ever seen."""
    lift = deadlift(0)
    return as_analysis(deadlift(0, gap=(0, lift.clip.frames)))


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_leaves_pyplot_and_its_settings_alone(analysis, name):
    before = dict(mpl.rcParams)
    axes = PLOTS[name](analysis.plot)
    assert axes._repr_png_().startswith(b"\x89PNG")
    assert plt.get_fignums() == []
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("name", PLOTS)
def test_it_draws_on_the_axes_it_is_given(analysis, name):
    own = Figure().subplots()
    assert PLOTS[name](analysis.plot, ax=own) is own
    assert own.get_title(loc="left")
    assert len(own.get_lines()) + len(own.patches) > 0


@pytest.mark.parametrize("name", PLOTS)
def test_what_was_not_measured_is_said_instead_of_drawn(nobody, name):
    axes = PLOTS[name](nobody.plot)
    assert "not measured: " in words(axes)
    assert not axes.get_lines()


@pytest.mark.parametrize("name", PLOTS)
def test_a_rep_that_is_not_there_is_refused(analysis, name):
    choose = {"reps": ("knee_flexion_r", 7)}.get(name, (None, 7) if name == "angles" else (7,))
    with pytest.raises(GivenError, match=r"no rep 7.*1, 2, 3"):
        getattr(analysis.plot, name)(*choose)


def test_angles_are_the_columns_with_their_gaps_and_errors(analysis):
    axes = analysis.plot.angles(["lumbar_flexion", "pelvis_tilt"])
    x, y = line(axes, "Lumbar flexion")
    np.testing.assert_array_equal(x, analysis.clip.times)
    np.testing.assert_array_equal(y, analysis.motion.columns["lumbar_flexion"])
    assert np.isnan(y[HIDDEN_BACK]).all()
    band = axes.collections[0].get_paths()
    assert len(band) == 2, "before and after the frames in which the back was not seen"
    at_first = band[0].vertices[band[0].vertices[:, 0] == x[0], 1]
    assert np.ptp(at_first) == pytest.approx(2 * 6.0)
    assert axes.get_ylabel() == "degrees"


def test_angles_of_one_rep_end_with_it(analysis):
    axes = analysis.plot.angles(KNEE, reps=2)
    rep, times = analysis.set.reps[1], analysis.clip.times
    _, y = line(axes, "Knee flexion, right")
    inside = (times >= rep.moments[0]) & (times <= rep.moments[-1])
    np.testing.assert_array_equal(np.isfinite(y), inside)
    low, high = axes.get_xlim()
    assert rep.moments[0] - 0.5 < low < rep.moments[0]
    assert rep.moments[-1] < high < rep.moments[-1] + 0.5


def test_angles_name_the_reason_of_a_gap_and_draw_the_landmarks_own():
    analysis = with_body()
    axes = analysis.plot.angles(KNEE, raw=True)
    assert f"Gaps in knee flexion, right: {HIDDEN}." in axes.get_xlabel().replace("\n", " ")
    raw = axes.get_lines()[1].get_ydata()
    np.testing.assert_array_equal(raw, analysis.motion.raw[KNEE])
    assert np.isfinite(raw[UNDECIDED]).all()


def test_from_the_front_the_knees_are_drawn():
    axes = as_analysis(deadlift(1, yaw_deg=0.0)).plot.angles()
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels[:2] == ["Knee inward (FPPA), left", "Knee inward (FPPA), right"]


@pytest.mark.parametrize(
    ("columns", "told"),
    [("knee", r"no column 'knee'.*knee_flexion_l"), (["bar_y", KNEE], "no unit in common")],
)
def test_columns_that_cannot_be_drawn_are_refused(analysis, columns, told):
    with pytest.raises(GivenError, match=told):
        analysis.plot.angles(columns)


def test_reps_begin_at_lift_off_and_end_at_lockout(analysis):
    axes = analysis.plot.reps(KNEE)
    times, knee = analysis.clip.times, analysis.motion.columns[KNEE]
    every = []
    for rep in analysis.set.reps:
        x, y = line(axes, f"rep {rep.number}")
        assert x[[0, -1]].tolist() == [0.0, 100.0]
        at = np.interp([rep.lift_off_s, rep.lockout_s], times, knee)
        np.testing.assert_allclose(y[[0, -1]], at)
        every.append(y)
    np.testing.assert_allclose(line(axes, "mean")[1], np.mean(every, axis=0))
    assert "one standard deviation" in axes.get_xlabel()


def test_of_two_reps_the_spread_is_all_that_they_cover(analysis):
    axes = analysis.plot.reps(KNEE, [1, 3])
    _, first = line(axes, "rep 1")
    _, last = line(axes, "rep 3")
    (band,) = axes.collections[0].get_paths()
    at_start = band.vertices[band.vertices[:, 0] == 0.0, 1]
    assert np.ptp(at_start) == pytest.approx(abs(first[0] - last[0]), abs=1e-9)
    assert "all that the reps cover" in axes.get_xlabel()


def test_coordination_is_hip_over_knee_during_the_pull(analysis):
    axes = analysis.plot.coordination(1)
    x, y = line(axes, "rep 1")
    rep, times = analysis.set.reps[0], analysis.clip.times
    pull = (times >= rep.lift_off_s) & (times <= rep.lockout_s)
    hip = analysis.motion.columns["hip_flexion_r"]
    np.testing.assert_array_equal(y[pull], hip[pull])
    np.testing.assert_array_equal(x[pull], analysis.motion.columns[KNEE][pull])
    assert not np.isfinite(x[~pull]).any()
    assert axes.get_ylabel() == "hip flexion, right (degrees)"


def shared(analysis, **shares):
    """The analysis with other shares in its only rep."""
    (rep,) = analysis.set.reps
    rep = replace(rep, metrics={**rep.metrics, **shares})
    return replace(analysis, set=replace(analysis.set, reps=(rep,)))


def test_contribution_draws_the_share_and_says_what_was_not_measured():
    why = Measurement.not_measured("%", "a plate hides it")
    axes = shared(with_back(1), lumbar_share_first_pull=why).plot.contribution()
    spine, hips = axes.patches
    assert spine.get_width() == pytest.approx(SHARE.value)
    assert hips.get_x() == pytest.approx(SHARE.value)
    assert hips.get_x() + hips.get_width() == pytest.approx(100.0)
    assert "not measured: a plate hides it" in words(axes)
    assert "spine 26 ± 4 %" in words(axes).replace("\N{NO-BREAK SPACE}", " ")


def test_a_spine_that_folds_further_is_drawn_to_the_left():
    axes = shared(with_back(1), lumbar_share=Measurement(-20.0, 5.0, "%")).plot.contribution()
    spine, hips = axes.patches
    assert (spine.get_x() + spine.get_width(), spine.get_x()) == pytest.approx((-20.0, 0.0))
    assert (hips.get_x(), hips.get_width()) == pytest.approx((0.0, 80.0))
    assert axes.get_xlim()[0] <= -25.0
    assert "folded further" in axes.get_xlabel()


def test_the_path_is_in_centimetres_from_lift_off(analysis):
    axes = analysis.plot.bar_path()
    motion, rep = analysis.motion, analysis.set.reps[0]
    first, top = np.searchsorted(motion.times, [rep.lift_off_s, rep.lockout_s])
    x, y = line(axes, "1")
    np.testing.assert_allclose(y, 100.0 * motion.columns["bar_y"][first : top + 1])
    assert x[0] == 0.0
    assert axes.get_aspect() == 1.0


def test_from_the_front_there_is_no_path():
    assert "not measured: " in words(with_ends().plot.bar_path())


def test_all_curves_are_one_figure(analysis):
    figure = analysis.plot.curves()
    assert figure._repr_png_().startswith(b"\x89PNG")
    assert len(figure.axes) == 3


def test_a_frame_is_that_of_its_time(tmp_path):
    analysis = sample_analysis(tmp_path, reps=1)
    rep = analysis.set.reps[0]
    axes = analysis.plot.frame(rep.knee_pass_s)
    frame = int(np.argmin(np.abs(analysis.clip.times - rep.knee_pass_s)))
    assert axes.get_title(loc="left").startswith(f"{analysis.clip.times[frame]:.2f} s, rep 1")
    picture = np.asarray(axes.get_images()[0].get_array())
    # The near limbs are drawn in white on the lifter of that very frame.
    shin = analysis.motion.landmarks[frame, [26, 28]].mean(axis=0)
    x, y = (round(c * picture.shape[1] / analysis.clip.width) for c in shin)
    assert picture[y - 2 : y + 3, x - 2 : x + 3].min() > 180


def test_a_frame_out_of_the_clip_or_without_it_is_refused(tmp_path):
    analysis = sample_analysis(tmp_path, reps=1)
    with pytest.raises(GivenError, match=r"no frame at 99 s.*from 0\.00 to"):
        analysis.plot.frame(99.0)
    with pytest.raises(GivenError):
        analysis.plot.frame(float("nan"))
    moved = replace(analysis.clip, times=analysis.clip.times + 60.0)
    with pytest.raises(ClipError, match="is not the clip that was analysed"):
        replace(analysis, clip=moved).plot.frame(61.0)
    analysis.clip.path.unlink()
    with pytest.raises(ClipError, match=analysis.clip.path.name):
        analysis.plot.frame(1.0)
