"""Demo data: the invented commune Bình An, its people, and dossiers with lifelike histories."""
