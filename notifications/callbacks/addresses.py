"""Addresses that gateways call, each with a signature that nobody else can make."""

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from notifications.models import Gateway

REPORT, INBOUND = "report", "inbound"
_LETTERS = 32  # 128 bits


def signature(*parts: str) -> str:
    """Of what an address is for; it hangs on SECRET_KEY."""
    mac = salted_hmac("notifications.callbacks", "\n".join(parts), algorithm="sha256")
    return mac.hexdigest()[:_LETTERS]


def is_signed(given: str, *parts: str) -> bool:
    return constant_time_compare(given, signature(*parts))


def kannel_report_address(route: str, reference: str) -> str:
    """For `dlr-url`: Kannel fills status, the network's number, its words and the time."""
    signed = signature(REPORT, route, reference)
    path = reverse("notifications:kannel-report", args=[route, reference, signed])
    return f"{settings.SITE_URL}{path}?status=%d&id=%F&answer=%A&at=%T"


def json_report_address(route: str) -> str:
    """The reports that come here are signed one by one."""
    return settings.SITE_URL + reverse("notifications:json-report", args=[route])


def inbound_address(gateway: Gateway) -> str:
    """Where the gateway posts incoming SMS: for Kannel's `post-url`, which fills the blanks."""
    path = reverse("notifications:inbound", args=[gateway.code, signature(INBOUND, gateway.code)])
    blanks = "?id=%I&from=%p&to=%P" if gateway.kind == Gateway.Kind.KANNEL else ""
    return f"{settings.SITE_URL}{path}{blanks}"
