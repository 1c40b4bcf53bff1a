"""The desk of staff: messages that reached nobody, ways out, volumes, health."""
