"""An office that counts by another calendar: the same event, with a preview and all or nothing."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Unit
from accounts.offices import offices
from accounts.permissions import Role
from dossiers.models import ClockEntry, Dossier
from tests import plans
from tests.factories import Commune, make_procedure, make_received, make_staff
from tests.portal.calendars.typed import Typed, decided, error_at, hidden_of, text_of
from worktime.arithmetic import PausePolicy
from worktime.calendars import Opening
from worktime.changes import CalendarChange, PolicyChange
from worktime.models import Calendar
from worktime.services import change_calendar, create_calendar
from worktime.services.seeding import OFFICE_DAY

PATH = "/qt/lich/moi/"


@pytest.fixture
def dossier(commune: Commune) -> Dossier:
    """Received now at the one-stop centre, due in ten working days."""
    clerk = make_staff(commune.one_stop, Role.RECEPTIONIST)
    procedure = make_procedure(term="10 WORKING_DAY")
    return make_received(commune, procedure, by=clerk, when=timezone.now())


@pytest.fixture
def four_days(office: Calendar) -> Calendar:
    """Closed on Fridays."""
    calendar = create_calendar(
        code="BONNGAY", name="Lịch bốn ngày", parent=office, by=None, at=timezone.now()
    )
    hours = tuple(Opening(day, *part) for day in range(4) for part in OFFICE_DAY)
    change = CalendarChange("1/QĐ", timezone.localdate(), hours=hours)
    change_calendar(calendar, change, by=None, at=timezone.now())
    return calendar


def asked(unit: Unit, way: str, **more: str) -> Typed:
    return decided(unit=unit.code, way=way, calendar="", code="", name="") | more


def test_the_preview_says_which_dossiers_of_the_office_move_and_saves_nothing(
    browser: Client, commune: Commune, dossier: Dossier, four_days: Calendar
) -> None:
    answer = browser.post(PATH, asked(commune.one_stop, "co-san", calendar="BONNGAY"))
    page = text_of(answer)
    assert answer.status_code == 200
    assert "từ nay tính giờ theo «Lịch bốn ngày»" in page
    assert "1 hồ sơ được tính lại hạn" in page
    assert dossier.code in page
    commune.one_stop.refresh_from_db()
    assert commune.one_stop.calendar is None


def test_a_preview_of_an_office_costs_twelve_queries_at_most(
    browser: Client, commune: Commune, dossier: Dossier, four_days: Calendar
) -> None:
    typed = asked(commune.one_stop, "co-san", calendar="BONNGAY")
    browser.post(PATH, typed)
    with plans.cheap(most=12):
        browser.post(PATH, typed)


def test_applying_gives_the_office_its_calendar_and_its_dossiers_their_dates(
    browser: Client,
    commune: Commune,
    dossier: Dossier,
    four_days: Calendar,
    django_capture_on_commit_callbacks: object,
) -> None:
    assert offices()[commune.one_stop.pk].calendar.version_id != four_days.current_id
    preview = browser.post(PATH, asked(commune.one_stop, "co-san", calendar="BONNGAY"))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = browser.post(PATH, hidden_of(preview) | {"buoc": "ap-dung"})
    assert answer["Location"] == "/qt/lich/BONNGAY/ban/2/"
    assert offices()[commune.one_stop.pk].calendar.version_id == four_days.current_id
    assert dossier.code in text_of(browser.get("/qt/lich/BONNGAY/ban/2/"))
    line = ClockEntry.objects.get(dossier=dossier, kind=ClockEntry.Kind.CALENDAR)
    assert line.paper == f"15/QĐ-UBND ngày {timezone.localdate():%d/%m/%Y}"


def test_an_office_gets_a_new_calendar_that_takes_everything_from_its_parent(
    browser: Client, commune: Commune, office: Calendar
) -> None:
    policy = PolicyChange(pause_policy=PausePolicy.ELAPSED)
    decision = CalendarChange("1/QĐ", timezone.localdate(), policy=policy)
    change_calendar(office, decision, by=None, at=timezone.now())
    typed = asked(commune.justice, "rieng", calendar="XA", code="xa-tp", name="Lịch Tư pháp")
    preview = browser.post(PATH, typed)
    assert "lập lịch «Lịch Tư pháp», kế thừa «Lịch làm việc chung" in text_of(preview)
    assert not Calendar.objects.filter(code="XA-TP").exists()
    answer = browser.post(PATH, hidden_of(preview) | {"buoc": "ap-dung"})
    assert answer["Location"] == "/qt/lich/XA-TP/ban/1/"
    made = Calendar.objects.select_related("current").get(code="XA-TP")
    assert made.parent == office
    assert made.current
    assert made.current.pause_policy == PausePolicy.ELAPSED
    assert made.current.decision_number == "15/QĐ-UBND"
    commune.justice.refresh_from_db()
    assert commune.justice.calendar == made


def test_an_office_goes_back_to_the_calendar_of_its_commune(
    browser: Client, commune: Commune, four_days: Calendar
) -> None:
    Unit.objects.filter(pk=commune.one_stop.pk).update(calendar=four_days)
    preview = browser.post(PATH, asked(commune.one_stop, "cap-tren"))
    answer = browser.post(PATH, hidden_of(preview) | {"buoc": "ap-dung"})
    assert answer["Location"] == "/qt/lich/XA/ban/1/"
    commune.one_stop.refresh_from_db()
    assert commune.one_stop.calendar is None


def test_an_office_that_was_given_another_calendar_meanwhile_is_shown_anew(
    browser: Client, commune: Commune, four_days: Calendar, office: Calendar
) -> None:
    typed = asked(commune.one_stop, "co-san", calendar="BONNGAY")
    preview = hidden_of(browser.post(PATH, typed))
    Unit.objects.filter(pk=commune.one_stop.pk).update(calendar=office)
    answer = browser.post(PATH, preview | {"buoc": "ap-dung"})
    assert answer.status_code == 409
    commune.one_stop.refresh_from_db()
    assert commune.one_stop.calendar == office


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"unit": ""}, "unit", "Chọn đơn vị"),
        ({"unit": "H00"}, "unit", ""),
        ({"way": ""}, "way", "Chọn"),
        ({"way": "co-san"}, "calendar", "Chọn lịch"),
        ({"way": "rieng", "calendar": "XA", "name": "Lịch"}, "code", "Nhập mã của lịch mới"),
        ({"way": "rieng", "calendar": "XA", "code": "TP"}, "name", "Nhập tên của lịch mới"),
        ({"way": "rieng", "calendar": "XA", "code": "a/b", "name": "Lịch"}, "code", "Mã gồm chữ"),
        ({"decision_number": ""}, "decision_number", "Nhập số quyết định"),
    ],
)
def test_what_is_missing_is_told_at_its_field(
    browser: Client, commune: Commune, more: Typed, field: str, says: str
) -> None:
    answer = browser.post(PATH, asked(commune.justice, "co-san") | more)
    assert answer.status_code == 422
    assert says in error_at(answer, field)
    assert error_at(answer, field)


def test_a_code_that_is_taken_is_told_at_its_field(browser: Client, commune: Commune) -> None:
    typed = asked(commune.justice, "rieng", calendar="XA", code="XA", name="Lịch Tư pháp")
    answer = browser.post(PATH, typed)
    assert answer.status_code == 422
    assert "đã có" in error_at(answer, "code")
    commune.justice.refresh_from_db()
    assert commune.justice.calendar is None
