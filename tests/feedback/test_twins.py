"""One matter in several reports: merged, answered together, taken apart; several in one: split."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import connection, transaction

from feedback.models import Report
from feedback.services.apply import Act, apply
from feedback.workflow import Action, Status
from notifications.models import Message
from portal.lib.errors import Refused
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune, at, make_commune
from tests.feedback.factories import a_person, act_on, make_category, send_report

FRIDAY = at("2026-11-27 09:00")


@pytest.fixture
def pair(commune: Commune) -> tuple[Report, Report]:
    """An older report and one of the same hole by a neighbour, both with the leaders."""
    category = make_category(about_conduct=False)
    older = send_report(commune, category)
    newer = send_report(commune, category, person=a_person(phone="+84905000001"))
    Report.objects.update(unit=commune.root)
    return older, newer


def merge(twin: Report, parent: Report, people: People) -> Report:
    return act_on(twin, Action.MERGE, by=people.leader, other=parent)


def kinds_told(report: Report) -> list[str]:
    rows = Message.objects.filter(subject_code=report.code).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_a_merged_report_ends_and_points_to_its_parent(
    pair: tuple[Report, Report], people: People
) -> None:
    older, newer = pair
    merged = merge(newer, older, people)
    assert (merged.state, merged.parent, merged.closed_at) == (Status.DUPLICATE, older, MONDAY)
    assert (merged.answered_at, merged.step_due_at) == (None, None)
    assert merged.events.last().other == older
    assert kinds_told(newer)[-1] == "report_merged"


def test_the_answer_of_the_parent_is_the_answer_of_all(
    pair: tuple[Report, Report], people: People
) -> None:
    older, newer = pair
    merge(newer, older, people)
    act_on(older, Action.REPLY, by=people.leader, answer="Sẽ vá trong tuần")
    newer.refresh_from_db()
    assert (newer.answered_at, newer.answer) == (MONDAY, "")
    act_on(older, Action.FIND_TRUE, by=people.leader, note="Đúng")
    act_on(older, Action.ANSWER, by=people.leader, when=FRIDAY, answer="Đã vá xong")
    newer.refresh_from_db()
    assert (newer.answer, newer.resolved_at, newer.state) == (
        "Đã vá xong", FRIDAY, Status.DUPLICATE,
    )  # fmt: skip
    last = newer.events.last()
    assert (last.action, last.answer, last.other) == (Action.ANSWER, "Đã vá xong", older)
    assert last.seq == newer.last_seq
    assert kinds_told(newer)[1:] == [
        "report_merged", "report_step", "report_step", "report_answered",
    ]  # fmt: skip


def test_a_late_common_answer_gives_its_cause_for_all(
    pair: tuple[Report, Report], people: People
) -> None:
    older, newer = pair
    merge(newer, older, people)
    act_on(
        older, Action.REPLY, by=people.leader, when=FRIDAY, answer="Nay trả lời",
        late_cause="weather",
    )  # fmt: skip
    newer.refresh_from_db()
    assert (newer.answered_at, newer.late_cause) == (FRIDAY, "weather")


def test_what_is_merged_into_an_answered_matter_is_answered(
    pair: tuple[Report, Report], people: People
) -> None:
    older, newer = pair
    act_on(older, Action.FIND_UNTRUE, by=people.leader, answer="Không có ổ gà")
    merged = merge(newer, older, people)
    assert (merged.answered_at, merged.answer) == (MONDAY, "Không có ổ gà")


def test_nothing_is_deeper_than_one(
    pair: tuple[Report, Report], people: People, commune: Commune
) -> None:
    older, newer = pair
    third = send_report(commune, older.category)
    merge(newer, older, people)
    with pytest.raises(Refused, match=older.code) as refused:
        merge(third, newer, people)
    assert refused.value.code == "parent_merged"
    with pytest.raises(Refused) as refused:
        merge(older, third, people)
    assert refused.value.code == "has_twins"


def test_a_report_is_merged_into_another_of_the_commune_that_is_not_long_over(
    pair: tuple[Report, Report], people: People
) -> None:
    older, newer = pair
    far = send_report(make_commune("H99.77", "xã Xa"), older.category)
    for wrong in (newer, far):
        with pytest.raises(Refused) as refused:
            merge(newer, wrong, people)
        assert refused.value.code == "parent_missing"
    act_on(older, Action.FIND_UNTRUE, by=people.leader, answer="Không có")
    long_after = at("2026-12-23 08:00")
    with pytest.raises(Refused, match="quá 30 ngày"):
        act_on(newer, Action.MERGE, by=people.leader, other=older, when=long_after)


@pytest.mark.django_db(transaction=True)
def test_two_that_are_merged_into_each_other_at_once_make_no_ring(
    pair: tuple[Report, Report], people: People
) -> None:
    start = Barrier(2)

    def press(twin: Report, parent: Report) -> bool:
        start.wait()
        try:
            apply(twin.pk, Act(Action.MERGE, people.leader, MONDAY, other=parent))
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(press, *pair), pool.submit(press, *reversed(pair))]
    assert sorted(future.result() for future in done) == [False, True]
    assert Report.objects.exclude(parent=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_merged_while_its_parent_is_being_answered_is_answered_too(
    pair: tuple[Report, Report], people: People
) -> None:
    older, newer = pair

    def answer() -> None:
        act_on(older, Action.REPLY, by=people.leader, answer="Sẽ vá trong tuần")
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            merge(newer, older, people)
            answering = pool.submit(answer)
            sleep(0.5)  # it has begun, and waits for the older one
        answering.result()
    newer.refresh_from_db()
    assert newer.answered_at == MONDAY


def test_what_was_no_twin_is_looked_at_anew_with_its_old_dates(
    pair: tuple[Report, Report], people: People
) -> None:
    older, newer = pair
    due = merge(newer, older, people).due_at
    apart = act_on(newer, Action.SEPARATE, by=people.leader, when=FRIDAY, note="Hai ổ gà")
    assert (apart.state, apart.parent, apart.closed_at) == (Status.RECEIVED, None, None)
    assert apart.due_at == due


# --- split ----------------------------------------------------------------------------------------


def test_a_part_is_a_report_of_its_own_of_the_same_sender_and_time(
    pair: tuple[Report, Report], people: People
) -> None:
    report, lamp = pair[0], make_category("den-duong", days_normal=3)
    split = act_on(
        report, Action.SPLIT, by=people.leader, when=FRIDAY, note="Đèn đường hỏng", category=lamp
    )
    part = split.parts.get()
    assert split.state is Status.RECEIVED
    assert split.category == report.category
    assert (part.text, part.category, part.state) == ("Đèn đường hỏng", lamp, Status.RECEIVED)
    assert (part.lat, part.address, part.channel) == (report.lat, report.address, report.channel)
    assert part.received_at == report.received_at  # splitting wins no time
    assert part.answer_due_at == report.answer_due_at
    assert part.code != report.code
    assert part.reporter.phone == report.reporter.phone
    assert (split.events.last().other, part.events.get().other) == (part, report)


def test_a_part_of_what_was_answered_at_first_is_answered_at_first(
    pair: tuple[Report, Report], people: People
) -> None:
    act_on(pair[0], Action.REPLY, by=people.leader, answer="Sẽ xem cả hai")
    split = act_on(
        pair[0], Action.SPLIT, by=people.leader, note="Đèn hỏng", category=pair[0].category
    )
    assert split.parts.get().answered_at == MONDAY


def test_a_part_of_what_is_about_officers_stays_with_the_leaders(
    commune: Commune, people: People
) -> None:
    report = send_report(commune, make_category(about_conduct=True, publication="never"))
    split = act_on(
        report, Action.SPLIT, by=people.leader, note="Còn đòi thêm tiền", category=make_category()
    )
    part = split.parts.get()
    assert (part.about_conduct, part.unit) == (True, commune.root)
    assert act_on(part, Action.TAKE, by=people.leader).assignee == people.leader


def test_the_sender_is_told_the_code_of_the_part(
    pair: tuple[Report, Report], people: People
) -> None:
    split = act_on(
        pair[0], Action.SPLIT, by=people.leader, note="Đèn hỏng", category=pair[0].category
    )
    assert kinds_told(split.parts.get()) == ["report_received"]
