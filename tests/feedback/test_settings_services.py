"""Keys of programs; phones and addresses that may not report."""

from datetime import timedelta

import pytest

from feedback.models import Application, Block
from feedback.services.applications import application_of, issue, revoke
from feedback.services.blocking import block, blocked, lift
from portal.lib.errors import Refused
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune

pytestmark = pytest.mark.django_db
PHONE, ADDRESS = "+84905123318", "203.0.113.7"


def test_a_key_is_known_by_its_hash_alone(commune: Commune) -> None:
    application, key = issue(commune.root, name="FixMyStreet", at=MONDAY)

    assert application_of(key) == application
    stored = Application.objects.values_list("key_hash", "key_start").get()
    assert key not in stored[0]
    assert stored[1] == key[:8]


def test_a_revoked_key_opens_nothing_and_its_name_is_free_again(commune: Commune) -> None:
    application, key = issue(commune.root, name="FixMyStreet", at=MONDAY)
    revoke(application, at=MONDAY + timedelta(days=1))

    assert application_of(key) is None
    again, other = issue(commune.root, name="FixMyStreet", at=MONDAY + timedelta(days=2))
    assert application_of(other) == again
    assert other != key


def test_revoking_twice_keeps_the_first_time(commune: Commune) -> None:
    application, _ = issue(commune.root, name="FixMyStreet", at=MONDAY)
    for days in (1, 2):
        revoke(application, at=MONDAY + timedelta(days=days))

    application.refresh_from_db()
    assert application.revoked_at == MONDAY + timedelta(days=1)


def test_two_keys_in_use_may_not_bear_one_name(commune: Commune) -> None:
    issue(commune.root, name="FixMyStreet", at=MONDAY)

    with pytest.raises(Refused, match="Đặt tên khác") as refused:
        issue(commune.root, name="FixMyStreet", at=MONDAY)
    assert refused.value.field == "name"


@pytest.mark.parametrize("key", ["", "x", "ổ gà" * 100])
def test_what_is_no_key_opens_nothing(commune: Commune, key: str) -> None:
    issue(commune.root, name="FixMyStreet", at=MONDAY)

    assert application_of(key) is None


def test_a_block_holds_until_its_time_and_nobody_else(people: People) -> None:
    until = MONDAY + timedelta(days=3)
    made = block(PHONE, until=until, reason="quảng cáo", by=people.leader, at=MONDAY)

    assert blocked([PHONE, ADDRESS, ""], at=MONDAY) == made
    assert blocked([ADDRESS, ""], at=MONDAY) is None
    assert blocked([PHONE], at=MONDAY + timedelta(days=3)) is None


def test_a_new_block_replaces_the_former_and_lifting_ends_it(people: People) -> None:
    by = people.leader
    block(PHONE, until=MONDAY + timedelta(days=30), reason="quảng cáo", by=by, at=MONDAY)
    later = MONDAY + timedelta(days=1)
    shorter = block(PHONE, until=later + timedelta(days=1), reason="xúc phạm", by=by, at=later)
    assert blocked([PHONE], at=later) == shorter

    lift(shorter, at=later)

    assert blocked([PHONE], at=later) is None
    assert Block.objects.count() == 2


def test_a_block_that_is_over_before_it_begins_is_refused(people: People) -> None:
    with pytest.raises(Refused, match="sau hôm nay"):
        block(PHONE, until=MONDAY, reason="?", by=people.leader, at=MONDAY)
