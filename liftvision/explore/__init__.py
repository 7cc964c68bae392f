"""Looking at an analysis from Python: tidy tables, plots, and its card in a notebook."""
