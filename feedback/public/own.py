"""Own reports: by the secret link, by code and phone, of who is signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from feedback.media.homes import Home
from feedback.media.receiving import take_files
from feedback.media.traffic import count_files
from feedback.models import Report
from feedback.public.finding import TRACKED, find, spelled
from feedback.public.forms import FindForm, PhotosForm, RateForm, ReopenForm
from feedback.public.mine import my_cards, own_page
from feedback.public.reading import tracked_page, with_page
from feedback.public.words import category_name
from feedback.services.apply import Act, apply
from feedback.services.following import rate
from feedback.workflow import Action
from portal.lib.addresses import client_network
from portal.lib.errors import Refused
from portal.lib.form_page import form_page
from portal.lib.forms import PortalForm
from portal.lib.responses import private, refused_page

ACT = "feedback/public/act.html"


def reporters(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the report of the secret in the address; whoever has it is its reporter."""

    @private
    @wraps(view)
    def inner(request: HttpRequest, secret: str) -> HttpResponse:
        found = get_object_or_404(with_page(Report.objects.all()), secret=secret)
        return view(request, found)

    return inner


def _home(report: Report) -> str:
    return reverse("feedback:report-mine", args=[report.secret])


@reporters
@require_safe
def mine(request: HttpRequest, report: Report) -> HttpResponse:
    return render(request, "feedback/public/own.html", own_page(report, timezone.now()))


@private
@require_safe
def my_reports(request: SignedInRequest) -> HttpResponse:
    context = my_cards(request.user, at=timezone.now(), cursor=request.GET.get("trang", ""))
    return render(request, "feedback/public/mine.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def find_report(request: HttpRequest) -> HttpResponse:
    """Code and four digits by POST, so that they stand in no address."""

    def act(form: FindForm) -> HttpResponse:
        found = find(**form.cleaned_data, address=client_network(request))
        TRACKED.give(request, found.pk, at=timezone.now())
        return redirect("feedback:report-tracked", found.code)

    initial = {"code": request.GET.get("ma", "")[:40]}
    form = FindForm(request.POST if request.method == "POST" else None, initial=initial)
    return form_page(request, form, act, template="feedback/public/find.html")


@private
@require_safe
def tracked(request: HttpRequest, code: str) -> HttpResponse:
    """How it stands, for half an hour after code and digits were right."""
    at = timezone.now()
    granted = Report.objects.filter(pk__in=TRACKED.alive(request, at=at), code=spelled(code))
    found = with_page(granted).first()
    if found is None:
        return redirect(f"{reverse('feedback:report-find')}?ma={code[:40]}")
    return render(request, "feedback/public/tracked.html", tracked_page(found, at))


@reporters
@require_http_methods(["GET", "HEAD", "POST"])
def rate_answer(request: HttpRequest, report: Report) -> HttpResponse:
    def act(form: RateForm) -> HttpResponse:
        rate(report, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Cảm ơn ông/bà đã đánh giá."))
        return redirect(_home(report))

    form = RateForm(request.POST if request.method == "POST" else None)
    return _act_page(
        request, report, form, act, heading=_("Đánh giá câu trả lời"), button=_("Gửi đánh giá"),
        lead=_("Chỉ số sao được cộng vào số liệu chung; lời của ông/bà chỉ cán bộ đọc."),
    )  # fmt: skip


@reporters
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, report: Report) -> HttpResponse:
    """Once, with a reason."""

    def act(form: ReopenForm) -> HttpResponse:
        _apply(report, Action.REOPEN, note=form.cleaned_data["note"])
        messages.success(request, _("Đã mở lại. Đơn vị xem xét và trả lời lần nữa."))
        return redirect(_home(report))

    form = ReopenForm(request.POST if request.method == "POST" else None)
    return _act_page(
        request, report, form, act, heading=_("Đề nghị xem xét lại"), button=_("Mở lại phản ánh"),
        lead=_("Mở lại được một lần. Hạn đã hẹn không đổi, số liệu vẫn ghi là đúng hay trễ hẹn."),
    )  # fmt: skip


@reporters
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, report: Report) -> HttpResponse:
    """The reporter agrees that it is done."""
    if request.method != "POST":
        return redirect(_home(report))
    try:
        _apply(report, Action.CLOSE)
    except Refused as refused:
        return refused_page(request, refused, back_url=_home(report))
    messages.success(request, _("Cảm ơn ông/bà. Phản ánh đã kết thúc."))
    return redirect(_home(report))


@reporters
@require_http_methods(["GET", "HEAD", "POST"])
def add_photos(request: HttpRequest, report: Report) -> HttpResponse:
    """What can be taken is kept even when other files of the same POST cannot."""

    def act(form: PhotosForm) -> HttpResponse:
        photos = form.cleaned_data["photos"]
        count_files(client_network(request), photos, field="photos")
        problems = take_files(Home(report=report), photos, at=timezone.now())
        if problems:
            told = "; ".join(f"{one.name}: {one.sentence}" for one in problems)
            raise Refused("photos", told, field="photos")
        messages.success(request, _("Đã nhận ảnh. Kiểm tra xong sẽ hiện ở trang này."))
        return redirect(_home(report))

    if not report.is_open:
        over = Refused("closed", _("Phản ánh đã có kết quả nên không thêm ảnh được"), conflict=True)
        return refused_page(request, over, back_url=_home(report))
    form = PhotosForm(request.POST, request.FILES) if request.method == "POST" else PhotosForm()
    return _act_page(
        request, report, form, act, heading=_("Thêm ảnh"), button=_("Gửi ảnh"),
        lead=_("Ảnh chỉ cán bộ xử lý thấy; muốn công khai phải qua kiểm duyệt, che mặt, biển số."),
    )  # fmt: skip


def _apply(report: Report, action: Action, *, note: str = "") -> None:
    apply(report.pk, Act(action, None, timezone.now(), note=note, as_reporter=True))


def _act_page(
    request: HttpRequest,
    report: Report,
    form: PortalForm,
    act: Callable[..., HttpResponse],
    **words: Any,
) -> HttpResponse:
    about = f"{category_name(report.category)} · {report.code}"
    context = {"about": about, "back_url": _home(report), **words}
    return form_page(request, form, act, template=ACT, **context)
