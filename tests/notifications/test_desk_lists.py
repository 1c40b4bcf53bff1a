"""/cb/tin-nhan/: whom staff have to call, why, and what came of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AccessLog, User
from accounts.permissions import Role
from notifications.desk.lists import PAGE_SIZE
from notifications.failures import Failure
from notifications.models import Message, MessageEvent
from notifications.models.message import State
from tests.dossiers.staff import browser
from tests.factories import Commune, make_commune, make_staff
from tests.notifications.desk import CODE, failed
from tests.notifications.texts import PHONE
from tests.plans import cheap

pytestmark = pytest.mark.django_db

LIST, MANY = "/cb/tin-nhan/", "/cb/tin-nhan/nhieu/"


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def clerk(commune: Commune) -> User:
    return make_staff(commune.one_stop, Role.RECEPTIONIST)


@pytest.fixture
def desk(clerk: User) -> Client:
    return browser(clerk)


def text_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_who_may_not_see_messages_is_refused(commune: Commune) -> None:
    assert browser(make_staff(commune.justice, Role.SPECIALIST)).get(LIST).status_code == 403


def test_an_empty_list_says_that_nobody_has_to_be_called(desk: Client) -> None:
    assert "Không có ai cần gọi điện" in text_of(desk, LIST)


def test_a_message_that_reached_nobody_tells_why_and_what_to_do(
    desk: Client, commune: Commune
) -> None:
    message = failed(commune)
    page = text_of(desk, LIST)
    assert "Có kết quả" in page
    assert f'href="/cb/ho-so/{CODE}/"' in page
    assert Failure.UNDELIVERED.words in page
    assert Failure.UNDELIVERED.advice in page
    assert f'href="{LIST}{message.reference}/"' in page


def test_the_list_masks_the_phone(desk: Client, commune: Commune) -> None:
    failed(commune)
    page = text_of(desk, LIST)
    assert "09•• ••• 318" in page
    assert "905123318" not in page.replace(" ", "")


def test_messages_of_another_commune_are_out_of_sight(desk: Client) -> None:
    stranger = failed(make_commune("H99.13", "xã Hòa Lạc"))
    assert stranger.reference not in text_of(desk, LIST)
    assert desk.get(f"{LIST}{stranger.reference}/").status_code == 404
    assert desk.post(f"{LIST}{stranger.reference}/gui-lai/").status_code == 404


def test_every_state_is_in_its_list(desk: Client, commune: Commune) -> None:
    gone_wrong = failed(commune, state=State.PERMANENT, failure="landline")
    put_off = failed(commune, state=State.TEMPORARY, failure="away", attempts=3)
    called = failed(commune, state=State.CALLED, called_at=timezone.now(), call_note="đã gặp")
    page = text_of(desk, f"{LIST}?muc=chua-gui")
    assert gone_wrong.reference in page
    assert put_off.reference in page
    assert "Đã thử 3 lần, sẽ tự gửi lại lúc" in page
    assert called.reference not in page
    assert "đã gặp" in text_of(desk, f"{LIST}?muc=da-xong")


def test_a_wrong_number_is_not_offered_to_be_sent_again(desk: Client, commune: Commune) -> None:
    failed(commune, state=State.PERMANENT, failure=Failure.LANDLINE.code)
    assert "Gửi lại<" not in text_of(desk, f"{LIST}?muc=chua-gui").split("<table")[1]


def test_the_whole_number_is_on_the_page_of_the_call_alone_and_logged(
    desk: Client, clerk: User, commune: Commune
) -> None:
    message = failed(commune, text="[Mot cua Binh An] Ho so da co ket qua")
    MessageEvent.objects.create(
        message=message, at=timezone.now(), what=MessageEvent.What.UNDELIVERED, route="nha-mang"
    )
    page = text_of(desk, f"{LIST}{message.reference}/")
    assert f'href="tel:{PHONE}"' in page
    assert "0905 123 318" in page
    assert "Ho so da co ket qua" in page
    assert "Máy không nhận được" in page
    logged = AccessLog.objects.get(action="message.phone")
    assert (logged.user, logged.object_code) == (clerk, CODE)


def test_a_call_is_written_down_with_its_note(desk: Client, clerk: User, commune: Commune) -> None:
    message = failed(commune)
    answer = desk.post(f"{LIST}{message.reference}/", {"note": "đã báo con gái"}, follow=True)
    assert "Đã ghi nhận cuộc gọi" in answer.content.decode()
    message.refresh_from_db()
    assert (message.state, message.called_by, message.call_note) == (
        State.CALLED,
        clerk,
        "đã báo con gái",
    )
    assert "đã báo con gái" in text_of(desk, f"{LIST}?muc=da-xong")


def test_a_call_that_somebody_else_wrote_down_is_refused_kindly(
    desk: Client, commune: Commune
) -> None:
    message = failed(commune, state=State.CALLED, called_at=timezone.now())
    answer = desk.post(f"{LIST}{message.reference}/", {"note": "lần hai"})
    assert answer.status_code == 409
    assert "Tin này đã được xử lý" in answer.content.decode()


def test_a_note_that_is_too_long_is_kept_and_said(desk: Client, commune: Commune) -> None:
    message, note = failed(commune), "rất dài " * 30
    answer = desk.post(f"{LIST}{message.reference}/", {"note": note})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Viết ngắn lại, tối đa 200 chữ cái" in page
    assert note.strip() in page


def test_a_message_is_sent_again_as_a_new_one(desk: Client, commune: Commune) -> None:
    message = failed(commune, failure=Failure.AWAY.code)
    answer = desk.post(f"{LIST}{message.reference}/gui-lai/", follow=True)
    assert "Đã xếp tin vào hàng để gửi lại" in answer.content.decode()
    message.refresh_from_db()
    assert message.state == State.REPLACED
    again = Message.objects.get(again_of=message)
    assert (again.recipient, again.state) == (message.recipient, State.WAITING)


def test_many_calls_are_asked_about_once_and_written_down(desk: Client, commune: Commune) -> None:
    two = [failed(commune), failed(commune)]
    ticks = [message.reference for message in two]
    asked = desk.post(MANY, {"viec": "da-goi", "tin": ticks})
    assert asked.status_code == 200
    assert "Đã gọi điện 2 tin" in asked.content.decode()
    assert not Message.objects.filter(state=State.CALLED).exists()
    done = desk.post(
        MANY, {"viec": "da-goi", "tin": ticks, "xac-nhan": "1", "note": "họp thôn"}, follow=True
    )
    assert "Xong 2 tin" in done.content.decode()
    assert set(Message.objects.values_list("state", "call_note")) == {(State.CALLED, "họp thôn")}


def test_of_many_what_is_refused_holds_nothing_up(desk: Client, commune: Commune) -> None:
    good, gone = failed(commune), failed(commune, state=State.CALLED, called_at=timezone.now())
    ticks = [good.reference, gone.reference]
    done = desk.post(MANY, {"viec": "gui-lai", "tin": ticks, "xac-nhan": "1"}, follow=True)
    page = done.content.decode()
    assert "Xong 1 tin" in page
    assert CODE in page
    good.refresh_from_db()
    assert good.state == State.REPLACED


@pytest.mark.parametrize(
    "data",
    [{}, {"viec": "da-goi"}, {"viec": "xoa", "tin": ["x"]}, {"viec": "da-goi", "tin": ["a\0"]}],
)
def test_many_of_nothing_is_refused_in_a_sentence(desk: Client, data: dict[str, object]) -> None:
    answer = desk.post(MANY, data)
    assert answer.status_code == 422
    assert "Đánh dấu ít nhất một tin" in answer.content.decode()


def test_the_menu_counts_whom_to_call(desk: Client, commune: Commune) -> None:
    failed(commune)
    assert '<span class="mc-count--late">1</span>' in text_of(desk, "/cb/phim-tat/")


def test_a_long_list_comes_in_pages_and_stays_cheap(desk: Client, commune: Commune) -> None:
    for _ in range(PAGE_SIZE + 5):
        failed(commune)
    desk.get(LIST)
    with cheap(tables=["notifications_message"]):
        first = text_of(desk, LIST)
    assert first.count("data-row") == PAGE_SIZE
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert text_of(desk, LIST + following).count("data-row") == 5


@pytest.mark.parametrize("tab", ["", "chua-gui", "da-xong"])
def test_no_list_reads_the_history_of_messages(desk: Client, commune: Commune, tab: str) -> None:
    for state in State:
        failed(commune, state=state)
    desk.get(LIST, {"muc": tab})
    with cheap(tables=["notifications_message"]):
        desk.get(LIST, {"muc": tab})


def test_who_has_waited_longest_is_called_first(desk: Client, commune: Commune) -> None:
    old = failed(commune, created_at=timezone.now() - timedelta(days=2))
    new = failed(commune, created_at=timezone.now())
    page = text_of(desk, LIST)
    assert page.index(old.reference) < page.index(new.reference)
