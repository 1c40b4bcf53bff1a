"""What leaders do about dossiers."""

from django.urls import path

from accounts.permissions import Perm
from reports.acts import views

urlpatterns = [path("ld/nhac-viec/", views.remind, name="remind")]
ACCESS = {"remind": Perm.DIRECT}
