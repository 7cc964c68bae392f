"""docs/python.md: its examples run as they stand, one after the other."""

import re
from pathlib import Path

import matplotlib as mpl

import liftvision
from liftvision.barbell.wrists import bar_from_wrists
from liftvision.pipeline import measure
from tests.stick_lifter import set_on_the_floor, write_video

GUIDE = Path(__file__).parents[1] / "docs" / "python.md"


def test_the_examples_run(tmp_path, monkeypatch, capsys):
    examples = re.findall(r"^```python\n(.*?)^```", GUIDE.read_text("utf-8"), re.M | re.S)
    assert len(examples) >= 6
    lift = set_on_the_floor(2, noise_px=0.5, path=tmp_path / "clip.mp4")
    write_video(lift, lift.clip.path)
    analysis = measure(lift.clip, lift.pose, bar_from_wrists(lift.pose, lift.clip.shots))
    asked = []
    monkeypatch.setattr(liftvision, "analyze", lambda path: asked.append(path) or analysis)
    monkeypatch.chdir(tmp_path)
    mpl.use("agg")
    names: dict[str, object] = {}
    for example in examples:
        exec(compile(example, str(GUIDE), "exec"), names)
    assert asked == ["clip.mp4"]
    for picture in ("angles.png", "both.png", "knee.png"):
        assert (tmp_path / picture).read_bytes().startswith(b"\x89PNG")
    told = capsys.readouterr().out
    assert "2 reps" in told
    assert "There is no frame at 10000 s." in told
