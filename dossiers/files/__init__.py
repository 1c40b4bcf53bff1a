"""Uploads on their way in and out: measured, cleaned, kept, served, and listed by paper."""
