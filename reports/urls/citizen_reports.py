"""Citizens' reports for leaders."""

from django.urls import path

from accounts.permissions import Perm
from reports.citizen_reports import views

urlpatterns = [
    path("ld/phan-anh/", views.overview, name="citizen-reports"),
    path("ld/phan-anh/danh-sach/", views.reports, name="citizen-report-list"),
    path("ld/hai-long/", views.satisfaction, name="satisfaction"),
]
ACCESS = {str(pattern.name): Perm.FIGURES.value for pattern in urlpatterns}
