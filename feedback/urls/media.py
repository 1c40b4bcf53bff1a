"""Pictures: their links, and their way in for drafts, for reporters and for staff."""

from django.urls import path

from accounts.permissions import Perm
from feedback.media import views
from feedback.media.doors import draft_door, own_door, site_door

_WAYS = (
    ("draft", "phan-anh/nhap/<str:token>/tep/", draft_door, "public"),
    ("own", "phan-anh/cua-toi/<str:secret>/tep/", own_door, "public"),
    ("site", "cb/phan-anh/<str:code>/tep/<str:phase>/", site_door, Perm.REPORTS),
)
urlpatterns = [path("phan-anh/anh/<str:signed>/", views.show, name="media")]
ACCESS: dict[str, str] = {"media": "public"}
for _name, _base, _door, _rule in _WAYS:
    urlpatterns += [
        path(_base, views.announce, {"door": _door}, name=f"{_name}-media"),
        path(f"{_base}<str:file>/", views.piece, {"door": _door}, name=f"{_name}-file"),
        path(f"{_base}<str:file>/xoa/", views.take_out, {"door": _door}, name=f"{_name}-take-out"),
    ]
    ACCESS |= dict.fromkeys((f"{_name}-media", f"{_name}-file", f"{_name}-take-out"), _rule)
