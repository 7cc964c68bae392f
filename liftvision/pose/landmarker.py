"""MediaPipe's pose landmarker, wrapped: a picture in, the people in it out.

Only the Tasks API is used. Landmarks come back in px of the picture that was given.
"""

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import FloatArray, Image
from liftvision.errors import ModelError
from liftvision.native import system_libraries

Mode: TypeAlias = Literal["still", "video"]
Mask: TypeAlias = NDArray[np.float32]

MAX_PEOPLE = 6
"""People looked for in a still; more rarely matter and each costs a run of the model."""

MIN_CONFIDENCE = {"still": 0.4, "video": 0.5}
"""Least confidence of detection and tracking. In video mode anything lower keeps a wrong pose
alive, since the model looks for the next one where it believed the last; in stills it only costs
a few false people, who do not last."""


NOTHING: Image = np.zeros((64, 64, 3), np.uint8)
"""A picture without anybody."""


@dataclass(frozen=True, eq=False)
class Person:
    """One person in one picture.

    Attributes
    ----------
    xy
        (33, 2) px in the picture, x right, y down; may lie outside of it.
    world
        (33, 3) m, the model's guess at 3D; x right, y down, z away from the camera.
    visibility
        (33,) 0-1.
    mask
        (height, width) 0-1, how likely each px belongs to the person; None unless asked for.
    """

    xy: FloatArray
    world: FloatArray
    visibility: FloatArray
    mask: Mask | None


class Landmarker:
    """The pose model, loaded; a context manager.

    Parameters
    ----------
    model
        A ``.task`` file.
    mode
        ``still``: every picture by itself, several people. ``video``: pictures of one shot in
        order, one person, found near where they were before.
    masks
        Whether people come with their mask.

    Raises
    ------
    ModelError
        The file is not a pose model that MediaPipe can run.
    SystemLibraryError
        MediaPipe's native library cannot be loaded.
    """

    def __init__(self, model: Path, mode: Mode, *, masks: bool = False) -> None:
        with system_libraries():
            import mediapipe

        self._mediapipe: Any = mediapipe
        self._mode = mode
        self._last_ms = 0
        self._ahead_ms: int | None = None
        vision = self._mediapipe.tasks.vision
        running = vision.RunningMode.IMAGE if mode == "still" else vision.RunningMode.VIDEO
        confidence = MIN_CONFIDENCE[mode]
        options = vision.PoseLandmarkerOptions(
            base_options=self._mediapipe.tasks.BaseOptions(model_asset_path=str(model)),
            running_mode=running,
            num_poses=MAX_PEOPLE if mode == "still" else 1,
            min_pose_detection_confidence=confidence,
            min_pose_presence_confidence=confidence,
            min_tracking_confidence=confidence,
            output_segmentation_masks=masks,
        )
        try:
            # MediaPipe loads its native library only here.
            with system_libraries():
                self._landmarker = vision.PoseLandmarker.create_from_options(options)
        except (OSError, RuntimeError, ValueError) as error:
            raise ModelError(
                f"The pose model {model.name} cannot be loaded.",
                "Give an official pose landmarker .task file, or pull it again with "
                "'liftvision models pull full'.",
            ) from error

    def __enter__(self) -> Self:
        """Give the landmarker itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Free the model."""
        self._landmarker.close()

    def forget(self) -> None:
        """Lose whoever was followed: the next picture begins anew, at whatever time."""
        self.find(NOTHING)
        self._ahead_ms = None

    def find(self, image: Image, time_s: float = 0.0) -> list[Person]:
        """Find the people in a picture.

        ``time_s`` counts in ``video`` mode only, where it must grow from picture to picture.
        """
        # MediaPipe reads the buffer as if it were contiguous and silently sees noise if not.
        picture = self._mediapipe.Image(
            image_format=self._mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(image)
        )
        if self._mode == "still":
            result = self._landmarker.detect(picture)
        else:
            asked_ms = round(time_s * 1000.0)
            if self._ahead_ms is None:
                self._ahead_ms = self._last_ms + 1 - asked_ms
            # The model's clock must go on, whatever the clip's does.
            self._last_ms = max(self._last_ms + 1, asked_ms + self._ahead_ms)
            result = self._landmarker.detect_for_video(picture, self._last_ms)
        height, width = image.shape[:2]
        return [
            _person(result, number, width, height) for number in range(len(result.pose_landmarks))
        ]


def _person(result: Any, number: int, width: int, height: int) -> Person:
    landmarks = result.pose_landmarks[number]
    masks = result.segmentation_masks
    return Person(
        xy=np.array([(point.x * width, point.y * height) for point in landmarks]),
        world=np.array(
            [(point.x, point.y, point.z) for point in result.pose_world_landmarks[number]]
        ),
        visibility=np.array([point.visibility for point in landmarks]),
        mask=None if masks is None else np.array(masks[number].numpy_view()).reshape(height, width),
    )
