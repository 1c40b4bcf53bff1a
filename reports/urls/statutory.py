"""The list of reports, and each report on screen."""

from django.urls import path

from accounts.permissions import Perm
from reports.statutory import views

urlpatterns = [
    path("ld/bao-cao/", views.reports, name="reports"),
    path("ld/bao-cao/<slug:kind>/", views.report, name="report"),
]
ACCESS = {
    "reports": Perm.FIGURES,
    "report": Perm.FIGURES,
}
