"""The project: settings, URLs, pages that belong to no single app."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
