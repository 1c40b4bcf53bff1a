"""What a citizen sees of a dossier after sending it: where it lies, until when, what to do."""
