"""What the tests of the clip room share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_clips():
    """The folder of real clips beside the checkout."""
    folder = Path(__file__).parents[3] / "shared" / "clips"
    if not folder.is_dir():
        pytest.skip("the shared clips are not beside the checkout")
    return folder
