"""The morning page of leaders and the sheet for the meeting."""

from django.urls import path

from accounts.permissions import Perm
from reports.morning import views

urlpatterns = [
    path("ld/", views.morning, name="morning"),
    path("ld/giao-ban/", views.briefing, name="briefing"),
]
ACCESS = {
    "morning": Perm.FIGURES,
    "briefing": Perm.FIGURES,
}
