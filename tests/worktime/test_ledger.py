"""The story of a date: every day that counted and every day that did not, by name and law."""

from datetime import date

import pytest

from tests.worktime.offices import SUNDAY_SESSION, at, office
from worktime.arithmetic import Leg, Pause, PausePolicy, Term, WorkCalendar
from worktime.calendars import DayKind
from worktime.layers import DayName
from worktime.ledger import Channel, ClockFacts, Story, StoryLine, explain
from worktime.vietnam import official_days

OFFICE = office(SUNDAY_SESSION)
NAMES = {
    day.date: DayName(day.name, day.decision, day.kind) for day in official_days(range(2025, 2028))
} | {date(2026, 11, 22): DayName("Chủ nhật gần Dân", "15/KH-UBND", DayKind.SESSION)}


def story(
    received: str,
    term: str,
    *pauses: tuple[str, str | None],
    extend: str = "",
    calendar: WorkCalendar = OFFICE,
    channel: Channel = Channel.DIRECT,
    arrived: str | None = None,
) -> Story:
    start = at(arrived or received)
    taken_out = [Pause(at(begins), at(ends) if ends else None) for begins, ends in pauses]
    legs = [Leg.parse(extend)] if extend else []
    facts = ClockFacts(at(received), start, Term.parse(term), taken_out, legs, channel)
    return explain(calendar, NAMES, facts)


def written(line: StoryLine) -> str:
    """`counted 23/02-25/02 3 WORKING_DAY: name`, without what a line does not have."""
    days = "-".join(f"{day:%d/%m}" for day in (line.day, line.until) if day)
    count = None if line.count is None else f"{line.count} {line.unit or 'SAME_DAY'}"
    return " ".join(filter(None, [line.kind, days, count])) + (
        f": {line.name}" if line.name else ""
    )


def told(found: Story) -> list[str]:
    """All but the receipt, the start and the end, which every story has."""
    return [written(line) for line in found.lines[2:-1]]


def test_working_days_are_counted_around_every_holiday_by_name() -> None:
    found = story("13/02/2026 10:00", "3 WORKING_DAY")
    assert [written(line) for line in found.lines] == [
        "receipt 13/02: Tiếp nhận hồ sơ",
        "start 13/02: Tính từ lúc tiếp nhận",
        "skipped 14/02-15/02: Thứ Bảy, Chủ nhật",
        "skipped 16/02-16/02: Giao thừa Tết Nguyên Đán",
        "skipped 17/02-17/02: Tết Nguyên Đán",
        "skipped 18/02-18/02: Mùng hai Tết Nguyên Đán",
        "skipped 19/02-19/02: Mùng ba Tết Nguyên Đán",
        "skipped 20/02-20/02: Mùng bốn Tết Nguyên Đán",
        "skipped 21/02-22/02: Thứ Bảy, Chủ nhật",
        "counted 23/02-25/02 3 WORKING_DAY",
        "due 25/02: Hết hạn theo quy định",
    ]
    assert found.due_at == at("25/02/2026 17:00")
    receipt, start, weekend, tet, *_, due = found.lines
    assert (receipt.at, due.at) == (at("13/02/2026 10:00"), at("25/02/2026 17:00"))
    assert start.basis == "Bộ luật Dân sự 2015, Điều 147"
    assert weekend.basis == "Bộ luật Lao động 2019, Điều 111"
    assert tet.basis == "Thông báo 9441/TB-BNV"


