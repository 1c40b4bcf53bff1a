"""Who reports: a phone proved by a code, the account that is signed in, or nobody."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.identity import mask_phone, show_phone
from accounts.models import User
from accounts.services import confirm_code
from feedback.reporting.access import draft_page
from feedback.reporting.drafts import keep
from feedback.reporting.forms import CodeForm, ContactForm, NameForm
from feedback.reporting.journey import CONTACT, Journey
from feedback.reporting.pages import step_context
from notifications.codes import send_code
from portal.lib.addresses import client_network
from portal.lib.errors import Refused
from portal.lib.form_page import form_page
from portal.lib.forms import PortalForm

ASKED = "report_code"  # in the session: the code that was sent, and for which draft

# What makes a report come from nobody.
NOBODY = {"name": "", "phone": "", "proved_phone": "", "user": None}


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def contact(request: HttpRequest, journey: Journey) -> HttpResponse:
    if request.method == "POST" and "khong_so" in request.POST:
        keep(journey.draft, at=timezone.now(), without_phone=True, **NOBODY)
        return redirect(journey.after(CONTACT))
    account = _account(request)
    data = request.POST if request.method == "POST" else None
    initial = {"name": journey.draft.name, "phone": show_phone(journey.draft.phone)}
    form: PortalForm
    if account:
        initial["name"] = initial["name"] or account.full_name
        form = NameForm(data, initial=initial)
    else:
        form = ContactForm(data, initial=initial)
    return form_page(
        request,
        form,
        lambda valid: _keep(request, journey, valid, account),
        template="feedback/new/contact.html",
        **step_context(journey, CONTACT),
        own_phone=mask_phone(account.phone) if account else "",
        without_phone=journey.draft.without_phone,
    )


def _account(request: HttpRequest) -> User | None:
    """Of a citizen; staff report like anybody else, by a phone."""
    user = request.user
    return user if isinstance(user, User) and user.is_citizen else None


def _keep(
    request: HttpRequest, journey: Journey, form: PortalForm, account: User | None
) -> HttpResponse:
    """The account's own phone is proved; another one is as soon as it answers a code."""
    draft, at = journey.draft, timezone.now()
    facts: dict[str, Any] = {"name": form.cleaned_data["name"], "without_phone": False}
    if account:
        own = account.phone
        keep(draft, at=at, user=account, phone=own, proved_phone=own, **facts)
        return redirect(journey.after(CONTACT))
    phone = form.cleaned_data["phone"]
    if phone == draft.proved_phone:
        keep(draft, at=at, phone=phone, **facts)
        return redirect(journey.after(CONTACT))
    try:
        code_id = send_code(phone, client_network(request), at=at)
    except Refused as refused:
        raise Refused(refused.code, refused.message, field="phone") from refused
    keep(draft, at=at, phone=phone, proved_phone="", user=None, **facts)
    request.session[ASKED] = {"draft": draft.token, "phone": phone, "code_id": code_id}
    return redirect("feedback:draft-code", draft.token)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def code(request: HttpRequest, journey: Journey) -> HttpResponse:
    """The digits, in the browser that asked for them."""
    asked = request.session.get(ASKED) or {}
    if asked.get("draft") != journey.draft.token or asked["phone"] != journey.draft.phone:
        return redirect(journey.url(CONTACT))
    return form_page(
        request,
        CodeForm(request.POST if request.method == "POST" else None),
        lambda form: _prove(request, journey, asked, form.cleaned_data["code"]),
        template="feedback/new/code.html",
        **step_context(journey, CONTACT) | {"back_url": journey.url(CONTACT)},
        contact_url=journey.url(CONTACT),
        phone=show_phone(asked["phone"]),
        demo_inbox=settings.MESSAGE_CHANNEL == "development",
    )


def _prove(
    request: HttpRequest, journey: Journey, asked: dict[str, Any], digits: str
) -> HttpResponse:
    at = timezone.now()
    citizen = confirm_code(asked["code_id"], asked["phone"], digits, at=at)
    keep(journey.draft, at=at, proved_phone=asked["phone"], user=citizen)
    request.session.pop(ASKED)
    return redirect(journey.after(CONTACT))
