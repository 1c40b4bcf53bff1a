"""Signing in: the one place where accounts (codes) and notifications (messages) meet."""
