"""A change of a calendar as a value, and what of it is refused before anything is saved.

Pure: looks at the layers it is given, never at the database.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from portal.lib.errors import Refused
from portal.lib.text import clean
from worktime.calendars import FIRST_DAY, LAST_DAY, DayKind, Opening, PausePolicy, SpecialDay
from worktime.layers import Layer, NamedDay, Rules

KIND_NAMES = {
    DayKind.OFF: "ngày nghỉ",
    DayKind.WORK: "ngày làm bù",
    DayKind.SESSION: "buổi tiếp nhận đặc biệt",
}


@dataclass(frozen=True, slots=True)
class DayChange:
    """One date: what it becomes; without a kind it becomes an ordinary day again."""

    date: date
    kind: DayKind | None
    name: str = ""
    hours: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """New rules; None leaves a rule as it is."""

    cutoff_time: time | None = None
    cutoff_for_all: bool | None = None
    pause_policy: PausePolicy | None = None


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """What one decision changes. `hours` replace all hours; an empty tuple inherits them again."""

    decision_number: str
    decision_date: date
    note: str = ""
    days: tuple[DayChange, ...] = ()
    hours: tuple[Opening, ...] | None = None
    policy: PolicyChange | None = None

    @property
    def decision(self) -> str:
        return quoted(clean(self.decision_number), self.decision_date)


def quoted(number: str, issued_on: date | None) -> str:
    """A decision as papers quote it: `12/QĐ-UBND ngày 03/11/2026`."""
    return f"{number} ngày {issued_on:%d/%m/%Y}" if issued_on else number


class WrongDay(Refused):
    """A date of the change that cannot be; `day` tells a form which of its rows."""

    def __init__(self, code: str, day: date, what: str, *, field: str = "date") -> None:
        super().__init__(code, f"Ngày {day:%d/%m/%Y} {what}", field=field)
        self.day = day


def changed_layer(layer: Layer, change: CalendarChange) -> Layer:
    days = dict(layer.days)
    for day in change.days:
        if day.kind is None:
            days.pop(day.date, None)
        else:
            special = SpecialDay(day.kind, *(day.hours or ()))
            days[day.date] = NamedDay(special, clean(day.name), change.decision)
    hours = layer.hours if change.hours is None else change.hours
    return Layer(hours, days)


def changed_rules(rules: Rules, policy: PolicyChange | None) -> Rules:
    given = {name: getattr(policy, name) for name in Rules.__slots__} if policy else {}
    return replace(rules, **{name: value for name, value in given.items() if value is not None})


def check(change: CalendarChange, layer: Layer, *, closed_through: int, today: date) -> None:
    """Refuses what this calendar alone can tell to be wrong."""
    _check_decision(change, today)
    if not change.days and change.hours is None and change.policy in {None, PolicyChange()}:
        raise Refused(
            "nothing", "Chưa có gì thay đổi. Hãy thêm ngày, giờ hoặc quy tắc cần sửa.", field="days"
        )
    twice = [day for day, times in Counter(day.date for day in change.days).items() if times > 1]
    if twice:
        raise WrongDay("twice", twice[0], "được ghi hai lần. Hãy chỉ giữ một dòng cho mỗi ngày.")
    for day in change.days:
        _check_date(day.date, closed_through)
        if day.kind is None:
            _check_known(day.date, layer.days)
        else:
            _check_day(day, day.kind, layer.days.get(day.date))


def _check_decision(change: CalendarChange, today: date) -> None:
    if not clean(change.decision_number):
        raise Refused(
            "no-decision",
            "Hãy ghi số quyết định hoặc thông báo cho phép thay đổi lịch, ví dụ «12/QĐ-UBND».",
            field="decision_number",
        )
    if change.decision_date > today:
        raise Refused(
            "decision-date",
            "Ngày ban hành quyết định không thể sau hôm nay. Hãy ghi đúng ngày trên văn bản.",
            field="decision_date",
        )


def _check_date(day: date, closed_through: int) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise WrongDay(
            "outside",
            day,
            f"nằm ngoài lịch. Hãy chọn ngày từ {FIRST_DAY.year} đến {LAST_DAY.year}.",
        )
    if day.year <= closed_through:
        raise WrongDay(
            "closed-year",
            day,
            f"thuộc năm {day.year} đã khóa sổ. Chỉ sửa được ngày từ 01/01/{closed_through + 1}.",
        )


def _check_known(day: date, days: Mapping[date, NamedDay]) -> None:
    if day not in days:
        raise WrongDay(
            "no-such-day", day, "không có trong lịch này. Hãy chọn một ngày đang ghi ở lịch này."
        )


def _check_day(day: DayChange, kind: DayKind, existing: NamedDay | None) -> None:
    if not clean(day.name):
        raise Refused("no-name", "Hãy ghi tên ngày, ví dụ «Quốc khánh».", field="name")
    if day.hours and kind is DayKind.OFF:
        raise Refused("hours", "Ngày nghỉ không có giờ làm việc. Hãy bỏ trống giờ.", field="hours")
    if day.hours and day.hours[1] <= day.hours[0]:
        raise Refused("hours", "Giờ đóng cửa phải sau giờ mở cửa.", field="hours")
    if existing and existing.special.kind is not kind:
        raise WrongDay(
            "other-kind",
            day.date,
            f"đang là {KIND_NAMES[existing.special.kind]} «{existing.name}». "
            "Hãy xóa ngày đó khỏi lịch trước.",
            field="kind",
        )
