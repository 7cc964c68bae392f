"""What the user gets: overlay video, report, curves, tables and the saved analysis."""
