"""Addresses of GeoReport v2. Of the second base reports are tests: never routed, never shown."""

from django.urls import URLPattern, path

from feedback.open311 import views

_RESOURCES = {
    "discovery": ("discovery.<str:format>", views.discovery_view),
    "services": ("services.<str:format>", views.services),
    "definition": ("services/<str:code>.<str:format>", views.definition),
    "requests": ("requests.<str:format>", views.requests),
    "request": ("requests/<str:code>.<str:format>", views.one_request),
    "token": ("tokens/<str:token>.<str:format>", views.token),
    "updates": ("servicerequestupdates.<str:format>", views.updates_view),
}


def _below(base: str, prefix: str, *, is_test: bool) -> list[URLPattern]:
    return [
        path(f"{base}{route}", view, {"is_test": is_test}, name=f"{prefix}-{name}")
        for name, (route, view) in _RESOURCES.items()
    ]


urlpatterns: list[URLPattern] = [
    path("open311/", views.about, name="open311"),
    path("open311/discovery.<str:format>", views.discovery_view, name="open311-site-discovery"),
    *_below("open311/v2/", "open311", is_test=False),
    *_below("open311/test/v2/", "open311-test", is_test=True),
    path("open311/<path:rest>", views.nothing, name="open311-nothing"),
]
ACCESS = {str(pattern.name): "public" for pattern in urlpatterns}
