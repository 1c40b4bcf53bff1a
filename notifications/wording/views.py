"""Mẫu tin: which words go which way, writing them, and the versions before."""

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from notifications.wording import pages, services
from notifications.wording.forms import WordsForm
from notifications.wording.places import Place, find_place, scope_of
from notifications.wording.rendering import plain
from portal.lib.errors import Refused
from portal.lib.form_page import form_page
from portal.lib.numbers import whole_number

PAGE = "notifications/wording/words.html"


@never_cache
@require_safe
def words_list(request: SignedInRequest) -> HttpResponse:
    scope = scope_of(request.user)
    context = {"groups": pages.matrix(scope), "scope": scope, "channels": pages.CHANNELS}
    return render(request, "notifications/wording/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def words_page(request: SignedInRequest, kind: str, channel: str, language: str) -> HttpResponse:
    """POST saves (`do=save`), or shows what was typed (`do=show`), without marks (`do=fold`)."""
    place = _place(request, kind, channel, language)
    if not place.is_written:
        return render(request, PAGE, {"form": None, **pages.page_context(place, None)})
    words = asdict(pages.words_in_force(place))
    form = WordsForm(_posted(request), initial=words, place=place)

    def act(form: WordsForm) -> HttpResponse:
        if request.POST.get("do") != "save":
            return render(request, PAGE, {"form": form, **context})
        now = timezone.now()
        services.save_words(place, form.words, base=form.base, by=request.user, at=now)
        messages.success(request, f"Đã lưu mẫu tin: {context['heading']}")
        return redirect(request.path)

    context = pages.page_context(place, form)
    return form_page(request, form, act, template=PAGE, **context)


@require_POST
def earlier_words(request: SignedInRequest, kind: str, channel: str, language: str) -> HttpResponse:
    """`version`: that one again; 0: the words that everybody has."""
    place = _place(request, kind, channel, language)
    number, base = (whole_number(request.POST.get(name, "")) for name in ("version", "base"))
    try:
        if number:
            services.use_again(place, number, base=base, by=request.user, at=timezone.now())
        else:
            services.use_shipped(place, base=base, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, f"Đã dùng lại bản {number}" if number else "Đã dùng mẫu chung")
    return redirect("notifications:words", kind, channel, language)


@require_POST
def switch_words(request: SignedInRequest, kind: str, channel: str) -> HttpResponse:
    """`on`: 1 or 0, for both languages."""
    place, on = _place(request, kind, channel, "vi"), request.POST.get("on") == "1"
    try:
        services.switch(place, on=on, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, "Đã bật" if on else "Đã tắt: tin này không đi kênh này nữa")
    return redirect("notifications:words", kind, channel, "vi")


def _place(request: SignedInRequest, kind: str, channel: str, language: str) -> Place:
    place = find_place(scope_of(request.user), kind, channel, language)
    if place is None:
        raise Http404
    return place


def _posted(request: SignedInRequest) -> QueryDict | None:
    if request.method != "POST":
        return None
    data = request.POST.copy()
    if data.get("do") == "fold":
        data["text"] = plain(data.get("text", ""))
    return data
