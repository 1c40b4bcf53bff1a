"""What the citizen must do, or know, at this moment: the box above the timeline."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from dossiers.models import Dossier
from dossiers.tracking.reading import Asked, Item, Past, Tracked
from dossiers.workflow import Status, reason_words
from portal.lib.dates import long_day
from portal.lib.money import dong_in_words

_LONG_NUMBER = re.compile(r"\d{5,}")


@dataclass(frozen=True, slots=True)
class Duty:
    """`kind` is that of `components/callout.html`; `act`: the citizen has to do something."""

    kind: str
    title: str
    lines: list[str]
    items: tuple[Item, ...] = ()
    act: bool = True


def duty_of(tracked: Tracked) -> Duty | None:
    write = _DUTIES.get(tracked.dossier.state)
    return write(tracked) if write else None


def _supplement(tracked: Tracked) -> Duty | None:
    asked = tracked.asked
    if asked is None:
        return None
    clock = (
        "Thời gian chờ không tính vào hạn trả."
        if tracked.dossier.received_at
        else "Hạn trả tính từ khi Một cửa tiếp nhận."
    )
    return Duty(
        "wait",
        f"Cần bổ sung {len(asked.items)} giấy tờ",
        ["Đây là toàn bộ yêu cầu, không yêu cầu thêm lần nữa.", _until(tracked, asked), clock],
        tuple(_shown(item, tracked) for item in asked.items),
    )


def _shown(item: Item, tracked: Tracked) -> Item:
    """Whoever only holds the receipt sees no long numbers that an officer may have written."""
    return item if tracked.full else Item(_masked(item.name), _masked(item.reason))


def _masked(text: str) -> str:
    return _LONG_NUMBER.sub("•••", text)


def _until(tracked: Tracked, asked: Asked) -> str:
    if is_past(asked, tracked):
        return f"Hạn gửi là {long_day(asked.due_on)}, đã qua. Ông/bà vẫn gửi được, xin gửi ngay."
    return f"Hạn gửi: {long_day(asked.due_on)}."


def is_past(asked: Asked, tracked: Tracked) -> bool:
    return asked.due_on < timezone.localdate(tracked.at)


def _pay(tracked: Tracked) -> Duty:
    lines = [_note(tracked), "Thời gian chờ không tính vào hạn trả. Không chuyển tiền cho cá nhân."]
    if not tracked.full:
        lines[0] = "Số tiền và cách nộp ghi trong thông báo đã gửi; đăng nhập để xem lại."
    return Duty("wait", "Cần thực hiện nghĩa vụ tài chính", [line for line in lines if line])


def _collect(tracked: Tracked) -> Duty:
    dossier, counter = tracked.dossier, tracked.counter
    place = ", ".join(part for part in (counter.name, counter.address) if part)
    hours = f"Giờ làm việc: {counter.hours_text}." if counter.hours_text else ""
    ways = {
        Dossier.Delivery.COUNTER.value: [f"Mời đến {place}.", hours, "Mang theo căn cước."],
        Dossier.Delivery.POST.value: ["Kết quả sẽ gửi qua bưu chính đến địa chỉ ông/bà đã ghi."],
        Dossier.Delivery.ELECTRONIC.value: [
            "Bản điện tử ở mục Kết quả của trang này."
            if tracked.full
            else "Đăng nhập để tải bản điện tử ngay trên trang này."
        ],
    }
    lines = [*ways[dossier.delivery], _to_pay(dossier)]
    return Duty("ok", "Đã có kết quả", [line for line in lines if line])


def _to_pay(dossier: Dossier) -> str:
    if not dossier.fee_amount or dossier.fee_paid_at:
        return ""
    return f"Phí, lệ phí nộp khi nhận: {dong_in_words(dossier.fee_amount)}."


def _refused(tracked: Tracked) -> Duty:
    remedy = (
        "Ông/bà có thể sửa theo lý do trên rồi nộp lại, không mất phí. "
        f"Chưa rõ, xin gọi {tracked.hotline} hoặc đến quầy."
    )
    return Duty("late", "Hồ sơ chưa được tiếp nhận", _why(tracked, remedy), act=False)


def _expired(tracked: Tracked) -> Duty:
    remedy = "Hạn bổ sung đã qua nên hồ sơ này khép lại. Đủ giấy tờ, ông/bà nộp lại bất cứ lúc nào."
    return Duty("warn", "Đã hết hạn bổ sung", [remedy], act=False)


def _stopped(tracked: Tracked) -> Duty:
    for_good = not tracked.dossier.is_open
    title = "Hồ sơ dừng giải quyết" if for_good else "Hồ sơ tạm dừng giải quyết"
    remedy = f"Chưa rõ, xin gọi {tracked.hotline} hoặc đến quầy."
    return Duty("warn", title, _why(tracked, remedy), act=False)


def _withdrawn(tracked: Tracked) -> Duty:
    lines = ["Hồ sơ đã khép lại theo yêu cầu của ông/bà. Cần làm lại, ông/bà nộp hồ sơ mới."]
    return Duty("info", "Đã rút hồ sơ", lines, act=False)


def _why(tracked: Tracked, remedy: str) -> list[str]:
    """The chosen reason for everybody, the officer's own words for the owner."""
    reason = reason_words(tracked.past[-1].reason)
    words = [f"Lý do: {reason}." if reason else "", _note(tracked), remedy]
    return [line for line in words if line]


def _note(tracked: Tracked) -> str:
    """What the officer wrote; the masked reading has no notes."""
    last: Past = tracked.past[-1]
    return last.note if tracked.full else ""


_DUTIES: dict[Status, Callable[[Tracked], Duty | None]] = {
    Status.PRE_SUPPLEMENT: _supplement,
    Status.SUPPLEMENT: _supplement,
    Status.FINANCE: _pay,
    Status.RESULT_READY: _collect,
    Status.REFUSED: _refused,
    Status.EXPIRED: _expired,
    Status.STOPPED: _stopped,
    Status.WITHDRAWN: _withdrawn,
}
