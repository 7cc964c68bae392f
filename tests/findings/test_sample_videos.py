"""The sample clips, analysed whole: a dialled fault is found, and a clean lift raises nothing."""

from pathlib import Path

import pytest

import liftvision

SAMPLES = Path(__file__).parents[2] / "sample_videos"


@pytest.mark.model
@pytest.mark.parametrize(
    ("clip", "codes", "praised"),
    [
        ("side-conventional", set(), "hips_shoot_up"),
        ("side-hips-shoot-up", {"hips_shoot_up"}, "bar_wobble"),
        ("side-spine-dominant", {"spine_dominant", "lumbar_drift"}, "hips_shoot_up"),
    ],
)
def test_what_is_dialled_is_found(clip, codes, praised, full_model):
    review = liftvision.analyze(SAMPLES / f"{clip}.mp4", model=str(full_model)).review
    assert {finding.code for finding in review.findings} == codes
    assert praised in {well.code for well in review.went_well}
