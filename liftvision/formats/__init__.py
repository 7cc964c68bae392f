"""Files of other programs: written from an analysis, and poses made elsewhere, read."""
