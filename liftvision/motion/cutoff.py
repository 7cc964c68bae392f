"""The bar's cut-off frequency by residual analysis, and the noise that the filter leaves."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.motion.cleaning import CUTOFF_HZ, low_pass, runs

LOWEST_HZ, HIGHEST_HZ = 4.0, 8.0
"""A lift's own speed changes need 4 Hz; what is above 8 Hz is impacts, which the frame rate of a
phone does not resolve."""

STEP_HZ = 0.5

NOISE_BAND = 0.5
"""Residuals are taken to be of noise alone above this part of the Nyquist frequency."""

MIN_FRAMES = 30


def residual_cutoff(times: FloatArray, values: FloatArray) -> float:
    """Choose the cut-off in Hz of one coordinate of the bar (Winter's residual analysis).

    The root mean square of what a filter takes away falls with its cut-off; once only noise is
    left it falls along a line. Where the residual is as large as that line at 0 Hz, signal lost
    and noise left are balanced. Short or slow recordings get the field's usual cut-off.

    Parameters
    ----------
    times
        (T,) seconds.
    values
        (T,) of any unit; the longest run without a gap is used.
    """
    start, stop = max(runs(np.isfinite(values)), key=lambda run: run[1] - run[0], default=(0, 0))
    if stop - start < MIN_FRAMES:
        return CUTOFF_HZ
    times, values = times[start:stop], values[start:stop]
    nyquist_hz = 0.5 / float(np.median(np.diff(times)))
    cutoffs = np.arange(1.0, 0.85 * nyquist_hz, STEP_HZ)
    if not len(cutoffs) or cutoffs[-1] < HIGHEST_HZ:
        return CUTOFF_HZ
    noisy = cutoffs > NOISE_BAND * nyquist_hz
    residuals = np.array(
        [np.std(values - low_pass(times, values, cutoff)) for cutoff in cutoffs.tolist()]
    )
    at_zero = float(np.polynomial.Polynomial.fit(cutoffs[noisy], residuals[noisy], 1)(0.0))
    enough = np.flatnonzero(residuals <= at_zero)
    chosen = float(cutoffs[enough[0]]) if len(enough) else HIGHEST_HZ
    return float(np.clip(chosen, LOWEST_HZ, HIGHEST_HZ))


def filtered_noise(noise: FloatArray, interval_s: float, cutoff_hz: float) -> FloatArray:
    """Give the noise (T,) that the filter leaves of independent noise (T,) in each frame."""
    return np.asarray(noise * np.sqrt(min(1.0, 2.0 * interval_s * cutoff_hz)))


def velocity_noise(noise: FloatArray, interval_s: float, cutoff_hz: float) -> FloatArray:
    """Give the noise (T,) of the filtered values' derivative, per second."""
    cutoff_hz = min(cutoff_hz, 0.5 / interval_s)
    return np.asarray(noise * 2.0 * np.pi * np.sqrt(2.0 / 3.0 * interval_s * cutoff_hz**3))
