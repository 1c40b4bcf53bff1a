"""Phản ánh hiện trường: citizens' reports with photos, from receipt to the public answer."""
