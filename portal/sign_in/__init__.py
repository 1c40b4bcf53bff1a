"""Signing in: citizens by phone and code, staff by name and password."""
