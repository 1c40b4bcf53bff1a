"""Why a dossier may come late, and what can be done now. About the dossier, never the person."""

from dataclasses import dataclass

from dossiers.workflow import WITH_DRAFT, Status
from reports.forecast.curves import Paces
from reports.forecast.fitting import Guess
from reports.forecast.lives import Situation

LONG = 0.75  # of the others had gone on sooner
MANY = 40  # dossiers with one holder


@dataclass(frozen=True)
class Reason:
    words: str
    advice: str


REASONS: dict[str, Reason] = {
    "first_step": Reason("Còn ở bước đầu", "Giao người giải quyết ngay hôm nay"),
    "others": Reason(
        "Đang chờ cơ quan khác trả lời", "Đôn đốc cơ quan được hỏi, cần thì xin ý kiến cấp trên"
    ),
    "signing": Reason("Đang chờ ký, đóng dấu", "Ký trong ngày hoặc giao người ký thay"),
    "long_here": Reason(
        "Ở bước này lâu hơn thường lệ", "Hỏi xem đang vướng gì, tháo gỡ hoặc xin ý kiến"
    ),
    "busy": Reason("Người giữ đang có nhiều hồ sơ cùng lúc", "Giao lại bớt cho người khác"),
    "short": Reason(
        "Thời gian còn lại ít hơn thường cần", "Nhắc việc; được phép thì gia hạn trước khi quá hạn"
    ),
}
_BY_STATUS = {
    Status.RECEIVED: "first_step",
    Status.TRANSFERRED: "first_step",
    Status.CONSULTING: "others",
    Status.INTERLINKED: "others",
} | dict.fromkeys(WITH_DRAFT, "signing")


def reason_of(seen: Situation, guess: Guess, paces: Paces) -> str:
    """The one that says most about what to do; a key of `REASONS`."""
    if by_status := _BY_STATUS.get(Status(seen.key[1])):
        return by_status
    if seen.since > paces.typical(seen.key, LONG):
        return "long_here"
    return "busy" if guess.holder_count > MANY else "short"
