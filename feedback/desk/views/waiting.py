"""The moderator's lists: what waits to be looked at, and wishes to take something down."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.desk import desk_of
from accounts.identity import show_phone
from accounts.requests import SignedInRequest
from feedback.desk.forms import words_field
from feedback.desk.queue import PAGE_SIZE, seen_by
from feedback.desk.queue_rows import columns, rows_of
from feedback.desk.waiting import removals, to_moderate
from feedback.models import RemovalRequest
from feedback.services.removals import LONGEST, settle
from portal.lib.dates import full_moment
from portal.lib.errors import Refused
from portal.lib.forms import PortalForm
from portal.lib.pages import keyset_page

MOST_WISHES = 100


class OutcomeForm(PortalForm):
    outcome = words_field("Lý do giữ hoặc gỡ", LONGEST, rows=2)


@never_cache
@require_safe
def waiting(request: SignedInRequest) -> HttpResponse:
    """Each row leads to the page of moderation, and from there back to this list."""
    desk = desk_of(request)
    found, cursor = to_moderate(desk), request.GET.get("trang", "")
    page = keyset_page(columns(found, "received_at"), "received_at", cursor=cursor, size=PAGE_SIZE)
    back = urlencode({"tiep": request.path})
    context = {
        "rows": [
            (row, f"{reverse('feedback:desk-moderate', args=[row.code])}?{back}")
            for row in rows_of(page.rows, desk)
        ],
        "previous": _page_url(page.previous_cursor),
        "next": _page_url(page.next_cursor),
    }
    return render(request, "feedback/desk/waiting.html", context)


@never_cache
@require_safe
def removal_list(request: SignedInRequest) -> HttpResponse:
    return _removal_page(request)


@require_POST
def settle_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """`do=hide` takes the report down, anything else lets it stand."""
    desk = desk_of(request)
    wish = get_object_or_404(RemovalRequest.objects.filter(report__in=seen_by(desk)), pk=pk)
    if wish.done_at:
        messages.warning(request, "Đồng nghiệp vừa trả lời đề nghị này")
        return redirect("feedback:desk-removals")
    takes_down, form = request.POST.get("do") == "hide", _outcome_form(wish, request.POST)
    if not form.is_valid():
        return _removal_page(request, form, pk=pk, status=422)
    outcome = form.cleaned_data["outcome"]
    try:
        settle(wish.pk, takes_down=takes_down, outcome=outcome, by=desk.user, at=desk.at)
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        return _removal_page(request, form, pk=pk, status=refused.status)
    messages.success(request, "Đã gỡ khỏi trang công khai" if takes_down else "Đã giữ, ghi lý do")
    return redirect("feedback:desk-removals")


def _removal_page(
    request: SignedInRequest, form: OutcomeForm | None = None, *, pk: int = 0, status: int = 200
) -> HttpResponse:
    wishes = [
        {
            "pk": wish.pk,
            "report": wish.report,
            "reason": wish.reason,
            "phone": show_phone(wish.phone),
            "when": full_moment(wish.at),
            "form": form if form is not None and wish.pk == pk else _outcome_form(wish),
        }
        for wish in removals(desk_of(request))[:MOST_WISHES]
    ]
    return render(request, "feedback/desk/removals.html", {"wishes": wishes}, status=status)


def _outcome_form(wish: RemovalRequest, data: object = None) -> OutcomeForm:
    return OutcomeForm(data, auto_id=f"go-{wish.pk}-%s")


def _page_url(cursor: str) -> str:
    return f"?{urlencode({'trang': cursor})}" if cursor else ""
