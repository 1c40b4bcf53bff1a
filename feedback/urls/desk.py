"""Addresses of the office's work on reports."""

from django.urls import path

from accounts.permissions import Perm
from feedback.desk.views import acting, entering, moderating, photos, queue, reports, waiting

urlpatterns = [
    path("cb/phan-anh/", queue.queue, name="desk"),
    path("cb/phan-anh/ban-do/", queue.queue_map, name="desk-map"),
    path("cb/phan-anh/ban-do.json", queue.queue_points, name="desk-points"),
    path("cb/phan-anh/nhap/", entering.entry, name="desk-entry"),
    path("cb/phan-anh/kiem-duyet/", waiting.waiting, name="desk-waiting"),
    path("cb/phan-anh/de-nghi-go/", waiting.removal_list, name="desk-removals"),
    path("cb/phan-anh/de-nghi-go/<int:pk>/", waiting.settle_removal, name="desk-removal"),
    path("cb/phan-anh/<str:code>/", reports.staff_report, name="desk-report"),
    path("cb/phan-anh/<str:code>/nguoi-gui/", reports.reporter, name="desk-reporter"),
    path("cb/phan-anh/<str:code>/kiem-duyet/", moderating.moderate, name="desk-moderate"),
    path("cb/phan-anh/<str:code>/khong-cong-khai/", moderating.withhold, name="desk-withhold"),
    path("cb/phan-anh/<str:code>/anh/<slug:phase>/", photos.site_photos, name="desk-photos"),
    path("cb/phan-anh/<str:code>/<slug:slug>/", acting.act, name="desk-act"),
]
ACCESS = {
    "desk": Perm.REPORTS,
    "desk-map": Perm.REPORTS,
    "desk-points": Perm.REPORTS,
    "desk-entry": Perm.TRIAGE,
    "desk-waiting": Perm.PUBLISH,
    "desk-removals": Perm.PUBLISH,
    "desk-removal": Perm.PUBLISH,
    "desk-report": Perm.REPORTS,
    "desk-reporter": Perm.REPORTER,
    "desk-moderate": Perm.PUBLISH,
    "desk-withhold": Perm.PUBLISH,
    "desk-photos": Perm.REPORTS,
    "desk-act": Perm.REPORTS,
}
