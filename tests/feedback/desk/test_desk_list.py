"""The list of reports: what lies under which tab, how near its date is, who sees what, its cost."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.desk import Desk
from accounts.models import User
from accounts.permissions import Role
from feedback.desk.due import Dates, badge_of, step_badge_of
from feedback.desk.map_points import points_of
from feedback.desk.pulse import numbers_of, removals_of
from feedback.desk.queue import ENDED, TABS, Filters, Queue
from feedback.desk.waiting import removals
from feedback.models import Report
from feedback.services.following import ask_removal
from feedback.workflow import Action, Status
from tests.dossiers.conftest import People
from tests.dossiers.staff import browser
from tests.factories import Commune, at, make_staff
from tests.feedback.desk.desk import ago, opens, pictured, text_of
from tests.feedback.factories import act_on, make_category, send_report
from tests.feedback.rows import a_row
from tests.plans import cheap
from worktime.services import calendar_for

NOW = at("2026-11-25 08:00")  # a Wednesday; the 24th is a holiday


def _dates(**facts: object) -> Dates:
    usual: dict[str, object] = {
        "status": Status.RECEIVED,
        "answered_at": None,
        "answer_due_at": at("2026-11-27 08:00"),
        "due_at": at("2026-12-02 17:00"),
        "step_due_at": None,
        "closed_at": None,
        "count": "elapsed",
    }
    return Dates(**(usual | facts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-11-22 07:00", "Trễ 3 ngày"),
        ("2026-11-25 03:00", "Trễ 5 giờ"),
        ("2026-11-25 07:40", "Trễ 20 phút"),
        ("2026-11-25 11:30", "Còn 3 giờ"),
        ("2026-11-25 21:00", "Hôm nay 21:00"),
        ("2026-11-26 09:05", "Mai 9:05"),
        ("2026-11-27 07:00", "27/11"),
    ],
)
def test_forty_eight_hours_run_by_the_clock_on_the_wall(db: None, due: str, words: str) -> None:
    badge = badge_of(_dates(answer_due_at=at(due)), calendar_for(None), NOW)
    assert badge.text.replace("\u00a0", " ") == words


def test_an_answer_promised_in_working_time_counts_no_holiday(db: None) -> None:
    dates = _dates(count="working", answer_due_at=at("2026-11-23 08:00"))
    badge = badge_of(dates, calendar_for(None), NOW)
    assert badge.text.replace("\u00a0", " ") == "Trễ 1 ngày"


def test_once_answered_the_date_of_the_whole_counts(db: None) -> None:
    dates = _dates(answered_at=NOW, answer_due_at=at("2026-11-20 08:00"))
    assert dates.next == at("2026-12-02 17:00")
    assert badge_of(dates, calendar_for(None), NOW).kind == "ok"


def test_an_ended_report_says_how_it_ended(db: None) -> None:
    badge = badge_of(_dates(status=Status.REFUSED, closed_at=NOW), calendar_for(None), NOW)
    assert (badge.kind, badge.text) == ("off", "Không xử lý")


def test_a_step_over_its_time_is_told_beside_a_whole_that_is_in_time(db: None) -> None:
    late = step_badge_of(_dates(step_due_at=at("2026-11-23 16:00")), calendar_for(None), NOW)
    soon = step_badge_of(_dates(step_due_at=at("2026-11-25 10:00")), calendar_for(None), NOW)
    told = [badge.text.replace("\u00a0", " ") for badge in (late, soon) if badge]
    assert told == ["Quá bước 2 giờ", "Bước còn 2 giờ"]


def _queue(user: User, **filters: object) -> Queue:
    desk = Desk(user, NOW, calendar_for(None))
    return Queue(desk, Filters(**filters))  # type: ignore[arg-type]


@pytest.fixture
def rows(commune: Commune, people: People) -> list[Report]:
    """One for each tab and more: over its date, today, soon, later, elsewhere, ended."""
    kind = make_category()
    dues = ["2026-11-24 08:00", "2026-11-25 08:01", "2026-11-25 23:59", "2026-11-26 09:00"]
    dues += ["2026-11-27 23:00", "2026-12-20 08:00"]
    made = [
        a_row(commune, kind, answer_due_at=at(due), due_at=at("2026-12-30 08:00")) for due in dues
    ]
    outside = {"status": Status.FORWARDED, "agency": "Điện lực"}
    made.append(a_row(commune, kind, answered_after=1, due_at=at("2026-12-01 08:00"), **outside))
    made.append(a_row(commune, kind, answered_after=1, due_at=at("2026-11-24 17:00"), **outside))
    made.append(a_row(commune, kind, ended_after=20, answered_after=20))
    return made


def test_every_open_report_lies_under_exactly_one_tab(rows: list[Report], people: People) -> None:
    counts = _queue(people.receptionist).counts()
    assert counts == {
        "": 8, "tre": 2, "hom-nay": 2, "hai-ngay": 2, "sau-do": 1, "cho-co-quan": 1,
    }  # fmt: skip
    for tab in TABS:
        number = _queue(people.receptionist, tab=tab.slug).rows().count()
        assert number == (1 if tab.slug == ENDED else counts[tab.slug]), tab.label


def test_filters_narrow_list_and_counts_alike(commune: Commune, people: People) -> None:
    road, tree = make_category("duong"), make_category("cay")
    mine = a_row(commune, road, assignee=people.specialist, fold="o ga truoc cho")
    a_row(commune, tree, severity="urgent", unit=commune.justice)
    pictured(mine)
    looks: list[dict[str, object]] = [
        {"category": "duong"},
        {"words": "ổ gà"},
        {"unit": commune.one_stop.code},
        {"severity": "normal"},
        {"pictured": True},
        {"status": Status.RECEIVED, "category": "duong"},
    ]
    for filters in looks:
        queue = _queue(people.receptionist, **filters)
        assert list(queue.rows()) == [mine], filters
        assert queue.counts()[""] == 1, filters
    assert list(_queue(people.specialist, mine=True).rows()) == [mine]


def test_nonsense_in_the_address_is_as_good_as_nothing(commune: Commune, people: People) -> None:
    a_row(commune, make_category())
    page = opens(
        people.receptionist, "desk",
        han="x", buoc="nowhere", **{"dia-ban": "²", "muc-do": "!", "trang": "x", "xem": "PA-0"},
    )  # fmt: skip
    assert page.status_code == 200
    assert "PA-26-ROW" in text_of(page)


def test_a_handler_sees_the_own_office_alone(commune: Commune, people: People) -> None:
    own = a_row(commune, make_category(), unit=commune.justice)
    other = a_row(commune, make_category(), unit=commune.one_stop)
    page = text_of(opens(people.specialist, "desk"))
    assert own.code in page
    assert other.code not in page


def test_reports_about_officers_are_for_those_who_may(commune: Commune, people: People) -> None:
    secret = a_row(commune, make_category(about_conduct=True), about_conduct=True)
    assert secret.code not in text_of(opens(people.receptionist, "desk"))
    assert secret.code in text_of(opens(people.leader, "desk"))


def test_a_program_that_tries_itself_out_is_not_in_the_list(
    commune: Commune, people: People
) -> None:
    trial = a_row(commune, make_category(), is_test=True)
    assert trial.code not in text_of(opens(people.receptionist, "desk"))


def test_a_row_shows_its_picture_and_opens_in_the_pane(report: Report, people: People) -> None:
    pictured(report)
    page = text_of(opens(people.receptionist, "desk", xem=report.code))
    assert "/phan-anh/anh/" in page
    assert f'data-code="{report.code}"' in page
    alone = browser(people.receptionist).get(
        "/cb/phan-anh/", {"xem": report.code}, headers={"HX-Target": "khung"}
    )
    assert text_of(alone).startswith("<aside") or "<html" not in text_of(alone)


def test_the_map_holds_what_the_list_holds(commune: Commune, people: People) -> None:
    late = a_row(commune, make_category(), lat=11.1, long=108.1, answer_due_at=ago(hours=1))
    far = a_row(
        commune,
        late.category,
        lat=11.3,
        long=108.3,
        answer_due_at=timezone.now() + timedelta(days=1),
    )
    a_row(commune, late.category)  # words only: no point
    desk = Desk(people.receptionist, timezone.now(), calendar_for(None))
    everywhere = points_of(Queue(desk, Filters()), "", "13")["features"]
    assert [point["properties"]["mark"] for point in everywhere] == ["late", "open"]
    assert everywhere[0]["geometry"]["coordinates"] == [108.1, 11.1]
    near = points_of(Queue(desk, Filters()), "11.25,108.25,11.35,108.35", "13")["features"]
    assert [far.code in point["properties"]["title"] for point in near] == [True]


def test_marks_of_the_map_never_cover_each_other(commune: Commune, people: People) -> None:
    first = a_row(commune, make_category(), lat=11.1, long=108.1)
    a_row(commune, first.category, lat=11.1002, long=108.1)

    def counts(zoom: int) -> list[int]:
        told = json.loads(text_of(opens(people.receptionist, "desk-points", muc=str(zoom))))
        return [point["properties"].get("count", 1) for point in told["features"]]

    assert (counts(13), counts(19)) == ([2], [1, 1])


def test_the_menu_says_how_many_wait_and_how_many_are_late(
    commune: Commune, people: People
) -> None:
    a_row(commune, make_category(), answer_due_at=timezone.now() + timedelta(days=1))
    page = text_of(opens(people.receptionist, "desk"))
    assert '<span class="mc-count">1</span>' in page


def test_late_reports_are_red_in_the_menu(commune: Commune, people: People) -> None:
    a_row(commune, make_category(), answer_due_at=ago(hours=1))
    assert '<span class="mc-count--late">1</span>' in text_of(opens(people.receptionist, "desk"))


@pytest.mark.parametrize("name", ["receptionist", "head", "specialist", "leader"])
def test_the_numbers_of_the_menu_are_the_lengths_of_the_lists(
    commune: Commune, people: People, name: str
) -> None:
    kind, user = make_category(), people.by_name()[name]
    a_row(commune, kind, unit=commune.justice)
    a_row(commune, kind, unit=commune.one_stop, answer_due_at=ago(hours=1))
    a_row(commune, make_category(about_conduct=True), about_conduct=True)
    elsewhere = a_row(commune, kind, unit=commune.one_stop, published_at=ago(hours=2))
    ask_removal(elsewhere, reason="Thấy rõ mặt con tôi", phone="", at=timezone.now())
    desk = Desk(user, timezone.now(), calendar_for(None))
    assert numbers_of(user).open == Queue(desk).counts()[""]
    assert numbers_of(user).late == Queue(desk).counts()["tre"]
    assert removals_of(user) == removals(desk).count()


def test_fifty_reports_cost_what_one_costs(commune: Commune, people: People) -> None:
    kind = make_category()
    for number in range(60):
        a_row(commune, kind, lat=11.1, long=108.1 + number / 10_000)
    officer = browser(people.receptionist)
    code = Report.objects.latest("pk").code
    for query in ({}, {"xem": code}, {"han": ENDED}, {"loai": kind.code}):
        officer.get("/cb/phan-anh/", query)
        with cheap(tables=["feedback_report", "feedback_reportevent", "feedback_media"]):
            assert officer.get("/cb/phan-anh/", query).status_code == 200


def test_acting_keeps_the_list_one_came_from(report: Report, people: People, handler: User) -> None:
    back = "/cb/phan-anh/?han=hom-nay"
    page = text_of(browser(handler).get(f"/cb/phan-anh/{report.code}/", {"tiep": back}))
    assert 'href="/cb/phan-anh/?han=hom-nay"' in page


def test_who_has_no_right_to_reports_is_kept_out(commune: Commune, report: Report) -> None:
    supporter = make_staff(commune.one_stop, Role.SUPPORTER)
    assert opens(supporter, "desk").status_code == 403


def test_moments_of_the_list_are_those_of_receipt_for_ended_ones(
    commune: Commune, people: People, handler: User
) -> None:
    kind, first = make_category(), ago(days=3)
    older = send_report(commune, kind, when=first)
    newer = send_report(commune, kind, when=first + timedelta(hours=1))
    for one in (newer, older):
        act_on(
            one, Action.FIND_UNTRUE, by=handler, when=first + timedelta(hours=2), answer="Không có"
        )
    page = text_of(opens(people.receptionist, "desk", han=ENDED))
    assert page.index(newer.code) < page.index(older.code)
