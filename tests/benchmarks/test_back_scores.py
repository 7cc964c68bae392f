"""Made-up clips whose true and told angles are known."""

import importlib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from liftvision.measurement import Measurement
from liftvision.motion.back import Back

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
TIMES = np.arange(0.0, 4.0, 0.04)
LIFT_OFF_S, KNEE_S, LOCKOUT_S = 1.0, 2.0, 3.0


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module(name)


back_curves = module("back_curves")
back_scores = module("back_scores")


def curve(at_lift_off: float, at_knee: float, at_lockout: float) -> np.ndarray:
    """Give an angle that keeps still before lift-off and goes evenly from event to event."""
    return np.interp(TIMES, [LIFT_OFF_S, KNEE_S, LOCKOUT_S], [at_lift_off, at_knee, at_lockout])


TRUE = {
    "lumbar_flexion": curve(30.0, 20.0, 0.0),
    "pelvis_tilt": curve(50.0, 40.0, 0.0),
    "hip_flexion_r": curve(90.0, 60.0, 0.0),
    "hip_flexion_l": curve(95.0, 65.0, 0.0),
    "trunk_lean": curve(80.0, 60.0, 0.0),
}


def rep(**known: Any) -> Any:
    events = {
        "start_s": 0.5, "lift_off_s": LIFT_OFF_S, "knee_pass_s": KNEE_S, "lockout_s": LOCKOUT_S,
        "lowering_s": 3.4, "end_s": 3.8,
    }  # fmt: skip
    return SimpleNamespace(**(events | known))


def truth(**known: Any) -> Any:
    """Give as much of a truth as is looked at: one rep, in tight clothes, seen from its right."""
    made = {
        "times": TIMES,
        "columns": TRUE,
        "reps": (rep(),),
        "bar": SimpleNamespace(plate_diameter_m=0.45),
        "joints_px": np.full((len(TIMES), 21, 2), 100.0),
        "camera": SimpleNamespace(size=(640, 480)),
        "recipe": SimpleNamespace(
            camera=SimpleNamespace(yaw_deg=90.0),
            body=SimpleNamespace(sex="female", height_m=1.7),
            wardrobe=SimpleNamespace(looseness=0.1, skin_tone=0.3),
        ),
    }
    return SimpleNamespace(**(made | known))


def analysis(
    off: dict[str, Any] | None = None, share: Measurement | None = None, **known: Any
) -> Any:
    """Give as much of an analysis as is looked at; what it tells is off by some degrees."""
    off = off or {}
    columns = {name: values + off.get(name, 0.0) for name, values in TRUE.items()}
    back = Back("outline", None, "tight", "upright frames", 4.0)
    motion = {
        "times": TIMES,
        "columns": columns,
        "errors": {name: np.full(len(TIMES), 5.0) for name in columns},
        "backs": (back,),
        "not_measured": {},
        "partly": {},
    }
    reps = (rep(metrics={} if share is None else {"lumbar_share": share}),)
    return SimpleNamespace(
        motion=SimpleNamespace(**(motion | known)),
        clip=SimpleNamespace(shots=(SimpleNamespace(frames=slice(0, len(TIMES))),)),
        pose=SimpleNamespace(xy=np.zeros((len(TIMES), 33, 2))),
        set=SimpleNamespace(reps=reps),
    )


def scored(found: Any, true: Any = None) -> Any:
    return back_scores.score(found, true or truth(), "a", "built in", own=False)


def test_a_constant_error_is_that_of_every_moment_and_of_no_change() -> None:
    found = scored(analysis({"lumbar_flexion": 4.0, "hip_flexion_r": -3.0}))
    assert found.compared["lumbar_flexion_at_set_up"].errors == pytest.approx([4.0])
    assert found.compared["lumbar_flexion_at_set_up"].true == pytest.approx([30.0])
    assert found.compared["lumbar_flexion_at_knee_pass"].true == pytest.approx([20.0])
    assert found.compared["hip_flexion_at_lift_off"].errors == pytest.approx([-3.0])
    assert found.compared["hip_flexion_at_lift_off"].true == pytest.approx([90.0]), "the near one"
    assert found.compared["lumbar_drift"].told == pytest.approx([-10.0])
    assert found.compared["lumbar_drift"].stated == pytest.approx([4.0])
    assert found.changes == pytest.approx(np.zeros((1, 3)), abs=1e-9)
    assert found.frames["lumbar_flexion"].errors == pytest.approx(4.0)


