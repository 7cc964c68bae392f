"""What is true of a clip: taken down while it is filmed, written beside it, and read again."""
