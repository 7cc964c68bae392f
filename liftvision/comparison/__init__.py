"""Sets beside each other: what changed by more than the error, and the reps in step."""
