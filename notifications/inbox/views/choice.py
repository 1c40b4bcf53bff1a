"""A citizen chooses how to hear from the office, and confirms an e-mail address."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.identity import show_phone
from accounts.requests import SignedInRequest
from accounts.services import set_email
from notifications.inbox import choosing
from notifications.inbox.choosing import Begun
from notifications.inbox.forms import ChoiceForm, EmailCodeForm
from portal.lib.addresses import client_network
from portal.lib.errors import Refused

WAITING = "email_to_confirm"  # in the session


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: SignedInRequest) -> HttpResponse:
    form = ChoiceForm(request.POST if request.method == "POST" else None, initial=_chosen(request))
    if form.is_valid():
        try:
            return _save(request, form)
        except Refused as refused:
            form.add_error("email", refused.message)
    context = {
        "form": form,
        "crumbs": [{"label": _("Thông báo"), "url": reverse("notifications:inbox")}],
        "phone": show_phone(request.user.phone),
        "always": choosing.always_by_sms(),
        "is_stopped": choosing.is_stopped(request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "notifications/inbox/choice.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: SignedInRequest) -> HttpResponse:
    """The code that went to the new address."""
    kept = request.session.get(WAITING)
    if not kept:
        return redirect("notifications:choice")
    begun = Begun(**kept)
    form = EmailCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            choosing.confirm_email(request.user, begun, code, at=timezone.now())
        except Refused as refused:
            form.add_error("code", refused.message)
        else:
            del request.session[WAITING]
            messages.success(request, _("Đã xác nhận địa chỉ thư điện tử."))
            return redirect("notifications:choice")
    context = {"form": form, "email": begun.email}
    status = 422 if form.errors else 200
    return render(request, "notifications/inbox/confirm_email.html", context, status=status)


def _chosen(request: SignedInRequest) -> dict[str, object]:
    chosen = choosing.choice_of(request.user)
    ways = [name for name in ("sms", "zalo", "email") if getattr(chosen, name)]
    return {"ways": ways, "email": request.user.email, "language": chosen.language}


def _save(request: SignedInRequest, form: ChoiceForm) -> HttpResponse:
    """A new address waits for its code; taking one away needs none."""
    facts, user, at = form.cleaned_data, request.user, timezone.now()
    email = facts["email"]
    is_new = email not in {"", user.email}
    if is_new:
        begun = choosing.send_email_code(user, email, network=client_network(request), at=at)
        request.session[WAITING] = begun.kept()
    elif email != user.email:
        set_email(user, "")
    choosing.choose(user, ways=set(facts["ways"]), language=facts["language"], at=at)
    if is_new:
        return redirect("notifications:confirm-email")
    if "email" in facts["ways"] and not email:
        saved = _("Đã lưu cách nhận tin. Chưa có địa chỉ thư điện tử nên chưa gửi thư được.")
    else:
        saved = _("Đã lưu cách nhận tin.")
    messages.success(request, saved)
    return redirect("notifications:choice")
