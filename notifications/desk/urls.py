"""Addresses of the desk."""

from django.urls import path

from accounts.permissions import Perm
from notifications.desk.views import gateways, messages, metrics, volumes

urlpatterns = [
    path("cb/tin-nhan/", messages.messages_page, name="messages"),
    path("cb/tin-nhan/nhieu/", messages.many, name="many-messages"),
    path("cb/tin-nhan/<slug:reference>/", messages.message_page, name="message"),
    path("cb/tin-nhan/<slug:reference>/gui-lai/", messages.send_again_now, name="send-again"),
    path("qt/cong-tin/", gateways.gateways_page, name="gateways"),
    path("qt/cong-tin/them/", gateways.add_gateway, name="add-gateway"),
    path("qt/cong-tin/<slug:code>/", gateways.change_gateway, name="gateway"),
    path("qt/cong-tin/<slug:code>/bat-tat/", gateways.switch, name="switch-gateway"),
    path("qt/cong-tin/<slug:code>/gui-thu/", gateways.try_gateway, name="try-gateway"),
    path("qt/tin-nhan/", volumes.volumes_page, name="volumes"),
    path("qt/tin-nhan/tai-ve/", volumes.volumes_file, name="volumes-file"),
    path("suc-khoe/metrics", metrics.metrics, name="metrics"),
]

ACCESS = {
    **dict.fromkeys(("messages", "many-messages", "message", "send-again"), Perm.MESSAGES.value),
    **dict.fromkeys(
        (
            "gateways", "add-gateway", "gateway", "switch-gateway", "try-gateway", "volumes",
            "volumes-file",
        ),
        Perm.GATEWAYS.value,
    ),
    "metrics": "public",  # a machine, by its token: views/metrics.py
}  # fmt: skip
