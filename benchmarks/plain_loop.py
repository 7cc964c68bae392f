"""The plain loop that a user would write instead of liftvision: the bench's yardstick.

OpenCV reads each frame, MediaPipe's Tasks API finds the landmarks in video mode, dots are drawn
on the picture, and OpenCV writes it out: no mask, no cleaning, no measures, one after another.
"""

import sys

import cv2
import mediapipe
from mediapipe.tasks.python import BaseOptions, vision

VISIBLE = 0.5


def main(clip: str, model: str, out: str) -> None:
    """Write the clip with dots on the landmarks."""
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=model),
        running_mode=vision.RunningMode.VIDEO,
    )
    capture = cv2.VideoCapture(clip)
    fps = capture.get(cv2.CAP_PROP_FPS)
    size = (
        int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
        int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
    )
    writer = cv2.VideoWriter(out, cv2.VideoWriter.fourcc(*"mp4v"), fps, size)
    frame = 0
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        while True:
            read, picture = capture.read()
            if not read:
                break
            rgb = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
            image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
            found = landmarker.detect_for_video(image, int(frame * 1000 / fps))
            for person in found.pose_landmarks:
                for landmark in person:
                    if landmark.visibility > VISIBLE:
                        at = int(landmark.x * size[0]), int(landmark.y * size[1])
                        cv2.circle(picture, at, 5, (0, 255, 0), -1)
            writer.write(picture)
            frame += 1
    writer.release()
    capture.release()


if __name__ == "__main__":
    main(*sys.argv[1:4])
