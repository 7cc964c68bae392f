"""Pages that open from the disk: what all of them share, and the parts of the report's."""
