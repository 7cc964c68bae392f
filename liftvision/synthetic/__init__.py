"""A lifter whose truth is known: rendered clips, and the truth beside each of them."""
