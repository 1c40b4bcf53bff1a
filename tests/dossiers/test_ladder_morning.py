"""The news of the morning, its lists, and the reminder before the last day of a supplement."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.absences.declaring import Away, declare_absence
from accounts.models import User
from accounts.permissions import Role
from dossiers.ladder.morning import give_news
from dossiers.ladder.reminders import remind
from dossiers.ladder.watch import TABS, Watch
from dossiers.models import Dossier, LadderRung
from dossiers.services import Missing, answer_supplement, ask_supplement
from notifications.kinds import KINDS
from notifications.models import Message
from tests.dossiers.clocks import examined
from tests.dossiers.staff import Town, browser
from tests.factories import at, make_citizen, make_commune, make_staff, make_submitted

RECEIVED = at("2026-10-05 08:00")  # due on Thursday 08/10/2026
FRIDAY = at("2026-10-09 07:40")


def news(kind: str, user: User | None = None) -> list[Message]:
    found = Message.objects.filter(kind=kind, channel=Message.Channel.INAPP)
    return list(found.filter(user=user) if user else found)


def words_of(message: Message) -> str:
    return f"{message.title} {message.text}"


# --- 7:15 and 7:30 --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "own", "leaders"),
    [
        ("2026-10-08 07:14", 0, 0),
        ("2026-10-08 07:15", 1, 0),
        ("2026-10-08 07:29", 1, 0),
        ("2026-10-08 07:30", 1, 2),
        ("2026-10-08 11:59", 1, 2),  # the timer was dead at 7:30
        ("2026-10-08 12:00", 0, 0),  # no news any more
        ("2026-10-10 07:30", 0, 0),  # Saturday
        ("2026-11-24 07:30", 0, 0),  # a holiday
    ],
)
def test_news_come_in_their_hours_on_working_days(
    town: Town, moment: str, own: int, leaders: int
) -> None:
    examined(town, when=RECEIVED)
    give_news(at(moment))
    assert (len(news("own_digest")), len(news("digest"))) == (own, leaders)


def test_news_come_once_a_person_and_day(town: Town) -> None:
    examined(town, when=RECEIVED)
    for beat in range(60):
        give_news(at("2026-10-08 07:00") + timedelta(minutes=5 * beat))
    assert (len(news("own_digest")), len(news("digest"))) == (1, 2)
    give_news(FRIDAY)
    assert (len(news("own_digest")), len(news("digest"))) == (2, 4)


def test_who_had_nothing_at_a_quarter_past_seven_is_not_told_at_nine(town: Town) -> None:
    give_news(at("2026-10-08 07:15"))
    examined(town, when=RECEIVED)
    give_news(at("2026-10-08 09:00"))
    assert news("own_digest") == []


def test_a_holder_reads_what_is_late_and_due_today(town: Town) -> None:
    for when in (RECEIVED, RECEIVED, at("2026-10-06 08:00")):
        examined(town, when=when)
    give_news(FRIDAY)
    [message] = news("own_digest")
    assert message.user == town.people.specialist
    for part in ("2", "1", "hôm nay"):
        assert part in words_of(message)
    queue = browser(town.people.specialist).get(message.link)
    assert queue.status_code == 200
    assert "cua-toi=1" in message.link


def test_the_leader_reads_about_all_offices_and_the_head_about_one(town: Town) -> None:
    examined(town, when=RECEIVED)
    waiting = make_submitted(town.commune, town.procedure, when=RECEIVED)
    Dossier.objects.filter(pk=waiting.pk).update(act_by=at("2026-10-06 08:00"))
    give_news(FRIDAY)
    [of_leader], [of_head] = news("digest", town.people.leader), news("digest", town.people.head)
    assert "2" in of_leader.title
    assert "1" in of_head.title


def test_news_of_an_absent_leader_reach_the_deputy_with_the_same_lists(town: Town) -> None:
    examined(town, when=RECEIVED)
    leader, head = town.people.leader, town.people.head
    days = Away(at("2026-10-08 00:00").date(), at("2026-10-09 00:00").date())
    declare_absence(leader, days, deputy=head, by=leader, at=RECEIVED)
    give_news(FRIDAY)
    assert news("digest", leader) == []
    messages = news("digest", head)
    assert len(messages) == 2
    [instead] = [one for one in messages if "thay anh/chị T. Dũng" in words_of(one)]
    assert "ca-xa=1" in instead.link


def test_news_go_by_mail_too_and_know_every_variable(town: Town) -> None:
    User.objects.update(email="can-bo@binhan.example")
    examined(town, when=RECEIVED)
    give_news(FRIDAY)
    found = Message.objects.filter(kind__in=["digest", "own_digest"])
    assert {(row.kind, row.channel) for row in found} == {
        (kind, channel) for kind in ("digest", "own_digest") for channel in KINDS[kind].channels
    }
    assert not found.exclude(failure="").exists()


@pytest.mark.django_db(transaction=True)
def test_timers_at_once_give_the_news_once(town: Town) -> None:
    examined(town, when=RECEIVED)
    start = Barrier(4)

    def beat(_number: int) -> None:
        start.wait()
        try:
            give_news(FRIDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(beat, range(4)))
    assert (len(news("own_digest")), len(news("digest"))) == (1, 2)


# --- the lists behind the numbers -----------------------------------------------------------------


def spread(town: Town) -> None:
    """Late, due today, in two days, later, late with a cause, at other offices, paused."""
    now = timezone.now()
    for number, days in enumerate((-9, -3, 0, 1, 2, 3, 30)):
        dossier = examined(town, when=now - timedelta(days=10))
        due = now + timedelta(days=days, minutes=1 if days == 0 else 0)
        given = now if number == 1 else None
        Dossier.objects.filter(pk=dossier.pk).update(act_by=due, due_at=due, late_cause_at=given)
    waiting = make_submitted(town.commune, town.procedure, when=now - timedelta(days=9))
    Dossier.objects.filter(pk=waiting.pk).update(act_by=now - timedelta(days=8))


@pytest.mark.parametrize("who", ["leader", "head"])
def test_every_number_is_as_long_as_its_list(town: Town, who: str) -> None:
    spread(town)
    user = town.people.by_name()[who]
    watch, visitor = Watch.of(user), browser(user)
    counts = watch.counts(timezone.now())
    assert counts["tre"] == (3 if who == "leader" else 2)
    assert counts["thieu-ly-do"] == 1
    for tab in TABS:
        page = visitor.get(watch.path(tab)).content.decode()
        assert page.count("<tr data-row>") == counts[tab]


def test_the_news_link_to_the_list_of_each_number(town: Town) -> None:
    User.objects.update(email="can-bo@binhan.example")
    examined(town, when=RECEIVED)
    give_news(FRIDAY)
    mail = Message.objects.get(kind="digest", channel="email", user=town.people.leader)
    links = [word for word in mail.text.split() if "/cb/theo-han/" in word]
    slugs = {parse_qs(urlsplit(link).query)["muc"][0] for link in links}
    assert slugs == set(TABS)


def test_an_office_is_watched_by_its_own_people_and_by_those_who_see_all(town: Town) -> None:
    spread(town)
    one_stop = f"/cb/theo-han/?muc=tre&don-vi={town.commune.one_stop.code}"
    seen = browser(town.people.head).get(one_stop).content.decode()
    assert town.commune.one_stop.short_name in seen
    for path in (one_stop, f"{one_stop}&ca-xa=1", "/cb/theo-han/?don-vi=H00&muc=gi-do"):
        own = browser(town.people.specialist).get(path).content.decode()
        assert town.commune.justice.short_name in own
        assert own.count("<tr data-row>") == 2


def test_the_work_of_one_person_is_watched_alone(town: Town) -> None:
    spread(town)
    people = town.people
    for user, number in ((people.specialist, 2), (people.colleague, 0)):
        path = f"/cb/theo-han/?muc=tre&nguoi-giu={user.username}"
        page = browser(people.head).get(path).content.decode()
        assert page.count("<tr data-row>") == number


def test_the_list_of_one_person_names_no_citizen_and_nobody_of_another_commune(town: Town) -> None:
    """A citizen's user name is the phone: whoever guesses one must not read whose it is."""
    citizen = make_citizen("+84912999888", full_name="Trần Thị Bí Mật")
    far = make_staff(make_commune("H99.77", "xã Xa").office, Role.HEAD, full_name="Lý Ở Xa")
    for user in (citizen, far):
        path = f"/cb/theo-han/?{urlencode({'nguoi-giu': user.username})}"
        assert user.full_name not in browser(town.people.head).get(path).content.decode()


