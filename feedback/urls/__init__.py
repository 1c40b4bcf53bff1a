"""Addresses of citizens' reports, each room in its own module."""

from types import ModuleType

from django.urls import URLPattern

from feedback.urls import open311, public

app_name = "feedback"
_PARTS: tuple[ModuleType, ...] = (open311, public)
urlpatterns: list[URLPattern] = [pattern for part in _PARTS for pattern in part.urlpatterns]
ACCESS: dict[str, str] = {name: rule for part in _PARTS for name, rule in part.ACCESS.items()}
