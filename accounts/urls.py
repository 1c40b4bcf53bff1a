"""Addresses of staff's own matters."""

from django.urls import path

from accounts.absences import views
from accounts.permissions import Perm

app_name = "accounts"
urlpatterns = [
    path("cb/vang-mat/", views.absences, name="absences"),
    path("cb/vang-mat/rut/", views.end_absence, name="end-absence"),
]
ACCESS = dict.fromkeys(("absences", "end-absence"), Perm.QUEUE.value)
