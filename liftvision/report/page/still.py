"""One picture of the overlay video, for a page that is printed: ``moment.jpg``."""

from pathlib import Path

from liftvision.errors import OutputError

STILL_NAME = "moment.jpg"

INTO_FRAME_S = 0.002
"""A frame's time is rounded in the file; so much later it is surely the one that is shown."""

QUALITY = 88


def write_still(video: Path, time_s: float, path: Path) -> None:
    """Write the frame that a video shows at a time.

    Parameters
    ----------
    video
        The overlay as it was written.
    time_s
        On the video's clock, from zero.
    path
        The JPEG file to write.

    Raises
    ------
    OutputError
        The video has no frame, or the picture cannot be written.
    """
    import av
    import cv2

    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        container.seek(round(max(time_s, 0.0) * av.time_base), backward=True)
        shown = None
        for frame in container.decode(stream):
            if shown is not None and (frame.time or 0.0) > time_s + INTO_FRAME_S:
                break
            shown = frame
    if shown is None:
        raise OutputError("The overlay video has no picture.", "Analyse the clip again.")
    done, coded = cv2.imencode(
        ".jpg", shown.to_ndarray(format="bgr24"), [cv2.IMWRITE_JPEG_QUALITY, QUALITY]
    )
    if not done:
        raise OutputError("The picture of the overlay cannot be written.", "Analyse it again.")
    path.write_bytes(coded.tobytes())
