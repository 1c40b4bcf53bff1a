"""Zalo: what leaves, what its answers mean, and tokens that each work once."""

import logging
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from notifications.channels import Outcome, Result
from notifications.channels.calls import answered, calls_for
from notifications.failures import Failure
from notifications.models import Message, ZaloAccount, ZaloTemplate
from notifications.tasks import refresh_zalo
from notifications.zalo.tokens import refresh
from portal.lib.sealed import seal, unseal
from tests.notifications.zalo_server import SECONDS, Zalo, make_account
from tools.processes import free_port

pytestmark = pytest.mark.django_db

FACTS = {"code": "H99.12-261123-0042", "procedure": "Đăng ký khai sinh", "due": "26/11/2026"}
FIELDS = {"ma_ho_so": "code", "ten_thu_tuc": "procedure", "ngay_hen_tra": "due"}


@pytest.fixture
def account(zalo: Zalo) -> ZaloAccount:
    account = make_account(zalo.url)
    ZaloTemplate.objects.create(
        account=account, kind="received", template_id="7895417a", fields=FIELDS
    )
    return account


def make_message(**fields: Any) -> Message:
    about: dict[str, Any] = {
        "kind": "received", "channel": Message.Channel.ZALO, "recipient": "0905123318",
        "text": "", "facts": FACTS, "root_unit_id": None,
    }  # fmt: skip
    now, count = timezone.now(), Message.objects.count()
    about |= {"created_at": now, "not_before": now, "calling_at": now}
    return Message.objects.create(event=f"e{count}", key=f"e{count}:zalo", **about | fields)


def post(message: Message) -> Result:
    """As the outbox does: prepared, called, and written down."""
    (call,) = calls_for(message)
    result = call.make()
    answered(message, call, result, at=timezone.now())
    return result


def test_a_message_is_the_template_filled_with_its_facts(zalo: Zalo, account: ZaloAccount) -> None:
    message = make_message()
    assert post(message) == Result(Outcome.TAKEN, gateway_id="m1", cost=300)
    assert zalo.sent == [
        {
            "phone": "84905123318",
            "template_id": "7895417a",
            "template_data": {
                "ma_ho_so": "H99.12-261123-0042", "ten_thu_tuc": "Đăng ký khai sinh",
                "ngay_hen_tra": "26/11/2026",
            },
            "tracking_id": message.reference,
        }
    ]  # fmt: skip
    account.refresh_from_db()
    assert account.last_ok_at is not None


def test_without_an_account_the_demo_shows_what_would_have_left(settings: Any) -> None:
    settings.MESSAGE_CHANNEL = "development"
    assert post(make_message()) == Result(Outcome.TAKEN)


@pytest.mark.parametrize(
    ("error", "outcome", "failure"),
    [
        (-108, Outcome.REFUSED, Failure.WRONG_NUMBER),
        (-118, Outcome.REFUSED, Failure.REFUSED),  # no Zalo on this phone: an SMS follows
        (-131, Outcome.REFUSED, Failure.REFUSED),
        (-144, Outcome.AWAY, Failure.AWAY),  # quota of the day
        (-100, Outcome.AWAY, Failure.AWAY),
        (-99999, Outcome.REFUSED, Failure.REFUSED),
    ],
)
def test_what_an_error_of_zalo_means(
    zalo: Zalo, account: ZaloAccount, error: int, outcome: Outcome, failure: Failure
) -> None:
    zalo.error = error
    result = post(make_message())
    assert (result.outcome, result.failure, result.detail) == (outcome, failure, f"Zalo {error}")


def test_a_lost_answer_leaves_open_whether_zalo_has_the_message(
    zalo: Zalo, account: ZaloAccount
) -> None:
    zalo.cut = True
    assert post(make_message()).outcome is Outcome.UNCERTAIN
    assert len(zalo.sent) == 1


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, Outcome.UNCERTAIN), (502, Outcome.UNCERTAIN), (503, Outcome.AWAY)],
)
def test_an_answer_that_is_none_of_zalos_says_what_it_can(
    zalo: Zalo, account: ZaloAccount, status: int, outcome: Outcome
) -> None:
    """A proxy that lost the line cannot know whether Zalo has the message."""
    zalo.status, zalo.message = status, lambda headers, body: {"page": "busy"}  # type: ignore[method-assign]
    assert post(make_message()).outcome is outcome


def test_zalo_that_cannot_be_reached_is_away(account: ZaloAccount) -> None:
    account.message_url = f"http://127.0.0.1:{free_port()}/"
    account.save()
    assert post(make_message()).outcome is Outcome.AWAY
    account.refresh_from_db()
    assert account.last_error == "Zalo: ConnectionRefusedError"


def test_what_has_no_template_or_lacks_a_fact_goes_by_sms(zalo: Zalo, account: ZaloAccount) -> None:
    no_template, no_fact = make_message(kind="stopped"), make_message(facts={"code": "H"})
    assert post(no_template).outcome is Outcome.REFUSED
    assert post(no_fact) == Result(Outcome.REFUSED, Failure.WORDS, "mẫu Zalo thiếu nội dung")
    assert zalo.sent == []


