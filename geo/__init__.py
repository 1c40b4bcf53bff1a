"""Borders on the map: areas of the office tree, and which of them a point lies in."""
