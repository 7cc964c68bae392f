"""Where clips with truth lie."""

from pathlib import Path

from liftvision.clip.naming import printable_name
from liftvision.errors import TruthError
from liftvision.synthetic.truth.truth_file import truth_path

CLIP_SUFFIX = ".mp4"
CHOOSE_CLIPS = "Name a folder of clips with truth with --clips DIR."


def sample_folder() -> Path:
    """Give the folder of the sample clips, which lies beside the package in its checkout.

    Raises
    ------
    TruthError
        There is none: the package was installed without its checkout.
    """
    folder = Path(__file__).parents[2] / "sample_videos"
    if not folder.is_dir():
        raise TruthError("The sample clips come with liftvision's source only.", CHOOSE_CLIPS)
    return folder


def clips_in(folder: Path) -> tuple[Path, ...]:
    """Give the clips of a folder, by name; each has its truth beside it.

    Raises
    ------
    TruthError
        There is no such folder, or no clip in it, or a clip without truth.
    """
    name = printable_name(folder)
    if not folder.is_dir():
        raise TruthError(f"{name} is no folder.", CHOOSE_CLIPS)
    clips = tuple(sorted(path for path in folder.glob(f"*{CLIP_SUFFIX}") if path.is_file()))
    if not clips:
        raise TruthError(f"{name} holds no {CLIP_SUFFIX} clips.", CHOOSE_CLIPS)
    for clip in clips:
        if not truth_path(clip).is_file():
            raise TruthError(
                f"{printable_name(clip)} has no truth beside it: "
                f"{printable_name(truth_path(clip))} is missing.",
                "Render the clip again, or move it to another folder.",
            )
    return clips
