"""Clips: opened, read frame by frame with their own times, split into shots, and written."""
