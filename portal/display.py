"""The reader's own settings, kept in cookies: text size, contrast, language. No script needed."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from portal.context import CONTRAST_COOKIE, LANGUAGES, TEXT_SIZE_COOKIE, TEXT_SIZES
from portal.lib.addresses import next_address

YEAR = 365 * 24 * 3600


class DisplayForm(forms.Form):
    """The utility bar posts one setting, the page all three; a setting left out stays as it is."""

    co_chu = forms.ChoiceField(
        label=_("Cỡ chữ"),
        widget=forms.RadioSelect,
        choices=[(value, label) for value, _mark, label in TEXT_SIZES],
    )
    tuong_phan = forms.ChoiceField(
        label=_("Màu sắc"),
        widget=forms.RadioSelect,
        choices=[("0", _("Bình thường")), ("1", _("Tương phản cao"))],
    )
    ngon_ngu = forms.ChoiceField(
        label=_("Ngôn ngữ"), widget=forms.RadioSelect, choices=list(LANGUAGES.items())
    )


COOKIES = {
    "co_chu": TEXT_SIZE_COOKIE,
    "tuong_phan": CONTRAST_COOKIE,
    "ngon_ngu": settings.LANGUAGE_COOKIE_NAME,
}


@require_http_methods(["GET", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        form = DisplayForm(request.POST)
        form.is_valid()
        response = HttpResponseRedirect(next_address(request))
        for name, cookie in COOKIES.items():
            if value := form.cleaned_data.get(name):
                response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", httponly=True)
        return response
    now = {name: request.COOKIES.get(cookie) for name, cookie in COOKIES.items()}
    defaults = {"co_chu": "vua", "tuong_phan": "0", "ngon_ngu": settings.LANGUAGE_CODE}
    form = DisplayForm(initial={name: now[name] or default for name, default in defaults.items()})
    return render(request, "pages/display.html", {"form": form, "came_from": next_address(request)})
