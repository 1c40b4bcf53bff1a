"""Leaders urge: who hears, of what, once a day; it is written down; others are kept out."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.absences.declaring import Away, declare_absence
from accounts.models import User
from accounts.permissions import Role
from dossiers.models import Dossier
from dossiers.workflow import Status
from notifications.models import Message
from reports.acts.urging import Kind
from reports.acts.urging import urge as service
from reports.models import Reminder
from tests.dossiers.lateness import FRIDAY, make_late
from tests.dossiers.staff import Town, browser
from tests.factories import make_citizen, make_commune, make_staff

pytestmark = pytest.mark.django_db
PATH = "/ld/nhac-viec/"


def tick(dossier: Dossier) -> str:
    return f"{dossier.display_code}:{dossier.last_seq}"


def urge(client: Client, *dossiers: Dossier, viec: str = "remind", **more: str) -> Any:
    data = {"viec": viec, "ho-so": [tick(one) for one in dossiers], "tiep": "/ld/tre/", **more}
    return client.post(PATH, data, follow=True)


def heard(person: User, kind: str = "remind") -> list[Message]:
    return list(Message.objects.filter(user=person, kind=kind, channel="inapp"))


def test_a_reminder_is_one_message_to_each_holder_with_the_list(town: Town) -> None:
    first, second, third = (make_late(town) for _ in range(3))
    Dossier.objects.filter(pk=third.pk).update(assignee=town.people.colleague)
    answer = urge(browser(town.people.leader), first, second, third, loi_nhan="Xong hôm nay")
    assert answer.redirect_chain == [("/ld/tre/", 302)]
    assert "Đã nhắc: P. Bảo, V. Lan, 3 hồ sơ" in answer.content.decode()
    [of_two], [of_one] = heard(town.people.specialist), heard(town.people.colleague)
    assert (of_two.title, of_one.title) == ("Nhắc việc: 2 hồ sơ", "Nhắc việc: 1 hồ sơ")
    assert of_one.text == "Trần Văn Dũng nhắc anh/chị xử lý. Lời nhắn: “Xong hôm nay”"
    assert of_one.link == f"/cb/ho-so/{third.code}/"
    assert f"nguoi-giu={town.people.specialist.username}" in of_two.link


def test_the_mail_names_every_dossier_and_no_citizen(town: Town) -> None:
    User.objects.filter(pk=town.people.specialist.pk).update(email="bao@binhan.example")
    dossier = make_late(town)
    urge(browser(town.people.leader), dossier)
    mail = Message.objects.get(kind="remind", channel="email")
    assert f"{dossier.code} · Đăng ký khai sinh · trễ" in mail.text
    assert dossier.applicant_name not in mail.text


def test_a_reminder_is_written_down_and_shown_in_the_list(town: Town) -> None:
    dossier, client = make_late(town), browser(town.people.leader)
    assert "Đã nhắc " not in client.get("/ld/tre/").content.decode()
    page = urge(client, dossier, loi_nhan="Xong hôm nay").content.decode()
    row = Reminder.objects.get()
    assert (row.dossier, row.kind, row.by, row.to, row.note) == (
        dossier, "remind", town.people.leader, town.people.specialist, "Xong hôm nay",
    )  # fmt: skip
    assert page.count("Đã nhắc ") == 1


def test_the_same_twice_on_a_day_is_told_once(town: Town) -> None:
    dossier, client = make_late(town), browser(town.people.leader)
    urge(client, dossier)
    again = urge(client, dossier)
    assert "1 hồ sơ hôm nay đã nhắc rồi" in again.content.decode()
    urge(browser(town.people.head), dossier)
    assert (len(heard(town.people.specialist)), Reminder.objects.count()) == (1, 1)


def test_whoever_holds_it_since_is_told_as_well(town: Town) -> None:
    dossier, client = make_late(town), browser(town.people.leader)
    urge(client, dossier)
    Dossier.objects.filter(pk=dossier.pk).update(assignee=town.people.colleague)
    urge(client, dossier)
    assert len(heard(town.people.colleague)) == 1


def test_another_day_it_may_be_said_again(town: Town) -> None:
    dossier, leader = make_late(town), town.people.leader
    for moment in (FRIDAY, FRIDAY + timedelta(hours=5), FRIDAY + timedelta(days=3)):
        service(Dossier.objects.filter(pk=dossier.pk), Kind.REMIND, by=leader, at=moment)
    assert Reminder.objects.count() == len(heard(town.people.specialist)) == 2


def test_for_who_is_absent_the_deputy_hears(town: Town) -> None:
    people, today = town.people, timezone.localdate()
    away = Away(today, today, "Đi học")
    declare_absence(
        people.specialist, away, deputy=people.colleague, by=people.head, at=timezone.now()
    )
    urge(browser(people.leader), make_late(town))
    [message] = heard(people.colleague)
    assert "(thay anh/chị P. Bảo)" in message.text
    assert heard(people.specialist) == []


def test_what_nobody_holds_is_told_to_those_whose_duty_it_is(town: Town) -> None:
    dossier = make_late(town, Status.TRANSFERRED)
    urge(browser(town.people.leader), dossier)
    assert [row.to for row in Reminder.objects.all()] == [town.people.head]


def test_nobody_is_reminded_of_what_lies_in_the_own_hands(town: Town) -> None:
    dossier = make_late(town, Status.SUBMITTED_FOR_SIGN)
    answer = urge(browser(town.people.leader), dossier)
    assert "1 hồ sơ do chính anh/chị giữ" in answer.content.decode()
    assert not Reminder.objects.exists()


def test_the_cause_is_asked_for_where_there_is_none(town: Town) -> None:
    with_cause, without = make_late(town), make_late(town)
    Dossier.objects.filter(pk=with_cause.pk).update(
        late_cause="staff", late_cause_at=timezone.now()
    )
    answer = urge(browser(town.people.leader), with_cause, without, viec="ask_cause")
    text = answer.content.decode()
    assert f"Đã yêu cầu nêu nguyên nhân: P. Bảo, hồ sơ {without.code}" in text
    assert "1 hồ sơ không trễ hoặc đã nêu nguyên nhân" in text
    assert [row.dossier for row in Reminder.objects.all()] == [without]
    assert len(heard(town.people.specialist, "ask_cause")) == 1


def test_what_has_ended_is_left_alone(town: Town) -> None:
    dossier = make_late(town)
    Dossier.objects.filter(pk=dossier.pk).update(closed_at=timezone.now())
    answer = urge(browser(town.people.leader), dossier)
    assert "1 hồ sơ đã giải quyết xong" in answer.content.decode()
    assert not Reminder.objects.exists()


def test_words_that_are_too_long_come_back_with_everything_typed(town: Town) -> None:
    dossier, words = make_late(town), "Làm ngay. " * 40
    answer = urge(browser(town.people.leader), dossier, loi_nhan=words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Viết gọn lời nhắn trong 300 chữ" in page
    assert (tick(dossier) in page, words.strip() in page) == (True, True)
    assert not Reminder.objects.exists()


def test_nothing_ticked_is_said(town: Town) -> None:
    answer = urge(browser(town.people.leader))
    assert answer.status_code == 422
    assert "Đánh dấu hồ sơ trong danh sách" in answer.content.decode()


@pytest.mark.parametrize("name", ["specialist", "receptionist", "clerk"])
def test_who_directs_nobody_is_kept_out(town: Town, name: str) -> None:
    dossier = make_late(town)
    assert urge(browser(town.people.by_name()[name]), dossier).status_code == 403
    assert urge(browser(make_citizen()), dossier).status_code == 403
    assert not Reminder.objects.exists()


def test_an_inspector_looks_and_urges_nobody(town: Town) -> None:
    dossier = make_late(town)
    client = browser(make_staff(town.commune.office, Role.INSPECTOR))
    assert "Nhắc việc" not in client.get("/ld/tre/").content.decode()
    assert urge(client, dossier).status_code == 403


def test_the_head_of_another_office_and_the_leader_of_another_commune_find_nothing(
    town: Town,
) -> None:
    head = make_staff(town.commune.office, Role.HEAD)
    leader = make_staff(make_commune("H99.13", "xã Bình Hòa").root, Role.LEADER)
    dossier = make_late(town)
    assert [urge(browser(one), dossier).status_code for one in (head, leader)] == [404, 404]
    assert not Reminder.objects.exists()


def test_what_is_none_of_the_acts_is_not_there(town: Town) -> None:
    dossier, client = make_late(town), browser(town.people.leader)
    assert urge(client, dossier, viec="sa-thải").status_code == 404
    assert client.get(PATH).status_code == 405


def test_work_that_somebody_holds_is_not_given_out_as_new(town: Town) -> None:
    """A page that offers nobody would be a dead end."""
    held, client = make_late(town), browser(town.people.leader)
    wanted = {"viec": "assign", "ho-so": tick(held), "tiep": "/ld/tre/"}
    answer = client.post("/cb/hang-loat/", wanted)
    assert answer.status_code == 422
    assert "đã có người giữ thì chọn “Giao lại cho”" in answer.content.decode()
    answer = client.post("/cb/hang-loat/", wanted | {"viec": "reassign"})
    assert answer.status_code == 200
