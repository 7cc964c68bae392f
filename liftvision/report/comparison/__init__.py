"""What a comparison of sets leaves behind: a page with the videos in step, and tables."""
