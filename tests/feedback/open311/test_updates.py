"""The update extension of FixMyStreet: what happened, and what programs add."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone

from accounts.permissions import Role
from feedback.models import ClientUpdate, Report, ReportEvent
from feedback.workflow import Action, Status
from tests.factories import Commune, make_staff
from tests.feedback.factories import act_on, make_category
from tests.feedback.open311.programs import V2, Program, ask, faults, make_program, root_of

SAID = "2026-11-20T08:00:00+07:00"


@pytest.fixture
def report(commune: Commune, program: Program) -> Report:
    """Published, checked, answered in three steps."""
    report = program.sent()
    now = timezone.now()
    Report.objects.update(published_at=now, public_text="Ổ gà", unit=commune.one_stop)
    leader = make_staff(commune.one_stop, Role.LEADER)
    act_on(report, Action.FIND_TRUE, by=leader, when=now, note="đã xem, nội bộ")
    act_on(report, Action.ANSWER, by=leader, when=now, answer="Đã vá xong.")
    return Report.objects.get(pk=report.pk)


def told(**parameters: str) -> list[dict[str, str]]:
    answer = ask("servicerequestupdates.json", **parameters)
    assert answer.status_code == 200, answer.content.decode()
    return list(answer.json())


def say(program: Program, report: Report, form: str = "json", **changes: str) -> HttpResponse:
    facts = {
        "api_key": program.key,
        "service_request_id": report.code,
        "update_id": "1007",
        "updated_datetime": SAID,
        "status": "OPEN",
        "description": "Vẫn còn hỏng",
    }
    return program.web.post(f"{V2}/servicerequestupdates.{form}", facts | changes)


def test_public_steps_are_told_in_their_order(report: Report) -> None:
    found, answered = told()
    assert [found["status"], answered["status"]] == ["INVESTIGATING", "FIXED"]
    assert found["description"] == "Đã kiểm tra: đúng sự thật"
    assert answered["description"] == "Đã vá xong."
    assert answered["service_request_id"] == report.code
    assert found["update_id"] != answered["update_id"]
    root = root_of(ask("servicerequestupdates.xml"))
    assert root.tag == "service_request_updates"
    assert {one.tag for one in root} == {"request_update"}
    assert [one.tag for one in root[0]] == list(found)


def test_updates_of_a_window(report: Report) -> None:
    now = timezone.now()
    hour_ago = (now - timedelta(hours=1)).isoformat()
    assert len(told(start_date=hour_ago, end_date=(now + timedelta(hours=1)).isoformat())) == 2
    assert told(end_date=hour_ago) == []
    faults(ask("servicerequestupdates.xml", start_date="yesterday"), 400)


def test_what_is_not_published_is_told_to_its_sender_without_words(
    commune: Commune, report: Report, program: Program
) -> None:
    Report.objects.update(published_at=None)
    assert told() == []
    other = make_program(commune, make_category(), name="Người khác")
    assert told(api_key=other.key) == []
    own = told(api_key=program.key)
    assert [one["status"] for one in own] == ["INVESTIGATING", "FIXED"]
    assert {one["description"] for one in own} == {None}
    faults(ask("servicerequestupdates.json", api_key="wrong"), 403)


def test_words_of_a_program_are_kept_for_staff_once(report: Report, program: Program) -> None:
    (said,) = say(program, report, status="fixed", media_url="https://anh.example/1.jpg").json()
    update = ClientUpdate.objects.get()
    assert said == {"update_id": f"C{update.pk}"}
    assert (update.report, update.status) == (report, "FIXED")
    assert (update.description, update.media_links) == ("Vẫn còn hỏng", "https://anh.example/1.jpg")
    assert update.said_at.isoformat() == "2026-11-20T01:00:00+00:00"
    assert (
        "Vẫn còn hỏng"
        not in ask(f"requests/{report.code}.json", extensions="true").content.decode()
    )
    for form in ("json", "xml"):
        assert faults(say(program, report, form), 400)[0][1] == "update_id 1007 đã được gửi."
    assert ClientUpdate.objects.count() == 1


def test_everything_missing_in_an_update_is_said_at_once(program: Program) -> None:
    answer = program.web.post(f"{V2}/servicerequestupdates.json", {"api_key": program.key})
    assert [words for _, words in faults(answer, 400)] == [
        "Thiếu service_request_id.",
        "Thiếu update_id.",
        "Thiếu updated_datetime.",
        "Thiếu status.",
        "Thiếu description.",
    ]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"api_key": "wrong"}, 403),
        ({"api_key": ""}, 403),
        ({"service_request_id": "PA-26-NOBODY"}, 404),
        ({"status": "DONE"}, 400),
        ({"updated_datetime": "2026-11-20T08:00:00"}, 400),
        ({"updated_datetime": "2099-11-20T08:00:00Z"}, 400),
        ({"description": "x" * 4001}, 400),
        ({"media_url": "javascript:alert(1)"}, 400),
    ],
)
def test_a_wrong_update_is_refused(
    report: Report, program: Program, changes: dict[str, str], status: int
) -> None:
    assert len(faults(say(program, report, "xml", **changes), status)) == 1
    assert not ClientUpdate.objects.exists()


def test_another_program_may_add_to_what_is_public_alone(
    commune: Commune, report: Report, program: Program
) -> None:
    other = make_program(commune, program.category, name="Người khác")
    assert say(other, report).status_code == 200
    report.refresh_from_db()
    assert report.state is Status.ANSWERED  # only whoever sent it opens it again
    Report.objects.update(published_at=None)
    faults(say(other, report, update_id="1008"), 404)


def test_whoever_sent_it_may_open_it_once_more(report: Report, program: Program) -> None:
    assert say(program, report).status_code == 200
    report.refresh_from_db()
    assert report.state is Status.REOPENED
    assert told()[-1]["status"] == "REOPEN"
    assert ReportEvent.objects.get(action=Action.REOPEN).note == "Vẫn còn hỏng"
    assert say(program, report, update_id="1008").status_code == 200  # it is open: only words
    leader = make_staff(report.unit, Role.LEADER)
    act_on(report, Action.FIND_UNTRUE, by=leader, when=timezone.now(), answer="Không có hố.")
    ((_, words),) = faults(say(program, report, update_id="1009"), 400)
    assert words
    assert ClientUpdate.objects.count() == 2
    assert told()[-1]["status"] == "NO_FURTHER_ACTION"
