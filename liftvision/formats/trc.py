"""Marker files of OpenSim, ``.trc``: tab-separated text, in metres."""

from pathlib import Path

import numpy as np

from liftvision.analysis import Analysis
from liftvision.formats.markers import markers_of
from liftvision.formats.uniform import uniform

HEADER = (
    "DataRate", "CameraRate", "NumFrames", "NumMarkers", "Units", "OrigDataRate",
    "OrigDataStartFrame", "OrigNumFrames",
)  # fmt: skip


def write_trc(analysis: Analysis, path: Path) -> tuple[str, ...]:
    """Write the markers of the main shot, and give what is not in the file, in sentences.

    Times are evenly spaced, frames are counted from 1; a marker that was not measured in a frame
    is ``NaN``, which OpenSim takes for not seen.

    Raises
    ------
    AbsentError
        There are no markers; see `markers.markers_of`.
    """
    even = uniform(analysis)
    markers = markers_of(analysis, even)
    count, rate = len(even.times), f"{even.rate:.6f}"
    values = (rate, rate, str(count), str(len(markers.names)), "m", rate, "1", str(count))
    axes = (f"{axis}{n}" for n in range(1, len(markers.names) + 1) for axis in "XYZ")
    lines = [
        f"PathFileType\t4\t(X/Y/Z)\t{path.name}",
        "\t".join(HEADER),
        "\t".join(values),
        "Frame#\tTime\t" + "\t\t\t".join(markers.names) + "\t\t",
        "\t\t" + "\t".join(axes),
        "",
    ]
    table = markers.places.reshape(count, -1)
    for frame, (time_s, row) in enumerate(zip(even.times, table, strict=True), start=1):
        numbers = ("NaN" if np.isnan(value) else f"{value:.6f}" for value in row)
        lines.append("\t".join([str(frame), f"{time_s:.6f}", *numbers]))
    path.write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")
    return markers.notes