@pytest.mark.parametrize(
    ("received", "term", "extend", "lines"),
    [
        (
            "20/08/2026", "3 WORKING_DAY", "",
            [
                "counted 21/08-21/08 1 WORKING_DAY",
                "counted 22/08-22/08 1 WORKING_DAY: Làm bù cho 31/08",
                "skipped 23/08-23/08: Chủ nhật",
                "counted 24/08-24/08 1 WORKING_DAY",
            ],
        ),
        (
            "20/11/2026", "2 WORKING_DAY", "1 WORKING_DAY",
            [
                "skipped 21/11-21/11: Thứ Bảy",
                "session 22/11-22/11: Chủ nhật gần Dân",
                "counted 23/11-23/11 1 WORKING_DAY",
                "skipped 24/11-24/11: Ngày Văn hóa Việt Nam",
                "counted 25/11-25/11 1 WORKING_DAY",
                "extension 1 WORKING_DAY: Gia hạn 1 ngày làm việc",
                "counted 26/11-26/11 1 WORKING_DAY",
            ],
        ),
        (
            "22/11/2026", "SAME_DAY", "",
            ["session 22/11-22/11: Chủ nhật gần Dân", "counted 22/11-22/11 1 SAME_DAY: Trong ngày"],
        ),
        (
            "02/10/2026 15:01", "SAME_DAY", "",
            [
                "start 03/10: Nhận sau 15:00, trả trong ngày làm việc tiếp theo",
                "skipped 03/10-04/10: Thứ Bảy, Chủ nhật",
                "counted 05/10-05/10 1 SAME_DAY",
            ],
        ),
        (
            "22/04/2026", "8 DAY", "",
            [
                "counted 23/04-30/04 8 DAY",
                "skipped 30/04-30/04: Ngày Chiến thắng",
                "skipped 01/05-01/05: Ngày Quốc tế Lao động",
                "skipped 02/05-03/05: Thứ Bảy, Chủ nhật",
            ],
        ),
        (
            "05/08/2026", "2 MONTH + 1 WORKING_DAY", "",
            ["counted 06/08-05/10 2 MONTH", "counted 06/10-06/10 1 WORKING_DAY"],
        ),
        (
            "02/10/2026 16:30", "2 HOUR", "",
            [
                "counted 02/10-02/10 30 HOUR",
                "skipped 03/10-04/10: Thứ Bảy, Chủ nhật",
                "counted 05/10-05/10 90 HOUR",
            ],
        ),
        ("02/10/2026 17:00", "1 HOUR", "", [
            "skipped 03/10-04/10: Thứ Bảy, Chủ nhật", "counted 05/10-05/10 60 HOUR",
        ]),
    ],
)  # fmt: skip
def test_every_unit_tells_what_counted_and_what_did_not(
    received: str, term: str, extend: str, lines: list[str]
) -> None:
    assert told(story(received, term, extend=extend)) == lines


def test_a_last_day_pushed_off_rest_days_names_the_law() -> None:
    pushed = story("22/04/2026", "8 DAY").lines[3]
    assert pushed.basis == "Thông báo 9441/TB-BNV; Bộ luật Dân sự 2015, Điều 148"


@pytest.mark.parametrize(
    ("received", "channel", "arrived", "rule", "starts"),
    [
        ("05/10/2026 09:00", Channel.DIRECT, None, "Tính từ lúc tiếp nhận", "05/10/2026 09:00"),
        (
            "05/10/2026 12:00",
            Channel.DIRECT,
            None,
            "nhận ngoài giờ làm việc nên tính từ giờ mở cửa cùng ngày",
            "05/10/2026 13:30",
        ),
        (
            "05/10/2026 17:30",
            Channel.ONLINE,
            None,
            "nhận sau giờ làm việc nên tính từ giờ mở cửa kế tiếp",
            "06/10/2026 07:00",
        ),
        (
            "03/10/2026 09:00",
            Channel.DIRECT,
            None,
            "nhận vào ngày nghỉ nên tính từ giờ mở cửa kế tiếp",
            "05/10/2026 07:00",
        ),
        (
            "06/10/2026 09:00",
            Channel.POST,
            "05/10/2026 14:00",
            "Tính từ dấu công văn đến",
            "05/10/2026 14:00",
        ),
    ],
)
def test_the_rule_that_moved_the_start_is_told(
    received: str, channel: Channel, arrived: str | None, rule: str, starts: str
) -> None:
    start = story(received, "3 WORKING_DAY", channel=channel, arrived=arrived).lines[1]
    assert start.name.endswith(rule)
    assert start.at == at(starts)


def test_a_cut_off_for_all_terms_is_told() -> None:
    found = story("05/10/2026 15:01", "3 WORKING_DAY", calendar=office(cutoff_for_all=True))
    assert found.lines[1].name.endswith("nhận sau 15:00 nên tính từ ngày làm việc kế tiếp")


