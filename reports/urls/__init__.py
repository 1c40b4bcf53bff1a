"""Addresses of reports, each room in its own module."""

from types import ModuleType

from django.urls import URLPattern

from reports.urls import (
    acts,
    citizen_reports,
    files,
    forecast,
    lists,
    measures,
    morning,
    public,
    statutory,
)

app_name = "reports"
_PARTS: tuple[ModuleType, ...] = (
    forecast,
    files,
    morning,
    lists,
    acts,
    citizen_reports,
    public,
    measures,
    statutory,
)
urlpatterns: list[URLPattern] = [pattern for part in _PARTS for pattern in part.urlpatterns]
ACCESS: dict[str, str] = {name: rule for part in _PARTS for name, rule in part.ACCESS.items()}
