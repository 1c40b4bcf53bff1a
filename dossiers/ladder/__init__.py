"""The ladder: who is warned of a date before it comes and after it passed, once a rung."""
