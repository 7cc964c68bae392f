"""The lifter's body, fitted to a whole shot at once: angles that stay true behind the plates."""
