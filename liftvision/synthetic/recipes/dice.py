"""Draws of plain, rounded numbers, so that a random recipe reads like a written one."""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np

Choice = TypeVar("Choice")


class Dice:
    """Draws one value after the other; the same seeds give the same values.

    Parameters
    ----------
    seeds
        Whole numbers from 0.
    """

    def __init__(self, *seeds: int) -> None:
        self._random = np.random.default_rng(list(seeds))

    def chance(self, probability: float) -> bool:
        """Tell whether it happens."""
        return bool(self._random.random() < probability)

    def sign(self) -> int:
        """Give -1 or 1."""
        return 1 if self.chance(0.5) else -1

    def pick(self, shares: Mapping[Choice, float]) -> Choice:
        """Give one of the keys, each as often as its share says."""
        keys = list(shares)
        weights = np.array([shares[key] for key in keys], dtype=np.float64)
        return keys[int(self._random.choice(len(keys), p=weights / weights.sum()))]

    def some(self, shares: Mapping[Choice, float], count: int) -> list[Choice]:
        """Give so many different keys."""
        left = dict(shares)
        picked: list[Choice] = []
        for _ in range(min(count, len(left))):
            picked.append(self.pick(left))
            del left[picked[-1]]
        return picked

    def whole(self, least: int, most: int) -> int:
        """Give a whole number, both ends included."""
        return int(self._random.integers(least, most, endpoint=True))

    def between(self, least: float, most: float, decimals: int = 2) -> float:
        """Give a number, any as likely as any other."""
        return self._plain(self._random.uniform(least, most), least, most, decimals)

    def normal(
        self, mean: float, deviation: float, least: float, most: float, decimals: int = 2
    ) -> float:
        """Give a normally distributed number, moved to the nearer end where it lies beyond."""
        return self._plain(self._random.normal(mean, deviation), least, most, decimals)

    def skewed(
        self, median: float, spread: float, least: float, most: float, decimals: int = 2
    ) -> float:
        """Give a number whose logarithm is normal with the spread as its standard deviation."""
        value = median * np.exp(self._random.normal(0.0, spread))
        return self._plain(value, least, most, decimals)

    def colour(self, darkest: int = 16, lightest: int = 230) -> str:
        """Give a colour ``#rrggbb``."""
        red, green, blue = (self.whole(darkest, lightest) for _ in range(3))
        return f"#{red:02x}{green:02x}{blue:02x}"

    @staticmethod
    def _plain(value: float, least: float, most: float, decimals: int) -> float:
        return round(float(np.clip(value, least, most)), decimals)
