"""Kiểm duyệt: nothing of a report is public before somebody has looked at it here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.desk import Desk, desk_of
from accounts.requests import SignedInRequest
from accounts.services import log_access
from feedback.desk.moderation_form import SIDES, ModerationForm, RefusalForm, first_answers
from feedback.desk.personal_words import Doubt, doubts_in, names_sender
from feedback.desk.sheet import publicity_of
from feedback.desk.views.reports import report_path, visible_report
from feedback.disclosure import address_for_all, is_rounded
from feedback.media.links import private_link
from feedback.models import Media, Report
from feedback.services.apply import may
from feedback.services.moderation import hide, publish
from feedback.workflow import Action, find
from portal.lib.addresses import next_address
from portal.lib.errors import Refused

_SENDER = Doubt("Người gửi", "Lời này có tên hoặc số điện thoại của chính người gửi")


@dataclass(frozen=True)
class Shown:
    """A picture as the page lets it be covered."""

    media: Media
    label: str
    url: str
    allowed: Any  # bound fields
    boxes: Any
    blank: tuple[str, ...] = ("",) * len(SIDES)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request: SignedInRequest, code: str) -> HttpResponse:
    """`do=preview` shows it as the public would see it; `do=publish` lets them."""
    desk, report = desk_of(request), _report(request, code)
    media = _pictures(report)
    if request.method != "POST":
        log_access(desk.user, "report.moderate", report.code, at=desk.at)
        return _page(request, report, _first_form(request, report, media))
    form = ModerationForm(request.POST, media=media)
    if not form.is_valid():
        return _page(request, report, form, status=422)
    if request.POST.get("do") == "preview":
        return _page(request, report, form, preview=True)
    try:
        _publish(report, form, desk)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        form.look_again(report.last_seq)
        return _page(request, report, form, status=refused.status)
    messages.success(request, f"Đã công khai phản ánh {report.code}")
    return redirect(next_address(request, report_path(report)))


@require_POST
def withhold(request: SignedInRequest, code: str) -> HttpResponse:
    """Not public, or no longer; why is written down."""
    desk, report = desk_of(request), _report(request, code)
    form, status = RefusalForm(request.POST), 422
    if form.is_valid():
        try:
            hide(report, reason=form.cleaned_data["reason"], by=desk.user, at=desk.at)
        except Refused as refused:
            form.add_error("reason", refused.message)
            status = refused.status
        else:
            messages.success(request, f"Phản ánh {report.code} không công khai")
            return redirect(next_address(request, report_path(report)))
    first = _first_form(request, report, _pictures(report))
    return _page(request, report, first, refusal=form, status=status)


def _publish(report: Report, form: ModerationForm, desk: Desk) -> None:
    text = form.cleaned_data["text"]
    if report.last_seq != form.cleaned_data["seen"]:
        raise Refused(
            "changed", "Phản ánh vừa có thay đổi. Xem lại rồi bấm Công khai lần nữa", conflict=True
        )
    address = form.cleaned_data["address"]
    if _doubts(report, text, address) and not form.cleaned_data["looked"]:
        raise Refused("doubts", "Xem các chỗ được nhắc, sửa hoặc đánh dấu đã xem", field="looked")
    pictures = form.pictures()
    publish(report, text=text, address=address, pictures=pictures, by=desk.user, at=desk.at)


def _report(request: SignedInRequest, code: str) -> Report:
    report = visible_report(request, code)
    row = find(Action.PUBLISH, report.state)
    if not report.category.may_be_public or report.about_conduct:
        raise Http404
    if not may(row, report, request.user):
        raise Http404
    return report


def _pictures(report: Report) -> list[Media]:
    """Checked ones; none where the category is published without."""
    if is_rounded(report):
        return []
    clean = report.media.filter(state=Media.State.CLEAN)
    return list(clean.prefetch_related("blurs").order_by("order", "id"))


def _first_form(request: SignedInRequest, report: Report, media: Sequence[Media]) -> ModerationForm:
    initial = first_answers(report, media) | {"tiep": next_address(request, "")}
    return ModerationForm(media=media, initial=initial)


def _doubts(report: Report, text: str, address: str) -> list[Doubt]:
    """Of the words and of the address, which the public reads too."""
    read = f"{text}\n{address_for_all(report, address)}"
    found = doubts_in(read)
    return [_SENDER, *found] if names_sender(read, report) else found


def _page(
    request: SignedInRequest,
    report: Report,
    form: ModerationForm,
    *,
    preview: bool = False,
    refusal: RefusalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    text, address = (str(form[name].value() or "") for name in ("text", "address"))
    context = {
        "report": report,
        "form": form,
        "refusal": refusal or RefusalForm(initial={"seen": report.last_seq}, auto_id="go_%s"),
        "pictures": [_shown(one, form, request.user) for one in form.media_shown],
        "doubts": _doubts(report, text, address),
        "publicity": publicity_of(report),
        "rounded": is_rounded(report),
        "address": address_for_all(report, address),
        "preview": preview,
        "report_url": report_path(report),
        "next_url": next_address(request, ""),
    }
    return render(request, "feedback/desk/moderate.html", context, status=status)


def _shown(media: Media, form: ModerationForm, user: Any) -> Shown:
    return Shown(
        media=media,
        label=media.get_phase_display().lower(),
        url=private_link(media, "large", to=user),
        allowed=form[f"anh_{media.pk}"],
        boxes=form[f"vung_{media.pk}"],
    )
