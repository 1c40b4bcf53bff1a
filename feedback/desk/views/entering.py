"""Nhập hộ: a report told on the phone, by Zalo, at the counter; twins are looked for first."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.desk import Desk, desk_of
from accounts.requests import SignedInRequest
from feedback.desk.entry_form import OTHER_MATTER, EntryForm
from feedback.desk.related import Related
from feedback.desk.twins import twins_of
from feedback.desk.views.reports import path_after
from feedback.media.homes import Home
from feedback.media.receiving import take_files
from feedback.models import Category, Media, Report
from feedback.services.apply import Act, apply
from feedback.services.sending import Sending, send
from feedback.workflow import Action
from portal.lib.errors import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: SignedInRequest) -> HttpResponse:
    """`do=kind` only shows the questions of the kind chosen; else it is sent, once told apart."""
    desk = desk_of(request)
    form = _form(request, desk)
    if request.method != "POST" or request.POST.get("do") == "kind":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    sending, same_as = form.sending(), request.POST.get("same_as", "")
    twins = twins_of(sending, desk)
    if twins and same_as not in {OTHER_MATTER, *(twin.code for twin in twins)}:
        return _page(request, form, twins=twins)
    try:
        report = _send(sending, desk, same_as)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return _page(request, form, status=refused.status)
    _keep_pictures(request, report, desk)
    messages.success(request, f"Đã ghi nhận. Đọc mã cho người báo: {report.code}")
    return redirect(path_after(report, desk))


def _send(sending: Sending, desk: Desk, same_as: str) -> Report:
    """A twin is a report of its own, so that whoever told it has a code; merged at once."""
    report = send(sending, by=desk.user, at=desk.at)
    if same_as in {"", OTHER_MATTER} or report.parent_id:
        return report
    parent = Report.objects.visible_to(desk.user).filter(code=same_as).first()
    return apply(report.pk, Act(Action.MERGE, desk.user, desk.at, other=parent))


def _keep_pictures(request: SignedInRequest, report: Report, desk: Desk) -> None:
    """Pictures the person sent by another way; those refused are named."""
    files = request.FILES.getlist("files")
    home = Home(report=report, phase=Media.Phase.BEFORE, by=desk.user)
    for problem in take_files(home, files, at=desk.at) if files else ():
        messages.warning(request, f"{problem.name}: {problem.sentence}")


def _form(request: SignedInRequest, desk: Desk) -> EntryForm:
    if desk.user.unit is None:
        raise Http404
    root = desk.user.unit.root or desk.user.unit
    posted = request.method == "POST"
    code = request.POST.get("category", "") if posted else request.GET.get("loai", "")
    asked = Category.objects.filter(is_active=True).prefetch_related("questions__choices")
    category = asked.filter(code=code).first() if code else None
    if posted and request.POST.get("do") != "kind":
        return EntryForm(request.POST, category=category, root=root)
    initial: dict[str, Any] = {"category": code}
    if posted:
        initial |= {name: request.POST.get(name) for name in EntryForm.base_fields}
    return EntryForm(initial=initial, category=category, root=root)


def _page(
    request: SignedInRequest,
    form: EntryForm,
    *,
    twins: list[Related] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "twins": twins or [], "other_matter": OTHER_MATTER}
    return render(request, "feedback/desk/entry.html", context, status=status)
