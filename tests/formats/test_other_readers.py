"""What is exported is read by programs that cannot be installed beside liftvision.

`movement` brings another OpenCV. ``make readers`` installs it, and Pose2Sim's readers, in an
environment of their own, ``.readers``; without it these tests are skipped.
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from liftvision.formats.export import export
from liftvision.formats.read_pose import read_pose
from tests.stick_lifter import as_analysis, deadlift

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".readers" / ("Scripts" if sys.platform == "win32" else "bin") / "python"

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="not installed: make readers")

MOVEMENT = """
import json, sys
import xarray as xr
from movement.io import load_poses, save_poses
from movement.validators.datasets import ValidPosesInputs
source, copy, scratch = sys.argv[1:]
with xr.open_dataset(source) as data:
    ValidPosesInputs.validate(data)
    save_poses.to_dlc_file(data, scratch, split_individuals=False)
    back = load_poses.from_dlc_file(scratch, fps=data.fps)
    off = float(abs(back.position - data.position.values).max())
    back.to_netcdf(copy)
print(json.dumps({"off": off, "time": back.sizes["time"], "keypoints": back.sizes["keypoints"]}))
"""

POSE2SIM = """
import json, sys
from Pose2Sim import common
_, _, times, markers, _ = common.read_trc(sys.argv[1])
values, rows, _ = common.read_mot(sys.argv[2])
names, table = common.extract_trc_data(sys.argv[1])
print(json.dumps({
    "markers": markers, "times": list(times), "angles": list(values.columns), "rows": len(rows),
    "names": names, "shape": table.shape,
}))
"""


@pytest.fixture(scope="module")
def lift():
    return deadlift(1)


@pytest.fixture(scope="module")
def folder(lift, tmp_path_factory):
    out = tmp_path_factory.mktemp("files") / "out"
    return export(as_analysis(lift), out, ["trc", "mot", "netcdf"]).folder


def read_by(script, *arguments):
    """What a script of the other environment prints as the last line, as JSON."""
    command = [str(PYTHON), "-c", script, *(str(each) for each in arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_movement_takes_it_for_its_own_and_gives_it_back(lift, folder, tmp_path):
    copy = tmp_path / "copy.nc"
    told = read_by(MOVEMENT, folder / "pose.nc", copy, tmp_path / "dlc.csv")
    assert told == {"off": pytest.approx(0.0, abs=1e-6), "time": lift.clip.frames, "keypoints": 33}
    pose, made_by = read_pose(copy, lift.clip)
    assert made_by == "movement (DeepLabCut)"
    np.testing.assert_allclose(pose.xy, lift.pose.xy, atol=1e-6)


def test_pose2sim_reads_markers_and_angles(lift, folder):
    told = read_by(POSE2SIM, folder / "markers.trc", folder / "angles.mot")
    assert told["markers"] == told["names"]
    assert {"RHip", "RKnee", "RAnkle", "Bar"} <= set(told["markers"])
    np.testing.assert_allclose(told["times"], lift.clip.times, atol=1e-6)
    assert told["shape"] == [lift.clip.frames, 1 + 3 * len(told["markers"])]
    assert "knee_angle_r" in told["angles"]
    assert told["rows"] == lift.clip.frames
