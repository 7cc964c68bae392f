"""From the motion to the reps: pulls found, judged, timed and measured."""
