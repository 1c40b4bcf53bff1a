"""Pages of people who read."""
