"""Reports as everybody sees them; what reporters and neighbours do there.

Last of the addresses under `/phan-anh/`: the page of a report takes every single word.
"""

from django.urls import path

from feedback.public import borders, files, listing, numbers, own, pages, points

_OPEN = [
    path("phan-anh/", listing.reports, name="reports"),
    path("phan-anh/ban-do.json", points.report_points, name="report-points"),
    path("phan-anh/dia-gioi.json", borders.borders, name="borders"),
    path("phan-anh/so-lieu/", numbers.report_figures, name="report-figures"),
    path("phan-anh/du-lieu/", files.data_page, name="report-data"),
    path("phan-anh/du-lieu/phan-anh.csv", files.data_csv, name="data-csv"),
    path("phan-anh/du-lieu/phan-anh.json", files.data_json, name="data-json"),
    path("phan-anh/du-lieu/phan-anh.geojson", files.data_geojson, name="data-geo"),
    path("phan-anh/tin.rss", files.feed, name="report-feed"),
    path("phan-anh/tra-cuu/", own.find_report, name="report-find"),
    path("phan-anh/tra-cuu/<str:code>/", own.tracked, name="report-tracked"),
    path("phan-anh/cua-toi/<str:secret>/", own.mine, name="report-mine"),
    path("phan-anh/cua-toi/<str:secret>/danh-gia/", own.rate_answer, name="report-rate"),
    path("phan-anh/cua-toi/<str:secret>/mo-lai/", own.reopen, name="report-reopen"),
    path("phan-anh/cua-toi/<str:secret>/them-anh/", own.add_photos, name="report-photos"),
    path("phan-anh/cua-toi/<str:secret>/ket-thuc/", own.close, name="report-close"),
    path("phan-anh/<str:code>/", pages.report, name="report"),
    path("phan-anh/<str:code>/de-nghi-go/", pages.removal, name="report-removal"),
]
_CITIZENS = [
    path("phan-anh/cua-toi/", own.my_reports, name="my-reports"),
    path("phan-anh/<str:code>/cung-gap/", pages.follow_report, name="report-follow"),
    path("phan-anh/<str:code>/xac-nhan/", pages.check_report, name="report-check"),
]
urlpatterns = [*_CITIZENS, *_OPEN]
ACCESS = {pattern.name: "public" for pattern in _OPEN if pattern.name} | {
    pattern.name: "citizen" for pattern in _CITIZENS if pattern.name
}
