"""What staff see and press: queue, search, one dossier's sheet, its history, its actions."""
