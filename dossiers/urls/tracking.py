"""Where a dossier lies, without signing in."""

from django.urls import path

from dossiers.views import tracking

urlpatterns = [
    path("t/<str:key>/", tracking.track_by_key, name="track-by-key"),
]
ACCESS = {
    "track-by-key": "public",
}