def test_an_error_that_grows_is_that_of_the_change() -> None:
    found = scored(analysis({"lumbar_flexion": curve(0.0, 6.0, 8.0)}))
    assert found.compared["lumbar_drift"].errors == pytest.approx([6.0])
    assert found.changes == pytest.approx(np.array([[6.0, 6.0, 8.0]]))


def test_the_set_up_is_the_mean_of_what_is_seen_before_lift_off() -> None:
    errors = np.where(TIMES < LIFT_OFF_S - 0.1, 2.0, np.nan)
    found = scored(analysis({"lumbar_flexion": errors}))
    assert found.compared["lumbar_flexion_at_set_up"].errors == pytest.approx([2.0])
    assert not len(found.compared["lumbar_flexion_at_lift_off"].errors)
    too_early = np.where(TIMES < LIFT_OFF_S - 0.4, 2.0, np.nan)
    found = scored(analysis({"lumbar_flexion": too_early}))
    assert not len(found.compared["lumbar_flexion_at_set_up"].errors)


def test_a_share_is_held_against_that_of_the_true_angles() -> None:
    true = 100.0 * 30.0 / (30.0 + 90.0)
    found = scored(analysis(share=Measurement(true + 7.0, 5.0, "%")))
    assert found.compared["lumbar_share"].true == pytest.approx([true])
    assert found.compared["lumbar_share"].errors == pytest.approx([7.0])
    assert found.compared["lumbar_share"].held.tolist() == [True]


def test_a_rep_that_never_lifts_off_has_no_share_and_no_moments() -> None:
    true = truth(reps=(rep(lift_off_s=None),))
    found = scored(analysis(share=Measurement(20.0, 5.0, "%")), true)
    assert not len(found.compared["lumbar_share"].errors)
    assert not len(found.compared["lumbar_flexion_at_set_up"].errors)
    assert len(found.compared["lumbar_flexion_at_knee_pass"].errors) == 1


def test_what_is_refused_is_refused_with_its_reason() -> None:
    nothing = {name: np.nan for name in ("lumbar_flexion", "pelvis_tilt", "hip_flexion_r")}
    back = Back.not_measured("the shirt hides the back")
    found = scored(analysis(nothing, backs=(back,)))
    assert set(found.reasons) == set(back_scores.QUANTITIES)
    assert set(found.reasons.values()) == {"the shirt hides the back"}
    share = Measurement.not_measured("%", "the trunk turns too little")
    found = scored(analysis({"hip_flexion_r": np.nan}, share, partly={"hip_flexion_r": "hidden"}))
    assert found.reasons == {
        "hip_flexion_at_set_up": "hidden",
        "hip_flexion_at_lift_off": "hidden",
        "hip_flexion_at_knee_pass": "hidden",
        "lumbar_share": "the trunk turns too little",
    }


def test_a_rep_that_was_not_found_is_the_reason_for_no_share() -> None:
    found = analysis()
    found.set.reps = ()
    assert scored(found).reasons == {"lumbar_share": back_scores.NO_REP}


def test_a_band_holds_what_lies_within_it() -> None:
    compared = back_scores.Compared(
        told=np.array([13.2, 6.8, 13.4, np.nan]),
        stated=np.array([2.0, 2.0, 2.0, np.nan]),
        true=np.full(4, 10.0),
    )
    assert compared.errors == pytest.approx([3.2, -3.2, 3.4])
    assert compared.held.tolist() == [True, True, False]
