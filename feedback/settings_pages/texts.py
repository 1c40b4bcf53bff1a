"""`/qt/phan-anh/cau-mau/`: ready words for answers, by act and by kind."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from feedback.models import CannedText
from feedback.services.checks import LONGEST
from feedback.settings_pages.choices import CHOOSE, kind_field
from feedback.settings_pages.own import own_root_id
from feedback.workflow import TRANSITIONS
from portal.lib.form_page import form_page
from portal.lib.forms import LineField, LinesField, PortalForm

ACTIONS = {row.action.value: row.label for row in TRANSITIONS if row.answer_required}
_ANY = "Mọi lần trả lời"


class TextForm(PortalForm):
    title = LineField(label="Tên gọi", max_length=80, help_text="Cán bộ chọn theo tên này")
    action = forms.ChoiceField(
        label="Dùng khi",
        choices=[("", _ANY), *ACTIONS.items()],
        required=False,
        error_messages=CHOOSE,
    )
    category = forms.ChoiceField()
    text = LinesField(
        label="Nội dung", max_length=LONGEST,
        help_text="Chỗ cán bộ phải điền ghi dấu …; người dân đọc nguyên văn câu này",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = kind_field("Cho loại phản ánh", "Mọi loại")


@dataclass(frozen=True)
class TextRow:
    pk: int
    title: str
    about: str
    text: str


@never_cache
@require_safe
def texts_page(request: SignedInRequest) -> HttpResponse:
    texts = CannedText.objects.filter(root_unit=own_root_id(request))
    found = texts.annotate(kind=F("category__name")).order_by("action", "title")
    rows = [
        TextRow(
            one.pk, one.title, f"{ACTIONS.get(one.action, _ANY)} · {one.kind or 'mọi loại'}",
            one.text,
        )
        for one in found
    ]  # fmt: skip
    return render(request, "feedback/settings/texts.html", {"rows": rows, "here": "texts"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_text(request: SignedInRequest) -> HttpResponse:
    return _text_page(request, CannedText(root_unit_id=own_root_id(request)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def text_page(request: SignedInRequest, pk: int) -> HttpResponse:
    return _text_page(request, _own(request, pk))


def _text_page(request: SignedInRequest, text: CannedText) -> HttpResponse:
    def save(form: TextForm) -> HttpResponse:
        facts = form.cleaned_data
        text.title, text.action, text.text = facts["title"], facts["action"], facts["text"]
        text.category_id = int(facts["category"]) if facts["category"] else None
        text.save()
        messages.success(request, f"Đã lưu câu mẫu “{text.title}”")
        return redirect("feedback:texts")

    initial = {name: getattr(text, name) for name in ("title", "action", "text")}
    initial["category"] = text.category_id or ""
    form = TextForm(request.POST if request.method == "POST" else None, initial=initial)
    return form_page(
        request, form, save, template="feedback/settings/text.html", text=text, here="texts"
    )


@require_POST
def drop_text(request: SignedInRequest, pk: int) -> HttpResponse:
    text = _own(request, pk)
    text.delete()
    messages.success(request, f"Đã bỏ câu mẫu “{text.title}”")
    return redirect("feedback:texts")


def _own(request: SignedInRequest, pk: int) -> CannedText:
    return get_object_or_404(CannedText, pk=pk, root_unit=own_root_id(request))
