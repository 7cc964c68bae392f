"""The colours of skin."""

import numpy as np

from liftvision.synthetic.wardrobe.colours import skin_colour


def test_skin_darkens_evenly_and_is_redder_than_blue():
    tones = np.array([skin_colour(tone) for tone in np.linspace(0, 1, 21)])
    assert (np.diff(tones.sum(axis=1)) < 0).all()
    assert (tones[:, 0] > tones[:, 1]).all() and (tones[:, 1] > tones[:, 2]).all()
