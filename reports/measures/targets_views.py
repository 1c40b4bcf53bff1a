"""`/qt/chi-tieu/`: targets in force and those before them; setting one."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.offices import below, offices
from accounts.requests import SignedInRequest
from portal.lib.dates import short_day
from portal.lib.form_page import form_page
from reports.measures.shares import comma
from reports.measures.target_forms import TargetForm, may_set_for_all, values_of
from reports.measures.target_rows import Measured, groups, measured, save_target
from reports.models import Target


@dataclass(frozen=True)
class TargetRow:
    pk: int
    unit: str
    value: str
    basis: str
    days: str
    in_force: bool
    may_change: bool


@never_cache
@require_safe
def targets_page(request: SignedInRequest) -> HttpResponse:
    rows: dict[str, list[TargetRow]] = {}
    known, root_id = measured(), _root_id(request)
    for target in _visible(request):
        if one := known.get(target.measure):
            row = _row(target, one, timezone.localdate(), root_id)
            rows.setdefault(target.measure, []).append(row)
    tables = [
        (name, [(one, rows.get(one.slug, [])) for one in found]) for name, found in groups().items()
    ]
    return render(request, "reports/measures/targets.html", {"tables": tables})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_target_page(request: SignedInRequest) -> HttpResponse:
    initial = {"measure": request.GET.get("ve", ""), "valid_from": timezone.localdate()}
    form = TargetForm(request.POST or None, initial=initial, root_id=_root_id(request))
    return _form_page(request, form, Target())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def target_page(request: SignedInRequest, pk: int) -> HttpResponse:
    target = get_object_or_404(_visible(request), pk=pk)
    if not _may_change(target, _root_id(request)):
        raise Http404
    form = TargetForm(request.POST or None, initial=values_of(target), root_id=_root_id(request))
    return _form_page(request, form, target)


def _form_page(request: SignedInRequest, form: TargetForm, target: Target) -> HttpResponse:
    def save(form: TargetForm) -> HttpResponse:
        saved = save_target(target, form.wanted())
        messages.success(request, f"Đã lưu chỉ tiêu: {measured()[saved.measure].label}")
        return redirect("reports:targets")

    return form_page(
        request, form, save, template="reports/measures/target.html", is_new=target.pk is None
    )


def _visible(request: SignedInRequest) -> QuerySet[Target]:
    """The common ones, and those of the own commune or province."""
    own = Q(unit__isnull=True) | Q(unit_id__in=below(_root_id(request)))
    return Target.objects.filter(own)


def _root_id(request: SignedInRequest) -> int:
    return offices()[request.user.unit_id or 0].root_id


def _may_change(target: Target, root_id: int) -> bool:
    return target.unit_id is not None or may_set_for_all(root_id)


def _row(target: Target, one: Measured, today: date, root_id: int) -> TargetRow:
    until = f" đến {short_day(target.valid_to)}" if target.valid_to else ""
    return TargetRow(
        pk=target.pk,
        unit=offices()[target.unit_id].short_name if target.unit_id else "Mọi đơn vị",
        value=f"{comma(target.value)}{'%' if one.unit == '%' else f' {one.unit}'}",
        basis=target.basis,
        days=f"từ {short_day(target.valid_from)}{until}",
        in_force=target.valid_from <= today <= (target.valid_to or today),
        may_change=_may_change(target, root_id),
    )
