"""How a status is told to staff and to citizens (design 8)."""

from dataclasses import dataclass

from dossiers.workflow.states import Status


@dataclass(frozen=True)
class Label:
    """How a status is told: to staff, to citizens, and as which badge and icon (design 8)."""

    staff: str
    citizen: str
    badge: str
    icon: str


LABELS: dict[Status, Label] = {
    Status.SUBMITTED: Label("Mới nộp", "Đã gửi, chờ tiếp nhận", "info", "send"),
    Status.PRE_SUPPLEMENT: Label(
        "Chờ bổ sung tiếp nhận", "Chờ ông/bà bổ sung", "wait", "player-pause"
    ),
    Status.EXPIRED: Label("Quá hạn bổ sung", "Đã hết hạn bổ sung, xem lý do", "off", "clock-off"),
    Status.REFUSED: Label("Không tiếp nhận", "Chưa nhận được, xem lý do", "late", "x"),
    Status.RECEIVED: Label("Đã tiếp nhận", "Đã tiếp nhận", "info", "inbox"),
    Status.TRANSFERRED: Label("Chờ phân công", "Đang giải quyết", "info", "loader"),
    Status.ASSIGNED: Label("Đang thẩm định", "Đang giải quyết", "info", "loader"),
    Status.VERIFYING: Label("Đang xác minh", "Đang giải quyết", "info", "loader"),
    Status.CONSULTING: Label("Đang lấy ý kiến", "Đang giải quyết", "info", "loader"),
    Status.INTERLINKED: Label("Đang liên thông", "Đang giải quyết", "info", "loader"),
    Status.SUPPLEMENT: Label("Chờ bổ sung", "Chờ ông/bà bổ sung", "wait", "player-pause"),
    Status.FINANCE: Label("Chờ nộp phí", "Chờ ông/bà nộp phí", "wait", "wallet"),
    Status.SUBMITTED_FOR_SIGN: Label("Chờ ký", "Đang giải quyết", "info", "loader"),
    Status.SIGNED: Label("Đã ký, chờ đóng dấu", "Đang giải quyết", "info", "loader"),
    Status.RESULT_READY: Label("Chờ trả", "Đã có kết quả, mời đến nhận", "ok", "file-certificate"),
    Status.RETURNED_RESULT: Label("Đã trả", "Đã trả kết quả", "ok", "circle-check"),
    Status.STOPPED: Label("Dừng xử lý", "Dừng giải quyết, xem lý do", "off", "player-pause"),
    Status.WITHDRAWN: Label("Dân rút", "Đã rút theo yêu cầu", "off", "corner-up-left"),
}
