"""Pages of letters: what waits, one letter, many at once, and how offices keep the duty."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.desk import Desk, desk_of
from accounts.permissions import Perm
from accounts.requests import SignedInRequest
from dossiers.lateness import compliance, lists
from dossiers.lateness.apologies import (
    Proposal,
    asks_superior,
    propose,
    sign_as,
    sign_many,
)
from dossiers.lateness.dates import proposed_date
from dossiers.lateness.forms import ApologyForm
from dossiers.lateness.letters import letters_of, may_submit, waiting_letters_of
from dossiers.models import Apology, Dossier
from dossiers.staff.ticks import seen_by_code
from dossiers.views.bulk import tell_each
from dossiers.views.work_space import dossier_path, visible_dossier
from portal.lib.addresses import next_address
from portal.lib.dates import local_day, long_day, short_day
from portal.lib.errors import Refused
from portal.lib.pages import keyset_page
from portal.lib.responses import refused_page

SIGN_LABEL = "Ký và gửi văn bản xin lỗi"


@never_cache
@require_safe
def apologies(request: SignedInRequest) -> HttpResponse:
    """What this person writes, puts forward or signs; what was sent."""
    desk = desk_of(request)
    tab = lists.tab_of(desk.user, request.GET.get("muc", ""))
    order = "signed_at" if tab is lists.SENT else "drafted_at"
    page = keyset_page(
        lists.columns(lists.letters_in(tab, desk.user)), order,
        cursor=request.GET.get("trang", ""), size=lists.PAGE_SIZE, newest_first=tab is lists.SENT,
    )  # fmt: skip
    here = f"?muc={tab.slug}"
    context = {
        "tab": tab,
        "tabs": lists.tabs_for(desk.user, tab),
        "rows": lists.rows_of(page.rows, desk.user, desk.calendar, desk.at),
        "may_sign": tab is lists.TO_SIGN and Perm.SIGN in desk.user.permissions,
        "sent": tab is lists.SENT,
        "may_compare": Perm.SEARCH_ALL in desk.user.permissions,
        "previous": f"{here}&trang={page.previous_cursor}" if page.previous_cursor else "",
        "next": f"{here}&trang={page.next_cursor}" if page.next_cursor else "",
        "here": f"{request.path}{here}",
    }
    return render(request, "dossiers/late/apologies.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: SignedInRequest, code: str) -> HttpResponse:
    """One letter: the holder writes it, the head puts it forward, the leader signs and sends it."""
    desk, dossier = desk_of(request), visible_dossier(request, code)
    apology = _waiting(desk, dossier)
    if apology is None:
        return render(request, "dossiers/late/letter.html", _context(desk, dossier), status=409)
    form = _form(request, desk, apology)
    if request.method == "POST" and form.is_valid():
        try:
            done = _perform(request, desk, apology, form)
        except Refused as refused:
            if refused.code == "not_permitted":
                raise Http404 from refused
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
            context = _context(desk, dossier, apology, form)
            return render(request, "dossiers/late/letter.html", context, status=refused.status)
        messages.success(request, done)
        return redirect(next_address(request, reverse("dossiers:apologies")))
    context = _context(desk, dossier, apology, form)
    return render(request, "dossiers/late/letter.html", context, status=422 if form.errors else 200)


def _waiting(desk: Desk, dossier: Dossier) -> Apology | None:
    """The letter that waits; None when all are over; 404 for whom none of them concerns."""
    waiting = waiting_letters_of(desk.user).filter(dossier=dossier)
    letter = waiting.select_related("proposed_by").first()
    if letter is not None:
        letter.dossier = dossier  # with all that its page names
    elif not letters_of(desk.user).filter(dossier=dossier).exists():
        raise Http404
    return letter


def _form(request: SignedInRequest, desk: Desk, apology: Apology) -> ApologyForm:
    dossier = apology.dossier
    said = apology.new_date if apology.new_date and apology.new_date > desk.at else None
    initial = {
        "seen": dossier.last_seq,
        "tiep": next_address(request, ""),
        "late_cause": apology.cause,
        "late_note": apology.cause_note,
        "new_date": local_day(said) if said else proposed_date(dossier, desk.at),
        "superior_reason": apology.superior_reason,
    }
    return ApologyForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        has_date=dossier.is_open,
        asks_reason=Perm.SIGN in desk.user.permissions and asks_superior(apology),
    )


def _perform(request: SignedInRequest, desk: Desk, apology: Apology, form: ApologyForm) -> str:
    """Does what the pressed button says; returns what to tell."""
    facts, code = form.cleaned_data, apology.dossier.display_code
    proposal = Proposal(
        cause=facts["late_cause"],
        cause_note=facts["late_note"],
        new_date=facts.get("new_date"),
        superior_reason=facts.get("superior_reason", ""),
    )
    if request.POST.get("viec") == "ky":
        sign_as(apology, proposal, by=desk.user, at=desk.at, seen=facts["seen"])
        return f"Đã ký và gửi văn bản xin lỗi – hồ sơ {code}"
    propose(apology, proposal, by=desk.user, at=desk.at)
    if may_submit(desk.user):
        return f"Đã trình ký văn bản xin lỗi – hồ sơ {code}"
    return f"Đã lưu văn bản xin lỗi để lãnh đạo phòng trình ký – hồ sơ {code}"


def _context(
    desk: Desk, dossier: Dossier, apology: Apology | None = None, form: ApologyForm | None = None
) -> dict[str, Any]:
    return {
        "label": "Văn bản xin lỗi, hẹn lại ngày trả kết quả",
        "procedure": dossier.procedure.title,
        "code": dossier.display_code,
        "dossier": dossier,
        "status": dossier.label,
        "dossier_url": dossier_path(dossier),
        "form": form,
        "apology": apology,
        "missed": long_day(apology.missed_at) if apology else "",
        "proposed": _proposed(apology),
        "may_sign": Perm.SIGN in desk.user.permissions,
        "may_submit": may_submit(desk.user),
    }


def _proposed(apology: Apology | None) -> str:
    if apology is None or apology.proposed_at is None:
        return ""
    return f"{apology.proposed_by} · {short_day(apology.proposed_at)}"


@never_cache
@require_POST
def sign_letters(request: SignedInRequest) -> HttpResponse:
    """Without `xac-nhan` the page that asks; with it each is signed, then what became of each."""
    desk, back = desk_of(request), next_address(request, reverse("dossiers:apologies"))
    try:
        seen = seen_by_code(request.POST.getlist("ho-so"))
    except Refused as refused:
        return refused_page(request, refused, back_url=back)
    waiting = waiting_letters_of(desk.user).filter(dossier__code__in=seen)
    if "xac-nhan" in request.POST:
        found = waiting.select_related("dossier")
        ticked = [(one, seen[one.dossier.display_code]) for one in found]
        outcomes = sign_many(ticked, by=desk.user, at=desk.at)
        return tell_each(request, SIGN_LABEL, outcomes, back)
    rows = lists.rows_of(list(lists.columns(waiting)), desk.user, desk.calendar, desk.at)
    return render(request, "dossiers/late/sign_many.html", {"rows": rows, "back": back})


@never_cache
@require_safe
def figures(request: SignedInRequest) -> HttpResponse:
    """By office: missed dates, and the letters for them."""
    desk = desk_of(request)
    question = compliance.Question.read(request.GET, desk.at)
    context = {
        "periods": [
            {"label": label, "url": f"?ky={slug}", "here": slug == question.period.slug}
            for slug, label in compliance.PERIODS.items()
        ],
        "heads": [label for label, _ in compliance.KINDS.values()],
        "lines": compliance.lines(desk.user, question, desk.at, desk.calendar),
        "start": short_day(question.period.start),
        "end": short_day(question.period.last_day),
    }
    return render(request, "dossiers/late/figures.html", context)


@never_cache
@require_safe
def behind_figure(request: SignedInRequest) -> HttpResponse:
    """The dossiers that one number of that page counts."""
    desk = desk_of(request)
    question = compliance.Question.read(request.GET, desk.at)
    found = compliance.columns(compliance.listed(desk.user, question, desk.at))
    page = keyset_page(found, "updated_at", cursor=request.GET.get("trang", ""), newest_first=True)
    here = f"?{question.query(question.office, question.kind)}"
    context = {
        "title": compliance.KINDS[question.kind][0],
        "office": compliance.office_name(question.office),
        "start": short_day(question.period.start),
        "end": short_day(question.period.last_day),
        "rows": [compliance.row_of(line) for line in page.rows],
        "back": f"{reverse('dossiers:apology-figures')}?ky={question.period.slug}",
        "previous": f"{here}&trang={page.previous_cursor}" if page.previous_cursor else "",
        "next": f"{here}&trang={page.next_cursor}" if page.next_cursor else "",
    }
    return render(request, "dossiers/late/dossiers.html", context)
