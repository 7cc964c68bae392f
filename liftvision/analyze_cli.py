"""``liftvision analyze``: reads the options, hands them to the library, shows what came of it."""

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from liftvision.command import Debug, Model, Quiet, errors_shown, folder_of, libraries_quiet
from liftvision.given import HEIGHTS_M, LOADS_KG, PLATE_DIAMETERS_M, Given

if TYPE_CHECKING:
    from liftvision.analysis import Analysis
    from liftvision.pose.lifter import PersonChoice

NO_DEADLIFT = 5

SMALLEST_OVERLAY = 160
LARGEST_OVERLAY = 7680
OVERLAY_SIZE = 1280


def analyze(
    clip: Annotated[Path, typer.Argument(help="The video.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for the results.", show_default="CLIP-NAME.liftvision"),
    ] = None,
    model: Model = "full",
    pose: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE|FOLDER",
            help="The lifter's pose in this clip, made by another program, instead of the pose "
            "model: OpenPose's JSON folder, Sports2D's .trc in px, or movement's .nc.",
        ),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(
            metavar="N|X,Y,W,H",
            help="Who lifts: the Nth person from the left, or a box in px.",
        ),
    ] = None,
    lift: Annotated[
        Literal["deadlift", "any"],
        typer.Option(
            help="What to look for: deadlifts, or any lift that goes down and up on both legs, "
            "such as a squat."
        ),
    ] = "deadlift",
    style: Annotated[
        Literal["conventional", "sumo", "romanian"] | None,
        typer.Option(help="The style of the lift, instead of what is seen."),
    ] = None,
    bar: Annotated[
        str | None,
        typer.Option(
            metavar="X,Y",
            help="Where the bar is in the first frame, in px: the middle of the near plate, or "
            "the bar's end.",
        ),
    ] = None,
    plate_diameter: Annotated[
        float | None,
        typer.Option(
            metavar="MM", help="Diameter of the largest plates in mm.", show_default="450"
        ),
    ] = None,
    height: Annotated[
        float | None, typer.Option(metavar="CM", help="Height of the lifter in cm.")
    ] = None,
    load: Annotated[
        float | None, typer.Option(metavar="KG", help="Bar and plates together, in kg.")
    ] = None,
    standing: Annotated[
        Path | None,
        typer.Option(
            metavar="CLIP",
            help="The same lifter standing upright from the side, without a bar: the zero of the "
            "lumbar spine.",
        ),
    ] = None,
    toe_touch: Annotated[
        Path | None,
        typer.Option(
            metavar="CLIP",
            help="The same lifter standing, then touching the toes, from the side: the most the "
            "lumbar spine flexes.",
        ),
    ] = None,
    spine_points: Annotated[
        Path | None,
        typer.Option(
            metavar="JSON|FOLDER", help="Keypoints along the spine, made by another program."
        ),
    ] = None,
    front: Annotated[
        Path | None,
        typer.Option(
            metavar="CLIP",
            help="The same set filmed at the same time by a second phone, from the front or the "
            "rear: every metric then comes from the clip that sees it best. --person, --bar, "
            "--start and --end are of the first clip.",
        ),
    ] = None,
    rules: Annotated[
        Path | None,
        typer.Option(
            metavar="TOML",
            help="Change the rules of what is found: a file with only what differs.",
        ),
    ] = None,
    start: Annotated[
        float | None, typer.Option(metavar="S", min=0.0, help="Begin at this second of the clip.")
    ] = None,
    end: Annotated[
        float | None, typer.Option(metavar="S", min=0.0, help="End at this second of the clip.")
    ] = None,
    overlay: Annotated[bool, typer.Option(help="Make the overlay video.")] = True,
    overlay_size: Annotated[
        str,
        typer.Option(
            metavar="PX|source",
            help="Longest side of the overlay, or 'source' for the clip's own size.",
        ),
    ] = str(OVERLAY_SIZE),
    blur_faces: Annotated[
        bool,
        typer.Option(
            "--blur-faces",
            help="Cover faces in the overlay: the lifter's in every frame, and those of other "
            "people as far as the pose model finds them. It misses small, hidden and passing ones: "
            "look through the video before you share it.",
        ),
    ] = False,
    raw_angles: Annotated[
        bool,
        typer.Option(
            "--raw-angles",
            help="Also write the angles of the landmarks alone, as columns NAME_raw.",
        ),
    ] = False,
    pdf: Annotated[
        bool,
        typer.Option(
            "--pdf",
            help="Also print the report as report.pdf, with the browser that is here, or with "
            "WeasyPrint.",
        ),
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the analysis of another clip, too.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Write the analysis to standard output, nothing else.")
    ] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Analyse a clip: overlay video, report, tables and curves, in one folder."""
    _check_span(start, end)
    lifter = None if person is None else _person(person)
    point = None if bar is None else _point(bar)
    given = Given(
        style=style,
        plate_diameter_m=_scaled("--plate-diameter", plate_diameter, "mm", 1e-3, PLATE_DIAMETERS_M),
        height_m=_scaled("--height", height, "cm", 1e-2, HEIGHTS_M),
        load_kg=_scaled("--load", load, "kg", 1.0, LOADS_KG),
        lift=lift,
    )
    long_side = _overlay_size(overlay_size)
    out = folder_of(clip) if out is None else out
    with errors_shown(debug), libraries_quiet(debug):
        from liftvision import terminal
        from liftvision.pipeline import analyze as analyze_clip
        from liftvision.report.folder import check_output, save
        from liftvision.report.pdf import find_printer, write_pdf

        check_output(out, clip, overwrite=overwrite)
        printer = find_printer() if pdf else None
        if front is not None:
            check_output(out, front, overwrite=True)
        with terminal.progress(quiet) as progress:
            analysis = analyze_clip(
                clip,
                model=model,
                pose=pose,
                person=lifter,
                bar_at=point,
                given=given,
                standing=standing,
                toe_touch=toe_touch,
                spine_points=spine_points,
                front=front,
                rules=rules,
                start_s=start,
                end_s=end,
                progress=progress,
            )
            save(
                analysis,
                out,
                overlay=overlay,
                overlay_long_side=long_side,
                blur_faces=blur_faces,
                raw_angles=raw_angles,
                overwrite=overwrite,
                progress=progress,
            )
        if printer is not None:
            write_pdf(out, printer)
        if json:
            _write_document(analysis)
        elif not quiet:
            _show_results(analysis, out, overlay, printer is not None)
        if not analysis.set.reps:
            _say_no_reps(analysis)
            raise typer.Exit(NO_DEADLIFT)


def _person(text: str) -> "PersonChoice":
    """Read ``N`` or ``X,Y,W,H``."""
    try:
        if "," not in text:
            number = int(text)
            if number >= 1:
                return number
        else:
            x, y, width, height = (float(part) for part in text.split(","))
            if math.isfinite(x + y + width + height) and width > 0 and height > 0:
                return x, y, width, height
    except ValueError:
        pass
    raise typer.BadParameter(
        f"'{text}' is neither a number from 1 nor a box X,Y,W,H in px (--person)."
    )


def _point(text: str) -> tuple[float, float]:
    """Read ``X,Y``."""
    try:
        x, y = (float(part) for part in text.split(","))
        if x >= 0.0 and y >= 0.0 and math.isfinite(x + y):
            return x, y
    except ValueError:
        pass
    raise typer.BadParameter(f"'{text}' is not a point X,Y in px of the upright picture (--bar).")


def _scaled(
    option: str, value: float | None, unit: str, factor: float, limits: tuple[float, float]
) -> float | None:
    """Turn a number into the library's unit, in which its limits are."""
    if value is None:
        return None
    scaled = value * factor
    least, most = limits
    if least <= scaled <= most:
        return scaled
    raise typer.BadParameter(
        f"{value:g} {unit} is not between {least / factor:g} and {most / factor:g} {unit} "
        f"({option})."
    )


