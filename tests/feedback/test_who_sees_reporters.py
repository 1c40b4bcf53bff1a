"""Who reported: every address that knows of reports, asked by everybody there is."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Perm, Role, permissions_of
from feedback.models import Report
from feedback.services.moderation import publish
from feedback.workflow import Action
from notifications.models import Message
from tests.architecture.addresses import Address, addresses
from tests.factories import Commune, make_citizen, make_staff
from tests.feedback.factories import a_person, act_on, make_category, send_report

PERSON = a_person(name="Lý Thị Ngần", phone="+84912777431")  # in no sample of ours
SIGNS = ("Lý Thị Ngần", "0912 777 431", "912777431")
NOBODY, CITIZEN = "nobody", "citizen"
SEES = {role for role in Role if Perm.REPORTER in permissions_of(frozenset({role}))}
FORMATS = ("json", "xml")
APPS = ("feedback", "reports", "notifications", "accounts", "")  # the last: home, menus, sign-in
# Of the demonstration alone: all messages that left, and a page of invented samples.
DEMO = {"notifications:demo-messages", "styleguide"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def report(commune: Commune) -> Report:
    """Published, answered, told of by messages; another of the same person waits."""
    officer = make_staff(commune.one_stop, *Role)
    kind = make_category()
    found = send_report(commune, kind, when=timezone.now(), person=PERSON)
    act_on(found, Action.REPLY, by=officer, when=timezone.now(), answer="Mai kiểm tra")
    send_report(commune, kind, when=timezone.now(), person=PERSON)
    found.refresh_from_db()
    return publish(found, text="Ổ gà", pictures={}, by=officer, at=timezone.now())


def visitor(who: str, commune: Commune) -> Client:
    client = Client()
    if who != NOBODY:
        client.force_login(_person(who, commune))
    return client


def _person(who: str, commune: Commune) -> User:
    return make_citizen() if who == CITIZEN else make_staff(commune.one_stop, Role(who))


def paths(report: Report) -> Iterator[tuple[str, str]]:
    """Every address, about this report wherever it can be; secrets stay unknown."""
    sent = Message.objects.filter(subject_code=report.code)
    reference = sent.values_list("reference", flat=True)[0]
    known = {
        "code": report.code, "slug": "tra-loi-buoc-dau", "phase": "after", "reference": reference
    }  # fmt: skip
    for entry in addresses():
        app = entry.name.rpartition(":")[0]
        if entry.name and app in APPS and entry.name not in DEMO:
            for form in FORMATS if "format" in entry.arguments else ("",):
                yield entry.name, _path(entry, known | {"format": form})


def _path(entry: Address, known: dict[str, str]) -> str:
    fitting = {name: known.get(name, sample) for name, sample in entry.arguments.items()}
    return reverse(entry.name, kwargs=fitting)


def shown_on(client: Client, report: Report) -> set[str]:
    """The names of addresses whose answer says who reported."""
    found = set()
    for name, path in paths(report):
        answer = client.get(path, {"xem": report.code})
        text = answer.getvalue().decode(errors="replace") + str(answer.headers)
        if any(sign in text for sign in SIGNS):
            found.add(name)
    return found


@pytest.mark.parametrize("who", [NOBODY, CITIZEN, *sorted(set(Role) - SEES)])
def test_nobody_without_the_right_reads_it_anywhere(
    commune: Commune, report: Report, who: str
) -> None:
    client = visitor(who, commune)
    client.post(reverse("feedback:desk-reporter", args=[report.code]), {"ly-do": "Gọi lại"})
    assert shown_on(client, report) == set()


@pytest.mark.parametrize("who", sorted(SEES))
def test_with_the_right_it_is_read_where_a_reason_was_given(
    commune: Commune, report: Report, who: str
) -> None:
    client = visitor(who, commune)
    assert "feedback:desk-report" not in shown_on(client, report)
    client.post(reverse("feedback:desk-reporter", args=[report.code]), {"ly-do": "Gọi lại"})
    assert "feedback:desk-report" in shown_on(client, report), "the signs are those of the reporter"
