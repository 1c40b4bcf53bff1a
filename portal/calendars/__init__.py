"""Administration of calendars: where working time (below) and the dossiers it dates meet."""
