"""One published report: its page, following it, what neighbours say, asking to take it down."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from feedback.models import Report
from feedback.public.finding import spelled
from feedback.public.forms import FixCheckForm, RemovalForm
from feedback.public.reading import public_page, with_page
from feedback.public.words import category_name
from feedback.services.following import ask_removal, check_fix, follow, unfollow
from portal.lib.addresses import client_network
from portal.lib.errors import Refused
from portal.lib.form_page import form_page
from portal.lib.limits import allow
from portal.lib.responses import refused_page

ACT = "feedback/public/act.html"
REMOVALS, DAY = 20, 86_400  # wishes from one network address a day


@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    """404 for whatever is not published: a code opens nothing more."""
    found = get_object_or_404(with_page(Report.objects.public()), code=spelled(code))
    user = request.user if request.user.is_authenticated else None
    citizen = user if user and user.is_citizen else None
    is_staff = bool(user) and citizen is None
    context = public_page(found, citizen, timezone.now(), is_staff=is_staff)
    return render(request, "feedback/public/report.html", context)


def _published(code: str) -> Report:
    return get_object_or_404(Report.objects.public().select_related("category"), code=spelled(code))


@require_http_methods(["GET", "HEAD", "POST"])
def follow_report(request: SignedInRequest, code: str) -> HttpResponse:
    """Tôi cũng gặp, and back; whoever comes here from signing in sees the report."""
    found = _published(code)
    page = reverse("feedback:report", args=[found.code])
    if request.method == "POST":
        try:
            _follow(request, found)
        except Refused as refused:
            return refused_page(request, refused, back_url=page)
    return redirect(page)


def _follow(request: SignedInRequest, found: Report) -> None:
    if "bo" in request.POST:
        unfollow(found, request.user)
        messages.success(request, _("Đã bỏ theo dõi phản ánh này."))
        return
    follow(found, request.user, at=timezone.now())
    messages.success(request, _("Đã ghi nhận ông/bà cũng gặp. Có bước mới, cổng sẽ báo tin."))


@require_http_methods(["GET", "HEAD", "POST"])
def check_report(request: SignedInRequest, code: str) -> HttpResponse:
    """A neighbour says whether it is mended."""
    found = _published(code)

    def act(form: FixCheckForm) -> HttpResponse:
        check_fix(found, request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Cảm ơn ông/bà đã xác nhận."))
        return redirect("feedback:report", found.code)

    form = FixCheckForm(request.POST if request.method == "POST" else None)
    return form_page(
        request, form, act, template=ACT, button=_("Gửi xác nhận"),
        heading=_("Xác nhận kết quả"),
        lead=_("Không ai thấy tên ông/bà. Người gửi phản ánh và cán bộ không tự xác nhận được."),
        **_about(found),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, code: str) -> HttpResponse:
    """Anybody may ask to take something down; the field only programs fill ends in nothing."""
    found = _published(code)

    def act(form: RemovalForm) -> HttpResponse:
        if not form.cleaned_data["website"]:
            _ask_removal(request, found, form)
        messages.success(request, _("Đã nhận đề nghị. Cán bộ xem xét trong 1 ngày làm việc."))
        return redirect("feedback:report", found.code)

    form = RemovalForm(request.POST if request.method == "POST" else None)
    return form_page(
        request, form, act, template=ACT, button=_("Gửi đề nghị"),
        heading=_("Đề nghị gỡ"),
        lead=_("Ảnh thấy rõ mặt người, biển số; chuyện riêng tư; lời xúc phạm: xin báo để gỡ."),
        **_about(found),
    )  # fmt: skip


def _ask_removal(request: HttpRequest, found: Report, form: RemovalForm) -> None:
    if not allow("report-removal", client_network(request), tries=REMOVALS, seconds=DAY):
        raise Refused(
            "too_many", _("Nơi này đã gửi nhiều đề nghị hôm nay. Xin gọi điện cho Một cửa")
        )
    words = {name: form.cleaned_data[name] for name in ("reason", "phone")}
    ask_removal(found, at=timezone.now(), **words)


def _about(found: Report) -> dict[str, Any]:
    return {
        "about": f"{category_name(found.category)} · {found.code}",
        "back_url": reverse("feedback:report", args=[found.code]),
    }
