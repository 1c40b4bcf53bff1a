"""One page for every act on a report, made from its row of the workflow table."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.desk import Desk, desk_of
from accounts.requests import SignedInRequest
from feedback.desk.acts import name_of, row_at
from feedback.desk.forms import ActForm, Offered
from feedback.desk.history import changes_since
from feedback.desk.offers import canned_texts, offered
from feedback.desk.views.reports import path_after, report_path, visible_report
from feedback.models import Report
from feedback.services.apply import Act, apply, may
from feedback.workflow import Transition
from portal.lib.addresses import next_address
from portal.lib.errors import Refused

CONFLICT = 409
_NOT_OF_THE_ACT = {"seen", "tiep", "candidate"}


@dataclass(frozen=True)
class Visit:
    """Who stands before which act on which report."""

    desk: Desk
    report: Report
    row: Transition


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: SignedInRequest, code: str, slug: str) -> HttpResponse:
    """GET: what the act asks for. POST: does it, once, if nobody was faster."""
    visit = _visit(request, code, slug)
    choices = offered(visit.report, visit.row, visit.desk)
    form = _form(request, visit, choices)
    if "mau" in request.POST:
        return _page(request, visit, _with_canned(form, visit, request.POST["mau"], choices))
    if request.method == "POST" and form.is_valid():
        try:
            done = apply(visit.report.pk, _act(visit, form), seen=form.cleaned_data["seen"])
        except Refused as refused:
            return _refused(request, visit, form, refused)
        messages.success(request, f"Xong: {name_of(visit.row)} – phản ánh {done.code}")
        return redirect(next_address(request, path_after(done, visit.desk)))
    if visit.report.state not in visit.row.sources:
        return _refused(request, visit, form, _too_late(visit.report))
    return _page(request, visit, form, status=422 if form.errors else 200)


def _visit(request: SignedInRequest, code: str, slug: str) -> Visit:
    desk, report = desk_of(request), visible_report(request, code)
    row = row_at(slug, report.state)
    if row is None or not may(row, report, desk.user):
        raise Http404
    return Visit(desk, report, row)


def _form(request: SignedInRequest, visit: Visit, choices: Offered) -> ActForm:
    report = visit.report
    initial = {
        "seen": report.last_seq,
        "tiep": next_address(request, ""),
        "severity": report.severity,
        "category": None if visit.row.makes_part else report.category_id,
        "candidate": request.GET.get("vao", ""),
    }
    data = request.POST if request.method == "POST" else None
    return ActForm(data, row=visit.row, offered=choices, initial=initial)


def _with_canned(form: ActForm, visit: Visit, pk: str, choices: Offered) -> ActForm:
    """The same form, everything typed kept, with the ready words put at the end of the answer."""
    typed = dict(form.data.items())
    texts = {str(text.pk): text.text for text in canned_texts(visit.report, visit.row)}
    answer = "\n".join(part for part in (typed.get("answer", ""), texts.get(pk, "")) if part)
    initial = {name: typed.get(name) for name in form.fields} | {"answer": answer}
    return ActForm(row=visit.row, offered=choices, initial=initial)


def _act(visit: Visit, form: ActForm) -> Act:
    words = {k: v for k, v in form.cleaned_data.items() if v and k not in _NOT_OF_THE_ACT}
    if code := words.get("other"):
        words["other"] = Report.objects.visible_to(visit.desk.user).filter(code=code).first()
    return Act(visit.row.action, visit.desk.user, visit.desk.at, **words)


def _too_late(report: Report) -> Refused:
    step = report.label.staff.lower()
    return Refused(
        "wrong_status", f"Phản ánh đang ở bước {step}, không làm được việc này nữa", conflict=True
    )


def _refused(
    request: SignedInRequest, visit: Visit, form: ActForm, refused: Refused
) -> HttpResponse:
    """The sentence at its field, or what others did meanwhile; everything typed stays."""
    if refused.code == "not_permitted":
        raise Http404
    if not refused.conflict:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return _page(request, visit, form, status=refused.status)
    now = visible_report(request, visit.report.code)
    conflict = {
        "conflict": refused.message,
        "blocked": now.state not in visit.row.sources,
        "changes": changes_since(now, form.seen_before()),
    }
    form.look_again(now.last_seq)
    return _page(request, visit, form, status=CONFLICT, **conflict)


def _page(
    request: SignedInRequest, visit: Visit, form: ActForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    report, row = visit.report, visit.row
    context = {
        "report": report,
        "label": name_of(row),
        "row": row,
        "danger": row.needs_parent or row.reasons == "refuse",
        "form": form,
        "report_url": report_path(report),
        "canned": canned_texts(report, row),
        "agencies": form.offered.agencies,
        "conflict": "",
        "blocked": False,
        "changes": [],
    }
    return render(request, "feedback/desk/act.html", context | more, status=status)