def _overlay_size(text: str) -> int | None:
    """Read the overlay's long side in px; None is the clip's own size."""
    if text == "source":
        return None
    if text.isdecimal() and SMALLEST_OVERLAY <= int(text) <= LARGEST_OVERLAY:
        return int(text)
    raise typer.BadParameter(
        f"'{text}' is neither 'source' nor a size in px from {SMALLEST_OVERLAY} to "
        f"{LARGEST_OVERLAY} (--overlay-size)."
    )


def _check_span(start: float | None, end: float | None) -> None:
    if end is not None and end <= (start or 0.0):
        raise typer.BadParameter(f"--end {end:g} must come after --start {start or 0.0:g}.")


def _write_document(analysis: "Analysis") -> None:
    import json

    from liftvision.report.document import to_document

    json.dump(to_document(analysis), sys.stdout, indent=2, allow_nan=False)
    sys.stdout.write("\n")


def _show_results(analysis: "Analysis", out: Path, overlay: bool, pdf: bool) -> None:
    from liftvision import set_display, terminal

    set_display.show_reps(analysis)
    set_display.show_review(analysis.review)
    for note in (*analysis.set.remarks, *analysis.warnings):
        terminal.show(f"note: {note}")
    if overlay:
        terminal.show(f"overlay: {out / 'overlay.mp4'}")
    terminal.show(f"report:  {out / 'report.html'}")
    if pdf:
        terminal.show(f"printed: {out / 'report.pdf'}")


def _say_no_reps(analysis: "Analysis") -> None:
    from liftvision import terminal

    reason = analysis.set.reason.rstrip(".")
    if analysis.given.lift == "any":
        terminal.say(
            f"no reps were found: {reason}, and nobody goes down and up again with the feet in "
            "place. Show the whole lifter from standing to standing, or name the lifter with "
            "--person."
        )
        return
    terminal.say(
        f"no deadlift was found: {reason}. If there is one, show the whole lifter from lift-off to "
        "lockout, or name the lifter with --person. For another lift that goes down and up on both "
        "legs, such as a squat, add --lift any."
    )
