"""One file of a person is made at a time; what is old goes, what is frozen stays."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import AccessLog
from accounts.permissions import Role
from portal.lib.errors import Refused
from portal.lib.making import GAVE_UP, TRIES, purge
from reports.files.orders import MOST_WAITING
from reports.files.tasks import announce_waiting_files, make_waiting_file, purge_old_files
from reports.models import ReportFile
from tests.dossiers.staff import Town, browser
from tests.factories import make_staff
from tests.reports.files import IN_HAND, SEPTEMBER, asked, history, in_hand, made

pytestmark = pytest.mark.django_db
State = ReportFile.State
PATH = "/ld/bao-cao/tep/"


@pytest.fixture
def leader(town: Town) -> Client:
    return browser(town.people.leader)


def test_the_second_file_of_a_person_waits_for_the_first(town: Town, leader: Client) -> None:
    in_hand(town)
    first = asked(town.people.leader, "danh-sach", IN_HAND)
    second = asked(town.people.leader, "danh-sach", IN_HAND, "csv")
    assert made(second).state == State.WAITING
    page = leader.get(f"{PATH}{second.code}/").content.decode()
    assert "Còn 1 tệp anh/chị đặt trước đang được lập" in page
    assert made(first).state == State.READY
    assert made(second).state == State.READY


def test_files_of_different_people_do_not_wait_for_each_other(town: Town) -> None:
    in_hand(town)
    asked(town.people.leader, "danh-sach", IN_HAND)
    inspector = make_staff(town.commune.office, Role.INSPECTOR)
    assert made(asked(inspector, "danh-sach", IN_HAND)).state == State.READY


def test_what_is_being_made_stays_first(town: Town) -> None:
    in_hand(town)
    first = asked(town.people.leader, "danh-sach", IN_HAND)
    second = asked(town.people.leader, "danh-sach", IN_HAND, "csv")
    ReportFile.objects.filter(pk=second.pk).update(
        attempts=1, not_before=timezone.now() + timedelta(minutes=3)
    )
    assert made(first).state == State.WAITING


def test_the_end_of_a_file_rings_for_the_next(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    in_hand(town)
    first = asked(town.people.leader, "danh-sach", IN_HAND)
    second = asked(town.people.leader, "danh-sach", IN_HAND, "csv")
    rung: list[object] = []
    monkeypatch.setattr("reports.files.tasks.ring", lambda _, pk: rung.append(pk))
    make_waiting_file(first.pk)
    assert rung == [second.pk]


def test_nobody_fills_the_line(town: Town) -> None:
    in_hand(town)
    for month in range(1, MOST_WAITING + 1):
        asked(town.people.leader, "ii-06a", f"ky=tu-chon&tu=2025-{month:02d}-01&den=2025-12-31")
    with pytest.raises(Refused, match="Chờ các tệp ấy xong"):
        asked(town.people.leader, "danh-sach", IN_HAND)


def test_asking_again_while_it_is_made_is_the_same_file(
    town: Town, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    in_hand(town)
    with django_capture_on_commit_callbacks() as callbacks:
        job = asked(town.people.leader, "danh-sach", IN_HAND)
        assert asked(town.people.leader, "danh-sach", IN_HAND).pk == job.pk
    assert sum("ring" in repr(callback) for callback in callbacks) == 1
    assert AccessLog.objects.filter(action="report.make").count() == 1


def test_a_finished_list_is_made_anew_and_the_old_file_goes(town: Town) -> None:
    in_hand(town)
    job = made(asked(town.people.leader, "danh-sach", IN_HAND))
    old = job.storage_key
    in_hand(town)
    job = made(asked(town.people.leader, "danh-sach", IN_HAND))
    assert job.done == 2
    assert not default_storage.exists(old)


def test_the_timer_makes_what_nobody_rang_for_and_gives_up_in_the_end(town: Town) -> None:
    in_hand(town)
    job = asked(town.people.leader, "danh-sach", IN_HAND)
    assert announce_waiting_files() == 1
    ReportFile.objects.update(attempts=TRIES)
    assert announce_waiting_files() == 0
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, GAVE_UP)


def test_old_lists_go_and_frozen_reports_stay(town: Town) -> None:
    when = history(town)
    frozen = made(asked(town.people.leader, "ii-06a", SEPTEMBER, at=when))
    listed = made(asked(town.people.leader, "danh-sach", IN_HAND, at=when))
    ReportFile.objects.update(asked_at=timezone.now() - timedelta(days=31))
    assert purge_old_files() == 1
    assert default_storage.exists(frozen.storage_key)
    assert not default_storage.exists(listed.storage_key)


def test_a_file_that_another_row_names_is_kept(town: Town) -> None:
    in_hand(town)
    when = timezone.now()
    job = made(asked(town.people.leader, "danh-sach", IN_HAND, "csv", at=when))
    inspector = make_staff(town.commune.office, Role.INSPECTOR)
    other = made(asked(inspector, "danh-sach", IN_HAND, "csv", at=when + timedelta(minutes=1)))
    assert other.storage_key == job.storage_key
    assert purge(ReportFile.objects.all(), at=when + timedelta(days=30, seconds=30)) == 1
    assert default_storage.exists(other.storage_key)
