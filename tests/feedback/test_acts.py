"""What an act must bring, and what it leaves behind."""

import pytest

from accounts.permissions import Role
from feedback.models import Category, Media, Report
from feedback.services.apply import Act, apply, late_cause_needed, may_reopen, own_actions
from feedback.services.closing import close_answered
from feedback.workflow import Action, Status, Truth, find
from portal.lib.errors import Refused
from tests import plans
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune, at, make_commune, make_staff
from tests.feedback.factories import act_on, make_category, send_report

TUESDAY, FRIDAY = at("2026-11-24 09:00"), at("2026-11-27 09:00")  # MONDAY is 23/11


@pytest.fixture
def report(commune: Commune) -> Report:
    """With the office of Tư pháp, which has a head and specialists."""
    sent = send_report(commune)
    Report.objects.filter(pk=sent.pk).update(unit=commune.justice)
    return Report.objects.get(pk=sent.pk)


def verified(report: Report, people: People) -> Report:
    return act_on(report, Action.FIND_TRUE, by=people.specialist, note="Đúng có ổ gà")


def refusal(report: Report, act: Act, *, seen: int | None = None) -> Refused:
    before = Report.objects.values().get(pk=report.pk)
    with pytest.raises(Refused) as refused:
        apply(report.pk, act, seen=seen)
    assert Report.objects.values().get(pk=report.pk) == before
    return refused.value


# --- what must be said ----------------------------------------------------------------------------


def test_what_is_missing_is_refused_at_its_field(
    report: Report, people: People, commune: Commune
) -> None:
    head, specialist, conduct = people.head, people.specialist, make_category(is_active=False)
    missing = {
        "note": Act(Action.FIND_TRUE, specialist, MONDAY, note=" \n"),
        "answer": Act(Action.REPLY, specialist, MONDAY, answer="  "),
        "reason": Act(Action.REFUSE, head, MONDAY, answer="Không", reason="because"),
        "unit": Act(Action.TRANSFER, head, MONDAY, note="Nhầm", reason="wrong_unit"),
        "assignee": Act(Action.ASSIGN, head, MONDAY),
        "agency": Act(Action.FORWARD, head, MONDAY, answer="Đã chuyển"),
        "other": Act(Action.MERGE, head, MONDAY),
        "category": Act(Action.RECLASSIFY, head, MONDAY, note="Nhầm", category=conduct),
    }
    for field, act in missing.items():
        assert refusal(report, act).field == field


def test_what_is_too_long_is_refused_at_its_field(report: Report, people: People) -> None:
    long = "dài " * 1001
    assert refusal(report, Act(Action.REPLY, people.head, MONDAY, answer=long)).field == "answer"
    act = Act(Action.FORWARD, people.head, MONDAY, answer="Đã chuyển", agency="Sở " * 80)
    assert refusal(report, act).field == "agency"


def test_an_answer_comes_after_a_check(report: Report, people: People) -> None:
    started = act_on(report, Action.TAKE, by=people.specialist)
    started = act_on(started, Action.START_WORK, by=people.specialist)
    act = Act(Action.ANSWER, people.specialist, MONDAY, answer="Đã vá")
    assert refusal(started, act).code == "not_verified"
    answered = act_on(verified(started, people), Action.ANSWER, by=people.specialist, answer="Vá")
    assert (answered.truth, answered.answer) == (Truth.TRUE, "Vá")


def test_what_is_untrue_is_checked_and_answered_at_once(report: Report, people: People) -> None:
    found = act_on(report, Action.FIND_UNTRUE, by=people.specialist, answer="Không có ổ gà")
    assert (found.state, found.truth, found.answer) == (
        Status.ANSWERED, Truth.FALSE, "Không có ổ gà",
    )  # fmt: skip


def test_a_first_answer_is_public_words_and_no_end(report: Report, people: People) -> None:
    replied = act_on(report, Action.REPLY, by=people.specialist, when=TUESDAY, answer="Sẽ đến xem")
    assert (replied.state, replied.answered_at) == (Status.RECEIVED, TUESDAY)
    assert (replied.answer, replied.closed_at) == ("", None)
    assert replied.events.last().answer == "Sẽ đến xem"
    later = act_on(replied, Action.REPLY, by=people.specialist, when=FRIDAY, answer="Đang đợi")
    assert later.answered_at == TUESDAY


def test_a_picture_of_afterwards_or_why_there_is_none(report: Report, people: People) -> None:
    Category.objects.filter(pk=report.category_id).update(needs_after_photo=True)
    ready = verified(report, people)
    act = Act(Action.ANSWER, people.specialist, MONDAY, answer="Đã vá")
    assert refusal(ready, act).field == "no_photo"
    facts = {"report": report, "kind": "photo", "name": "sau.jpg", "original_size": 1,
             "uploaded_at": MONDAY, "not_before": MONDAY}  # fmt: skip
    Media.objects.create(phase="after", state="refused", **facts)
    assert refusal(ready, act).code == "photo_missing"
    without = act_on(
        ready, Action.ANSWER, by=people.specialist, answer="Đã vá", no_photo="forbidden"
    )
    assert without.events.last().reason == "forbidden"
    again = act_on(without, Action.REOPEN, by=people.head, note="Xem lại")
    Media.objects.create(phase="after", **facts)
    done = act_on(verified(again, people), Action.ANSWER, by=people.specialist, answer="Đã vá")
    assert done.state is Status.ANSWERED


