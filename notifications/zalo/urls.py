"""Addresses of the Zalo account. What Zalo posts carries its own signature."""

from django.urls import URLPattern, path

from accounts.permissions import Perm
from notifications.zalo import views, webhook

urlpatterns: list[URLPattern] = [
    path("qt/zalo/", views.accounts_page, name="zalo"),
    path("qt/zalo/them/", views.account_page, name="zalo-add"),
    path("qt/zalo/<int:pk>/", views.account_page, name="zalo-account"),
    path("qt/zalo/<int:pk>/mau/<slug:kind>/", views.template_page, name="zalo-template"),
    path("qt/zalo/<int:pk>/thu/", views.check_account, name="zalo-check"),
    path("tin-nhan/zalo/", webhook.take_report, name="zalo-report"),
]
ACCESS = {
    "zalo": Perm.GATEWAYS,
    "zalo-add": Perm.GATEWAYS,
    "zalo-account": Perm.GATEWAYS,
    "zalo-template": Perm.GATEWAYS,
    "zalo-check": Perm.GATEWAYS,
    "zalo-report": "public",
}
