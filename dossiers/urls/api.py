"""HTTP APIs about dossiers. Those of staff ask for a token themselves, so sessions play no part."""

from django.urls import path

from dossiers.api.staff import DossierDetail, QueueList
from dossiers.api.tracking import TrackingView

urlpatterns = [
    path("api/v1/tracking/", TrackingView.as_view(), name="api-tracking"),
    path("api/v1/queue/", QueueList.as_view(), name="api-queue"),
    path("api/v1/dossiers/<str:code>/", DossierDetail.as_view(), name="api-dossier"),
]
ACCESS = {
    "api-tracking": "public",
    "api-queue": "public",
    "api-dossier": "public",
}