# --- late -----------------------------------------------------------------------------------------


def test_who_answers_late_says_why(report: Report, people: People) -> None:
    late = {"by": people.specialist, "when": FRIDAY, "answer": "Xin lỗi, nay mới trả lời"}
    row = find(Action.REPLY, report.state)
    assert not late_cause_needed(row, report, TUESDAY)
    assert late_cause_needed(row, report, FRIDAY)
    for words, field in (
        ({}, "late_cause"),
        ({"late_cause": "laziness"}, "late_cause"),
        ({"late_cause": "other"}, "late_note"),
        ({"late_cause": "other", "late_note": "x" * 301}, "late_note"),
    ):
        act = Act(Action.REPLY, people.specialist, FRIDAY, answer="Nay trả lời", **words)
        assert refusal(report, act).field == field
    replied = act_on(report, Action.REPLY, late_cause="weather", **late)
    assert (replied.late_cause, replied.answered_at) == ("weather", FRIDAY)
    assert not late_cause_needed(row, replied, FRIDAY)


def test_a_final_answer_after_the_date_of_the_whole_says_why_too(
    report: Report, people: People
) -> None:
    replied = act_on(report, Action.REPLY, by=people.specialist, when=TUESDAY, answer="Sẽ xem")
    ready, long_after = verified(replied, people), at("2026-12-21 09:00")
    act = Act(Action.ANSWER, people.specialist, long_after, answer="Đã vá")
    assert refusal(ready, act).code == "late_cause_missing"
    done = act_on(
        ready, Action.ANSWER, by=people.specialist, when=long_after, answer="Đã vá",
        late_cause="budget",
    )  # fmt: skip
    assert done.late_cause == "budget"


# --- who holds it ---------------------------------------------------------------------------------


def test_assigning_names_somebody_who_handles_reports_of_that_office(
    report: Report, people: People, commune: Commune
) -> None:
    elsewhere = make_staff(commune.office, Role.SPECIALIST)
    for nobody in (people.clerk, elsewhere):
        act = Act(Action.ASSIGN, people.head, MONDAY, assignee=nobody)
        assert refusal(report, act).code == "assignee_unable"
    assigned = act_on(report, Action.ASSIGN, by=people.head, assignee=people.specialist)
    assert (assigned.assignee, assigned.state) == (people.specialist, Status.RECEIVED)
    taken = act_on(assigned, Action.TAKE, by=people.colleague)
    assert (taken.assignee, taken.state) == (people.colleague, Status.ASSIGNED)


def test_a_transfer_hands_over_and_the_third_is_decided_from_above(
    report: Report, people: People, commune: Commune
) -> None:
    heads = {
        commune.justice: people.head,
        commune.office: make_staff(commune.office, Role.HEAD),
    }
    report = act_on(report, Action.ASSIGN, by=people.head, assignee=people.specialist)
    for start, goal in (
        (commune.justice, commune.office),
        (commune.office, commune.justice),
    ):
        words = {"note": "Không phải việc của phòng", "reason": "wrong_unit", "unit": goal}
        report = act_on(report, Action.TRANSFER, by=heads[start], **words)
        assert (report.unit, report.assignee) == (goal, None)
    third = {"note": "Không phải", "reason": "wrong_unit", "unit": commune.office}
    act = Act(Action.TRANSFER, people.head, MONDAY, **third)  # type: ignore[arg-type]
    assert refusal(report, act).code == "passed_around"
    report = act_on(report, Action.TRANSFER, by=people.receptionist, **third)
    assert (report.unit, report.transfers) == (commune.office, 3)


def test_a_transfer_goes_to_another_office_of_the_same_commune(
    report: Report, people: People, commune: Commune
) -> None:
    far = make_commune("H99.77", "xã Xa").office
    for unit, code in ((far, "unit_missing"), (commune.justice, "same_unit")):
        act = Act(Action.TRANSFER, people.head, MONDAY, note="Nhầm", reason="wrong_unit", unit=unit)
        assert refusal(report, act).code == code


def test_forwarding_names_the_agency_until_it_comes_back(report: Report, people: People) -> None:
    gone = act_on(report, Action.FORWARD, by=people.head, agency="Điện lực", answer="Đã chuyển")
    assert (gone.state, gone.agency, gone.answered_at) == (Status.FORWARDED, "Điện lực", MONDAY)
    back = act_on(gone, Action.TAKE_BACK, by=people.head, note="Điện lực đã thay bóng")
    assert (back.state, back.agency) == (Status.IN_WORK, "")
    done = act_on(verified(back, people), Action.ANSWER, by=people.specialist, answer="Đã thay")
    assert done.state is Status.ANSWERED


