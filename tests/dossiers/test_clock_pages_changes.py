"""Extensions, new calendars and the post in the story of a date."""

from datetime import date

import pytest

from dossiers.models import Dossier
from dossiers.services import extend, receive
from dossiers.services.redate import change_office_calendar
from procedures.models import Channel, Procedure
from tests.dossiers.clock_pages import citizen_page, received, staff_page
from tests.dossiers.staff import Town, browser
from tests.dossiers.tracking import set_clock, words
from tests.factories import at, make_submitted
from worktime.arithmetic import DayKind, Term
from worktime.changes import CalendarChange, DayChange
from worktime.models import Calendar


def _extended(town: Town) -> Dossier:
    Procedure.objects.update(extension_cap="5 WORKING_DAY")
    return extend(
        received(town),
        by=town.people.leader,
        at=at("2026-11-23 09:00"),
        added=Term.parse("2 WORKING_DAY"),
        reason="verify_more",
        note="Xác minh tại nơi cư trú cũ",
        decision="45/QĐ-UBND ngày 23/11/2026",
        basis="Nghị định 61/2018/NĐ-CP, Điều 19",
    )


def _with_another_holiday(town: Town, day: int) -> Dossier:
    """Decided on Monday, for a day of November 2026."""
    dossier = received(town)
    change = CalendarChange(
        decision_number="88/QĐ-UBND",
        decision_date=date(2026, 11, 22),
        days=(DayChange(date(2026, 11, day), DayKind.OFF, "Nghỉ bão"),),
    )
    calendar = Calendar.objects.get(pk=town.commune.root.calendar_id)
    change_office_calendar(calendar, change, by=town.people.leader, at=at("2026-11-23 10:00"))
    return Dossier.objects.get(pk=dossier.pk)


def test_an_extension_is_told_with_its_decision_who_and_the_law(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = _extended(town)
    set_clock(monkeypatch, "2026-11-23 10:00")
    page = words(staff_page(town, dossier))
    assert "Hẹn trả 17:00, thứ Hai, 30/11/2026" in page
    assert "23/11/2026 Gia hạn 2 ngày làm việc" in page
    for part in (
        "Phải xác minh, kiểm tra thực tế thêm. Xác minh tại nơi cư trú cũ",
        "45/QĐ-UBND ngày 23/11/2026 · Trần Văn Dũng",
        "Nghị định 61/2018/NĐ-CP, Điều 19",
        "4 thứ Sáu 27/11",
        "5 thứ Hai 30/11",
    ):
        assert part in page


def test_the_citizen_is_told_the_extension_and_its_decision(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = _extended(town)
    set_clock(monkeypatch, "2026-11-23 10:00")
    page = citizen_page(town, dossier)
    assert "Gia hạn Thêm 2 ngày làm việc, theo 45/QĐ-UBND ngày 23/11/2026." in page
    assert "Trần Văn Dũng" not in page


def test_a_day_off_decided_later_is_told_with_what_it_moved(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = _with_another_holiday(town, 26)
    set_clock(monkeypatch, "2026-11-23 11:00")
    page = words(staff_page(town, dossier))
    assert "10:00 23/11/2026 Lịch làm việc thay đổi 88/QĐ-UBND" in page
    assert "Hạn theo quy định từ 17:00 26/11/2026 thành 17:00 27/11/2026" in page
    assert "26/11/2026 Không đếm: Nghỉ bão" in page
    citizen = citizen_page(town, dossier)
    assert "Lịch nghỉ của cơ quan thay đổi Ngày hẹn từ 26/11/2026 thành 27/11/2026." in citizen


def test_a_promise_that_was_kept_is_told_beside_the_law(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = _with_another_holiday(town, 25)
    set_clock(monkeypatch, "2026-11-23 11:00")
    page = words(staff_page(town, dossier))
    assert "Hẹn trả 17:00, thứ Năm, 26/11/2026" in page
    assert "Hạn theo quy định: 17:00, thứ Sáu, 27/11/2026; lịch làm việc đổi sau khi hẹn" in page
    assert "Ngày hẹn trả giữ nguyên 17:00 26/11/2026" in page
    citizen = citizen_page(town, dossier)
    assert "Ngày hẹn của ông/bà giữ nguyên." in citizen
    assert "Ngày hẹn có lợi hơn" not in citizen
    assert "ngày hẹn có lợi hơn cho người dân được giữ" in citizen


def test_by_post_the_story_begins_with_the_arrival_stamp(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    when, arrived = at("2026-11-20 09:00"), at("2026-11-19 10:00")
    dossier = make_submitted(town.commune, town.procedure, owner=town.people.citizen, when=when)
    Dossier.objects.filter(pk=dossier.pk).update(channel=Channel.Method.POSTAL, arrived_at=arrived)
    dossier = receive(dossier, by=town.people.receptionist, at=when)
    set_clock(monkeypatch, "2026-11-20 10:00")
    page = words(browser(town.people.receptionist).get(f"/cb/ho-so/{dossier.code}/thoi-han/"))
    assert "Hẹn trả 17:00, thứ Tư, 25/11/2026" in page
    assert "10:00 19/11/2026 Tính từ dấu công văn đến" in page
    assert "Đang giữ hồ sơ: Bộ phận Một cửa, từ 10:00 19/11/2026, đã 1 ngày" in page
