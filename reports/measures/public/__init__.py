"""What everybody may see of the results: whole months, small numbers hidden."""
