"""The same act on many ticked dossiers: asked once, done one by one, told one by one."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.desk import desk_of
from accounts.models import User
from accounts.requests import SignedInRequest
from dossiers.forms.staff import BulkForm
from dossiers.lateness.forms import ask_cause
from dossiers.models import Dossier
from dossiers.services import Outcome, act_on_many, asks_cause
from dossiers.signing.orders import by_signatures, order_batch
from dossiers.signing.rows import BY_INK, ways_of_signing
from dossiers.staff.acts import name_of
from dossiers.staff.assignees import assignees_for
from dossiers.staff.ticks import seen_by_code
from dossiers.workflow import TRANSITIONS, Transition
from portal.lib.addresses import next_address
from portal.lib.errors import Refused
from portal.lib.responses import refused_page

Ticked = list[tuple[Dossier, int]]


@never_cache
@require_POST
def bulk(request: SignedInRequest) -> HttpResponse:
    """Without `xac-nhan` the page that asks; with it the act itself, then what became of each."""
    desk, row = desk_of(request), _row(request)
    back = next_address(request, reverse("dossiers:queue"))
    try:
        ticked = _ticked(desk.user, request.POST.getlist("ho-so"))
        _check_giving(ticked, row)
    except Refused as refused:
        return refused_page(request, refused, back_url=back)
    late = [one.display_code for one, _ in ticked if asks_cause(one, row.action, desk.at)]
    form = _form(request, row, ticked, late=bool(late))
    ways = ways_of_signing([one for one, _ in ticked], row.action, by=desk.user, at=desk.at)
    if not (form.is_bound and form.is_valid()):
        context = {"row": row, "label": name_of(row), "late": late}
        context |= {"form": form, "back": back} | _lines(ticked, ways)
        status = 422 if form.errors else 200
        return render(request, "dossiers/staff/bulk.html", context, status=status)
    if by_signatures([one for one, _ in ticked], row.action, by=desk.user, at=desk.at):
        batch = order_batch(ticked, row.action, by=desk.user, at=desk.at, **form.cleaned_data)
        return redirect("dossiers:sign-batch", batch.pk)
    outcomes = act_on_many(ticked, row.action, by=desk.user, at=desk.at, **form.cleaned_data)
    return tell_each(request, name_of(row), outcomes, back, on_paper=BY_INK in ways.values())


def tell_each(
    request: SignedInRequest,
    label: str,
    outcomes: list[Outcome],
    back: str,
    *,
    on_paper: bool = False,
) -> HttpResponse:
    """To the page that says what became of each; `on_paper`: those done still need ink."""
    done = [outcome.code for outcome in outcomes if not outcome.refused]
    request.session["bulk"] = {
        "label": label,
        "done": len(done),
        "on_paper": done if on_paper else [],
        "failed": [[outcome.code, outcome.refused] for outcome in outcomes if outcome.refused],
        "back": back,
    }
    return redirect("dossiers:bulk-result")


@never_cache
@require_safe
def bulk_result(request: SignedInRequest) -> HttpResponse:
    result: dict[str, Any] | None = request.session.get("bulk")
    if result is None:
        return redirect("dossiers:queue")
    return render(request, "dossiers/staff/bulk_result.html", result)


def _form(request: SignedInRequest, row: Transition, ticked: Ticked, *, late: bool) -> BulkForm:
    confirmed = "xac-nhan" in request.POST
    form = BulkForm(request.POST if confirmed else None, row=row, people=_people(ticked, row))
    if late:
        ask_cause(form)
    return form


def _row(request: SignedInRequest) -> Transition:
    """The row of the asked action that may be done to many; 404 for any other."""
    wanted, permissions = request.POST.get("viec", ""), request.user.permissions
    for row in TRANSITIONS:
        if row.bulk and row.action == wanted and row.who & permissions:
            return row
    raise Http404


def _ticked(user: User, values: list[str]) -> Ticked:
    """The ticked dossiers that may be seen, each with how it looked then."""
    seen = seen_by_code(values)
    named = Q(code__in=seen) | Q(submission_code__in=seen)
    related = ("procedure", "unit__root", "receiving_unit", "root_unit", "stage")
    found = Dossier.objects.visible_to(user).filter(named).select_related(*related)
    by_code = {dossier.display_code: dossier for dossier in found}
    return [(by_code[code], seq) for code, seq in seen.items() if code in by_code]


def _check_giving(ticked: Ticked, row: Transition) -> None:
    """There is somebody to give it to: who reaches over several offices gives out one at a time."""
    fitting = {one.unit_id for one, _ in ticked if one.state in row.sources}
    if row.needs_assignee and ticked and not fitting:
        raise Refused(
            "nothing_to_give",
            "Không làm được việc này với hồ sơ nào đã chọn. Hồ sơ đã có người giữ thì chọn "
            "“Giao lại cho”, hồ sơ chờ phân công thì chọn “Giao cho”",
        )
    if row.needs_assignee and len(fitting) > 1:
        raise Refused(
            "several_offices",
            "Các hồ sơ đã chọn nằm ở nhiều đơn vị. Mỗi lần chỉ giao hồ sơ của một đơn vị",
        )


def _people(ticked: Ticked, row: Transition) -> Any:
    """Whom the ticked dossiers may be given to: they lie in one office, so the first tells."""
    fitting = (dossier for dossier, _ in ticked if dossier.state in row.sources)
    first = next(fitting, None)
    return assignees_for(first, row) if first else User.objects.none()


def _lines(ticked: Ticked, ways: dict[int, str]) -> dict[str, Any]:
    lines = [
        {
            "tick": f"{dossier.display_code}:{seen}",
            "code": dossier.display_code,
            "name": dossier.applicant_name,
            "procedure": dossier.procedure.title,
            "step": dossier.label.staff,
            "way": ways.get(dossier.pk, ""),
        }
        for dossier, seen in ticked
    ]
    return {"ticked": lines, "asks_ink": BY_INK in ways.values()}
