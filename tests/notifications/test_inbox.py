"""The inbox and its bell: whose, how many, in which order, and what reading changes."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.permissions import Role
from notifications.inbox.unread import unread_count
from notifications.models import Message
from notifications.services import Notice, send
from notifications.wording.variables import example_of
from tests import plans
from tests.dossiers.tracking import words
from tests.factories import MONDAY, make_citizen, make_commune, make_staff

pytestmark = pytest.mark.django_db
INBOX, STAFF_INBOX = "/thong-bao/", "/cb/thong-bao/"


@pytest.fixture
def citizen() -> User:
    make_commune()
    return make_citizen("+84905123318")


@pytest.fixture
def reader(citizen: User) -> Client:
    return signed_in(citizen)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def tell(
    user: User, *, kind: str = "received", key: str = "e1", link: str = "/ho-so/X/"
) -> Message:
    """One notice in the inbox of `user`, as an event of a dossier writes it."""
    send(
        Notice(
            kind, "", key, at=MONDAY, root_unit_id=None, subject_code="H99.12-261123-0042",
            context=example_of(kind), user_id=user.pk, link=link,
        )
    )  # fmt: skip
    return Message.objects.get(event=key, channel=Message.Channel.INAPP)


def bell(client: Client, path: str = "/") -> str:
    """The accessible name of the bell."""
    cache.clear()
    html = client.get(path).content.decode()
    found = re.search(r'class="mc-bell".*?</svg><span>(.*?)</span>(?:</span>)?', html)
    return re.sub(r"<[^>]+>", "", found[1]) if found else ""


def is_read(message: Message) -> bool:
    message.refresh_from_db()
    return message.read_at is not None


# --- the list --------------------------------------------------------------------------------


def test_notices_stand_newest_first_and_say_in_words_what_is_unread(
    citizen: User, reader: Client
) -> None:
    first, second = tell(citizen, key="e1"), tell(citizen, key="e2", kind="ready")
    Message.objects.filter(pk=first.pk).update(read_at=MONDAY)
    page = words(reader.get(INBOX))
    assert page.index(second.title) < page.index(first.title)
    assert page.count("Chưa đọc") == 1
    assert "8:00 23/11/2026" in page
    assert "H99.12-261123-0042" in page


def test_an_empty_inbox_says_what_will_be_there(reader: Client) -> None:
    assert "Tin về hồ sơ sẽ hiện ở đây" in words(reader.get(INBOX))


def test_only_ones_own_notices_of_this_channel_are_there(citizen: User, reader: Client) -> None:
    other = tell(make_citizen(), key="e1", kind="ready")
    send(Notice("otp", "+84905123318", "o", at=MONDAY, root_unit_id=None, user_id=citizen.pk,
                context=example_of("otp")))  # fmt: skip
    page = words(reader.get(INBOX))
    assert other.title not in page
    assert "Ma xac nhan" not in page


def test_pages_follow_each_other_without_gap_or_repetition(citizen: User, reader: Client) -> None:
    titles: list[str] = []
    for number in range(45):
        message = tell(citizen, key=f"e{number}")
        Message.objects.filter(pk=message.pk).update(title=f"Tin số {number:02d}")
        titles.insert(0, f"Tin số {number:02d}")
    shown, path = [], INBOX
    while path:
        html = reader.get(path).content.decode()
        shown += re.findall(r"Tin số \d\d", html)
        older = re.search(r'rel="next" href="([^"]+)"', html)
        path = INBOX + older[1].replace("&amp;", "&") if older else ""
    assert shown == titles


def test_a_page_costs_little_and_reads_no_whole_table(citizen: User, reader: Client) -> None:
    for number in range(25):
        tell(citizen, key=f"e{number}")
    reader.get(INBOX)
    cache.clear()
    with plans.cheap(tables=["notifications_message"]):
        reader.get(INBOX)


# --- reading ---------------------------------------------------------------------------------


def test_opening_leads_to_the_matter_and_marks_it_read(citizen: User, reader: Client) -> None:
    message, other = tell(citizen), tell(citizen, key="e2")
    answer = reader.post(INBOX, {"mo": message.reference})
    assert (answer.status_code, answer["Location"]) == (302, "/ho-so/X/")
    assert is_read(message)
    assert not is_read(other)


def test_opening_twice_keeps_the_first_moment(citizen: User, reader: Client) -> None:
    message = tell(citizen)
    Message.objects.filter(pk=message.pk).update(read_at=MONDAY)
    reader.post(INBOX, {"mo": message.reference})
    message.refresh_from_db()
    assert message.read_at == MONDAY


def test_a_notice_that_leads_nowhere_comes_back_to_the_inbox(citizen: User, reader: Client) -> None:
    message = tell(citizen, link="")
    assert reader.post(INBOX, {"mo": message.reference})["Location"] == INBOX
    assert is_read(message)


def test_looking_alone_reads_nothing(citizen: User, reader: Client) -> None:
    message = tell(citizen)
    reader.get(INBOX)
    assert not is_read(message)


def test_nobody_opens_the_notice_of_another(reader: Client) -> None:
    message = tell(make_citizen())
    assert reader.post(INBOX, {"mo": message.reference}).status_code == 404
    assert not is_read(message)


def test_reading_all_leaves_what_came_in_since_the_page_was_opened(
    citizen: User, reader: Client
) -> None:
    seen, newest = tell(citizen, key="e1"), tell(citizen, key="e2")
    others = tell(make_citizen(), key="e3")
    html = reader.get(INBOX).content.decode()
    assert f'name="moi-nhat" value="{newest.reference}"' in html
    later = tell(citizen, key="e4")
    assert reader.post(INBOX, {"moi-nhat": newest.reference})["Location"] == INBOX
    assert (is_read(seen), is_read(newest), is_read(later)) == (True, True, False)
    assert not is_read(others)


@pytest.mark.parametrize("odd", ["a\0b", "x" * 9_000])
def test_a_reference_that_cannot_be_is_none_of_theirs(reader: Client, odd: str) -> None:
    assert reader.post(INBOX, {"mo": odd}).status_code == 404
    assert reader.post(INBOX, {"moi-nhat": odd}).status_code == 302


def test_reading_all_of_an_unknown_notice_reads_nothing(citizen: User, reader: Client) -> None:
    message = tell(citizen)
    assert reader.post(INBOX, {"moi-nhat": "khong-co"}).status_code == 302
    assert not is_read(message)


# --- staff -----------------------------------------------------------------------------------


def test_staff_have_theirs_in_the_work_space() -> None:
    clerk = make_staff(make_commune().one_stop, Role.RECEPTIONIST)
    message = tell(clerk, kind="overdue", link="/cb/ho-so/X/")
    browser = signed_in(clerk)
    assert message.title in words(browser.get(STAFF_INBOX))
    assert bell(browser, STAFF_INBOX) == "Thông báo, 1 tin chưa đọc"
    assert browser.post(STAFF_INBOX, {"mo": message.reference})["Location"] == "/cb/ho-so/X/"
    assert is_read(message)


# --- the bell --------------------------------------------------------------------------------


def test_the_bell_says_how_many_are_unread(citizen: User, reader: Client) -> None:
    assert bell(reader) == "Thông báo"
    message = tell(citizen)
    tell(citizen, key="e2")
    assert bell(reader) == "Thông báo, 2 tin chưa đọc"
    reader.post(INBOX, {"mo": message.reference})
    assert bell(reader) == "Thông báo, 1 tin chưa đọc"


def test_reading_is_seen_on_the_bell_at_once(citizen: User, reader: Client) -> None:
    message = tell(citizen)
    reader.get("/")
    reader.post(INBOX, {"mo": message.reference})
    assert "tin chưa đọc" not in reader.get("/").content.decode()


def test_the_bell_counts_no_further_than_99(citizen: User, reader: Client) -> None:
    Message.objects.bulk_create(
        Message(user=citizen, channel="inapp", state="delivered", kind="received", text="x",
                event=f"x{n}", key=f"x{n}:inapp", created_at=MONDAY, not_before=MONDAY)
        for n in range(120)
    )  # fmt: skip
    assert bell(reader) == "Thông báo, 99+ tin chưa đọc"


def test_strangers_have_no_bell_and_cost_no_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_commune()
    client.get("/tro-giup/")
    with django_assert_num_queries(0):
        html = client.get("/tro-giup/").content.decode()
    assert "mc-bell" not in html


def test_the_bell_of_a_busy_reader_is_counted_once_in_a_while(
    citizen: User, reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tell(citizen)
    with django_assert_num_queries(1):
        assert [unread_count(citizen.pk) for _ in range(3)] == [1, 1, 1]
