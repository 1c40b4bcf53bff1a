"""The pages about the portal itself: help, statements, shortcuts, health, errors."""

import logging
import secrets

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from accounts.services import set_shortcut_keys
from portal.context import Page
from portal.menus import ALL_KEYS

log = logging.getLogger(__name__)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@require_http_methods(["GET", "POST"])
def shortcuts(request: SignedInRequest) -> HttpResponse:
    """The list of keys; a member of staff switches the single letters on or off."""
    if request.method == "POST":
        set_shortcut_keys(request.user, on=request.POST.get("bat") == "1")
        return redirect("shortcuts")
    return render(request, "pages/shortcuts.html", {"keys": ALL_KEYS})


# --- Health -----------------------------------------------------------------------------


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def _database() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "ok" if not waiting else f"{len(waiting)} migrations not applied"


def _cache() -> str:
    key = f"health:{secrets.token_hex(4)}"
    cache.set(key, "1", 5)
    return "ok" if cache.get(key) == "1" else "a written value did not come back"


CHECKS = {"database": _database, "cache": _cache}


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when requests can be served; otherwise 503 with the part that is not ready."""
    states = {}
    for name, check in CHECKS.items():
        try:
            states[name] = check()
        except Exception as error:  # any failure of a part means: not ready
            log.warning("not ready: %s: %s", name, error)
            states[name] = "unavailable"
    ok = all(state == "ok" for state in states.values())
    return JsonResponse(states, status=200 if ok else 503)


# --- Errors -----------------------------------------------------------------------------


def _error(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"errors/{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks the database for nothing: it may be what failed."""
    incident = secrets.token_hex(3).upper()
    log.error("incident %s at %s", incident, request.path)
    context = {"page": Page(None), "incident": incident}
    return HttpResponse(render_to_string("errors/500.html", context), status=500)
