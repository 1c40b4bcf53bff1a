"""Files of reports and lists."""

from django.urls import path

from accounts.permissions import Perm
from reports.files import views

urlpatterns = [
    path("ld/bao-cao/tep/", views.files, name="files"),
    path("ld/bao-cao/tep/<slug:code>/", views.file, name="file"),
    path("ld/bao-cao/tep/<slug:code>/tai/", views.file_content, name="file-content"),
]
ACCESS = dict.fromkeys(("files", "file", "file-content"), Perm.FIGURES.value)
