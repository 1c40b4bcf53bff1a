"""Where the office works on reports: list, one report, its acts, moderation, entry for callers."""
