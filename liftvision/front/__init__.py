"""The lifter's frontal plane: a figure with two legs of its own, fitted to a front or rear view."""
