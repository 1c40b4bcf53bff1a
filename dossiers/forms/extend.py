"""The form of an extension: how much in the unit of the law, by which decision, on which ground."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms

from dossiers.forms.staff import NOTE_LENGTH, REASON_LENGTH, ReasonField, SeenForm
from dossiers.services.extend import left_of
from dossiers.workflow import Transition
from worktime.terms import UNIT_NAMES, Leg, Term, Unit

ORDER = ["amount", "reason", "decision", "basis", "superior_reason", "note"]


class ExtendForm(SeenForm):
    """`promise` says in words what is promised with the term added; it is shown first.

    Without a cap nothing can be added: the service says so.
    """

    decision = forms.CharField(
        label="Số, ngày quyết định gia hạn", max_length=200,
        help_text="Ví dụ 45/QĐ-UBND ngày 23/11/2026",
    )  # fmt: skip
    basis = forms.CharField(label="Điều khoản cho phép gia hạn", max_length=200)
    note = forms.CharField(
        label="Nội dung", help_text="Người dân sẽ đọc", max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    superior_reason = forms.CharField(
        label="Cấp trên đồng ý gia hạn thêm vì",
        help_text="Hồ sơ này đã được gia hạn; lần này được đếm riêng",
        max_length=REASON_LENGTH,
    )

    def __init__(
        self,
        *args: Any,
        row: Transition,
        cap: Leg | None,
        earlier: Sequence[Leg],
        promise: Callable[[Term], str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._promise = promise
        self._cap = cap or Leg(1, Unit.WORKING_DAY)
        self.fields["amount"] = _amount_field(self._cap, left_of(self._cap, earlier))
        self.fields["reason"] = ReasonField(row)
        if not earlier:
            del self.fields["superior_reason"]
        self.order_fields(ORDER)

    @property
    def added(self) -> Term:
        """Call on a valid form."""
        return Term((Leg(self.cleaned_data["amount"], self._cap.unit),))

    def is_final(self) -> bool:
        return "gui" in self.data

    def preview(self) -> dict[str, Any]:
        if not self.is_valid() or self.is_final():
            return {}
        return {"promise": self._promise(self.added), "note": self.cleaned_data["note"]}


def _amount_field(cap: Leg, left: int) -> forms.IntegerField:
    range_of_it = f"Nhập số từ 1 đến {left}"
    return forms.IntegerField(
        label=f"Gia hạn thêm ({UNIT_NAMES[cap.unit]})",
        help_text=f"Quy định cho nhiều nhất {cap.describe()}",
        min_value=1,
        max_value=left,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), range_of_it
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
