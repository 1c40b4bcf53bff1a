"""/qt/zalo/: the account that messages leave by, its tokens and its templates."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from notifications.kinds import KINDS
from notifications.models import ZaloAccount
from notifications.wording.variables import variables_of
from notifications.zalo.accounts import check, drop_template, save_account, save_template
from notifications.zalo.forms import AccountForm, TemplateForm, lines_of
from notifications.zalo.rows import KINDS_BY_ZALO, account_rows
from portal.lib.errors import Refused
from portal.lib.form_page import form_page

LIST = "notifications:zalo"


@require_GET
def accounts_page(request: HttpRequest) -> HttpResponse:
    accounts = ZaloAccount.objects.prefetch_related("templates").order_by("pk")
    rows = account_rows(accounts, at=timezone.now())
    return render(request, "notifications/zalo/accounts.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def account_page(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    account = get_object_or_404(ZaloAccount, pk=pk) if pk else None
    form = AccountForm(request.POST or None, account=account)

    def save(form: AccountForm) -> HttpResponse:
        saved = save_account(account, form.cleaned_data)
        messages.success(request, f"Đã lưu tài khoản {saved.name}.")
        return redirect(LIST)

    return form_page(
        request, form, save, template="notifications/zalo/account.html", account=account,
        report_address=settings.SITE_URL + reverse("notifications:zalo-report"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def template_page(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Saved with an ID, dropped by its own button."""
    account = get_object_or_404(ZaloAccount, pk=pk)
    if KINDS.get(kind) not in KINDS_BY_ZALO:
        raise Http404
    if "drop" in request.POST:
        drop_template(account, kind)
        messages.success(request, f"“{KINDS[kind].label}” từ nay không gửi qua Zalo.")
        return redirect(LIST)
    template = account.templates.filter(kind=kind).first()
    initial = {}
    if template:
        fields = lines_of(template.fields, kind)
        initial = {"template_id": template.template_id, "fields_of": fields}
    form = TemplateForm(request.POST or None, kind=kind, initial=initial)

    def save(form: TemplateForm) -> HttpResponse:
        found = form.cleaned_data
        save_template(account, kind, template_id=found["template_id"], fields=found["fields_of"])
        messages.success(request, f"Đã gắn mẫu Zalo cho “{KINDS[kind].label}”.")
        return redirect(LIST)

    return form_page(
        request, form, save, template="notifications/zalo/template.html",
        label=KINDS[kind].label, variables=variables_of(kind), is_there=template is not None,
    )  # fmt: skip


@require_POST
def check_account(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        quota = check(get_object_or_404(ZaloAccount, pk=pk), at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        words = f"Zalo trả lời tốt: hôm nay còn gửi được {quota.left} trên {quota.daily} tin."
        messages.success(request, words)
    return redirect(LIST)
