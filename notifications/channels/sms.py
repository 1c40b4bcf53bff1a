"""SMS: one call for each gateway that may be tried now."""

from collections.abc import Callable, Sequence

from django.utils import timezone

from notifications.addresses import phone_fault
from notifications.channels import json_gateway, kannel, routes
from notifications.channels.results import Call, Outcome, Result
from notifications.models import Gateway, Message
from portal.lib.errors import Refused

_DRIVERS: dict[str, Callable[[Gateway, Message], Call]] = {
    Gateway.Kind.KANNEL: kannel.call,
    Gateway.Kind.JSON: json_gateway.call,
}


def calls(message: Message) -> Sequence[Call] | None:
    """None when no gateway is set up; nothing while all of them rest."""
    gateways = routes.set_up(message.root_unit_id)
    if not gateways:
        return None
    return [call_of(gateway, message) for gateway in routes.usable(gateways, at=timezone.now())]


def call_of(gateway: Gateway, message: Message) -> Call:
    """This gateway for this message. A phone that takes none, and a password that cannot be read,
    say so without a call."""
    if fault := phone_fault(message.recipient):
        return _said(gateway, Result(Outcome.REFUSED, fault))
    try:
        return _DRIVERS[gateway.kind](gateway, message)
    except Refused as refused:
        return _said(gateway, Result(Outcome.AWAY, detail=refused.message))


def _said(gateway: Gateway, result: Result) -> Call:
    return Call(gateway.code, lambda: result)
