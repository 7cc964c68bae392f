"""From the raw pose to the cleaned motion, its view, its angles and its positions."""
