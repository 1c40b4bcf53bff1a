"""Who may open which URL: the tables of all `urls.py` merged, and the middleware that keeps them.

A URL that is in no table is refused: forgetting to declare one fails closed.
"""

from collections.abc import Callable
from importlib import import_module
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import ResolverMatch, reverse

PUBLIC, CITIZEN, STAFF = "public", "citizen", "staff"
URL_MODULES: tuple[str, ...] = (
    "portal.urls",
    "accounts.urls",
    "procedures.urls",
    "dossiers.urls",
    "feedback.urls",
    "reports.urls",
    "notifications.urls",
    "papers.urls",
    "signatures.urls",
    "portal.calendars.urls",
)


def access_table() -> dict[str, str]:
    """URL name with its namespace -> `public`, `citizen`, `staff` or a permission code."""
    table: dict[str, str] = {}
    for module_name in URL_MODULES:
        module = import_module(module_name)
        namespace = getattr(module, "app_name", "")
        prefix = f"{namespace}:" if namespace else ""
        table.update({prefix + name: rule for name, rule in module.ACCESS.items()})
    return table


class AccessMiddleware:
    """Lets a request through only when the table says so; sends strangers to the right sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.table: dict[str, str] | None = None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        if "%00" in request.get_full_path():  # no text of ours has one; PostgreSQL stores none
            raise SuspiciousOperation("NUL in the address")
        if self.table is None:
            self.table = access_table()
        match: ResolverMatch | None = request.resolver_match
        rule = self.table.get(match.view_name) if match else None
        if rule is None:
            raise PermissionDenied("undeclared URL")
        if rule == PUBLIC:
            return None
        return self._check(request, rule)

    @staticmethod
    def _check(request: HttpRequest, rule: str) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated:
            page = "sign-in" if rule == CITIZEN else "staff-sign-in"
            return HttpResponseRedirect(
                f"{reverse(page)}?{urlencode({'tiep': request.get_full_path()})}"
            )
        if rule == CITIZEN:
            allowed = user.is_citizen
        else:
            allowed = user.is_staff_member and (rule == STAFF or user.has_perm(rule))
        if not allowed:
            raise PermissionDenied("not permitted")
        return None