def test_a_pause_tells_what_was_used_and_what_is_left() -> None:
    found = story("05/10/2026", "10 WORKING_DAY", ("08/10/2026", "26/10/2026"), extend="5 DAY")
    assert told(found) == [
        "counted 06/10-08/10 3 WORKING_DAY",
        "pause 08/10-26/10: Tạm dừng, thời gian này không tính",
        "resume 26/10 7 WORKING_DAY: Tính tiếp phần còn lại",
        "counted 27/10-30/10 4 WORKING_DAY",
        "skipped 31/10-01/11: Thứ Bảy, Chủ nhật",
        "counted 02/11-04/11 3 WORKING_DAY",
        "extension 5 DAY: Gia hạn 5 ngày",
        "counted 05/11-09/11 5 DAY",
    ]
    assert found.due_at == at("09/11/2026 17:00")


def test_a_pause_within_an_extension_tells_the_extension_once() -> None:
    found = story("05/10/2026", "2 WORKING_DAY", ("08/10/2026", "12/10/2026"), extend="3 DAY")
    assert told(found) == [
        "counted 06/10-07/10 2 WORKING_DAY",
        "extension 3 DAY: Gia hạn 3 ngày",
        "counted 08/10-08/10 1 DAY",
        "pause 08/10-12/10: Tạm dừng, thời gian này không tính",
        "resume 12/10 2 DAY: Tính tiếp phần còn lại",
        "counted 13/10-14/10 2 DAY",
    ]


@pytest.mark.parametrize(
    ("term", "pause", "lines"),
    [
        (
            "SAME_DAY", ("05/10/2026 10:00", "06/10/2026 08:00"),
            [
                "pause 05/10-06/10: Tạm dừng, thời gian này không tính",
                "resume 06/10 1 SAME_DAY: Tính tiếp phần còn lại",
                "counted 06/10-06/10 1 SAME_DAY: Trong ngày",
            ],
        ),
        (
            "1 WORKING_DAY + 2 DAY", ("06/10/2026 10:00", "07/10/2026 08:00"),
            [
                "counted 06/10-06/10 1 WORKING_DAY",
                "pause 06/10-07/10: Tạm dừng, thời gian này không tính",
                "resume 07/10 2 DAY: Tính tiếp phần còn lại",
                "counted 08/10-09/10 2 DAY",
            ],
        ),
    ],
)  # fmt: skip
def test_after_a_pause_only_what_is_really_left_is_told(
    term: str, pause: tuple[str, str], lines: list[str]
) -> None:
    assert told(story("05/10/2026", term, pause)) == lines


def test_elapsed_days_tell_the_old_date_and_by_how_much_it_moved() -> None:
    by_days = office(pause_policy=PausePolicy.ELAPSED)
    found = story("05/10/2026", "3 WORKING_DAY", ("07/10/2026", "09/10/2026"), calendar=by_days)
    assert told(found) == [
        "counted 06/10-08/10 3 WORKING_DAY",
        "pause 07/10-09/10: Tạm dừng, thời gian này không tính",
        "resume 09/10 2 DAY: Lùi hạn",
        "skipped 10/10-11/10: Thứ Bảy, Chủ nhật",
    ]
    assert found.due_at == at("12/10/2026 17:00")


def test_an_open_pause_has_no_end_and_a_late_one_moves_nothing() -> None:
    waiting = story("05/10/2026", "10 WORKING_DAY", ("08/10/2026", None))
    assert waiting.due_at is None
    assert [line.until for line in waiting.lines if line.kind == "pause"] == [None]
    assert written(waiting.lines[-1]) == "due: Chưa có ngày hết hạn khi còn tạm dừng"
    late = story("05/10/2026", "3 WORKING_DAY", ("09/10/2026", "20/10/2026"))
    assert late.due_at == at("08/10/2026 17:00")
    assert told(late)[-1] == "pause 09/10-20/10: Tạm dừng khi đã hết hạn, không dời ngày"


def test_without_a_term_there_is_a_receipt_and_no_date() -> None:
    found = story("05/10/2026", "NONE")
    assert [line.kind for line in found.lines] == ["receipt", "due"]
    assert found.due_at is None
