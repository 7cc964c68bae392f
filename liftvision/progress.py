"""How long work reports where it is."""

from typing import Protocol


class Progress(Protocol):
    """Told by the pipeline what it does and how far it is; from several threads."""

    def stage(self, name: str, total: float | None) -> None:
        """Begin a stage of ``total`` steps (None: unknown); the one before is over."""

    def advance(self, steps: float = 1) -> None:
        """Say that ``steps`` more of the stage are done."""


class NoProgress:
    """Keeps quiet."""

    def stage(self, name: str, total: float | None) -> None:
        """Ignore the new stage."""

    def advance(self, steps: float = 1) -> None:
        """Ignore the steps."""
