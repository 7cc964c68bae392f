"""The near plate: its ring found in some frames, its rim fitted, its way traced through all."""
