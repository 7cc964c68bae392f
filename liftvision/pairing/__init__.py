"""Two clips of one set: aligned in time, and each number from the view that sees it best."""
