"""Where the bar is."""
