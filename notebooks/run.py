"""Run the notebooks beside this file anew, and write them back with small outputs.

    python notebooks/run.py [NAME ...]

Without names all are run. What a run leaves of this machine (times, versions) is taken out.
"""

import argparse
import io
import sys
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from PIL import Image

HERE = Path(__file__).parent
COLOURS = 128
"""Of a plot in a notebook."""

PHOTO_COLOURS = 8000
"""A picture with more is a frame of a video: it is kept as JPEG."""

PHOTO_QUALITY = 80

TIMEOUT_S = 600
RUN_KEY = "liftvision"


def main(arguments: list[str] | None = None) -> int:
    """Run the notebooks that are named."""
    names = sorted(path.stem for path in HERE.glob("*.ipynb"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    wanted = parser.parse_args(arguments).names or names
    if unknown := sorted(set(wanted) - set(names)):
        parser.error(f"there is no notebook {unknown[0]}; there are {', '.join(names)}")
    for name in wanted:
        path = HERE / f"{name}.ipynb"
        try:
            notebook = run(path, HERE)
        except CellExecutionError as error:
            sys.stderr.write(f"{name}: {error}\n")
            return 1
        nbformat.write(tidied(notebook), path)
        sys.stdout.write(f"{name}: {path.stat().st_size // 1000} kB\n")
    return 0


def run(path: Path, folder: Path) -> NotebookNode:
    """Run a notebook from its file, with ``folder`` as the working directory.

    Raises
    ------
    CellExecutionError
        A cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT_S,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    )
    return client.execute()


def tidied(notebook: NotebookNode) -> NotebookNode:
    """Take out what differs from run to run, make pictures small, and note the code that ran."""
    notebook.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
    )
    notebook.metadata[RUN_KEY] = {"code": code_digest(notebook)}
    for cell in notebook.cells:
        cell.metadata = NotebookNode()
        for output in cell.get("outputs", []):
            if png := output.get("data", {}).pop("image/png", None):
                output.data.update(smaller(png))
                output.data.pop("text/plain", None)
                output.metadata = NotebookNode()
    return notebook


def code_digest(notebook: NotebookNode) -> str:
    """Give what tells the code of a notebook from any other."""
    code = "\0".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return sha256(code.encode()).hexdigest()


def smaller(png: str) -> dict[str, str]:
    """Give a PNG in base64 as a smaller picture, by its MIME type."""
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(b64decode(png))) as image:
        picture = image.convert("RGB")
    if picture.getcolors(PHOTO_COLOURS) is None:
        kind = "jpeg"
        picture.save(buffer, format=kind, quality=PHOTO_QUALITY, optimize=True)
    else:
        kind = "png"
        few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(buffer, format=kind, optimize=True)
    return {f"image/{kind}": b64encode(buffer.getvalue()).decode("ascii")}


if __name__ == "__main__":
    sys.exit(main())
