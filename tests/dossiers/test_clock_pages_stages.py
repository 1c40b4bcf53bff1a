"""Coming-late warnings of stages: on badges, in the queue, on the sheet, after a pause."""

import re
from typing import Any

import pytest
from django.utils.html import strip_tags

from dossiers.models import Dossier
from dossiers.services import apply, receive
from dossiers.staff.due_badges import StageTime, stage_badge, time_left, whole_days
from dossiers.stage_clock import warned_at
from dossiers.workflow import Action
from notifications.models import Message
from tests.dossiers.staff import Town, browser
from tests.dossiers.tracking import set_clock
from tests.factories import at, make_submitted
from tests.plans import cheap
from worktime.services import calendar_for

NOW = at("2026-11-25 08:00")  # a Wednesday; hours are 7:00-11:30 and 13:30-17:00


def _assigned(town: Town, when: str = "2026-11-23 08:00") -> Dossier:
    """Three working days, half of them for who examines."""
    dossier = make_submitted(town.commune, town.procedure, owner=town.people.citizen, when=at(when))
    dossier = receive(dossier, by=town.people.receptionist, at=at(when))
    dossier = apply(dossier, Action.TRANSFER, by=town.people.receptionist, at=at(when))
    return apply(
        dossier, Action.ASSIGN, by=town.people.head, at=at(when), assignee=town.people.specialist
    )


def _words(page: Any) -> str:
    text = strip_tags(page.content.decode()).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    ("act_by", "due", "warn", "expected"),
    [
        ("2026-11-27 17:00", "2026-11-25 10:00", "2026-11-25 07:30", ("soon", "Bước còn 2 giờ")),
        ("2026-11-27 17:00", "2026-11-26 14:00", "2026-11-25 08:00", ("soon", "Bước còn 1 ngày")),
        ("2026-11-27 17:00", "2026-11-26 14:00", "2026-11-25 08:01", None),
        ("2026-11-27 17:00", "2026-11-23 08:00", "2026-11-20 08:00", ("over", "Quá bước 1 ngày")),
        ("2026-11-27 17:00", "2026-11-25 07:15", "2026-11-20 08:00", ("over", "Quá bước 45 phút")),
        ("2026-11-25 07:59", "2026-11-23 08:00", "2026-11-20 08:00", None),
        ("", "2026-11-23 08:00", "2026-11-20 08:00", None),
        ("2026-11-27 17:00", "", "", None),
    ],
)
def test_a_stage_has_a_badge_when_it_comes_late_or_is_over(
    db: None, act_by: str, due: str, warn: str, expected: tuple[str, str] | None
) -> None:
    moments = [at(text) if text else None for text in (act_by, due, warn)]
    badge = stage_badge(StageTime(*moments), calendar_for(None), NOW)
    told = (badge.kind, badge.text.replace("\u00a0", " ")) if badge else None
    assert told == expected


@pytest.mark.parametrize(
    ("start", "due", "expected"),
    [
        ("2026-11-23 07:00", "2026-11-25 17:00", "2026-11-25 11:00"),  # 16 hours: the last four
        ("2026-11-16 07:00", "2026-11-30 17:00", "2026-11-26 17:00"),  # ten days: the last two
        ("2026-11-23 07:00", "2026-11-23 09:00", "2026-11-23 07:00"),  # two hours: at once
    ],
)
def test_a_stage_comes_late_at_a_fifth_of_its_time_or_at_four_hours(
    db: None, start: str, due: str, expected: str
) -> None:
    assert warned_at(calendar_for(None), at(start), at(due)) == at(expected)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-11-27 11:30", "còn 2 ngày 3 giờ làm việc"),
        ("2026-11-25 10:20", "còn 2 giờ 20 phút làm việc"),
        ("2026-11-25 08:00", "đến hạn"),
        ("2026-11-20 13:30", "trễ 1 ngày 4 giờ"),
        ("2026-11-25 06:00", "trễ 1 giờ"),
    ],
)
def test_time_left_is_told_in_working_days_and_hours(db: None, due: str, expected: str) -> None:
    assert time_left(at(due), calendar_for(None), NOW).replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("2026-11-19 10:00", 2),
        ("2026-11-20 17:00", 4),
        ("2026-11-21 10:00", 4),
        ("2026-11-23 10:00", 4),
    ],
)
def test_days_late_stay_the_same_over_a_weekend(db: None, now: str, days: int) -> None:
    assert whole_days(at("2026-11-16 17:00"), calendar_for(None), at(now)) == days


