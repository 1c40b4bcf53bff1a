"""A draft: its list of pages, its pages of questions, and what can be done to it as a whole."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from dossiers.online.journey import Journey, Step
from dossiers.online.pages import different_answers, page_list, saved_line, step_context
from dossiers.services.drafts import (
    PageSave,
    discard,
    issue_pickup_code,
    renew,
    restore,
    save_page,
)
from dossiers.views.draft_access import draft_page, expired_page, find_draft
from portal.lib.errors import Refused
from portal.lib.responses import refused_page
from procedures.answers import SummaryRow
from procedures.form_builder import PageForm

BY_SCRIPT = "X-Luu-Nhap"  # the page saves itself while somebody types


@require_safe
@draft_page()
def overview(request: SignedInRequest, journey: Journey) -> HttpResponse:
    return render(request, "dossiers/citizen/overview.html", page_list(journey))


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page(while_expired=True)
def page(request: SignedInRequest, journey: Journey, slug: str) -> HttpResponse:
    """One page of questions. Every POST saves what can be read and keeps what cannot."""
    step = journey.question(slug)
    if step is None:
        raise Http404
    if request.method == "POST":
        return _save(request, journey, step)
    if journey.draft.is_expired(timezone.now()):
        return expired_page(request, journey.draft)
    seen = journey.saved[slug].writer if slug in journey.saved else ""
    return _show(request, journey, step, journey.form(step), seen=seen)


def _save(request: SignedInRequest, journey: Journey, step: Step) -> HttpResponse:
    form = journey.form(step, request.POST)
    is_valid = form.is_valid()
    sent = _page_save(step, form, request.POST)
    try:
        draft = save_page(journey.draft, sent, at=timezone.now())
    except Refused as refused:
        return _conflict(request, Journey(journey.draft), step, form, refused)
    if BY_SCRIPT in request.headers:
        return JsonResponse({"line": saved_line(draft)})
    if draft.is_expired(timezone.now()):
        return expired_page(request, draft)
    if "luu" in request.POST:
        messages.success(request, saved_line(draft))
        return redirect("dossiers:draft", draft.token)
    journey = Journey(draft)
    if not is_valid:
        return _show(request, journey, step, form, seen=sent.writer, status=422)
    return redirect(journey.url(journey.after(step)))


def _page_save(step: Step, form: PageForm, data: Mapping[str, Any]) -> PageSave:
    unread = {name: form[name].data for name in form.errors if name in form.fields}
    return PageSave(
        slug=step.path,
        own=step.own,
        keys=frozenset(field.key for field in form.page.fields),
        values=form.answers(),
        typed={name: value for name, value in unread.items() if _is_something(value)},
        writer=data.get("lan_mo", "")[:32] or secrets.token_hex(8),
        seen=data.get("da_thay", "")[:32],
    )


def _is_something(value: object) -> bool:
    """A date comes as its three boxes."""
    return any(value.values()) if isinstance(value, dict) else bool(value)


def _show(
    request: SignedInRequest,
    journey: Journey,
    step: Step,
    form: PageForm,
    *,
    seen: str,
    theirs: Sequence[SummaryRow] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        **step_context(journey, step),
        "theirs": theirs,
        "form": form,
        "step": step.page,
        "seen": seen,
        "writer": request.POST.get("lan_mo") or secrets.token_hex(8),
    }
    return render(request, "dossiers/citizen/page.html", context, status=status)


def _conflict(
    request: SignedInRequest, journey: Journey, step: Step, form: PageForm, refused: Refused
) -> HttpResponse:
    """Both versions: what was typed here stays in the form, what the other one saved beside it."""
    if BY_SCRIPT in request.headers:
        return JsonResponse({"line": refused.message}, status=refused.status)
    form.add_error(None, refused.message)
    draft = find_draft(request, journey.draft.token)
    if draft.submitted_at is not None:
        return redirect("dossiers:draft-receipt", draft.token)
    journey = Journey(draft)
    seen = journey.saved[step.path].writer
    saved = journey.draft.applicant if step.own else journey.draft.answers
    theirs = different_answers(form.page, saved, form.answers())
    return _show(request, journey, step, form, seen=seen, theirs=theirs, status=refused.status)


@require_POST
@draft_page(while_expired=True)
def bring_back(request: SignedInRequest, journey: Journey) -> HttpResponse:
    try:
        draft = restore(journey.draft, at=timezone.now())
    except Refused:
        return expired_page(request, journey.draft)
    messages.success(request, "Đã mở lại bản nháp. Mọi thứ ông/bà khai và gửi vẫn còn.")
    return redirect("dossiers:draft", draft.token)


@require_POST
@draft_page()
def bring_up_to_date(request: SignedInRequest, journey: Journey) -> HttpResponse:
    try:
        draft = renew(journey.draft, at=timezone.now())
    except Refused as refused:
        return refused_page(request, refused, back_url=journey.base_url)
    messages.success(request, "Đã cập nhật theo quy định mới. Xin xem lại những mục chưa xong.")
    return redirect("dossiers:draft", draft.token)


@require_POST
@draft_page()
def new_pickup_code(request: SignedInRequest, journey: Journey) -> HttpResponse:
    try:
        issue_pickup_code(journey.draft, at=timezone.now())
    except Refused as refused:
        return refused_page(request, refused, back_url=journey.base_url)
    return redirect("dossiers:draft", journey.draft.token)


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page(while_expired=True)
def delete(request: SignedInRequest, journey: Journey) -> HttpResponse:
    """Asks, then deletes for good."""
    if request.method == "POST":
        try:
            discard(journey.draft)
        except Refused as refused:
            return refused_page(request, refused, back_url=journey.base_url)
        messages.success(request, "Đã xóa bản nháp.")
        return redirect("dossiers:my-dossiers")
    context = {"title": journey.procedure.title, "files": len(journey.files)}
    context["back_url"] = journey.base_url
    return render(request, "dossiers/citizen/delete.html", context)
