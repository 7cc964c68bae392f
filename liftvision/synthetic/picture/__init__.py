"""What the camera sees: gym, barbell, light, and the camera's own faults."""
