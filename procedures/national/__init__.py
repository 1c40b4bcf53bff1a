"""The national catalogue feed: reading its files, cleaning its text, importing its procedures."""
