"""Pack plain TFLite weights into the ``.task`` bundle that MediaPipe's Tasks API loads.

The Tasks API wants two models in one stored zip, aligned so that they can be used where they
lie, and wants each to say how its input picture is normalised. The plain weights say nothing
of it, so a TFLite metadata buffer is added that does.
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flatbuffers

DETECTOR = "pose_detector.tflite"
LANDMARKS = "pose_landmarks_detector.tflite"
MEMBERS = (DETECTOR, LANDMARKS)

ALIGNMENT = 16
"""Bytes; TFLite's schema forces it on the data of every buffer."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest time a zip can hold: the same weights always pack to the same bytes."""

ZIP_HEADER_BYTES = 30
"""Of a member in a zip, before its name, its extra field and its data."""


@dataclass(frozen=True)
class Normalisation:
    """How pixels 0-255 become the network's input: ``(pixel - mean) / std``."""

    mean: float
    std: float


NORMALISATION: Mapping[str, Normalisation] = {
    DETECTOR: Normalisation(mean=127.5, std=127.5),
    LANDMARKS: Normalisation(mean=0.0, std=255.0),
}
"""For each member; the detector was trained on -1 to 1, the landmarks on 0 to 1."""


def pack_task(detector: bytes, landmarks: bytes, destination: Path) -> None:
    """Write a ``.task`` bundle of the two plain networks.

    Parameters
    ----------
    detector, landmarks
        TFLite flatbuffers without metadata.
    destination
        The file to write; one that exists is overwritten.
    """
    with zipfile.ZipFile(destination, "w", zipfile.ZIP_STORED) as bundle:
        for name, weights in ((DETECTOR, detector), (LANDMARKS, landmarks)):
            _write_aligned(bundle, name, with_normalisation(weights, NORMALISATION[name]))


def is_task(path: Path) -> bool:
    """Tell whether a file is a zip that stores both networks of the pose landmarker."""
    try:
        with zipfile.ZipFile(path) as bundle:
            stored = {
                entry.filename
                for entry in bundle.infolist()
                if entry.compress_type == zipfile.ZIP_STORED
            }
    except (OSError, ValueError, zipfile.BadZipFile):
        return False
    return stored.issuperset(MEMBERS)


def with_normalisation(weights: bytes, normalisation: Normalisation) -> bytes:
    """Give the same network with the normalisation of its input added as metadata.

    Parameters
    ----------
    weights
        A TFLite flatbuffer with one subgraph.
    normalisation
        Of the picture that is its first input.
    """
    from mediapipe.tasks.metadata import schema_py_generated as schema

    model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(weights, 0))
    metadata = _metadata(normalisation, outputs=len(model.subgraphs[0].outputs))
    entry = schema.MetadataT()
    entry.name = "TFLITE_METADATA"
    entry.buffer = len(model.buffers)
    model.metadata = [*(model.metadata or []), entry]
    model.buffers = [
        _AlignedBuffer(None if buffer.data is None else bytes(buffer.data))
        for buffer in model.buffers
    ] + [_AlignedBuffer(metadata)]
    builder = flatbuffers.Builder(len(weights) + len(metadata))
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


class _AlignedBuffer:
    """A buffer of a TFLite model; the generated code packs its data at any odd byte."""

    def __init__(self, data: bytes | None) -> None:
        self.data = data

    def Pack(self, builder: Any) -> int:  # noqa: N802 - the generated code calls it so
        from mediapipe.tasks.metadata import schema_py_generated as schema

        data = None if self.data is None else _aligned_vector(builder, self.data)
        schema.BufferStart(builder)
        if data is not None:
            schema.BufferAddData(builder, data)
        return int(schema.BufferEnd(builder))


def _aligned_vector(builder: Any, data: bytes) -> int:
    """Write bytes to a flatbuffer, their first at a multiple of `ALIGNMENT`."""
    builder.StartVector(1, len(data), ALIGNMENT)
    builder.head -= len(data)
    builder.Bytes[builder.head : builder.head + len(data)] = data
    return int(builder.EndVector())


def _metadata(normalisation: Normalisation, outputs: int) -> bytes:
    """Give the TFLite metadata of a network with one RGB picture as its input."""
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema

    options = schema.NormalizationOptionsT()
    options.mean = [normalisation.mean]
    options.std = [normalisation.std]
    unit = schema.ProcessUnitT()
    unit.optionsType = schema.ProcessUnitOptions.NormalizationOptions
    unit.options = options

    picture = schema.ImagePropertiesT()
    picture.colorSpace = schema.ColorSpaceType.RGB
    content = schema.ContentT()
    content.contentPropertiesType = schema.ContentProperties.ImageProperties
    content.contentProperties = picture

    tensor = schema.TensorMetadataT()
    tensor.name = "image"
    tensor.content = content
    tensor.processUnits = [unit]
    subgraph = schema.SubGraphMetadataT()
    subgraph.inputTensorMetadata = [tensor]
    subgraph.outputTensorMetadata = [schema.TensorMetadataT() for _ in range(outputs)]
    metadata = schema.ModelMetadataT()
    metadata.subgraphMetadata = [subgraph]

    builder = flatbuffers.Builder(0)
    builder.Finish(metadata.Pack(builder), b"M001")
    return bytes(builder.Output())


def _write_aligned(bundle: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Store a member so that its data begins at a multiple of `ALIGNMENT` in the file."""
    entry = zipfile.ZipInfo(name, date_time=EPOCH)
    unpadded = bundle.start_dir + ZIP_HEADER_BYTES + len(name.encode())
    entry.extra = _padding(-unpadded % ALIGNMENT)
    bundle.writestr(entry, data)


def _padding(size: int) -> bytes:
    """Give an extra field of a zip header that is ``size`` bytes long, modulo `ALIGNMENT`."""
    if size == 0:
        return b""
    if size < 4:  # an extra field has four bytes of its own: id and length
        size += ALIGNMENT
    length = size - 4
    return (0xD935).to_bytes(2, "little") + length.to_bytes(2, "little") + bytes(length)
