"""What anybody sees of citizens' reports, and what reporters and neighbours do there."""
