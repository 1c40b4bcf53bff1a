"""Where gateways call. They are machines: answers are a status and nothing else."""

import logging

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from notifications.callbacks import reports
from notifications.callbacks.addresses import INBOUND, REPORT, is_signed
from notifications.callbacks.inbound import Incoming, receive
from notifications.json_objects import json_object
from notifications.models import Gateway
from notifications.outbox.reports import report
from portal.lib.addresses import client_network

logger = logging.getLogger(__name__)


@never_cache
@require_GET
def kannel_report(request: HttpRequest, route: str, reference: str, signature: str) -> HttpResponse:
    """A delivery report of Kannel, which knows no other method (docs/adr/0012)."""
    if not is_signed(signature, REPORT, route, reference):
        return _forged(request, route)
    told = reports.from_kannel(reference, request.GET, now=timezone.now())
    return _take(told, route)


@csrf_exempt
@require_POST
def json_report(request: HttpRequest, route: str) -> HttpResponse:
    gateway = reports.signer(route, request.body, request.headers.get("X-Signature", ""))
    if gateway is None:
        return _forged(request, route)
    return _take(reports.from_json(gateway, request.body, now=timezone.now()), route)


@csrf_exempt
@require_POST
def inbound(request: HttpRequest, route: str, signature: str) -> HttpResponse:
    """An SMS to us: the text as the body (Kannel), or id, from and text as JSON."""
    known = is_signed(signature, INBOUND, route) and Gateway.objects.filter(code=route).exists()
    if not known:
        return _forged(request, route)
    incoming = _incoming(request, route)
    if incoming is None:
        return HttpResponse(status=400)
    receive(incoming, at=timezone.now())
    return HttpResponse(content_type="text/plain")  # Kannel would send other words to the phone


def _incoming(request: HttpRequest, route: str) -> Incoming | None:
    text = request.body.decode("utf-8", "replace")
    if request.content_type != "application/json":
        query = request.GET
        return Incoming(route, query.get("id", ""), query.get("from", ""), text)
    facts = json_object(text)
    if facts is None:
        return None
    return Incoming(route, *(str(facts.get(name) or "") for name in ("id", "from", "text")))


def _take(told: reports.Report | None, route: str) -> HttpResponse:
    if told is None:
        logger.warning("route %s sent a report that cannot be read", route)
        return HttpResponse(status=400)
    report(
        told.reference,
        told.what,
        at=told.at,
        route=route,
        gateway_id=told.gateway_id,
        detail=told.detail,
    )
    return HttpResponse(status=204)


def _forged(request: HttpRequest, route: str) -> HttpResponse:
    logger.warning("refused a callback of %s from %s", route, client_network(request))
    return HttpResponse(status=403)
