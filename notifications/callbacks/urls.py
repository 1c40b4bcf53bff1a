"""Addresses that gateways call. Open to everybody: each call carries its own signature."""

from django.urls import URLPattern, path

from notifications.callbacks import views

urlpatterns: list[URLPattern] = [
    path(
        "tin-nhan/bao-cao/<slug:route>/<str:reference>/<str:signature>/",
        views.kannel_report,
        name="kannel-report",
    ),
    path("tin-nhan/bao-cao/<slug:route>/", views.json_report, name="json-report"),
    path("tin-nhan/den/<slug:route>/<str:signature>/", views.inbound, name="inbound"),
]
ACCESS = dict.fromkeys(("kannel-report", "json-report", "inbound"), "public")
