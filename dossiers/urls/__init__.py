"""Addresses of dossiers: citizens' and staff's, each in its own module."""

from dossiers.urls import api, books, intake, ladder, late, online, signing, staff, tracking

app_name = "dossiers"
# What strangers open most is found first.
_PARTS = (tracking, online, intake, ladder, late, books, signing, staff, api)
urlpatterns = [pattern for part in _PARTS for pattern in part.urlpatterns]
ACCESS = {name: rule for part in _PARTS for name, rule in part.ACCESS.items()}
