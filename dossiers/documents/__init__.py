"""Papers on paper: the printed forms of the one-stop mechanism as PDF (domain 4)."""
