"""`/qt/phan-anh/khoa/`: keys of programs that write by Open311; each is shown once."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from feedback.models import Application
from feedback.services.applications import issue, revoke
from feedback.settings_pages.own import own_root, own_root_id
from portal.lib.dates import short_day
from portal.lib.form_page import form_page
from portal.lib.forms import LineField, PortalForm


class KeyForm(PortalForm):
    name = LineField(label="Tên chương trình", max_length=80, help_text="Ví dụ: Tổng đài 1022")
    contact = LineField(
        label="Người phụ trách", max_length=200, required=False, help_text="Tên, điện thoại, thư"
    )
    is_test = forms.BooleanField(
        label="Khóa thử: phản ánh gửi bằng khóa này không giao cho ai, không hiện ra ngoài",
        required=False,
    )


@dataclass(frozen=True)
class KeyRow:
    pk: int
    name: str
    about: str
    start: str
    is_test: bool
    is_revoked: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys_page(request: SignedInRequest) -> HttpResponse:
    """A new key is in the answer to the form and nowhere else: opened again, the page lacks it."""

    def give(form: KeyForm) -> HttpResponse:
        made, key = issue(own_root(request), at=timezone.now(), **form.cleaned_data)
        shown = {"name": made.name, "key": key, "is_test": made.is_test}
        context = {"form": KeyForm(), "shown": shown, **_context(request)}
        return render(request, "feedback/settings/keys.html", context)

    form = KeyForm(request.POST if request.method == "POST" else None)
    template = "feedback/settings/keys.html"
    return form_page(request, form, give, template=template, shown=None, **_context(request))


@require_POST
def revoke_key(request: SignedInRequest, pk: int) -> HttpResponse:
    application = get_object_or_404(Application, pk=pk, root_unit=own_root_id(request))
    revoke(application, at=timezone.now())
    messages.success(request, f"Đã thu hồi khóa của {application.name}")
    return redirect("feedback:keys")


def _context(request: SignedInRequest) -> dict[str, object]:
    keys = Application.objects.filter(root_unit=own_root_id(request))
    found = sorted(keys, key=lambda one: (one.revoked_at is not None, -one.pk))
    return {"rows": [_row(one) for one in found], "here": "keys"}


def _row(one: Application) -> KeyRow:
    about = [f"cấp {short_day(one.created_at)}"]
    if one.revoked_at:
        about.append(f"thu hồi {short_day(one.revoked_at)}")
    if one.contact:
        about.append(one.contact)
    return KeyRow(
        one.pk, one.name, " · ".join(about), one.key_start, one.is_test, one.revoked_at is not None
    )
