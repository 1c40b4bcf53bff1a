"""Printed boards: what is on them, how they are drawn, and that every code on them can be read."""
