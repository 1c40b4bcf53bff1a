"""Sending a report: routed, promised, told, once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from feedback.models import Category, Media, Report, ReportDraft, Reporter, Severity
from feedback.services.sending import Person, send
from feedback.workflow import Action, Status
from notifications.models import Message
from portal.lib.codes import ALPHABET
from portal.lib.errors import Refused
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune, at
from tests.feedback.factories import a_person, a_sending, make_category, send_report


def test_a_report_gets_a_code_a_secret_its_first_event_and_its_sender(commune: Commune) -> None:
    report = send_report(commune)
    assert report.code.startswith("PA-26-")
    assert len(report.code) == 12
    assert set(report.code[6:]) <= set(ALPHABET)
    assert len(report.secret) == 22
    assert (report.state, report.is_public) == (Status.RECEIVED, False)
    assert report.fold.startswith("o ga sau truoc cong cho")
    event = report.events.get()
    assert (event.action, event.actor, event.by_reporter) == (Action.SEND, None, True)
    assert (report.reporter.phone, report.reporter.is_proved) == ("+84905123318", True)


def test_the_year_of_the_code_is_that_of_vietnam(commune: Commune) -> None:
    first_minutes = at("2027-01-01 00:05")
    assert send_report(commune, when=first_minutes).code.startswith("PA-27-")


def test_the_same_key_is_the_same_report(commune: Commune) -> None:
    category = make_category()
    first, again = (send_report(commune, category, submit_key="one") for _ in range(2))
    assert first == again
    assert (Report.objects.count(), Message.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_once_is_one_report(commune: Commune) -> None:
    sending, start = a_sending(commune, make_category(), submit_key="double click"), Barrier(2)

    def press() -> int:
        start.wait()
        try:
            return send(sending, by=None, at=MONDAY).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        keys = [future.result() for future in [pool.submit(press) for _ in range(2)]]
    assert len(set(keys)) == Report.objects.count() == Reporter.objects.count() == 1


def test_staff_who_enter_a_call_are_named_and_the_caller_is_told(
    commune: Commune, people: People
) -> None:
    caller = a_person(is_proved=False)
    report = send_report(commune, by=people.receptionist, person=caller, channel="phone")
    assert report.events.get().actor == people.receptionist
    assert Message.objects.get().recipient == caller.phone


def test_a_phone_that_nobody_proved_gets_no_texts(commune: Commune) -> None:
    report = send_report(commune, person=a_person(is_proved=False), channel="api")
    assert report.reporter.phone
    assert not report.reporter.wants_news
    assert not Message.objects.exists()


def test_who_leaves_no_contact_is_told_nothing(commune: Commune) -> None:
    report = send_report(commune, person=Person())
    assert Reporter.objects.get(report=report).phone == ""
    assert not Message.objects.exists()


def test_words_are_kept_as_data_in_one_unicode_form(commune: Commune) -> None:
    report = send_report(
        commune, text="<script>alert(1)</script>\r\n\r\n\r\nO\u0302\u0309 ga\u0300\x00"
    )
    assert report.text == "<script>alert(1)</script>\n\nỔ gà"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"text": " \n "}, "text_missing", "text"),
        ({"text": "a" * 4001}, "too_long", "text"),
        ({"lat": None, "long": None, "address": " "}, "place_missing", "place"),
        ({"lat": None}, "point_wrong", "place"),
        ({"lat": float("nan")}, "point_wrong", "place"),
        ({"lat": 108.1, "long": 11.1}, "point_wrong", "place"),
        ({"severity": "worst"}, "severity_unknown", "severity"),
    ],
)
def test_what_cannot_be_a_report_is_refused_at_its_field(
    commune: Commune, changes: dict[str, object], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        send_report(commune, **changes)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not Report.objects.exists()


def test_a_category_that_was_closed_takes_no_reports(commune: Commune) -> None:
    with pytest.raises(Refused, match="Chọn loại khác"):
        send_report(commune, make_category(is_active=False))


def test_words_alone_are_enough_of_a_place(commune: Commune) -> None:
    report = send_report(commune, lat=None, long=None, located="address")
    assert (report.area, report.lat) == (None, None)


def test_without_a_commune_the_one_this_portal_serves_gets_it(commune: Commune) -> None:
    assert send_report(commune, root_unit=None).root_unit == commune.root


def test_severity_comes_from_the_category_unless_said(commune: Commune) -> None:
    category = make_category(severity=Severity.SOON)
    assert send_report(commune, category).severity == Severity.SOON
    assert send_report(commune, category, severity="urgent").severity == Severity.URGENT


def test_what_is_about_officers_is_private_and_lies_with_the_leaders(commune: Commune) -> None:
    conduct = make_category(about_conduct=True, publication=Category.Publication.NEVER)
    report = send_report(commune, conduct)
    assert report.about_conduct
    assert report.unit == commune.root


def test_a_test_of_a_program_is_not_routed_and_tells_nobody(commune: Commune) -> None:
    report = send_report(commune, is_test=True)
    assert report.unit == commune.root
    assert not Message.objects.exists()


def test_sending_empties_the_draft_and_takes_its_pictures_without_their_place(
    commune: Commune,
) -> None:
    draft = ReportDraft.objects.create(
        text="Ổ gà", phone="+84905123318", proved_phone="+84905123318", name="Sáu", lat=11.1,
        long=108.1, created_at=MONDAY, saved_at=MONDAY,
    )  # fmt: skip
    Media.objects.create(
        draft=draft, kind="photo", name="hố.jpg", original_size=9, gps_lat=11.1, gps_long=108.1,
        uploaded_at=MONDAY, not_before=MONDAY,
    )  # fmt: skip
    report = send_report(commune, draft=draft)
    media = report.media.get()
    assert (media.draft, media.gps_lat, media.gps_long) == (None, None, None)
    draft.refresh_from_db()
    assert draft.sent_as == report
    assert {draft.text, draft.phone, draft.proved_phone, draft.name, draft.address} == {""}
    assert draft.lat is None
