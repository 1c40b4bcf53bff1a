"""Every address of the portal; each app adds its own."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView

from portal import views
from portal.display import display
from portal.home import home
from portal.sign_in import views as sign_in
from portal.styleguide import styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("tro-giup/", views.help_page, name="help"),
    path("hien-thi/", display, name="display"),
    path("du-lieu-ca-nhan/", views.privacy, name="privacy"),
    path("kha-nang-tiep-can/", views.accessibility, name="accessibility"),
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/<str:space>/", styleguide, name="styleguide-space"),
    path("dang-nhap/", sign_in.sign_in, name="sign-in"),
    path("dang-nhap/ma/", sign_in.enter_code, name="enter-code"),
    path("dang-xuat/", sign_in.sign_out, name="sign-out"),
    path("cb/dang-nhap/", sign_in.staff_sign_in, name="staff-sign-in"),
    path("cb/phim-tat/", views.shortcuts, name="shortcuts"),
    path("suc-khoe/live", views.live, name="live"),
    path("suc-khoe/ready", views.ready, name="ready"),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="api-schema"),
]
urlpatterns += [
    path("", include(f"{app}.urls"))
    for app in (
        "accounts", "procedures", "dossiers", "feedback", "reports", "notifications", "papers",
        "signatures", "portal.calendars",
    )
    if find_spec(f"{app}.urls")
]  # fmt: skip

ACCESS = dict.fromkeys(
    (
        "home",
        "help",
        "display",
        "privacy",
        "accessibility",
        "styleguide",
        "styleguide-space",
        "sign-in",
        "enter-code",
        "sign-out",
        "staff-sign-in",
        "live",
        "ready",
        "api-schema",
    ),
    "public",
) | {"shortcuts": "staff"}

handler400 = "portal.views.bad_request"
handler403 = "portal.views.forbidden"
handler404 = "portal.views.not_found"
handler500 = "portal.views.server_error"
