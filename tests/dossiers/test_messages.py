"""What people are told about a dossier: every word of every kind, at every step of its life."""

from datetime import date

import pytest

from dossiers.messages import example, facts_of, notice_of
from dossiers.models import Dossier, SupplementItem, SupplementRequest
from dossiers.workflow import TRANSITIONS, WAITING_FOR_PAPERS, Status
from notifications.kinds import KINDS, Audience
from notifications.models import Message, NoticeChoice
from notifications.models.message import Channel
from notifications.services import send
from notifications.wording import spoken
from procedures.models import Procedure
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune, at, make_received, make_submitted

BY_TIMER_OR_HAND = {"submitted": Status.SUBMITTED, "supplement_soon": Status.SUPPLEMENT}
STATE_AFTER = {
    row.message: row.target or min(row.sources) for row in TRANSITIONS if row.message
} | BY_TIMER_OR_HAND


def told_about(kind: str, commune: Commune, people: People, procedure: Procedure) -> Dossier:
    """A dossier as it is when this is told; it owes a fee, and was promised again."""
    if STATE_AFTER[kind] in {Status.SUBMITTED, Status.PRE_SUPPLEMENT}:
        dossier = make_submitted(commune, procedure)
        Dossier.objects.filter(pk=dossier.pk).update(accept_by=at("2026-11-24 08:00"))
    else:
        dossier = make_received(commune, procedure, by=people.receptionist)
    Dossier.objects.filter(pk=dossier.pk).update(
        status=STATE_AFTER[kind], owner=people.citizen, email="sau@vidu.example",
        fee_amount=150_000, reappointed_at=at("2026-12-02 16:00"),
    )  # fmt: skip
    if STATE_AFTER[kind] in WAITING_FOR_PAPERS:
        asked = SupplementRequest.objects.create(
            dossier=dossier,
            asked_at=MONDAY,
            asked_by=people.specialist,
            due_on=date(2026, 12, 3),
        )
        SupplementItem.objects.create(request=asked, name="Giấy chứng sinh", reason="Mờ")
    dossier.refresh_from_db()
    return dossier


def tell(dossier: Dossier, kind: str) -> dict[str, Message]:
    Message.objects.all().delete()
    send(notice_of(dossier, kind, dossier.events.latest("seq")))
    return {message.channel: message for message in Message.objects.all()}


def test_every_kind_for_citizens_about_a_dossier_is_told_at_some_step() -> None:
    about_one = {
        kind.code
        for kind in KINDS.values()
        if kind.audience is Audience.CITIZEN and {"code", "link"} <= set(kind.variables)
    }
    assert set(STATE_AFTER) == about_one


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", sorted(STATE_AFTER))
def test_a_real_dossier_fills_every_variable_of_every_channel(
    kind: str, language: str, commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = told_about(kind, commune, people, procedure)
    facts = spoken(facts_of(dossier), language)
    assert all(facts[key].strip() for key in KINDS[kind].variables)
    NoticeChoice.objects.create(
        user=people.citizen, zalo=True, language=language, changed_at=MONDAY
    )
    messages = tell(dossier, kind)
    assert set(messages) >= KINDS[kind].channels - {Channel.SMS}
    assert ("sms" in messages) == KINDS[kind].always_sms  # Zalo stands for the SMS
    for message in messages.values():
        assert message.failure == ""
        assert message.text
        assert "{" not in message.title + message.text
        assert dossier.display_code in message.title + message.text


@pytest.mark.parametrize("kind", sorted(STATE_AFTER))
def test_no_message_names_a_person(
    kind: str, commune: Commune, people: People, procedure: Procedure
) -> None:
    """One phone, and one address, may serve several people."""
    dossier = told_about(kind, commune, people, procedure)
    for message in tell(dossier, kind).values():
        for secret in (dossier.applicant_name, dossier.personal_id, "905123318", "Phạm Quốc Bảo"):
            assert secret not in message.title + message.text


def test_a_letter_says_what_an_sms_leaves_out(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = told_about("pay", commune, people, procedure)
    messages = tell(dossier, "pay")
    assert "Số tiền: 150.000\u00a0đồng" in messages["email"].text
    assert "150" not in messages["sms"].text
    assert messages["email"].text.startswith("Kính gửi ông/bà,")
    assert f"/ho-so/{dossier.code}/" in messages["email"].text


def test_a_duty_whose_amount_we_do_not_know_is_not_told_as_nothing(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = told_about("pay", commune, people, procedure)
    dossier.fee_paid_at = MONDAY
    assert "Số tiền: theo thông báo" in tell(dossier, "pay")["email"].text


def test_a_dossier_without_a_promise_says_that_the_day_will_be_told(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = told_about("received", commune, people, procedure)
    dossier.due_at = None
    assert "hen tra theo thong bao." in tell(dossier, "received")["sms"].text


def test_an_example_is_a_recent_dossier_in_the_state_of_the_message(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    told_about("supplement", commune, people, procedure)
    asked = told_about("supplement", commune, people, procedure)
    told_about("ready", commune, people, procedure)
    facts = example("supplement", commune.root.pk)
    assert facts
    assert facts["code"] == asked.display_code
    assert facts["by"] == "03/12/2026"
    assert example("supplement", commune.root.pk + 99) is None
    assert example("refused", commune.root.pk) is None
    assert example("overdue", commune.root.pk) is None
