"""Citizens sign in by phone and one-time code, staff by name and password."""

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.identity import show_phone
from accounts.models import User
from accounts.services import confirm_code
from notifications.codes import send_code
from portal.lib.addresses import client_network, next_address
from portal.lib.errors import Refused
from portal.lib.limits import allow, give_back
from portal.sign_in.forms import CodeForm, PhoneForm, StaffSignInForm

BACKEND = "accounts.backends.Backend"
TRIES, SECONDS = 8, 900  # wrong passwords for one name from one address
TRIES_BY_ADDRESS = 40  # and for all names: an office shares one address


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Step one: the phone that receives the code."""
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        phone = form.cleaned_data["phone"]
        try:
            code_id = send_code(phone, client_network(request), at=timezone.now())
        except Refused as refused:
            form.add_error("phone", refused.message)
        else:
            target = next_address(request, "/ho-so/")
            request.session["sign_in"] = {"phone": phone, "code_id": code_id, "next": target}
            return redirect("enter-code")
    context = {"form": form, "next": next_address(request, "")}
    return render(request, "sign_in/phone.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Step two: the code itself."""
    begun = request.session.get("sign_in")
    if not begun:
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            citizen = _confirm(begun, form.cleaned_data["code"])
        except Refused as refused:
            form.add_error("code", refused.message)
        else:
            login(request, citizen, backend=BACKEND)
            request.session.pop("sign_in", None)
            return redirect(begun["next"])
    context = {
        "form": form,
        "phone": show_phone(begun["phone"]),
        "demo_inbox": settings.MESSAGE_CHANNEL == "development",
    }
    return render(request, "sign_in/code.html", context, status=422 if form.errors else 200)


def _confirm(begun: dict[str, Any], code: str) -> User:
    return confirm_code(begun.get("code_id", 0), begun["phone"], code, at=timezone.now())


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def staff_sign_in(request: HttpRequest) -> HttpResponse:
    form = StaffSignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["username"].strip().lower()
        address = client_network(request)
        if not _may_try(name, address):
            form.add_error(None, "Đã thử nhiều lần. Xin đợi 15 phút hoặc gọi người quản trị")
        elif user := authenticate(request, username=name, password=form.cleaned_data["password"]):
            give_back("staff-sign-in", f"{name}:{address}")
            give_back("staff-address", address)
            login(request, user, backend=BACKEND)
            return redirect(next_address(request, "/cb/"))
        else:
            form.add_error(None, "Tên đăng nhập hoặc mật khẩu chưa đúng. Xin gõ lại")
    context = {"form": form, "next": next_address(request, "")}
    return render(request, "sign_in/staff.html", context, status=422 if form.errors else 200)


def _may_try(name: str, address: str) -> bool:
    """Counts one try, by the name and by who asks for any name."""
    return allow("staff-sign-in", f"{name}:{address}", tries=TRIES, seconds=SECONDS) and allow(
        "staff-address", address, tries=TRIES_BY_ADDRESS, seconds=SECONDS
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("home")
