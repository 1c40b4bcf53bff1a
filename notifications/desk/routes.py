"""By which way a message went, as staff read it: the name of the gateway, not its code."""

from collections.abc import Mapping

from notifications.channels import email, zalo
from notifications.channels.calls import DEMO
from notifications.models import Gateway, ZaloAccount

MAIL_SERVER = "máy chủ thư"


def route_names() -> Mapping[str, str]:
    """By the code that rows keep. Two queries; a route that was removed has none."""
    accounts = ZaloAccount.objects.values_list("pk", "name")
    return {
        DEMO: "chạy thử",
        email.ROUTE: MAIL_SERVER,
        **{f"{zalo.ROUTE}{pk}": f"Zalo {name}" for pk, name in accounts},
        **dict(Gateway.objects.values_list("code", "name")),
    }
