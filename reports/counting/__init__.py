"""Counting: the summary rows, from dossiers and their ledgers, and the figures read from them."""
