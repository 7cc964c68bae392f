"""What a clip shows, in numbers: written by hand in TOML, or drawn at random."""
