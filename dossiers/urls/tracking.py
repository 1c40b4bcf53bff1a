"""A citizen's dossiers after sending: where they lie, and what can still be done."""

from django.urls import path

from dossiers.views import mine, own_clock, scan, supplement, tracking

urlpatterns = [
    path("t/<slug:key>/", tracking.track_by_key, name="track-by-key"),
    path("t/<slug:key>/thoi-han/", own_clock.clock_by_key, name="clock-by-key"),
    path("tra-cuu/", tracking.look_up, name="look-up"),
    path("quet/", scan.scan, name="scan"),
    path("ho-so/", mine.my_dossiers, name="my-dossiers"),
    path("ho-so/<str:code>/", tracking.dossier, name="dossier"),
    path("ho-so/<str:code>/thoi-han/", own_clock.own_clock, name="clock"),
    path("ho-so/<str:code>/nhan/", tracking.claim_dossier, name="claim"),
    path("ho-so/<str:code>/rut/", mine.withdraw, name="withdraw"),
    path("ho-so/<str:code>/tep/<int:pk>/", mine.own_file, name="own-file"),
    path("ho-so/<str:code>/bo-sung/", supplement.supplement, name="supplement"),
    path("ho-so/<str:code>/bo-sung/<int:number>/", supplement.item, name="supplement-item"),
    path(
        "ho-so/<str:code>/bo-sung/<int:number>/<int:pk>/xoa/",
        supplement.delete_file,
        name="supplement-file-delete",
    ),
]
PUBLIC = ("look-up", "track-by-key", "clock-by-key", "scan", "dossier", "clock")
ACCESS = {
    pattern.name: "public" if pattern.name in PUBLIC else "citizen"
    for pattern in urlpatterns
    if pattern.name
}
