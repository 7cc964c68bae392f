"""What tests need that is not always there: the shared clips, and a pulled pose model."""

from pathlib import Path

import pytest
from hypothesis import settings

from liftvision.pose import model_files

# A busy machine is no fault of the code: how long an example takes is never a failure.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def shared_clips() -> Path:
    """The folder of real clips beside the checkout."""
    folder = Path(__file__).parents[2] / "shared" / "clips"
    if not folder.is_dir():
        pytest.skip("the shared clips are not beside the checkout")
    return folder


@pytest.fixture(scope="session")
def full_model() -> Path:
    """The model ``full``."""
    (status,) = [each for each in model_files.available() if each.model.name == "full"]
    if status.state != "here":
        pytest.skip("the full model is not here: liftvision models pull full")
    return status.path
