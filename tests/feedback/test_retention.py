"""What is forgotten, and what stays."""

from datetime import timedelta

import pytest
from django.conf import LazySettings

from feedback.models import RemovalRequest, Report, ReportDraft
from feedback.retention import erase_reporters, purge_drafts
from feedback.workflow import Action
from notifications.models import Message
from tests import plans
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune
from tests.feedback.factories import PHONE, a_person, act_on, send_report

KEPT = timedelta(days=180)


@pytest.fixture
def ended(commune: Commune, people: People) -> Report:
    sender = a_person(user=people.citizen, email="sau@thu.example", device="d", account="a")
    report = send_report(commune, person=sender)
    Report.objects.filter(pk=report.pk).update(unit=commune.root)
    RemovalRequest.objects.create(report=report, reason="Gỡ", phone="+84905000111", at=MONDAY)
    return act_on(report, Action.FIND_UNTRUE, by=people.leader, answer="Không có")


def test_who_sent_a_report_is_forgotten_after_its_time(ended: Report, people: People) -> None:
    assert erase_reporters(at=MONDAY + KEPT) == 0
    later = MONDAY + KEPT + timedelta(seconds=1)
    assert erase_reporters(at=later) == 1
    assert erase_reporters(at=later) == 0
    sender = Report.objects.get(pk=ended.pk).reporter
    assert {sender.name, sender.phone, sender.email, sender.device, sender.account} == {""}
    assert (sender.user, sender.is_proved, sender.erased_at) == (None, False, later)
    assert ended.removal_requests.get().phone == ""


def test_messages_no_longer_say_to_whom_they_went(ended: Report) -> None:
    assert Message.objects.filter(recipient=PHONE).exists()
    erase_reporters(at=MONDAY + KEPT + timedelta(seconds=1))
    about = Message.objects.filter(subject_code=ended.code)
    assert about.exists()
    assert set(about.values_list("recipient", "user", "link")) == {("", None, "")}


def test_the_report_its_answer_and_history_stay(ended: Report) -> None:
    erase_reporters(at=MONDAY + KEPT * 2)
    report = Report.objects.get(pk=ended.pk)
    assert (report.text, report.answer) == (ended.text, "Không có")
    assert report.events.count() == 2


def test_what_is_open_again_keeps_its_sender(ended: Report, people: People) -> None:
    act_on(ended, Action.REOPEN, by=people.leader, note="Xem lại")
    assert erase_reporters(at=MONDAY + KEPT * 2) == 0


def test_an_office_may_keep_senders_for_another_time(ended: Report, settings: LazySettings) -> None:
    settings.REPORTER_KEPT_DAYS = 30
    assert erase_reporters(at=MONDAY + timedelta(days=31)) == 1


def test_drafts_nobody_goes_on_with_disappear_sent_or_not(ended: Report) -> None:
    for days, sent_as in ((0, None), (8, None), (8, ended)):
        saved = MONDAY - timedelta(days=days)
        ReportDraft.objects.create(created_at=saved, saved_at=saved, sent_as=sent_as)
    assert purge_drafts(at=MONDAY) == 2
    assert ReportDraft.objects.count() == 1
    assert Report.objects.filter(pk=ended.pk).exists()


def test_looking_for_whom_to_forget_reads_no_whole_table(ended: Report) -> None:
    with plans.cheap(most=1, tables=["feedback_reporter"]):
        assert erase_reporters(at=MONDAY) == 0