# --- another kind ---------------------------------------------------------------------------------


def test_another_kind_may_bring_another_severity(report: Report, people: People) -> None:
    lamp = make_category("den-duong")
    words = {"note": "Là đèn đường", "category": lamp, "severity": "urgent"}
    changed = act_on(report, Action.RECLASSIFY, by=people.head, **words)
    assert (changed.category, changed.severity) == (lamp, "urgent")


def test_what_turns_out_to_be_about_officers_goes_to_the_leaders_for_good(
    report: Report, people: People, commune: Commune
) -> None:
    conduct = make_category(about_conduct=True, publication=Category.Publication.NEVER)
    changed = act_on(report, Action.RECLASSIFY, by=people.head, note="Về cán bộ", category=conduct)
    assert (changed.about_conduct, changed.unit) == (True, commune.root)
    back = act_on(
        changed, Action.RECLASSIFY, by=people.leader, note="Nhầm", category=report.category
    )
    assert back.about_conduct
    passed_on = Act(
        Action.TRANSFER, people.leader, MONDAY, note="x", reason="other", unit=commune.justice
    )
    assert refusal(back, passed_on).code == "conduct_stays"


def test_what_everybody_reads_is_taken_down_before_it_becomes_private(
    report: Report, people: People
) -> None:
    Report.objects.filter(pk=report.pk).update(published_at=MONDAY)
    private = make_category(publication=Category.Publication.NEVER)
    act = Act(Action.RECLASSIFY, people.head, MONDAY, note="Nhầm", category=private)
    assert refusal(report, act).code == "public"
    Report.objects.filter(pk=report.pk).update(hidden_at=MONDAY)
    assert apply(report.pk, act).category == private


# --- the end --------------------------------------------------------------------------------------


def test_the_reporter_reopens_once_within_ten_days(report: Report, people: People) -> None:
    ended = act_on(report, Action.FIND_UNTRUE, by=people.specialist, answer="Không có")
    assert may_reopen(ended, at("2026-12-03 08:00"))
    assert not may_reopen(ended, at("2026-12-03 08:01"))
    again = act_on(
        ended, Action.REOPEN, by=None, when=FRIDAY, as_reporter=True, note="Vẫn còn ổ gà"
    )
    assert (again.state, again.reopenings, again.assignee) == (Status.REOPENED, 1, None)
    event = again.events.last()
    assert (event.actor, event.by_reporter, event.note) == (None, True, "Vẫn còn ổ gà")
    ended = act_on(
        again, Action.FIND_UNTRUE, by=people.specialist, when=FRIDAY, answer="Đã xem lại: không có"
    )
    act = Act(Action.REOPEN, None, FRIDAY, note="Nữa", as_reporter=True)
    assert refusal(ended, act).code == "reopening_over"
    assert Action.REOPEN not in {row.action for row in own_actions(ended, at=FRIDAY)}
    assert act_on(ended, Action.REOPEN, by=people.head, note="Xem lại").reopenings == 2


def test_an_account_of_the_reporter_is_not_named_in_the_history(
    report: Report, people: People
) -> None:
    report.reporter.user = people.citizen
    report.reporter.save()
    ended = act_on(report, Action.FIND_UNTRUE, by=people.specialist, answer="Không có")
    again = act_on(ended, Action.REOPEN, by=people.citizen, note="Vẫn còn")
    event = again.events.last()
    assert (event.actor, event.by_reporter) == (None, True)


def test_an_answer_nobody_objects_to_ends_after_five_days(report: Report, people: People) -> None:
    act_on(report, Action.FIND_UNTRUE, by=people.specialist, answer="Không có")
    assert close_answered(at=at("2026-11-28 08:00")) == 0
    after = at("2026-11-28 08:01")
    assert close_answered(at=after) == 1
    assert close_answered(at=after) == 0
    report.refresh_from_db()
    assert (report.state, report.closed_at) == (Status.CLOSED, MONDAY)
    assert report.events.last().actor is None


# --- two at once ----------------------------------------------------------------------------------


def test_who_saw_an_older_state_overwrites_nothing(report: Report, people: People) -> None:
    seen = report.last_seq
    act_on(report, Action.TAKE, by=people.specialist)
    late = refusal(report, Act(Action.TAKE, people.colleague, MONDAY), seen=seen)
    assert (late.code, late.conflict) == ("changed", True)
    assert "Phạm Quốc Bảo" in late.message


def test_an_act_reads_no_whole_table(report: Report, people: People) -> None:
    growing = ["feedback_report", "feedback_reportevent", "feedback_reporter"]
    with plans.cheap(most=20, tables=growing):
        act_on(report, Action.FIND_UNTRUE, by=people.specialist, answer="Không có ổ gà")
    with plans.cheap(most=1, tables=growing):
        close_answered(at=MONDAY)


def test_history_is_never_changed(report: Report) -> None:
    event = report.events.get()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        report.events.all().delete()
