"""Warnings about the dates of reports: who is told of which rung, once."""
