"""Tiếp nhận tại quầy: one page, complete without scripts; every button posts the whole page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedInRequest
from dossiers.documents.kept import papers_of
from dossiers.forms.intake import GuidanceForm, RefusalForm
from dossiers.intake import accept
from dossiers.intake.drafts import answers_of
from dossiers.intake.page import FormGroup, Intake
from dossiers.intake.procedure import label_of, suggestions
from dossiers.intake.promise import promise_of
from dossiers.models import Dossier
from portal.lib.errors import Refused
from portal.lib.responses import pdf_response

PERSON_AND_REQUEST = frozenset({"applicant", "request"})
EVERYTHING = PERSON_AND_REQUEST | {"papers", "fee"}
# Names of buttons and of what they say only once; the rest is carried to the short pages.
NOT_CARRIED = {"csrfmiddlewaretoken", "note", "reason", "do", "resume", "unlock", "all_papers"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: SignedInRequest) -> HttpResponse:
    """GET begins, `?ma=` with a procedure; POST goes on, and `do=accept` receives."""
    at = timezone.now()
    if request.method != "POST":
        data = QueryDict(mutable=True)
        data["procedure"] = request.GET.get("ma", "")
        return _page(request, Intake(request.user, data, at=at))
    if request.POST.get("do") != "accept":
        return _page(request, Intake(request.user, request.POST, request.FILES, at=at))
    page = Intake(request.user, request.POST, request.FILES, at=at, checked=EVERYTHING)
    if page.form.errors:
        return _page(request, page)
    try:
        dossier = accept.receive(page)
    except Refused as refused:
        page.refuse(refused)
        return _page(request, page, status=refused.status)
    if dossier.received_at is None:
        messages.info(request, "Người dân vừa gửi bản nháp này trực tuyến. Tiếp nhận tại đây")
        return redirect("dossiers:staff-dossier", dossier.display_code)
    return redirect("dossiers:intake-done", dossier.display_code)


@never_cache
@require_GET
def procedure_options(request: HttpRequest) -> HttpResponse:
    """Options of the procedure box while somebody types (htmx)."""
    text = request.GET.get("procedure", "").strip()
    rows = suggestions(text) if text else []
    context = {"labels": [label_of(row) for row in rows]}
    return render(request, "dossiers/intake/_options.html", context)


@never_cache
@require_POST
def guidance(request: SignedInRequest) -> HttpResponse:
    """Hướng dẫn bổ sung: what is missing, printed as Mẫu 02 without accepting anything."""
    at = timezone.now()
    page = Intake(request.user, request.POST, request.FILES, at=at, checked=PERSON_AND_REQUEST)
    if page.form.errors:
        return _page(request, page)
    printing = request.POST.get("do") == "print"
    form = GuidanceForm(request.POST) if printing else GuidanceForm()
    if printing and form.is_valid():
        try:
            pdf = accept.guidance_sheet(page, form)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            return pdf_response(pdf, "huong-dan-bo-sung.pdf")
    return _short_page(request, "dossiers/intake/guidance.html", page, form)


@never_cache
@require_POST
def refusal(request: SignedInRequest) -> HttpResponse:
    """Từ chối tiếp nhận: the reason on a page of its own, then the refused dossier and Mẫu 03."""
    at = timezone.now()
    page = Intake(request.user, request.POST, request.FILES, at=at, checked=PERSON_AND_REQUEST)
    if page.form.errors:
        return _page(request, page)
    confirmed = request.POST.get("do") == "refuse"
    form = RefusalForm(request.POST) if confirmed else RefusalForm()
    if confirmed and form.is_valid():
        try:
            dossier = accept.refuse(page, form)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            return redirect("dossiers:intake-done", dossier.display_code)
    return _short_page(request, "dossiers/intake/refusal.html", page, form)


@never_cache
@require_GET
def intake_done(request: SignedInRequest, code: str) -> HttpResponse:
    """What was issued, the paper to print, and the next person."""
    visible = Dossier.objects.visible_to(request.user).with_code(code)
    dossier = get_object_or_404(visible.select_related("procedure"))
    papers = papers_of(dossier)
    if dossier.received_by_id is None and not papers:
        raise Http404
    posted = dossier.arrived_at is not None
    promise = promise_of(dossier.due_at, "Hẹn trả kết quả", at=timezone.now(), posted=posted)
    context = {
        "dossier": dossier,
        "title": dossier.procedure.title,
        "promise": promise,
        "paper": papers[-1] if papers else None,
    }
    return render(request, "dossiers/intake/done.html", context)


def _page(request: SignedInRequest, page: Intake, *, status: int = 0) -> HttpResponse:
    focus = None if page.refreshing else page.next_field()
    if focus is not None:
        focus.field.widget.attrs["autofocus"] = True
    context = {
        "intake": page,
        "form": page.form,
        "answers": answers_of(page.draft) if page.draft else [],
    }
    status = status or (422 if page.form.errors else 200)
    return render(request, "dossiers/intake/page.html", context, status=status)


def _short_page(
    request: SignedInRequest, template: str, page: Intake, form: GuidanceForm | RefusalForm
) -> HttpResponse:
    carried = [
        (name, value)
        for name, values in page.data.lists()
        if name not in NOT_CARRIED
        for value in values
    ]
    context = {
        "intake": page,
        "form": FormGroup(form),
        "fields": form,
        "carried": carried,
    }
    return render(request, template, context, status=422 if form.errors else 200)
