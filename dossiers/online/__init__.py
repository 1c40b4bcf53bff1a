"""A citizen's way through an online submission: what is asked, in which order, what is done."""
