"""The walk-in intake page: what was typed at the counter and what follows from it."""
