"""The plates at both ends of the bar, in front and rear views."""
