"""What an act must bring, column by column of the table; refused at the field that misses it."""

from collections.abc import Callable
from datetime import datetime

from accounts.permissions import Perm
from accounts.services import staff_with
from feedback.models import Media, Report, Severity
from feedback.services.act import Act
from feedback.workflow import ENDED, REASONS, Status, Transition
from portal.lib.errors import Refused

LONGEST = 4_000  # characters that anybody writes about a report
MOST_TRANSFERS = 2  # between offices before somebody who sees all of them decides
PARENT_DAYS = 30  # after its end nothing more is merged into a report


def check_act(row: Transition, report: Report, act: Act, other: Report | None) -> None:
    """`other` is `act.other` as it stands now, held."""
    _check_words(row, report, act)
    for needed, check in _CHECKS.items():
        if getattr(row, needed):
            check(report, act)
    if row.needs_parent:
        _check_parent(report, other, act.at)
    if row.needs_category and not row.makes_part:
        _check_publicity(report, act)
    if row.truth_required and not report.truth:
        raise Refused(
            "not_verified",
            "Chưa ghi kết quả kiểm tra. Bấm Đúng sự thật, Đúng một phần hoặc Không đúng sự thật "
            "rồi trả lời",
        )


def late_cause_needed(row: Transition, report: Report, at: datetime) -> bool:
    """Whether whoever answers has to say why it is late: the first answer, or the whole."""
    if not row.answer_required or report.late_cause:
        return False
    first_is_late = report.answered_at is None and report.answer_due_at < at
    return first_is_late or (row.target in ENDED and report.due_at < at)


def _check_words(row: Transition, report: Report, act: Act) -> None:
    if row.note_required and not act.note:
        raise Refused("note_missing", "Nhập nội dung hoặc lý do của việc này", field="note")
    if row.answer_required and not act.answer:
        raise Refused("answer_missing", "Nhập câu trả lời cho người dân", field="answer")
    for field in ("note", "answer"):
        if len(getattr(act, field)) > LONGEST:
            raise Refused("too_long", f"Rút còn nhiều nhất {LONGEST:,} ký tự", field=field)
    if row.reasons and act.reason not in dict(REASONS[row.reasons]):
        raise Refused("reason_missing", "Chọn lý do trong danh sách", field="reason")
    if late_cause_needed(row, report, act.at):
        _check_late_cause(act)


def _check_late_cause(act: Act) -> None:
    if act.late_cause not in dict(REASONS["late"]):
        raise Refused(
            "late_cause_missing", "Trả lời đã trễ hạn: chọn nguyên nhân", field="late_cause"
        )
    if act.late_cause == "other" and not act.late_note:
        raise Refused("late_note_missing", "Ghi rõ nguyên nhân trễ", field="late_note")
    if len(act.late_note) > 300:
        raise Refused("too_long", "Rút nguyên nhân còn nhiều nhất 300 ký tự", field="late_note")


def _check_unit(report: Report, act: Act) -> None:
    if act.unit is None or act.unit.root_id_or_self != report.root_unit_id:
        raise Refused("unit_missing", "Chọn đơn vị nhận phản ánh", field="unit")
    if act.unit.pk == report.unit_id:
        raise Refused("same_unit", "Phản ánh đang ở đơn vị này. Chọn đơn vị khác", field="unit")
    if report.about_conduct:
        raise Refused(
            "conduct_stays", "Phản ánh về cán bộ do lãnh đạo đơn vị giải quyết, không chuyển phòng"
        )
    arbiter = act.by is not None and Perm.ALL_REPORTS in act.by.permissions
    if report.transfers >= MOST_TRANSFERS and not arbiter:
        raise Refused(
            "passed_around",
            f"Phản ánh đã chuyển {MOST_TRANSFERS} lần. Đề nghị lãnh đạo hoặc bộ phận một cửa "
            "quyết định đơn vị phụ trách",
            field="unit",
        )


def _check_assignee(report: Report, act: Act) -> None:
    if act.assignee is None:
        raise Refused("assignee_missing", "Chọn người nhận việc", field="assignee")
    duty = Perm.CONDUCT if report.about_conduct else Perm.HANDLE
    if not staff_with(report.unit, duty).filter(pk=act.assignee.pk).exists():
        raise Refused(
            "assignee_unable",
            "Người này không xử lý phản ánh của đơn vị. Chọn người khác",
            field="assignee",
        )


