"""The body of the synthetic lifter: its shape, its skeleton, and its skin."""
