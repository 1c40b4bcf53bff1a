"""Which phones can get a text, and what is said of the others."""

import pytest

from notifications.addresses import international, phone_fault
from notifications.failures import Failure
from notifications.models import Message
from notifications.services import Notice, send
from tests.factories import MONDAY


@pytest.mark.parametrize(
    "phone", ["+84905123318", "0905 123 318", "84905123318", "0084 905.123.318", "0353123456"]
)
def test_vietnamese_mobile_numbers_have_no_fault(phone: str) -> None:
    assert phone_fault(phone) is None
    assert international(phone).startswith("84")
    assert len(international(phone)) == 11


@pytest.mark.parametrize(
    ("phone", "fault"),
    [
        ("", Failure.NO_NUMBER),
        ("  ", Failure.NO_NUMBER),
        ("+842523123456", Failure.LANDLINE),
        ("0252 3123 456", Failure.LANDLINE),
        ("024 3825 5555", Failure.LANDLINE),
        ("1900 1234", Failure.LANDLINE),
        ("+81 90 1234 5678", Failure.FOREIGN),
        ("001 415 555 2671", Failure.FOREIGN),
        ("+84123456789", Failure.WRONG_NUMBER),
        ("0905 123", Failure.WRONG_NUMBER),
        ("khong co", Failure.WRONG_NUMBER),
        ("+", Failure.WRONG_NUMBER),
    ],
)
def test_every_other_number_says_why_it_gets_nothing(phone: str, fault: Failure) -> None:
    assert phone_fault(phone) is fault


@pytest.mark.django_db
def test_a_result_that_no_phone_can_get_is_kept_with_its_reason() -> None:
    context = {"office": "X", "code": "H1", "domain": "x.example", "tel": "1"}
    for number, phone in enumerate(("", "+842523123456", "+81901234567", "0905")):
        send(Notice("ready", phone, f"k{number}", MONDAY, None, context=context))
    rows = Message.objects.order_by("event").values_list("state", "failure")
    assert list(rows) == [
        ("permanent", "no_number"),
        ("given_up", "landline"),
        ("given_up", "foreign"),
        ("permanent", "wrong_number"),
    ]
