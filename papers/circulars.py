"""The printed forms of both circulars: which one a moment asks for (domain 4.1).

Codes are those of the set in force since 09/2025. What the older set names or numbers otherwise
stands below it; the days from which sets are in force are rows (`FormSet`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from papers.models import FormSet
from papers.sets import OLD_SET, form_sets


@dataclass(frozen=True)
class FormFacts:
    """One form as a circular has it; a print of the office's own has no number there."""

    code: str
    title: str
    template: str = ""  # below templates/; empty: somebody else's file, or a page of its own
    number_label: str = ""  # Mẫu 04
    series: str = ""  # of its own numbers: 12/PXL
    form_set: FormSet | None = None

    @property
    def source(self) -> str:
        """`Mẫu 04, Thông tư số 03/2025/TT-VPCP`, small at the foot of the paper."""
        if not self.number_label or self.form_set is None:
            return ""
        return f"{self.number_label}, {self.form_set.circular}"


def _form(
    code: str, title: str, page: str = "", *, number_label: str = "", series: str = ""
) -> FormFacts:
    template = f"papers/forms/{page}" if page else ""
    return FormFacts(code, title, template, number_label=number_label, series=series)


FORMS: dict[str, FormFacts] = {
    form.code: form
    for form in (
        _form(
            "mau-01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "reception.html",
            number_label="Mẫu 01", series="TNHS",
        ),
        _form(
            "mau-02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "supplement.html",
            number_label="Mẫu 02", series="YCBS",
        ),
        _form(
            "mau-03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "refusal.html",
            number_label="Mẫu 03", series="TCHS",
        ),
        _form(
            "mau-04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết", "extension.html",
            number_label="Mẫu 04", series="PXL",
        ),
        _form(
            "mau-05", "Thông báo dừng giải quyết hồ sơ", "stop.html",
            number_label="Mẫu 05", series="TBD",
        ),
        _form(
            "mau-06", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "control.html",
            number_label="Mẫu 06",
        ),
        _form("mau-07", "Sổ theo dõi hồ sơ", number_label="Mẫu 07"),
        _form("giao-nhan", "Giấy biên nhận trả kết quả", "handing_over.html", series="BNKQ"),
        _form("ket-qua", "Kết quả giải quyết thủ tục hành chính"),
        _form("qua-trinh", "Quá trình xử lý hồ sơ"),
        _form("ban-giao", "Phiếu bàn giao kết quả giải quyết thủ tục hành chính", series="BGKQ"),
        _form("dong-ho", "Giải trình thời hạn giải quyết hồ sơ"),
    )
}  # fmt: skip

# Only where the set of TT 01/2018/TT-VPCP differs.
_OLD: dict[str, dict[str, str]] = {
    "mau-03": {"title": "Phiếu từ chối giải quyết hồ sơ"},
    "mau-04": {
        "title": "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
        "template": "papers/forms/apology.html",
    },
    "mau-05": {"number_label": ""},
    "mau-06": {"number_label": "Mẫu 05"},
    "mau-07": {"number_label": "Mẫu 06"},
}


def form_in_force(form: str, at: datetime) -> FormFacts:
    """The form of the set in force on the Vietnam day of `at`; KeyError for an unknown code."""
    chosen = _set_in_force(form_sets(), at)
    return form_of_set(form, chosen)


def form_of_set(form: str, form_set: FormSet | None) -> FormFacts:
    facts = FORMS[form]
    if form_set is None:
        return facts
    if form_set.code == OLD_SET:
        facts = replace(facts, **_OLD.get(form, {}))  # type: ignore[arg-type]
    return replace(facts, form_set=form_set)


def _set_in_force(sets: Sequence[FormSet], at: datetime) -> FormSet | None:
    """The newest that has begun; the oldest before that; None in a portal without any."""
    day = timezone.localdate(at)
    begun = [form_set for form_set in sets if form_set.valid_from <= day]
    return begun[-1] if begun else next(iter(sets), None)
