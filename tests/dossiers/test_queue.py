"""The staff queue: what lies where, how late it is, how it is found, and what it costs."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import AccessLog
from dossiers.models import Dossier
from dossiers.staff.due_badges import Waiting, due_badge
from dossiers.staff.queue import TABS, Filters, Queue
from dossiers.workflow import Status
from tests.dossiers.staff import Town, browser, copies
from tests.factories import at, make_procedure, make_staff
from tests.plans import cheap
from worktime.services import calendar_for

NOW = at("2026-11-25 08:00")  # a Wednesday; the 24th is a holiday


def _move(dossier: Dossier, **facts: object) -> Dossier:
    Dossier.objects.filter(pk=dossier.pk).update(**facts)
    dossier.refresh_from_db()
    return dossier


@pytest.mark.parametrize(
    ("status", "act_by", "since", "expected"),
    [
        (Status.ASSIGNED, "2026-11-23 08:00", NOW, ("late", "Trễ 1 ngày")),
        (Status.ASSIGNED, "2026-11-20 17:00", NOW, ("late", "Trễ 1 ngày")),
        (Status.ASSIGNED, "2026-11-23 17:00", NOW, ("late", "Trễ 1 giờ")),
        (Status.ASSIGNED, "2026-11-25 07:30", NOW, ("late", "Trễ 30 phút")),
        (Status.ASSIGNED, "2026-11-25 10:30", NOW, ("soon", "Còn 2 giờ")),
        (Status.ASSIGNED, "2026-11-25 08:20", NOW, ("soon", "Còn 20 phút")),
        (Status.ASSIGNED, "2026-11-25 16:30", NOW, ("soon", "Hôm nay 16:30")),
        (Status.ASSIGNED, "2026-11-27 17:00", NOW, ("ok", "27/11")),
        (Status.ASSIGNED, "", NOW, ("off", "Không hạn")),
        (Status.STOPPED, "", NOW, ("off", "Tạm dừng")),
        (Status.SUPPLEMENT, "", at("2026-11-20 08:00"), ("wait", "Chờ dân 2 ngày")),
        (Status.PRE_SUPPLEMENT, "", at("2026-11-25 07:10"), ("wait", "Chờ dân")),
        (Status.RESULT_READY, "", at("2026-11-19 08:00"), ("ok", "Chờ nhận 3 ngày")),
    ],
)
def test_a_badge_says_in_working_time_how_long_there_is(
    db: None, status: Status, act_by: str, since: datetime, expected: tuple[str, str]
) -> None:
    waiting = Waiting(status, at(act_by) if act_by else None, since)
    badge = due_badge(waiting, calendar_for(None), NOW)
    assert (badge.kind, badge.text.replace("\u00a0", " ")) == expected


def test_overdue_since_the_weekend_has_cost_no_working_time_yet(db: None) -> None:
    badge = due_badge(
        Waiting(Status.ASSIGNED, at("2026-11-20 17:00"), NOW),
        calendar_for(None),
        at("2026-11-22 10:00"),
    )
    assert (badge.kind, badge.text) == ("late", "Trễ hạn")


def test_every_open_dossier_of_the_office_lies_under_exactly_one_tab(town: Town) -> None:
    promises = ["2026-11-20 17:00", "2026-11-25 07:59", "2026-11-25 17:00", "2026-11-26 17:00"]
    promises += ["2026-11-27 17:00", "2026-12-30 17:00", ""]
    for promise in promises:
        _move(town.dossier(Status.ASSIGNED), act_by=at(promise) if promise else None)
    _move(town.dossier(Status.ASSIGNED), status=Status.SUPPLEMENT, act_by=None)
    queue = Queue(town.people.specialist, calendar_for(None), NOW)
    counts = queue.counts()
    assert counts.tabs == {
        "": 8, "tre": 2, "hom-nay": 1, "hai-ngay": 2, "sau-do": 2, "cho-dan": 1,
    }  # fmt: skip
    for tab in TABS:
        chosen = Queue(town.people.specialist, calendar_for(None), NOW, Filters(tab=tab.slug))
        assert chosen.rows().count() == counts.tabs[tab.slug], tab.label
    assert (counts.boxes[""], counts.late) == (8, 2)


def test_each_person_sees_the_boxes_of_the_own_work_with_their_counts(town: Town) -> None:
    town.dossier(Status.SUBMITTED)
    town.dossier(Status.RESULT_READY)
    page = browser(town.people.receptionist).get("/cb/").content.decode()
    assert "Mới nộp" in page
    assert "Chờ trả" in page
    assert 'href="/cb/ky/"' not in page
    counts = Queue(town.people.receptionist, calendar_for(None), timezone.now()).counts()
    assert counts.boxes == {
        "": 1, "moi-nop": 1, "cho-chuyen": 0, "cho-bo-sung": 0, "cho-tra": 1,
    }  # fmt: skip


def test_results_to_return_are_counted_when_nothing_else_is_left(town: Town) -> None:
    town.dossier(Status.RESULT_READY)
    counts = Queue(town.people.receptionist, calendar_for(None), timezone.now()).counts()
    assert (counts.boxes[""], counts.boxes["cho-tra"]) == (0, 1)


def test_the_list_holds_only_what_lies_in_the_own_office(town: Town) -> None:
    here, elsewhere = town.dossier(Status.ASSIGNED), town.dossier(Status.SUBMITTED)
    page = browser(town.people.specialist).get("/cb/").content.decode()
    assert str(here.code).removeprefix("H99.12-") in page
    assert elsewhere.submission_code not in page


def test_the_most_urgent_comes_first_and_what_has_no_date_last(town: Town) -> None:
    later, waiting, urgent = (town.dossier(Status.ASSIGNED) for _ in range(3))
    _move(later, act_by=NOW + timedelta(days=9))
    _move(urgent, act_by=NOW)
    _move(waiting, act_by=None)
    response = browser(town.people.specialist).get("/cb/")
    assert [row.code for row in response.context["rows"]] == [
        urgent.code, later.code, waiting.code,
    ]  # fmt: skip


def test_filters_narrow_list_and_counts_and_can_be_taken_off(town: Town) -> None:
    mine = town.dossier(Status.ASSIGNED)
    theirs = _move(town.dossier(Status.ASSIGNED), assignee=town.people.colleague, channel=1)
    other = make_procedure("2.000815", "Chứng thực bản sao")
    copy = _move(town.dossier(Status.ASSIGNED), procedure=other)
    client = browser(town.people.specialist)

    def found(query: str) -> set[str]:
        return {row.code for row in client.get(f"/cb/?{query}").context["rows"]}

    assert found("cua-toi=1") == {mine.code, copy.code}
    assert found("kenh=1") == {theirs.code}
    assert found("thu-tuc=chung+thuc") == {copy.code}
    assert found(f"linh-vuc={mine.field_id}&cua-toi=1&thu-tuc=khai+sinh") == {mine.code}
    assert found("buoc=supplement") == set()
    assert len(found("kenh=abc&linh-vuc=-1&buoc=nonsense&han=nonsense&muc=nonsense")) == 3
    page = client.get("/cb/?kenh=1&cua-toi=1").content.decode()
    assert 'href="?kenh=1"' in page
    assert 'href="?cua-toi=1"' in page


def test_more_than_a_page_is_walked_by_cursor_without_gap_or_repeat(town: Town) -> None:
    first = town.dossier(Status.ASSIGNED)
    copies(first, 119)
    client, seen, path = browser(town.people.specialist), [], "/cb/"
    for size in (50, 50, 20):
        context = client.get(path).context
        assert len(context["rows"]) == size
        seen += [row.code for row in context["rows"]]
        path = f"/cb/{context['next']}"
    assert len(set(seen)) == 120
    assert context["next"] == ""
    back = client.get(f"/cb/{context['previous']}").context
    assert [row.code for row in back["rows"]] == seen[50:100]


def test_an_empty_queue_says_so(town: Town) -> None:
    client = browser(town.people.specialist)
    assert "Hết việc" in client.get("/cb/").content.decode()
    page = client.get("/cb/?cua-toi=1").content.decode()
    assert "Không có hồ sơ nào khớp" in page
    assert "Bỏ bộ lọc" in page


def test_the_chosen_dossier_is_read_beside_the_list_and_that_is_logged(town: Town) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    response = browser(town.people.specialist).get(f"/cb/?xem={dossier.code}")
    page = response.content.decode()
    assert "Đạt, trình lãnh đạo ký" in page
    assert "1/1" in page
    assert "Nguyễn Thị Sáu, 1957" in page
    assert dossier.personal_id not in page
    assert "0905 123 318" not in page
    log = AccessLog.objects.get()
    assert (log.user, log.action, log.object_code) == (
        town.people.specialist, "dossier.open", dossier.code,
    )  # fmt: skip


def test_htmx_gets_the_pane_alone_and_acts_lead_on_to_the_next_row(town: Town) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    response = browser(town.people.specialist).get(
        f"/cb/?han=tre&xem={dossier.code}&ke=H99.12-260101-0001", headers={"HX-Target": "khung"}
    )
    page = response.content.decode()
    assert page.lstrip().startswith("<aside")
    assert "tiep=%2Fcb%2F%3Fhan%3Dtre%26xem%3DH99.12-260101-0001" in page


def test_a_dossier_one_may_not_see_does_not_open_in_the_pane(town: Town) -> None:
    hidden = town.dossier(Status.SUBMITTED)
    response = browser(town.people.specialist).get(f"/cb/?xem={hidden.submission_code}")
    assert response.status_code == 200
    assert "Chọn một hồ sơ để xem" in response.content.decode()


def test_the_list_is_printed_as_it_is_filtered(town: Town) -> None:
    mine = town.dossier(Status.ASSIGNED)
    theirs = _move(town.dossier(Status.ASSIGNED), assignee=town.people.colleague)
    page = browser(town.people.specialist).get("/cb/in-danh-sach/?cua-toi=1").content.decode()
    assert str(mine.code) in page
    assert str(theirs.code) not in page


def test_staff_without_dossiers_find_an_empty_work_space(town: Town) -> None:
    supporter = make_staff(town.commune.one_stop, full_name="Phan Khánh Duy")
    response = browser(supporter).get("/cb/")
    assert response.status_code == 200
    assert "Cần xử lý</a>" not in response.content.decode()


def test_citizens_are_kept_out(town: Town) -> None:
    assert browser(town.people.citizen).get("/cb/").status_code == 403


@pytest.mark.parametrize(
    "path", ["/cb/", "/cb/?xem={code}", "/cb/ho-so/{code}/", "/cb/in-danh-sach/"]
)
def test_a_page_costs_few_queries_and_reads_no_whole_table(
    path: str, town: Town, settings: Any
) -> None:
    dossier = town.dossier(Status.ASSIGNED)
    copies(dossier, 60)
    client, path = browser(town.people.specialist), path.format(code=dossier.code)
    settings.CATALOGUE_CHECK_SECONDS = 60  # as in production: the catalogue is in memory
    client.get(path)
    with cheap():
        client.get(path)
