"""What is done with reports: sending, acts of the table, moderation, what others add."""
