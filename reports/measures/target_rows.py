"""Chỉ tiêu as rows that administrators write: what can have one, and saving it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from portal.lib.errors import Refused
from reports.measures.marks import VERSIONS, WHOLE
from reports.measures.ratios import KINDS
from reports.measures.shares import comma
from reports.measures.targets import FULL, GRADE
from reports.models import Target

_TWICE = "Đã có chỉ tiêu này từ đúng ngày đó. Sửa chỉ tiêu ấy, hoặc chọn ngày khác"
_TURNED = "Ngày thôi áp dụng phải sau ngày bắt đầu, hoặc để trống"


@dataclass(frozen=True)
class Measured:
    """Something a target can be set for. `usual`: what holds without one, in words."""

    slug: str
    label: str
    unit: str  # % or điểm
    usual: str = ""


@dataclass(frozen=True)
class Wanted:
    """A target as it was typed."""

    measure: str
    unit_id: int | None
    value: Decimal
    basis: str
    valid_from: date
    valid_to: date | None


def groups() -> dict[str, list[Measured]]:
    """In the order of the form."""
    return {
        "Chỉ tiêu": [Measured(slug, kind.label, "%") for slug, kind in KINDS.items()],
        "Mức đạt điểm tối đa, Quyết định 766": list(_full_marks()),
        "Ngưỡng xếp loại, Quyết định 766": list(_grades()),
    }


def _full_marks() -> Iterator[Measured]:
    """Only where less than everything is enough: those multipliers are the ones not confirmed."""
    for mark in VERSIONS[0].all:
        if mark.full_at != WHOLE:
            yield Measured(FULL + mark.slug, mark.label, "%", f"{comma(mark.full_at)}%")


def _grades() -> Iterator[Measured]:
    for grade in VERSIONS[0].grades:
        yield Measured(GRADE + grade.slug, grade.name, "điểm", f"{comma(grade.points)} điểm")


def measured() -> dict[str, Measured]:
    return {one.slug: one for group in groups().values() for one in group}


def save_target(target: Target, wanted: Wanted) -> Target:
    """A new one, or one that is changed. `Refused` where its days cannot be."""
    if wanted.valid_to and wanted.valid_to <= wanted.valid_from:
        raise Refused("turned", _TURNED, field="valid_to")
    target.measure, target.unit_id, target.value = wanted.measure, wanted.unit_id, wanted.value
    target.basis = wanted.basis
    target.valid_from, target.valid_to = wanted.valid_from, wanted.valid_to
    try:
        with transaction.atomic():
            target.save()
    except IntegrityError:
        raise Refused("twice", _TWICE, field="valid_from") from None
    return target