def test_strangers_and_citizens_see_no_list(town: Town, client: Client) -> None:
    assert client.get("/cb/theo-han/").status_code == 302
    assert browser(town.people.citizen).get("/cb/theo-han/").status_code == 403
    support = make_staff(town.commune.one_stop, Role.SUPPORTER)
    assert browser(support).get("/cb/theo-han/").status_code == 403


# --- two days before the last day of a supplement -------------------------------------------------


def reminders() -> list[Message]:
    return list(Message.objects.filter(kind="supplement_soon", channel=Message.Channel.SMS))


def asked_until(town: Town, day: str) -> Dossier:
    return ask_supplement(
        examined(town, when=RECEIVED), [Missing("Giấy chứng sinh", "Ảnh mờ")],
        by=town.people.specialist, at=at("2026-10-06 09:00"), due_on=at(f"{day} 00:00").date(),
        note="Xin chụp lại",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "number"),
    [("2026-10-17", 0), ("2026-10-18", 1), ("2026-10-19", 1), ("2026-10-20", 1),
     ("2026-10-21", 0)],
)  # fmt: skip
def test_a_citizen_is_reminded_two_days_before(town: Town, day: str, number: int) -> None:
    asked_until(town, "2026-10-20")
    assert remind(at(f"{day} 08:05")) == number
    assert len(reminders()) == number


