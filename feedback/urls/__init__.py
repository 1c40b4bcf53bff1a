"""Addresses of citizens' reports, each room in its own module."""

from types import ModuleType

from django.urls import URLPattern

from feedback.urls import desk, media, open311, public, reporting, settings

app_name = "feedback"
_PARTS: tuple[ModuleType, ...] = (open311, media, desk, reporting, public, settings)
urlpatterns: list[URLPattern] = [pattern for part in _PARTS for pattern in part.urlpatterns]
ACCESS: dict[str, str] = {name: rule for part in _PARTS for name, rule in part.ACCESS.items()}
