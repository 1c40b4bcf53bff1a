"""HTTP APIs about dossiers; they call the same services as the pages."""
