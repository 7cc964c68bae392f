"""What the numbers mean for the lifter: rules with their sources, and what they find in a lift."""
