"""Congratulation cards: which an office gives and what they say; printing one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Unit
from accounts.requests import SignedInRequest
from dossiers.books.card_drawing import draw_card
from dossiers.books.cards import card_of, name_on, save_card, wishes
from dossiers.books.forms import CardForm, ChooseCardForm, NameForm
from dossiers.models import CongratulationCard, Dossier
from dossiers.views.work_space import visible_dossier
from portal.lib.form_page import form_page
from portal.lib.responses import pdf_response
from procedures.memory import catalogue
from procedures.models import Procedure

SAMPLE_NAME, SAMPLE_APPLICANT = "Nguyễn Minh An", "Trần Thị Thảo"


@never_cache
@require_safe
def cards(request: SignedInRequest) -> HttpResponse:
    """The cards of the commune; `?code=` leads to the card of that procedure."""
    cards = CongratulationCard.objects.filter(unit=_root(request)).select_related("procedure")
    form = ChooseCardForm(request.GET if "code" in request.GET else None, procedures=_procedures())
    if form.is_valid():
        return redirect("dossiers:card", form.cleaned_data["code"])
    context = {"form": form, "cards": list(cards.order_by("procedure__code"))}
    return render(request, "dossiers/books/cards.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: SignedInRequest, code: str) -> HttpResponse:
    """POST saves the card, or with `do=show` draws it as it would be."""
    unit, procedure = _root(request), get_object_or_404(Procedure, code=code)
    kept = CongratulationCard.objects.filter(unit=unit, procedure=procedure).first()
    form = CardForm(request.POST or None, initial=_values(kept) if kept else {"is_on": True})

    def act(form: CardForm) -> HttpResponse:
        if request.POST.get("do") == "show":
            return _sample(unit, form.cleaned_data)
        save_card(unit, procedure, **form.cleaned_data)
        messages.success(request, f"Đã lưu thiệp: {procedure.title}")
        return redirect("dossiers:cards")

    return form_page(
        request, form, act, template="dossiers/books/card.html", procedure=procedure.title
    )


@never_cache
@require_safe
def print_card(request: SignedInRequest, code: str) -> HttpResponse:
    """Asks whose name stands on it; with `?name=` the card itself."""
    dossier = visible_dossier(request, code)
    card = card_of(dossier)
    if card is None:
        raise Http404
    form = NameForm(request.GET if "name" in request.GET else None)
    if form.is_valid():
        return _card(card, dossier, form.cleaned_data["name"])
    form.initial["name"] = name_on(dossier)
    context = {"form": form, "card": card, "dossier": dossier, "code": dossier.display_code}
    status = 422 if form.errors else 200
    return render(request, "dossiers/books/print_card.html", context, status=status)


def _card(card: CongratulationCard, dossier: Dossier, name: str) -> HttpResponse:
    said = wishes(card, name=name, applicant=dossier.applicant_name, at=timezone.now())
    return pdf_response(draw_card(said), f"thiep-{dossier.display_code}.pdf")


def _sample(unit: Unit, facts: dict[str, Any]) -> HttpResponse:
    card = CongratulationCard(unit=unit, **facts)
    said = wishes(card, name=SAMPLE_NAME, applicant=SAMPLE_APPLICANT, at=timezone.now())
    return pdf_response(draw_card(said), "xem-thu-thiep.pdf")


def _values(card: CongratulationCard) -> dict[str, Any]:
    return {name: getattr(card, name) for name in CardForm.base_fields}


def _root(request: SignedInRequest) -> Unit:
    """The commune whose cards they are."""
    if request.user.unit is None:
        raise Http404
    return request.user.unit.root or request.user.unit


def _procedures() -> list[tuple[str, str]]:
    rows = catalogue().procedures.values()
    return sorted(((row.code, row.title) for row in rows), key=lambda pair: pair[1])
