"""Packing, checked on a network small enough to know byte by byte."""

import zipfile

import flatbuffers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.pose import packing

schema = pytest.importorskip("mediapipe.tasks.metadata.schema_py_generated")
metadata_schema = pytest.importorskip("mediapipe.tasks.metadata.metadata_schema_py_generated")


def network(*contents: bytes) -> bytes:
    """A TFLite model with one input, two outputs and the given buffers."""
    model = schema.ModelT()
    model.version = 3
    tensors = []
    for index in range(3):
        tensor = schema.TensorT()
        tensor.name = f"tensor {index}"
        tensor.shape = [1, 4]
        tensors.append(tensor)
    graph = schema.SubGraphT()
    graph.tensors, graph.inputs, graph.outputs = tensors, [0], [1, 2]
    model.subgraphs = [graph]
    model.buffers = []
    for content in contents:
        buffer = schema.BufferT()
        buffer.data = list(content)
        model.buffers.append(buffer)
    builder = flatbuffers.Builder(0)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def buffers(model: bytes) -> list[bytes]:
    root = schema.Model.GetRootAsModel(model, 0)
    found = [root.Buffers(index) for index in range(root.BuffersLength())]
    return [b"" if each.DataIsNone() else each.DataAsNumpy().tobytes() for each in found]


def read_metadata(model: bytes):
    root = schema.Model.GetRootAsModel(model, 0)
    entry = root.Metadata(root.MetadataLength() - 1)
    assert entry.Name() == b"TFLITE_METADATA"
    raw = buffers(model)[entry.Buffer()]
    assert metadata_schema.ModelMetadata.ModelMetadataBufferHasIdentifier(raw, 0)
    return metadata_schema.ModelMetadataT.InitFromObj(
        metadata_schema.ModelMetadata.GetRootAs(raw, 0)
    )


def test_metadata_says_how_the_input_is_normalised():
    packed = packing.with_normalisation(network(b"", b"weights"), packing.Normalisation(3.0, 7.0))

    (graph,) = read_metadata(packed).subgraphMetadata
    (unit,) = graph.inputTensorMetadata[0].processUnits
    assert (list(unit.options.mean), list(unit.options.std)) == ([3.0], [7.0])
    assert len(graph.outputTensorMetadata) == 2


@settings(max_examples=25, deadline=None)
@given(st.lists(st.binary(max_size=70), min_size=1, max_size=6))
def test_every_buffer_is_kept_and_aligned(contents):
    packed = packing.with_normalisation(network(*contents), packing.Normalisation(0.0, 255.0))

    assert buffers(packed)[:-1] == contents
    for content in buffers(packed):
        if content:
            starts = [at for at in range(0, len(packed), 16) if packed.startswith(content, at)]
            assert starts, "no copy of the buffer begins at a multiple of 16"


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=1, max_size=90), st.binary(min_size=1, max_size=90))
def test_members_are_stored_aligned_and_the_same_every_time(tmp_path_factory, first, second):
    folder = tmp_path_factory.mktemp("packed")
    once, again = folder / "once.task", folder / "again.task"
    for path in (once, again):
        packing.pack_task(network(first), network(second), path)

    assert once.read_bytes() == again.read_bytes()
    raw = once.read_bytes()
    with zipfile.ZipFile(once) as bundle:
        assert bundle.testzip() is None
        assert tuple(bundle.namelist()) == packing.MEMBERS
        for entry in bundle.infolist():
            assert entry.compress_type == zipfile.ZIP_STORED
            content = bundle.read(entry)
            assert raw.index(content) % packing.ALIGNMENT == 0


def test_each_network_gets_its_own_normalisation(tmp_path):
    path = tmp_path / "both.task"
    packing.pack_task(network(b"d"), network(b"l"), path)

    with zipfile.ZipFile(path) as bundle:
        means = {}
        for name in packing.MEMBERS:
            (graph,) = read_metadata(bundle.read(name)).subgraphMetadata
            options = graph.inputTensorMetadata[0].processUnits[0].options
            means[name] = (options.mean[0], options.std[0])
    assert means == {packing.DETECTOR: (127.5, 127.5), packing.LANDMARKS: (0.0, 255.0)}


def bundle_of(path, names, compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", compression) as bundle:
        for name in names:
            bundle.writestr(name, b"network" * 50)
    return path


def test_a_bundle_of_both_networks_is_a_task(tmp_path):
    assert packing.is_task(bundle_of(tmp_path / "a", [*packing.MEMBERS, "more"]))


def test_what_is_no_task(tmp_path):
    text = tmp_path / "text.task"
    text.write_text("not a zip")
    lacking = bundle_of(tmp_path / "b", packing.MEMBERS[:1])
    deflated = bundle_of(tmp_path / "c", packing.MEMBERS, zipfile.ZIP_DEFLATED)

    for path in (text, lacking, deflated, tmp_path, tmp_path / "absent"):
        assert not packing.is_task(path), path