def test_a_reminder_comes_once(town: Town) -> None:
    dossier = asked_until(town, "2026-10-20")
    for hour in range(8, 17):
        remind(at(f"2026-10-18 {hour:02d}:05"))
        remind(at(f"2026-10-19 {hour:02d}:05"))
    [message] = reminders()
    assert message.subject_code == dossier.display_code
    assert message.recipient == dossier.phone
    assert message.created_at == at("2026-10-18 08:05")
    assert "20/10/2026" in message.text


def test_who_has_answered_is_not_reminded(town: Town) -> None:
    dossier = asked_until(town, "2026-10-20")
    answer_supplement(dossier, by=town.people.receptionist, at=at("2026-10-17 09:00"))
    assert remind(at("2026-10-18 08:05")) == 0


def test_who_was_asked_yesterday_for_tomorrow_is_not_reminded(town: Town) -> None:
    asked_until(town, "2026-10-08")
    assert remind(at("2026-10-07 08:05")) == 0


def test_what_was_asked_before_reception_is_reminded_of_too(town: Town) -> None:
    dossier = make_submitted(town.commune, town.procedure, owner=town.people.citizen, when=RECEIVED)
    ask_supplement(
        dossier, [Missing("Giấy chứng sinh", "Ảnh mờ")], by=town.people.receptionist,
        at=at("2026-10-06 09:00"), due_on=at("2026-10-20 00:00").date(), note="Xin chụp lại",
    )  # fmt: skip
    assert remind(at("2026-10-18 08:05")) == 1
    channels = Message.objects.filter(kind="supplement_soon").values_list("channel", flat=True)
    assert set(channels) == {"sms", "inapp"}


@pytest.mark.django_db(transaction=True)
def test_timers_at_once_remind_once(town: Town) -> None:
    asked_until(town, "2026-10-20")
    start = Barrier(4)

    def beat(_number: int) -> None:
        start.wait()
        try:
            remind(at("2026-10-18 08:05"))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(beat, range(4)))
    remind(at("2026-10-18 09:05"))
    assert len(reminders()) == 1
    assert LadderRung.objects.filter(clock=LadderRung.Clock.SUPPLEMENT).count() == 1
