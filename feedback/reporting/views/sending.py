"""The last two pages: looking everything over and sending it, and the receipt."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from feedback.models import Report, ReportDraft
from feedback.reporting.access import BEGUN, draft_page
from feedback.reporting.forms import SendForm
from feedback.reporting.journey import CHECK, Journey
from feedback.reporting.limits import count_sending
from feedback.reporting.pages import check_context, receipt_context, step_context
from feedback.services.sending import Person, Sending, send
from portal.lib.addresses import client_network
from portal.lib.errors import Refused
from portal.lib.responses import private

SHOWN = ("category", "unit", "reporter")  # of a report, on its receipt


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def check(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Sent only as it was seen here."""
    if request.method != "POST":
        return _show(request, journey, SendForm())
    form, status = SendForm(request.POST), 422
    form.is_valid()
    if journey.unfinished:
        form.add_error(None, "Còn mục chưa xong nên chưa gửi được. Xin làm nốt các mục dưới đây")
    elif request.POST.get("da_thay") != journey.draft.saved_at.isoformat():
        form.add_error(None, "Phản ánh vừa được sửa ở máy hoặc thẻ khác. Xin xem lại rồi gửi")
        status = 409
    elif form.cleaned_data.get("website"):
        form.add_error(None, "Chưa gửi được. Xin tải lại trang này rồi bấm Gửi lần nữa")
    else:
        try:
            return _send(request, journey)
        except Refused as refused:
            form.add_error(None, refused.message)
            status = refused.status
    return _show(request, journey, form, status=status)


def _show(
    request: HttpRequest, journey: Journey, form: SendForm, status: int = 200
) -> HttpResponse:
    context = {**step_context(journey, CHECK), **check_context(journey), "form": form}
    return render(request, "feedback/new/check.html", context, status=status)


def _send(request: HttpRequest, journey: Journey) -> HttpResponse:
    at, draft = timezone.now(), journey.draft
    count_sending(
        phone=draft.proved_phone if journey.is_reachable else "",
        device=request.session.session_key or "",
        address=client_network(request),
        at=at,
    )
    send(_sending(journey), by=None, at=at)
    request.session.pop(BEGUN, None)
    return redirect("feedback:draft-sent", draft.token)


def _sending(journey: Journey) -> Sending:
    draft, category = journey.draft, journey.category
    if category is None:
        raise Refused("no_category", "Chọn loại việc trước khi gửi")
    proved = journey.is_reachable
    return Sending(
        root_unit=None,
        category=category,
        text=draft.text,
        channel=Report.Channel.WEB,
        person=Person(
            name=draft.name,
            phone=draft.phone if proved else "",
            user=draft.user if proved else None,
            is_proved=proved,
        ),
        submit_key=draft.submit_key,
        lat=draft.lat,
        long=draft.long,
        accuracy=draft.accuracy,
        located=draft.located or Report.Located.ADDRESS,
        address=draft.address,
        answers=draft.answers,
        draft=draft,
    )


@private
@require_safe
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt: the same page however often it is opened."""
    found = ReportDraft.objects.select_related(*(f"sent_as__{part}" for part in SHOWN))
    draft = get_object_or_404(found, token=token)
    if draft.sent_as is None:
        return redirect(Journey(draft).next_to_do)
    own = reverse("feedback:report-mine", args=[draft.sent_as.secret])
    context = {"token": token, **receipt_context(draft.sent_as, f"{settings.SITE_URL}{own}")}
    return render(request, "feedback/new/sent.html", context)
