"""How a dossier stands, in a citizen's words: badges, the promise, the apology, the fee."""

from dataclasses import dataclass
from datetime import datetime

from accounts.identity import mask_phone
from dossiers.lateness.causes import public_words
from dossiers.models import Dossier
from dossiers.staff.due_badges import Waiting, due_badge, whole_days
from dossiers.tracking.reading import Tracked
from dossiers.workflow import WITH_RESULT, Status
from portal.lib.badges import Badge
from portal.lib.dates import Leaf, clock, leaf, long_day, short_day
from portal.lib.money import dong_in_words

LATE = Badge("late", "alert-triangle", "Chậm hẹn – xin lỗi ông/bà")
ON_TIME = Badge("ok", "clock-check", "Đúng tiến độ")
IN_TIME = Badge("ok", "clock-check", "Xong đúng hẹn")
SOON = Badge("warn", "alarm", "Sắp đến hẹn")
_PROGRESS = {"late": LATE, "soon": SOON, "ok": ON_TIME}


@dataclass(frozen=True, slots=True)
class Promise:
    """As `components/promise.html` takes it."""

    leaf: Leaf
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Apology:
    sentence: str
    again: str  # the new date; empty while there is none
    holder: str
    hotline: str


def badges(tracked: Tracked) -> list[Badge]:
    """The status, and how it goes."""
    label = tracked.dossier.label
    progress = _progress(tracked)
    return [Badge(label.badge, label.icon, label.citizen), *([progress] if progress else [])]


def _progress(tracked: Tracked) -> Badge | None:
    dossier = tracked.dossier
    if tracked.owed_by:
        waiting = Waiting(dossier.state, tracked.owed_by, dossier.updated_at)
        return _PROGRESS[due_badge(waiting, tracked.calendar, tracked.at).kind]
    if dossier.state in WITH_RESULT and dossier.due_at:
        return LATE if dossier.timeliness == Dossier.Timeliness.LATE else IN_TIME
    return None


def promise(tracked: Tracked) -> Promise | None:
    """Until when the office owes what; nothing while people are waited for, or at the end."""
    due = tracked.owed_by
    if due is None:
        return None
    if tracked.dossier.state is Status.SUBMITTED:
        title = f"Một cửa trả lời trước {clock(due)}, {long_day(due)}"
        text = "Đủ giấy tờ thì hồ sơ có mã chính thức và ngày hẹn trả; thiếu gì báo đủ một lần."
        return Promise(leaf(due), title, text)
    if again := tracked.appointed_anew:
        title = f"Hẹn lại, trả trước {clock(again)}{_place(tracked)}"
        text = f"Hẹn lần đầu: {long_day(due)}.{_by_message(tracked.dossier)}"
        return Promise(leaf(again), title, text)
    title = f"Hẹn trả trước {clock(due)}{_place(tracked)}"
    time = f"Đã quá hẹn {_late(tracked, due)}." if tracked.is_late else _time_left(tracked, due)
    return Promise(leaf(due), title, f"{time}{_by_message(tracked.dossier)}")


def _place(tracked: Tracked) -> str:
    ways = {
        Dossier.Delivery.COUNTER.value: f", tại {tracked.counter.short_name}",
        Dossier.Delivery.POST.value: ", gửi qua bưu chính",
        Dossier.Delivery.ELECTRONIC.value: ", bản điện tử",
    }
    return ways[tracked.dossier.delivery]


def _time_left(tracked: Tracked, due: datetime) -> str:
    days = whole_days(tracked.at, tracked.calendar, due)
    if days:
        return f"Còn {days}\u00a0ngày làm việc."
    hours = tracked.calendar.working_minutes_between(tracked.at, due) // 60
    return f"Còn {hours}\u00a0giờ làm việc." if hours else "Còn dưới 1\u00a0giờ làm việc."


def _late(tracked: Tracked, due: datetime) -> str:
    days = whole_days(due, tracked.calendar, tracked.at)
    return f"{days}\u00a0ngày làm việc" if days else "dưới 1\u00a0ngày làm việc"


def _by_message(dossier: Dossier) -> str:
    phone = mask_phone(dossier.phone)
    return f" Sẽ nhắn tin vào số {phone} khi xong." if phone else ""


def apology(tracked: Tracked) -> Apology | None:
    """What happened and why, for a promise that is past, or given up by a letter of apology.

    Whom to call stands beside it.
    """
    due, again = tracked.owed_by, tracked.appointed_anew
    if due is None or not (tracked.is_late or again):
        return None
    before_reception = tracked.dossier.state is Status.SUBMITTED
    owed = "Một cửa phải trả lời ông/bà" if before_reception else "Hồ sơ đã hẹn trả"
    how = f"đến nay chậm {_late(tracked, due)}" if tracked.is_late else "nhưng sẽ không kịp"
    cause = public_words(tracked.dossier.late_cause)
    why = f", vì {cause}" if cause else ""
    return Apology(
        f"{owed} trước {clock(due)}, {long_day(due)}, {how}{why}.",
        f"Hẹn lại: trước {clock(again)}, {long_day(again)}." if again else "",
        f"Hồ sơ đang ở {tracked.holder.name}. Có kết quả, Một cửa báo ông/bà ngay.",
        tracked.hotline,
    )


def fee(dossier: Dossier) -> str:
    """`15.000 đồng – đã nộp 19/11/2026`; empty when nothing is to be paid."""
    if not dossier.fee_amount:
        return ""
    paid = dossier.fee_paid_at
    state = f"đã nộp {short_day(paid)}" if paid else "chưa nộp"
    return f"{dong_in_words(dossier.fee_amount)} – {state}"


def why_not_withdrawn(dossier: Dossier) -> str:
    """For the citizen who asks for it too late."""
    if dossier.state in WITH_RESULT:
        return "Hồ sơ đã có kết quả nên không rút được nữa"
    if not dossier.is_open:
        return f"Hồ sơ đã khép lại ({dossier.label.citizen.lower()}) nên không cần rút"
    if dossier.state is Status.STOPPED:
        return "Hồ sơ đang tạm dừng giải quyết. Muốn rút, xin đến quầy Một cửa"
    return "Hồ sơ đã trình lãnh đạo ký nên không rút được nữa. Cần gấp, xin gọi hoặc đến quầy"
