"""What people are told about their reports, and who may see to whom it went."""

import pytest
from django.test import Client

from accounts.models import User
from feedback.models import Follower, Report
from feedback.workflow import Action
from notifications.models import Message, NoticeChoice
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune
from tests.feedback.factories import PHONE, a_person, act_on, make_category, send_report

TEXT = "Anh Ba ở số 9 đổ rác, gọi 0905000111"


@pytest.fixture
def report(commune: Commune, people: People) -> Report:
    """Sent by somebody with account, phone and mail; with the leaders."""
    sender = a_person(user=people.citizen, email="sau@thu.example")
    report = send_report(commune, text=TEXT, person=sender)
    Report.objects.filter(pk=report.pk).update(unit=commune.root)
    return report


def texts(kind: str = "", channel: str = "sms") -> list[str]:
    rows = Message.objects.filter(channel=channel).order_by("pk")
    return [row.text for row in (rows.filter(kind=kind) if kind else rows)]


def live(report: Report, people: People) -> None:
    leader = people.leader
    act_on(report, Action.FIND_TRUE, by=leader, note="Đúng, nhà số 9")
    act_on(report, Action.START_WORK, by=leader)
    act_on(report, Action.FORWARD, by=leader, agency="Đội Quản lý đường", answer="Đã chuyển")
    act_on(report, Action.TAKE_BACK, by=leader, note="Đã vá")
    act_on(report, Action.ANSWER, by=leader, answer="Đã vá xong ngày 23/11")


def test_every_step_that_people_see_is_told(report: Report, people: People) -> None:
    live(report, people)
    code = report.code
    about = f"{code} (Duong hu hong, o ga)"
    assert texts() == [
        f"[Mot cua Binh An] {words} tai localhost:8000"
        for words in (
            f"Da nhan phan anh {about}. Tra loi truoc 8:00 25/11. Xem",
            f"Phan anh {about}: Da kiem tra: dung su that. Xem",
            f"Phan anh {about}: Dang xu ly. Xem",
            f"Phan anh {about}: Da chuyen co quan co tham quyen. Xem",
            f"Phan anh {about} da co tra loi. Xem va danh gia",
        )
    ]


def test_texts_fit_one_part_and_name_nothing_personal(report: Report, people: People) -> None:
    live(report, people)
    for message in Message.objects.filter(channel="sms"):
        assert message.parts == 1
        assert message.text.isascii()
        for secret in (report.secret, "Ba", "0905", "Sau", "rac"):
            assert secret not in message.text.replace("Binh", "")


def test_a_long_name_of_a_category_still_fits_one_part(commune: Commune) -> None:
    send_report(commune, make_category(name="Đ" * 80))
    assert Message.objects.get().parts == 1


def test_a_letter_carries_the_answer_and_the_own_link(report: Report, people: People) -> None:
    live(report, people)
    (letter,) = texts("report_answered", "email") or [""]
    assert "Đã vá xong ngày 23/11" in letter
    assert f"/phan-anh/cua-toi/{report.secret}/" in letter


def test_english_readers_are_told_in_english(report: Report, people: People) -> None:
    NoticeChoice.objects.create(user=people.citizen, language="en", changed_at=MONDAY)
    Message.objects.all().delete()
    live(report, people)
    code = report.code
    assert texts("report_step")[0] == (
        f"[Mot cua Binh An] Report {code} (Damaged road): Checked: it is true. See localhost:8000"
    )
    assert all(row.parts == 1 for row in Message.objects.filter(channel="sms"))


def test_no_message_lacks_a_word(report: Report, people: People) -> None:
    live(report, people)
    assert not Message.objects.filter(failure="words").exists()
    assert set(Message.objects.values_list("channel", flat=True)) >= {"sms", "inapp"}


def test_words_for_colleagues_are_told_to_nobody_outside(report: Report, people: People) -> None:
    live(report, people)
    assert not Message.objects.filter(text__contains="nhà số 9").exists()


def test_followers_are_told_by_the_public_page_while_it_is_public(
    report: Report, people: People
) -> None:
    Follower.objects.create(report=report, user=people.stranger, at=MONDAY)
    act_on(report, Action.FIND_TRUE, by=people.leader, note="Đúng")
    told = Message.objects.filter(user=people.stranger)
    assert not told.exists()
    Report.objects.filter(pk=report.pk).update(published_at=MONDAY)
    act_on(report, Action.START_WORK, by=people.leader)
    message = told.get(channel="inapp")
    assert message.link == f"/phan-anh/{report.code}/"
    assert report.secret not in "".join(told.values_list("text", flat=True))


def test_who_wants_no_news_gets_none(commune: Commune) -> None:
    send_report(commune, person=a_person(wants_news=False))
    assert not Message.objects.exists()


def test_only_who_may_see_reporters_sees_whom_messages_went_to(
    report: Report, people: People, client: Client
) -> None:
    Message.objects.filter(channel="sms").update(state="permanent", failure="network")
    message = Message.objects.get(channel="sms")

    def opens(person: User) -> tuple[bool, int]:
        client.force_login(person)
        listed = client.get("/cb/tin-nhan/?muc=chua-gui").content.decode()
        return report.code in listed, client.get(f"/cb/tin-nhan/{message.reference}/").status_code

    assert opens(people.receptionist) == (True, 200)
    assert opens(people.leader) == (True, 200)
    assert (
        f"/cb/phan-anh/{report.code}/" in client.get("/cb/tin-nhan/?muc=chua-gui").content.decode()
    )
    assert opens(people.head) == (False, 404)
    assert PHONE[-4:] not in client.get("/cb/tin-nhan/").content.decode()


def test_messages_about_officers_are_for_who_may_see_such_reports(
    commune: Commune, people: People, client: Client
) -> None:
    conduct = make_category(name="Thái độ cán bộ", about_conduct=True, publication="never")
    report = send_report(commune, conduct)
    Message.objects.filter(channel="sms").update(state="permanent", failure="network")
    path = f"/cb/tin-nhan/{Message.objects.get(channel='sms').reference}/"
    listed = {}
    for person, status in ((people.receptionist, 404), (people.leader, 200)):
        client.force_login(person)
        listed[status] = client.get("/cb/tin-nhan/?muc=chua-gui").content.decode()
        assert client.get(path).status_code == status
    assert report.code in listed[200]
    assert report.code not in listed[404]
