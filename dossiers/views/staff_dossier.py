"""One dossier on the staff's screen: page, files, notes, whole numbers, the fee."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.desk import desk_of
from accounts.permissions import Perm
from accounts.requests import SignedInRequest
from accounts.services import log_access
from dossiers.documents.kept import paper_links
from dossiers.files.serving import file_response
from dossiers.forms.staff import NoteForm
from dossiers.lateness.lists import letter_on_sheet
from dossiers.models import Dossier, SupplementItem
from dossiers.services import add_note, record_fee
from dossiers.staff.acts import buttons_for
from dossiers.staff.sheet import results_of
from dossiers.views.staff_messages import told
from dossiers.views.work_space import dossier_path, open_sheet, unmask, visible_dossier
from dossiers.workflow import WAITING_FOR_CITIZEN
from portal.lib.addresses import next_address
from portal.lib.errors import Refused
from portal.lib.responses import refused_page

PARTS = (
    ("thong-tin", "Thông tin"),
    ("giay-to", "Giấy tờ"),
    ("qua-trinh", "Quá trình"),
    ("tin-nhan", "Tin nhắn"),
    ("viec", "Việc cần làm, ghi chú"),
)


@never_cache
@require_safe
def staff_dossier(request: SignedInRequest, code: str) -> HttpResponse:
    """Everything about the dossier: Thông tin, Giấy tờ, Quá trình, Tin nhắn, Ghi chú."""
    desk, dossier = desk_of(request), visible_dossier(request, code)
    sheet, next_url = open_sheet(request, dossier, desk), next_address(request, "")
    fee_due = bool(dossier.fee_amount) and dossier.fee_paid_at is None
    context = {
        "sheet": sheet,
        "results": results_of(dossier),
        "letter": letter_on_sheet(sheet, desk.user, desk.at),
        "asked": _asked(dossier) if dossier.state in WAITING_FOR_CITIZEN else [],
        "prints": paper_links(dossier, "dossiers:paper"),
        "acts": buttons_for(dossier, desk.user, next_url),
        "here": f"{request.path}?{urlencode({'tiep': next_url})}" if next_url else request.path,
        "back": next_url or reverse("dossiers:queue"),
        "parts": [{"label": label, "url": f"#{part}", "here": False} for part, label in PARTS],
        "told": told(dossier),
        "may_call": Perm.MESSAGES in desk.user.permissions,
        "may_collect": fee_due and Perm.COLLECT_FEE in desk.user.permissions,
    }
    return render(request, "dossiers/staff/dossier.html", context)


def _asked(dossier: Dossier) -> list[SupplementItem]:
    """What the person was asked to supplement and has not answered yet."""
    items = SupplementItem.objects.filter(request__dossier=dossier, request__answered_at=None)
    return list(items)


@never_cache
@require_safe
def staff_file(request: SignedInRequest, code: str, pk: int) -> HttpResponseBase:
    """A file of the dossier; that it was looked at is logged."""
    desk, dossier = desk_of(request), visible_dossier(request, code)
    attachment = dossier.attachments.select_related("file").filter(pk=pk).first()
    if attachment is None:
        raise Http404
    log_access(desk.user, "dossier.file", dossier.display_code, at=desk.at)
    return file_response(attachment)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: SignedInRequest, code: str) -> HttpResponse:
    desk, dossier = desk_of(request), visible_dossier(request, code)
    back = next_address(request, dossier_path(dossier))
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_note(dossier, by=desk.user, at=desk.at, text=form.cleaned_data["text"])
        except Refused as refused:
            form.add_error(refused.field or None, refused.message)
        else:
            messages.success(request, "Đã lưu ghi chú")
            return redirect(back)
    context = {"form": form, "dossier": dossier, "back": back}
    status = 422 if form.errors else 200
    return render(request, "dossiers/staff/note.html", context, status=status)


@require_POST
def unmask_numbers(request: SignedInRequest, code: str) -> HttpResponse:
    """Whole personal number and phone, for a few minutes; the click is logged."""
    desk, dossier = desk_of(request), visible_dossier(request, code)
    unmask(request, dossier, desk)
    return redirect(next_address(request, dossier_path(dossier)))


@require_POST
def fee(request: SignedInRequest, code: str) -> HttpResponse:
    desk, dossier = desk_of(request), visible_dossier(request, code)
    back = next_address(request, dossier_path(dossier))
    try:
        record_fee(dossier, by=desk.user, at=desk.at)
    except Refused as refused:
        return refused_page(request, refused, back_url=back)
    messages.success(request, "Đã ghi nhận thu phí, lệ phí")
    return redirect(back)
