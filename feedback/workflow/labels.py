"""How a status is told to staff and to citizens (design 8)."""

from dataclasses import dataclass

from feedback.workflow.states import Status


@dataclass(frozen=True)
class Label:
    """How a status is told: to staff, to citizens, and as which badge and icon."""

    staff: str
    citizen: str
    badge: str
    icon: str


LABELS: dict[Status, Label] = {
    Status.RECEIVED: Label("Mới nhận", "Đã nhận, chờ xem xét", "info", "inbox"),
    Status.ASSIGNED: Label("Chờ kiểm tra", "Đã giao đơn vị kiểm tra", "info", "users"),
    Status.VERIFIED: Label("Đã kiểm tra", "Đã kiểm tra, chờ xử lý", "info", "eye"),
    Status.FORWARDED: Label(
        "Chờ cơ quan khác", "Đã chuyển cơ quan có thẩm quyền", "wait", "corner-up-right"
    ),
    Status.IN_WORK: Label("Đang xử lý", "Đang xử lý", "info", "loader"),
    Status.ANSWERED: Label("Đã trả lời", "Đã trả lời", "ok", "message-check"),
    Status.CLOSED: Label("Đã kết thúc", "Đã kết thúc", "ok", "circle-check"),
    Status.DUPLICATE: Label("Trùng", "Gộp vào phản ánh trước", "off", "copy"),
    Status.REFUSED: Label("Không xử lý", "Không xử lý được, xem lý do", "off", "x"),
    Status.REOPENED: Label("Mở lại", "Đã mở lại, đang xem xét", "warn", "refresh"),
}