def _check_agency(report: Report, act: Act) -> None:
    if not act.agency:
        raise Refused("agency_missing", "Ghi tên cơ quan tiếp nhận", field="agency")
    if len(act.agency) > 200:
        raise Refused("too_long", "Rút tên cơ quan còn nhiều nhất 200 ký tự", field="agency")
    if report.about_conduct:
        raise Refused("conduct_stays", "Phản ánh về cán bộ không chuyển ra ngoài bằng đường này")


def _check_category(report: Report, act: Act) -> None:
    if act.category is None or not act.category.is_active:
        raise Refused("category_missing", "Chọn loại phản ánh", field="category")
    if act.severity and act.severity not in Severity.values:
        raise Refused("severity_unknown", "Chọn mức độ trong danh sách", field="severity")


def _check_publicity(report: Report, act: Act) -> None:
    """What everybody may read does not become a thing nobody may see behind their backs; nor does
    an exact place become known that no moderator has looked at."""
    assert act.category is not None  # noqa: S101 - checked before
    other = act.category.publication != report.category.publication
    if report.is_public and (other or (act.category.about_conduct and not report.about_conduct)):
        raise Refused(
            "public",
            "Phản ánh đang công khai. Gỡ khỏi trang công khai trước, rồi đổi sang loại này",
            field="category",
            conflict=True,
        )
    if not act.category.may_be_public and report.twins.public().exists():
        raise Refused(
            "public",
            "Phản ánh gộp vào đây đang công khai và sẽ có cùng câu trả lời. Tách ra hoặc gỡ khỏi "
            "trang công khai trước, rồi đổi sang loại này",
            field="category",
            conflict=True,
        )


def _check_photo(report: Report, act: Act) -> None:
    """A picture of afterwards where the category wants one, or why there is none."""
    if not report.category.needs_after_photo or act.no_photo in dict(REASONS["no_photo"]):
        return
    after = report.media.filter(phase=Media.Phase.AFTER).exclude(state=Media.State.REFUSED)
    if not after.exists():
        raise Refused(
            "photo_missing",
            "Thêm ảnh sau khi xử lý, hoặc chọn lý do không có ảnh",
            field="no_photo",
        )


def _check_parent(report: Report, other: Report | None, at: datetime) -> None:
    """Nothing is deeper than one: a parent has none itself, a twin none of its own."""
    if other is None or other.pk == report.pk or other.root_unit_id != report.root_unit_id:
        raise Refused("parent_missing", "Chọn phản ánh cùng việc để gộp vào", field="other")
    if other.about_conduct != report.about_conduct:
        raise Refused("parent_private", "Không gộp phản ánh về cán bộ với việc khác", field="other")
    if report.category.may_be_public and not other.category.may_be_public:
        raise Refused(
            "parent_private",
            f"{other.code} thuộc loại không công khai, câu trả lời của nó thì phản ánh này cho mọi "
            "người đọc. Đổi loại phản ánh này trước rồi gộp",
            field="other",
        )
    if other.state is Status.DUPLICATE:
        raise Refused(
            "parent_merged",
            f"{other.code} đã gộp vào {other.parent}. Chọn {other.parent}",
            field="other",
        )
    if report.twins.exists():
        raise Refused(
            "has_twins",
            f"Có phản ánh khác đang gộp vào {report.code}. Mở {other.code} và gộp vào phản ánh này",
            field="other",
        )
    if other.closed_at and (at - other.closed_at).days >= PARENT_DAYS:
        raise Refused(
            "parent_old",
            f"{other.code} kết thúc đã quá {PARENT_DAYS} ngày. Xử lý phản ánh này riêng",
            field="other",
        )


_CHECKS: dict[str, Callable[[Report, Act], None]] = {
    "needs_unit": _check_unit,
    "needs_assignee": _check_assignee,
    "needs_agency": _check_agency,
    "needs_category": _check_category,
    "photo_required": _check_photo,
}
