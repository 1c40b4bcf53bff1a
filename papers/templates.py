"""Mẫu giấy của đơn vị: what an office says its own way, changed only by adding a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import Unit, User
from papers.circulars import FORMS, form_in_force
from papers.drawing import draw
from papers.heads import AUTHORITIES, Sheet
from papers.models import FormSet, PaperTemplate
from papers.samples import PROOF, SAMPLE_FORMS, sample_facts
from papers.seals import seal_of
from papers.services import template_for
from papers.sets import OLD_SET, form_sets
from papers.wording import check_wording
from portal.lib.dates import full_moment
from portal.lib.errors import Refused

EVERY_FORM = "chung"  # in addresses; the row has no form then
LETTERS = ("mau-04", "mau-05", "")
FIELDS = (
    "superior", "office_name", "place_name", "on_behalf", "signer_title", "signer_name", "phone",
    "closing", "seal",
)  # fmt: skip
FORM_NAMES: Mapping[str, str] = {
    EVERY_FORM: "Mọi mẫu của đơn vị",
    **{code: FORMS[code].title for code in SAMPLE_FORMS},
}


def form_code(slug: str) -> str:
    return "" if slug == EVERY_FORM else slug


def values_of(unit: Unit, form: str, at: datetime) -> dict[str, Any]:
    """What the page shows to begin with: the template in force, for this form or for every."""
    template = template_for(unit, form, at) or PaperTemplate()
    return {name: getattr(template, name) for name in FIELDS}


@transaction.atomic
def use_template(
    unit: Unit, form: str, values: Mapping[str, Any], *, by: User, at: datetime
) -> PaperTemplate:
    """From now on the office's papers say this; those issued before keep what they had."""
    check_wording(values.get("closing", ""), field="closing")
    if values.get("seal") and seal_of(unit, at) is None:
        raise Refused(
            "no_seal",
            "Đơn vị chưa có chứng thư số còn hạn. Thêm ở mục Chứng thư số rồi chọn lại",
            field="seal",
        )
    rows = PaperTemplate.objects.select_for_update().filter(unit=unit, form=form)
    current = rows.order_by("-valid_from").first()
    if current and all(getattr(current, name) == values[name] for name in values):
        raise Refused("unchanged", "Mẫu chưa có gì thay đổi so với mẫu đang dùng")
    return PaperTemplate.objects.create(unit=unit, form=form, valid_from=at, made_by=by, **values)


def sample_pdf(unit: Unit, form: str, values: Mapping[str, Any], *, at: datetime) -> bytes:
    """The form as it would be drawn with these values, with invented facts and dates of its own."""
    shown = form or ("mau-05" if unit.kind in AUTHORITIES else "mau-01")
    facts = form_in_force(shown, at)
    sheet = Sheet(
        facts, unit, at, number=f"00/{facts.series}" if facts.series else "", code=PROOF,
        template=PaperTemplate(unit=unit, form=form, **values),
    )  # fmt: skip
    return draw(sheet, sample_facts(shown))


@dataclass(frozen=True)
class TemplateRow:
    """A line of the list or of the history."""

    unit_id: int
    office: str
    slug: str
    form: str
    since: str
    by: str
    said: list[tuple[str, str]]


def rows_in_force(units: Sequence[Unit]) -> list[TemplateRow]:
    """The newest of each office and form."""
    newest: dict[tuple[int, str], PaperTemplate] = {}
    for template in _templates().filter(unit__in=units).order_by("valid_from"):
        newest[template.unit_id, template.form] = template
    rows = [_row(template) for template in newest.values()]
    return sorted(rows, key=lambda row: (row.unit_id, row.slug))


def history_of(unit: Unit, form: str) -> list[TemplateRow]:
    """Every template the office has had for this form, the one in force first."""
    found = _templates().filter(unit=unit, form=form).order_by("-valid_from")
    return [_row(template) for template in found]


def _templates() -> Any:
    return PaperTemplate.objects.select_related("unit", "made_by")


_LABELS = {
    "superior": "Cơ quan cấp trên",
    "office_name": "Tên đơn vị",
    "place_name": "Địa danh",
    "on_behalf": "Thay mặt",
    "signer_title": "Chức vụ người ký",
    "signer_name": "Họ tên người ký",
    "phone": "Điện thoại",
    "closing": "Câu cuối",
}


def _row(template: PaperTemplate) -> TemplateRow:
    slug = template.form or EVERY_FORM
    said = [(label, getattr(template, name)) for name, label in _LABELS.items()]
    return TemplateRow(
        unit_id=template.unit_id,
        office=template.unit.name,
        slug=slug,
        form=FORM_NAMES[slug],
        since=full_moment(template.valid_from),
        by=str(template.made_by or "Hệ thống"),
        said=[(label, text) for label, text in said if text]
        + [("Dấu số", "đóng khi lập")] * template.seal,
    )


@transaction.atomic
def correct_set(form_set: FormSet, *, name: str, circular: str, valid_from: date) -> FormSet:
    """The circular's name and first day as they truly are; papers issued already stay."""
    others = FormSet.objects.select_for_update().exclude(pk=form_set.pk)
    for other in others:
        older = form_set.code == OLD_SET
        if valid_from == other.valid_from or (valid_from > other.valid_from) == older:
            side = "trước" if older else "sau"
            raise Refused(
                "wrong_order",
                f"Chọn ngày {side} ngày {other.valid_from:%d/%m/%Y} của {other.circular}",
                field="valid_from",
            )
    form_set.name, form_set.circular, form_set.valid_from = name, circular, valid_from
    form_set.save(update_fields=["name", "circular", "valid_from"])
    transaction.on_commit(form_sets.forget)
    return form_set
