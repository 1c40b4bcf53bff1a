"""Gateways for SMS: how they do, adding and changing, switching, a trial message."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.identity import normalise_phone
from accounts.requests import SignedInRequest
from notifications.desk.gateway_forms import GatewayForm, TryForm
from notifications.desk.gateways import addresses_of, gateway_rows, save_gateway, switch_gateway
from notifications.desk.trials import latest_trials, try_out
from notifications.models import Gateway
from portal.lib.form_page import form_page

LIST = "notifications:gateways"


@never_cache
@require_safe
def gateways_page(request: HttpRequest) -> HttpResponse:
    rows = gateway_rows(Gateway.objects.all(), at=timezone.now())
    return render(request, "notifications/desk/gateways.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_gateway(request: SignedInRequest) -> HttpResponse:
    next_position = Gateway.objects.count() + 1

    def add(form: GatewayForm) -> HttpResponse:
        save_gateway(Gateway(), by=request.user, at=timezone.now(), **form.facts())
        messages.success(request, "Đã thêm cổng tin nhắn. Gửi thử một tin để kiểm tra")
        return redirect("notifications:try-gateway", form.cleaned_data["code"])

    posted = request.POST if request.method == "POST" else None
    form = GatewayForm(posted, initial={"position": next_position, "reports": "1"})
    return form_page(request, form, add, template="notifications/desk/gateway.html", gateway=None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_gateway(request: SignedInRequest, code: str) -> HttpResponse:
    gateway = get_object_or_404(Gateway, code=code)

    def change(form: GatewayForm) -> HttpResponse:
        save_gateway(gateway, by=request.user, at=timezone.now(), **form.facts())
        messages.success(request, f"Đã lưu cổng {gateway.name}")
        return redirect(LIST)

    form = GatewayForm(request.POST if request.method == "POST" else None, gateway=gateway)
    context = {"gateway": gateway, "addresses": addresses_of(gateway)}
    return form_page(request, form, change, template="notifications/desk/gateway.html", **context)


@require_POST
def switch(request: SignedInRequest, code: str) -> HttpResponse:
    gateway, on = get_object_or_404(Gateway, code=code), request.POST.get("bat") == "1"
    switch_gateway(gateway, on=on, by=request.user, at=timezone.now())
    messages.success(request, f"Đã {'bật' if on else 'tắt'} cổng {gateway.name}")
    return redirect(LIST)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def try_gateway(request: SignedInRequest, code: str) -> HttpResponse:
    """Sends one real message by this gateway, even while it is off; says what came of it."""
    gateway = get_object_or_404(Gateway, code=code)

    def send(form: TryForm) -> HttpResponse:
        phone = normalise_phone(form.cleaned_data["phone"])
        trial = try_out(gateway, phone, by=request.user, at=timezone.now())
        (messages.success if trial.went else messages.warning)(request, trial.words)
        return redirect("notifications:try-gateway", code)

    form = TryForm(request.POST if request.method == "POST" else None)
    trials = latest_trials(gateway)
    return form_page(
        request, form, send, template="notifications/desk/try.html", gateway=gateway, trials=trials
    )