def test_without_an_account_a_message_goes_by_sms_at_once(settings: Any) -> None:
    settings.MESSAGE_CHANNEL = "live"
    refused = post(make_message())
    assert (refused.outcome, refused.failure) == (Outcome.REFUSED, Failure.NO_ROUTE)


def test_the_offices_own_account_goes_before_that_of_all(zalo: Zalo, account: ZaloAccount) -> None:
    own = ZaloAccount.objects.create(name="Xã khác", root_unit_id=7, app_id="2")
    (call,) = calls_for(make_message(root_unit_id=7))
    assert call.route == f"zalo-{own.pk}"
    (call,) = calls_for(make_message(root_unit_id=8))
    assert call.route == f"zalo-{account.pk}"


# --- Tokens --------------------------------------------------------------------------------------


def test_a_token_is_renewed_before_it_ends_and_never_shows_in_the_table(
    zalo: Zalo, account: ZaloAccount
) -> None:
    assert refresh_zalo() == 0
    ends = timezone.now() + timedelta(minutes=90)
    ZaloAccount.objects.update(expires_at=ends)
    assert refresh_zalo() == 1
    account.refresh_from_db()
    assert unseal(account.access_token) == "access-2"
    assert unseal(account.refresh_token) == "refresh-2"
    assert "access-2" not in account.access_token
    assert account.expires_at is not None
    assert account.expires_at > ends + timedelta(seconds=SECONDS - 7200)
    assert post(make_message()).outcome is Outcome.TAKEN
    assert refresh_zalo() == 0


def test_a_refused_token_is_renewed_and_the_message_goes_with_the_new_one(
    zalo: Zalo, account: ZaloAccount
) -> None:
    account.access_token = seal("stolen")
    account.save()
    message = make_message()
    assert post(message).outcome is Outcome.AWAY
    assert refresh_zalo() == 1
    assert post(message).outcome is Outcome.TAKEN


def test_a_late_refusal_of_the_old_token_does_not_end_the_new_one(
    zalo: Zalo, account: ZaloAccount
) -> None:
    message = make_message(calling_at=timezone.now() - timedelta(seconds=9))
    ZaloAccount.objects.update(access_token=seal("old"), expires_at=timezone.now())
    ZaloAccount.objects.update(expires_at=timezone.now() + timedelta(hours=9))
    (call,) = calls_for(message)
    refused = call.make()
    ZaloAccount.objects.update(expires_at=None)
    assert refresh_zalo() == 1
    answered(message, call, refused, at=timezone.now())
    assert refresh_zalo() == 0


def test_an_ended_token_calls_nobody(zalo: Zalo, account: ZaloAccount) -> None:
    ZaloAccount.objects.update(expires_at=timezone.now())
    assert post(make_message()).outcome is Outcome.AWAY
    assert zalo.sent == []


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_renews(zalo: Zalo, account: ZaloAccount) -> None:
    """The second would spend the new refresh token, or be refused with the old one."""
    ZaloAccount.objects.update(expires_at=None)
    start, done = threading.Barrier(4), []

    def work() -> None:
        start.wait()
        done.append(refresh(account.pk, at=timezone.now()))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    account.refresh_from_db()
    assert account.last_error == ""
    assert sorted(done) == [False, False, False, True]
    assert zalo.renewals == 1
    assert post(make_message()).outcome is Outcome.TAKEN


def test_a_lost_answer_to_a_renewal_is_told_and_tried_again(
    zalo: Zalo, account: ZaloAccount, caplog: pytest.LogCaptureFixture
) -> None:
    ZaloAccount.objects.update(expires_at=timezone.now() + timedelta(hours=1))
    zalo.cut = True
    with caplog.at_level(logging.ERROR):
        assert refresh_zalo() == 0
    account.refresh_from_db()
    assert "Zalo không trả lời khi đổi khóa" in account.last_error
    assert f"zalo account {account.pk}" in caplog.text
    assert unseal(account.access_token) == "access-1"
    zalo.cut = False  # but the old refresh token is spent
    assert refresh_zalo() == 0
    account.refresh_from_db()
    assert "lấy cặp khóa mới" in account.last_error
    assert refresh_zalo() == 0  # Zalo is not asked every minute
    assert zalo.renewals == 1


@pytest.mark.django_db(transaction=True)
def test_tokens_typed_in_while_zalo_was_asked_stay(zalo: Zalo, account: ZaloAccount) -> None:
    ZaloAccount.objects.update(expires_at=None)
    ask = zalo.token

    def typed_meanwhile(headers: Any, body: bytes) -> dict[str, Any]:
        ZaloAccount.objects.update(access_token=seal("typed"), refresh_token=seal("typed-r"))
        return ask(headers, body)

    zalo.token = typed_meanwhile  # type: ignore[method-assign]
    assert refresh_zalo() == 0
    account.refresh_from_db()
    assert unseal(account.refresh_token) == "typed-r"
