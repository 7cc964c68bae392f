"""Hip against spine: pelvis and lumbar flexion from the outline of the back."""
