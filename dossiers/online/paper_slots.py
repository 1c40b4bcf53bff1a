"""The papers a citizen sends files of: one numbered place for each."""

from dataclasses import dataclass

from portal.lib.forms import lower_first
from procedures.models import ProcedureVersion, RequiredPaper

OTHER_NAME = "Giấy tờ khác"
OTHER_HINT = "Giấy tờ không có trong danh sách mà ông/bà muốn gửi thêm"


@dataclass(frozen=True)
class PaperSlot:
    """`paper` is None for whatever is not on the list."""

    number: int
    name: str
    hints: tuple[str, ...]
    required: bool
    paper: RequiredPaper | None

    @property
    def heading(self) -> str:
        """`Chụp giấy chứng sinh`; a name that begins with an abbreviation keeps its capitals."""
        name = self.name if self.name[1:2].isupper() else lower_first(self.name)
        return f"Chụp {name}"

    @property
    def paper_id(self) -> int | None:
        return self.paper.pk if self.paper else None


def papers_to_send(version: ProcedureVersion) -> list[RequiredPaper]:
    """Papers to be filed as such; those only shown at the counter or replaced by the e-form not."""
    papers = version.papers.filter(shown_only=False, covered_by_form=False)
    return list(papers.order_by("order", "id"))


def papers_are_certain(version: ProcedureVersion) -> bool:
    """False while the list is under review: then nothing on it can be demanded as law."""
    return "papers" not in version.uncertain.split()


def paper_slots(version: ProcedureVersion) -> list[PaperSlot]:
    certain = papers_are_certain(version)
    slots = [
        PaperSlot(number, paper.name, _hints(paper), paper.required and certain, paper)
        for number, paper in enumerate(papers_to_send(version), start=1)
    ]
    other = PaperSlot(len(slots) + 1, OTHER_NAME, (OTHER_HINT,), required=False, paper=None)
    return [*slots, other]


def _hints(paper: RequiredPaper) -> tuple[str, ...]:
    """In the order a person needs them: when, where from, whether a photo will do."""
    photo = (
        "Chụp bằng điện thoại là được."
        if paper.photo_ok
        else "Gửi ảnh để Một cửa xem trước, khi nhận kết quả ông/bà mang bản giấy để đối chiếu."
    )
    told = (paper.condition, paper.where_from, photo)
    return tuple(f"{text.rstrip('.')}." for text in told if text)