def test_the_queue_shows_and_finds_what_comes_late_at_its_stage(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = _assigned(town)
    _assigned(town, "2026-11-25 13:30")
    set_clock(monkeypatch, "2026-11-25 14:00")  # the first has used 12 of its 15.5 hours
    client = browser(town.people.specialist)
    client.get("/cb/")
    with cheap():
        whole = client.get("/cb/")
    assert "Bước còn 3 giờ" in _words(whole)
    assert len(whole.context["rows"]) == 2
    found = client.get("/cb/?buoc-tre=1")
    assert [row.code for row in found.context["rows"]] == [soon.code]
    assert "1 hồ sơ" in _words(found)
    assert "Sắp trễ bước" in _words(found)
    assert 'href="?">' in found.content.decode()


def test_a_whole_that_is_late_is_not_also_coming_late(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    _assigned(town)
    set_clock(monkeypatch, "2026-11-30 08:00")
    assert browser(town.people.specialist).get("/cb/?buoc-tre=1").context["rows"] == []


def test_the_sheet_says_what_is_left_of_the_whole_and_of_the_stage(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = _assigned(town)
    set_clock(monkeypatch, "2026-11-25 14:00")
    page = _words(browser(town.people.specialist).get(f"/cb/ho-so/{dossier.code}/"))
    assert "hẹn trả 17:00 27/11 (còn 2 ngày 3 giờ làm việc)" in page
    assert "xong bước này trước 7:30 26/11 (còn 3 giờ 30 phút làm việc)" in page
    set_clock(monkeypatch, "2026-11-26 16:00")
    page = _words(browser(town.people.specialist).get(f"/cb/ho-so/{dossier.code}/"))
    assert "đã quá hạn bước này từ 7:30 26/11 (trễ 6 giờ 30 phút)" in page
    assert "Quá bước 6 giờ" in page


@pytest.mark.parametrize("sent", [True, False])
def test_the_stage_moves_with_the_whole_when_a_pause_ends(town: Town, sent: bool) -> None:
    dossier, specialist = _assigned(town), town.people.specialist
    whole, stage, warn = dossier.due_at, dossier.stage_due_at, dossier.stage_warn_at
    assert whole
    assert stage
    assert warn
    asked, answered = at("2026-11-25 10:00"), at("2026-12-01 07:00")
    dossier = apply(dossier, Action.ASK_PAYMENT, by=specialist, at=asked, note="Nộp lệ phí")
    if sent:
        Message.objects.update(sent_at=asked)
    dossier = apply(dossier, Action.CONFIRM_PAYMENT, by=specialist, at=answered, note="Đã nộp")
    calendar = calendar_for(None)
    assert dossier.due_at is not None
    gained = calendar.working_minutes_between(whole, dossier.due_at)
    assert (gained > 0) is sent  # a notice that was never sent pauses nothing
    assert dossier.stage_due_at == calendar.add_working_minutes(stage, gained)
    assert dossier.stage_warn_at == calendar.add_working_minutes(warn, gained)


def test_a_stage_that_was_over_before_the_pause_stays_late(town: Town) -> None:
    dossier, specialist = _assigned(town), town.people.specialist
    stage, asked = dossier.stage_due_at, at("2026-11-27 10:00")
    dossier = apply(dossier, Action.ASK_PAYMENT, by=specialist, at=asked, note="Nộp lệ phí")
    Message.objects.update(sent_at=asked)
    answered = at("2026-12-01 07:00")
    dossier = apply(dossier, Action.CONFIRM_PAYMENT, by=specialist, at=answered, note="Đã nộp")
    assert dossier.stage_due_at == stage
