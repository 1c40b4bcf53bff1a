"""Forms of the staff's actions: words, reason, person; a supplement; a result; a hand-over."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from dossiers.lateness.letters import Enclosed
from dossiers.models import Dossier, DossierPaper
from dossiers.services import Missing
from dossiers.workflow import REASONS, Transition
from portal.lib import seen
from portal.lib.dates import long_day
from portal.lib.forms import DayMonthYearField, PortalForm
from procedures.models import RequiredPaper

NOTE_LENGTH = 2000
REASON_LENGTH = 300

# What officers write again and again; the fields take any other words too.
CANNED_REASONS = (
    "Ảnh mờ, không đọc được chữ",
    "Thiếu trang, xin gửi đủ các trang",
    "Chưa có chữ ký hoặc con dấu",
    "Giấy tờ đã hết hạn",
    "Thông tin chưa khớp với tờ khai",
    "Gửi nhầm giấy tờ khác",
    "Chưa nộp giấy này",
)
SUPPLEMENT_LETTER = "Đề nghị ông/bà bổ sung các giấy tờ dưới đây để hồ sơ được giải quyết tiếp."


class AssigneeField(forms.ModelChoiceField):
    """People of `assignees_for`, with how much each has in hand."""

    def __init__(self, people: QuerySet[User]) -> None:
        super().__init__(
            label="Người nhận việc",
            queryset=people,
            widget=forms.RadioSelect,
            empty_label=None,
            error_messages={"required": "Chọn người nhận việc"},
        )

    def label_from_instance(self, person: Any) -> str:
        return f"{person} · đang giữ {person.held} hồ sơ"


class ReasonField(forms.ChoiceField):
    def __init__(self, row: Transition) -> None:
        super().__init__(
            label="Lý do",
            choices=REASONS[row.reasons],
            widget=forms.RadioSelect,
            error_messages={"required": "Chọn lý do trong danh sách"},
        )


class SeenForm(seen.SeenForm):
    """What the views of acts ask of every form."""

    def is_final(self) -> bool:
        """What is posted is the act itself, not a request to preview it."""
        return True

    def preview(self) -> dict[str, Any]:
        """What to show before the act itself; empty when there is nothing to show."""
        return {}


class ActForm(SeenForm):
    """Made from a row of the workflow table: only what that row asks for."""

    note = forms.CharField(
        label="Nội dung",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=NOTE_LENGTH,
        error_messages={"required": "Nhập nội dung hoặc lý do, người dân và đồng nghiệp sẽ đọc"},
    )

    def __init__(self, *args: Any, row: Transition, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = row.note_required
        if row.reasons:
            self.fields["reason"] = ReasonField(row)
        if row.needs_assignee:
            self.fields["assignee"] = AssigneeField(people)
        self.order_fields(["assignee", "reason", "note"])


class PutForwardForm(ActForm):
    """To the leader, with the file to be signed if there is one."""

    draft = forms.FileField(
        label="Dự thảo kết quả (PDF)",
        required=False,
        help_text="Lãnh đạo có chứng thư số thì ký ngay trên tệp này; không có tệp thì ký giấy",
    )


class BulkForm(PortalForm):
    """The same act on many dossiers: nothing to say but whom they go to, if to anybody."""

    def __init__(self, *args: Any, row: Transition, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if row.needs_assignee:
            self.fields["assignee"] = AssigneeField(people)


class NoteForm(PortalForm):
    text = forms.CharField(label="Ghi chú nội bộ", widget=forms.Textarea(attrs={"rows": 5}))


@dataclass(frozen=True)
class PaperToAsk:
    """A paper of the dossier, or of the procedure and not in the dossier yet."""

    key: str
    name: str
    state: str
    paper: DossierPaper | None


def papers_to_ask(dossier: Dossier) -> list[PaperToAsk]:
    """Only what the procedure asks for: an officer cannot invent a paper (NĐ 118, Điều 5)."""
    have = list(dossier.papers.all())
    known = {paper.required_paper_id for paper in have}
    more = RequiredPaper.objects.filter(version_id=dossier.procedure_version_id)
    lines = [
        PaperToAsk(f"p{paper.pk}", paper.name, str(paper.get_state_display()), paper)
        for paper in have
    ]
    return lines + [
        PaperToAsk(f"r{required.pk}", required.name, "Chưa có trong hồ sơ", None)
        for required in more
        if required.pk not in known
    ]


class SupplementForm(SeenForm):
    """Ticks and reasons for all papers at once, a letter and a date; previewed first."""

    note = forms.CharField(
        label="Lời nhắn chung", widget=forms.Textarea(attrs={"rows": 3}), max_length=NOTE_LENGTH
    )
    due_on = DayMonthYearField(label="Hạn bổ sung", when="future", noun="hạn")
    override_reason = forms.CharField(
        label="Lãnh đạo đồng ý yêu cầu thêm vì",
        help_text="Hồ sơ này đã yêu cầu bổ sung một lần",
        max_length=REASON_LENGTH,
        required=False,
    )

    def __init__(
        self, *args: Any, papers: list[PaperToAsk], asked_before: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.papers = papers
        for line in papers:
            self.fields[line.key] = forms.BooleanField(label=line.name, required=False)
            self.fields[f"{line.key}-ly-do"] = forms.CharField(
                label="Cần bổ sung vì",
                max_length=REASON_LENGTH,
                required=False,
                widget=forms.TextInput(attrs={"list": "ly-do-mau", "autocomplete": "off"}),
            )
        if not asked_before:
            del self.fields["override_reason"]

    canned = CANNED_REASONS

    def is_final(self) -> bool:
        return "gui" in self.data

    def preview(self) -> dict[str, Any]:
        if not self.is_valid() or self.is_final():
            return {}
        facts = self.cleaned_data
        return {"note": facts["note"], "due": long_day(facts["due_on"]), "asked": self.missing()}

    def lines(self) -> list[tuple[PaperToAsk, forms.BoundField, forms.BoundField]]:
        return [(line, self[line.key], self[f"{line.key}-ly-do"]) for line in self.papers]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        ticked = [line for line in self.papers if cleaned.get(line.key)]
        if not ticked:
            self.add_error(None, "Đánh dấu ít nhất một giấy tờ cần bổ sung")
        for line in ticked:
            if not cleaned.get(f"{line.key}-ly-do"):
                self.add_error(f"{line.key}-ly-do", f"Ghi vì sao cần bổ sung “{line.name[:60]}”")
        return cleaned

    def missing(self) -> list[Missing]:
        """What is asked for; call on a valid form."""
        return [
            Missing(line.name[:300], self.cleaned_data[f"{line.key}-ly-do"], line.paper)
            for line in self.papers
            if self.cleaned_data[line.key]
        ]


class ResultForm(SeenForm):
    result_number = forms.CharField(label="Số kết quả", max_length=60)
    result_on = DayMonthYearField(label="Ngày ký kết quả", when="past", noun="ký")
    result_file = forms.FileField(
        label="Bản chụp kết quả", required=False, help_text="Ảnh hoặc PDF, tối đa 10 MB"
    )
    note = forms.CharField(
        label="Ghi chú", widget=forms.Textarea(attrs={"rows": 2}), required=False,
        max_length=NOTE_LENGTH,
    )  # fmt: skip

    def without_file(self) -> None:
        """The leader signed the file already: there is none to add."""
        del self.fields["result_file"]


class HandOverForm(SeenForm):
    receiver = forms.CharField(label="Người nhận kết quả", max_length=120)
    fee_collected = forms.BooleanField(label="Đã thu đủ phí, lệ phí", required=False)

    def __init__(
        self, *args: Any, fee_due: bool, may_collect: bool, gives_card: bool,
        letters: list[Enclosed], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.letters = letters
        self.gives_card = gives_card
        if not (fee_due and may_collect):
            del self.fields["fee_collected"]
