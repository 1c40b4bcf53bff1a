"""One page for every action on a dossier, made from its row of the workflow table."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.desk import Desk, desk_of
from accounts.requests import SignedInRequest
from dossiers.forms.staff import SeenForm
from dossiers.lateness.forms import ask_cause
from dossiers.models import Dossier
from dossiers.services import asks_cause, row_for
from dossiers.staff.acts import name_of, row_at
from dossiers.staff.history import changes_since
from dossiers.views.act_pages import Visit, page_of
from dossiers.views.work_space import dossier_path, visible_dossier
from portal.lib.addresses import next_address
from portal.lib.errors import Refused
from portal.lib.money import dong_in_words

CONFLICT = 409


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: SignedInRequest, code: str, slug: str) -> HttpResponse:
    """GET: what the action asks for. POST: does it, once, if nobody was faster."""
    desk, dossier = desk_of(request), visible_dossier(request, code)
    row = row_at(slug, dossier.state)
    if row is None or not row.who & desk.user.permissions:
        raise Http404
    visit, page = Visit(desk, dossier, row), page_of(row)
    form = _form(request, visit)
    refused = None
    if request.method == "POST" and form.is_valid() and form.is_final():
        try:
            done = page.perform(visit, form)
        except Refused as error:
            refused = error
        else:
            messages.success(request, f"Xong: {name_of(row)} – hồ sơ {done.display_code}")
            return redirect(next_address(request, _after(done, desk)))
    refused = refused or _refusal(visit)
    if refused is not None:
        return _refused(request, visit, form, refused)
    context = _context(visit, form)
    return render(request, page.template, context, status=422 if form.errors else 200)


def _form(request: SignedInRequest, visit: Visit) -> SeenForm:
    initial = {"seen": visit.dossier.last_seq, "tiep": next_address(request, "")}
    posted = request.method == "POST"
    form: SeenForm = page_of(visit.row).form(
        visit,
        data=request.POST if posted else None,
        files=request.FILES if posted else None,
        initial=initial,
    )
    if asks_cause(visit.dossier, visit.row.action, visit.desk.at):
        ask_cause(form)
    return form


def _after(done: Dossier, desk: Desk) -> str:
    """The dossier's own page, or the queue when it has left the person's sight."""
    seen = Dossier.objects.visible_to(desk.user).filter(pk=done.pk).exists()
    return dossier_path(done) if seen else reverse("dossiers:queue")


def _refusal(visit: Visit) -> Refused | None:
    """Why the action cannot be done now, whatever is typed."""
    try:
        row_for(visit.dossier, visit.row.action, by=visit.desk.user)
        page_of(visit.row).check(visit)
    except Refused as refused:
        return refused
    return None


def _refused(
    request: SignedInRequest, visit: Visit, form: SeenForm, refused: Refused
) -> HttpResponse:
    """The same page with the sentence at its field, or with what others did meanwhile.

    Everything typed stays; the form then carries the dossier as it is now, so that whoever has
    read what changed may go on if the action is still possible.
    """
    if refused.code == "not_permitted":
        raise Http404
    context: dict[str, Any] = {}
    if refused.conflict or not form.is_bound:
        now = visible_dossier(request, visit.dossier.submission_code)
        visit = replace(visit, dossier=now)
        context = {
            "conflict": refused.message,
            "blocked": _refusal(visit) is not None,
            "changes": changes_since(now, form.seen_before()),
        }
        form.look_again(now.last_seq)
    else:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    context = _context(visit, form) | context
    status = refused.status if form.is_bound else CONFLICT
    return render(request, page_of(visit.row).template, context, status=status)


def _context(visit: Visit, form: SeenForm) -> dict[str, Any]:
    dossier = visit.dossier
    return {
        "dossier": dossier,
        "code": dossier.display_code,
        "procedure": dossier.procedure.title,
        "status": dossier.label,
        "label": name_of(visit.row),
        "danger": visit.row.reasons != "" or visit.row.outcome == "rejected",
        "form": form,
        "dossier_url": dossier_path(dossier),
        "preview": form.preview(),
        "fee": _fee_words(dossier),
        "conflict": "",
        "blocked": False,
        "changes": [],
    }


def _fee_words(dossier: Dossier) -> str:
    """What is still to be collected before the result is handed over."""
    owed = dossier.fee_amount and dossier.fee_paid_at is None
    return dong_in_words(dossier.fee_amount) if owed else ""
