"""Messages that did not arrive: the lists, one message with its call, many at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.identity import show_phone
from accounts.requests import SignedInRequest
from accounts.services import log_access
from notifications.desk.acts import ACTS, do_to_all
from notifications.desk.forms import CalledForm
from notifications.desk.lists import (
    PAGE_SIZE,
    TABS,
    Tab,
    chosen,
    count_to_call,
    messages_of,
    row_of,
    rows_of,
    tab_named,
    waiting_since,
)
from notifications.desk.proof import proof_of
from notifications.desk.pulse import pulse
from notifications.models import Message
from notifications.outbox.duties import phone_of
from notifications.services import called, send_again
from portal.lib.badges import counted
from portal.lib.errors import Refused
from portal.lib.form_page import form_page
from portal.lib.pages import keyset_page
from portal.lib.responses import refused_page

LIST = "notifications:messages"
MANY_LIMIT = 200


@never_cache
@require_safe
def messages_page(request: SignedInRequest) -> HttpResponse:
    """`?muc=` names the list: to call, not sent, done."""
    tab, own = tab_named(request.GET.get("muc", "")), messages_of(request.user)
    page = keyset_page(
        tab.rows(own), "pk", cursor=request.GET.get("trang", ""), size=PAGE_SIZE,
        newest_first=bool(tab.slug),
    )  # fmt: skip
    to_call = count_to_call(own)
    context = {
        "tab": tab,
        "tabs": [_tab(one, tab, to_call) for one in TABS],
        "rows": rows_of(page.rows, request.user),
        "acts": [] if tab.slug == "da-xong" else ACTS.values(),
        "previous": _page_url(tab, page.previous_cursor),
        "next": _page_url(tab, page.next_cursor),
    }
    return render(request, "notifications/desk/messages.html", context)


def _tab(tab: Tab, here: Tab, to_call: int) -> dict[str, Any]:
    count = counted(to_call) if tab is TABS[0] else None
    url = f"?muc={tab.slug}" if tab.slug else "?"
    kind = "late" if to_call else ""
    return {"label": tab.label, "url": url, "here": tab is here, "count": count, "kind": kind}


def _page_url(tab: Tab, cursor: str) -> str:
    return f"?muc={tab.slug}&trang={cursor}" if cursor else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def message_page(request: SignedInRequest, reference: str) -> HttpResponse:
    """The whole number, shown here alone and logged; what to say; what came of the call."""
    message, now = _message(request, reference), timezone.now()

    def save(form: CalledForm) -> HttpResponse:
        called(message, by=request.user, at=now, note=form.cleaned_data["note"])
        return _back_to_the_list(request, "Đã ghi nhận cuộc gọi")

    phone = phone_of(message)
    log_access(request.user, "message.phone", message.subject_code or reference, at=now)
    context = {
        "message": message,
        "row": row_of(message, request.user),
        "phone": show_phone(phone),
        "tel": phone,
        "waiting": waiting_since(message, now),
        "proof": proof_of([message])[message.pk],
    }
    form = CalledForm(request.POST if request.method == "POST" else None)
    return form_page(request, form, save, template="notifications/desk/message.html", **context)


@require_POST
def send_again_now(request: SignedInRequest, reference: str) -> HttpResponse:
    message = _message(request, reference)
    try:
        send_again(message, by=request.user, at=timezone.now())
    except Refused as refused:
        back = reverse("notifications:message", args=[reference])
        return refused_page(request, refused, back_url=back)
    return _back_to_the_list(request, "Đã xếp tin vào hàng để gửi lại")


def _message(request: SignedInRequest, reference: str) -> Message:
    return get_object_or_404(messages_of(request.user), reference=reference)


@never_cache
@require_POST
def many(request: SignedInRequest) -> HttpResponse:
    """Asks once before the same act on all that were ticked, then does it one by one."""
    act = ACTS.get(request.POST.get("viec", ""))
    ticked = chosen(messages_of(request.user), request.POST.getlist("tin"), MANY_LIMIT)
    if act is None or not ticked:
        refusal = Refused("nothing", "Đánh dấu ít nhất một tin trong danh sách rồi làm lại")
        return refused_page(request, refusal, back_url=reverse(LIST))
    confirmed = request.POST.get("xac-nhan") == "1"
    form = CalledForm(request.POST if confirmed else None)

    def do_all(form: CalledForm) -> HttpResponse:
        outcomes = do_to_all(
            ticked, act, by=request.user, at=timezone.now(), note=form.cleaned_data["note"]
        )
        for sentence, names in outcomes.failed.items():
            messages.warning(request, f"{sentence}: {', '.join(names)}")
        return _back_to_the_list(request, f"Xong {outcomes.done} tin" if outcomes.done else "")

    rows = rows_of(ticked, request.user)
    return form_page(
        request, form, do_all, template="notifications/desk/many.html", job=act, rows=rows
    )


def _back_to_the_list(request: HttpRequest, words: str) -> HttpResponse:
    """The number in the menu is read anew."""
    pulse.forget()
    if words:
        messages.success(request, words)
    return redirect(LIST)
