"""Makes clips without a renderer, in other processes too: files that say what they are."""

import os
import signal
import time

from liftvision.errors import SyntheticError
from liftvision.synthetic.truth.truth_file import truth_path

FAILING_CLIP = "test-7-0001"


def make(recipe, out):
    """A clip and its truth; what the recipe says, and how many threads there are."""
    out.write_text(f"{recipe.title} {os.environ['LP_NUM_THREADS']}")
    truth_path(out).write_text(recipe.title)


def fail_once(recipe, out):
    """One clip of the set is refused, after its video was written."""
    out.write_text("half")
    if out.stem == FAILING_CLIP:
        raise SyntheticError("The bar is too low.", "Lift it.")
    truth_path(out).write_text("whole")


def break_once(recipe, out):
    """One clip of the set meets a bug."""
    if out.stem == FAILING_CLIP:
        raise ZeroDivisionError("division by zero")
    make(recipe, out)


def die_once(recipe, out):
    """One clip of the set takes its process with it, as a graphics driver might."""
    if out.stem == FAILING_CLIP:
        os.kill(os.getpid(), signal.SIGKILL)
    make(recipe, out)


def forget_truth(recipe, out):
    """No truth is written."""
    out.write_text("whole")


def take_long(recipe, out):
    """Writes half of a clip and does not come to its end."""
    out.write_text("half")
    time.sleep(60.0)
