"""`/qt/phan-anh/chan/`: phones and network addresses that may not report for some time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.identity import normalise_phone, show_phone
from accounts.requests import SignedInRequest
from feedback.models import Block
from feedback.services.blocking import block, lift
from feedback.settings_pages.choices import CHOOSE
from portal.lib.addresses import network_of
from portal.lib.dates import short_moment
from portal.lib.errors import Refused
from portal.lib.form_page import form_page
from portal.lib.forms import LineField, PortalForm
from portal.lib.numbers import read_mobile

_LATEST = 50
_DAYS = {"1": "1 ngày", "7": "7 ngày", "30": "30 ngày", "90": "90 ngày"}


class BlockForm(PortalForm):
    key = LineField(
        label="Số điện thoại hoặc địa chỉ mạng",
        max_length=60,
        help_text="Ví dụ 0905 123 318 hoặc 203.0.113.7. Một địa chỉ mạng có thể là của cả thôn",
    )
    days = forms.ChoiceField(label="Trong", choices=_DAYS.items(), error_messages=CHOOSE)
    reason = LineField(label="Lý do", max_length=200, help_text="Người bị chặn đọc được câu này")

    def clean_key(self) -> str:
        typed = self.cleaned_data["key"]
        try:
            return network_of(typed.removesuffix("/64"))
        except ValueError:
            pass
        try:
            return normalise_phone(read_mobile(typed))
        except Refused:
            raise forms.ValidationError(
                "Nhập số điện thoại 10 chữ số, hoặc địa chỉ mạng như 203.0.113.7"
            ) from None


@dataclass(frozen=True)
class BlockRow:
    pk: int
    key: str
    until: str
    about: str
    holds: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def blocks_page(request: SignedInRequest) -> HttpResponse:
    at = timezone.now()

    def add(form: BlockForm) -> HttpResponse:
        facts = form.cleaned_data
        until = at + timedelta(days=int(facts["days"]))
        block(facts["key"], until=until, reason=facts["reason"], by=request.user, at=at)
        messages.success(request, f"Đã chặn {_shown(facts['key'])} đến {short_moment(until)}")
        return redirect("feedback:blocks")

    form = BlockForm(request.POST if request.method == "POST" else None, initial={"days": "7"})
    known = Block.objects.select_related("by").order_by("-until", "-pk")[:_LATEST]
    rows = [_row(one, at) for one in known]
    template = "feedback/settings/blocks.html"
    return form_page(request, form, add, template=template, rows=rows, here="blocks")


@require_POST
def lift_block(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Block, pk=pk)
    lift(found, at=timezone.now())
    messages.success(request, f"Đã bỏ chặn {_shown(found.key)}")
    return redirect("feedback:blocks")


def _row(one: Block, at: datetime) -> BlockRow:
    holds = one.until > at
    until = f"{'đến' if holds else 'đã hết'} {short_moment(one.until)}"
    return BlockRow(one.pk, _shown(one.key), until, f"{one.reason} · {one.by.full_name}", holds)


def _shown(key: str) -> str:
    return show_phone(key) if key.startswith("+") else key
