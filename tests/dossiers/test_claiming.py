"""A dossier made at the counter becomes the account's of whose phone is on it."""

import pytest
from django.test import Client

from accounts.models import AccessLog, User
from dossiers.models import Dossier, DossierEvent
from dossiers.services import claim
from portal.lib.errors import Refused
from tests.dossiers.staff import Town, browser
from tests.dossiers.tracking import look_up, path_of, words
from tests.factories import MONDAY, make_received


@pytest.fixture
def walk_in(town: Town) -> Dossier:
    return make_received(town.commune, town.procedure, by=town.people.receptionist)


@pytest.fixture
def citizen(town: Town) -> Client:
    """Signed in with the phone that is on the dossier."""
    return browser(town.people.citizen)


def owner_of(dossier: Dossier) -> User | None:
    dossier.refresh_from_db()
    return dossier.owner


def test_who_looked_it_up_and_has_its_phone_may_take_it(
    town: Town, citizen: Client, walk_in: Dossier
) -> None:
    look_up(citizen, walk_in.display_code)
    assert "Thêm vào hồ sơ của tôi" in words(citizen.get(path_of(walk_in)))
    answer = citizen.post(path_of(walk_in, "nhan"))
    assert answer["Location"] == path_of(walk_in)
    assert owner_of(walk_in) == town.people.citizen
    page = words(citizen.get(path_of(walk_in)))
    assert "Nguyễn Thị Sáu" in page
    assert "Giấy tờ đã nộp" in page


def test_it_is_logged_and_is_no_step_of_it(town: Town, citizen: Client, walk_in: Dossier) -> None:
    before = DossierEvent.objects.count()
    look_up(citizen, walk_in.display_code)
    for _ in range(2):  # twice is harmless
        assert citizen.post(path_of(walk_in, "nhan")).status_code == 302
    log = AccessLog.objects.get(action="dossier.claim")
    assert (log.user, log.object_code) == (town.people.citizen, walk_in.code)
    assert DossierEvent.objects.count() == before


def test_from_the_receipts_code_the_same_way_leads_there(citizen: Client, walk_in: Dossier) -> None:
    key = f"/t/{walk_in.tracking_key}/"
    assert "Tiếp tục với hồ sơ này" in words(citizen.get(key))
    assert citizen.post(key)["Location"] == path_of(walk_in)
    assert "Thêm vào hồ sơ của tôi" in words(citizen.get(path_of(walk_in)))


def test_without_the_receipt_there_is_nothing_to_take(citizen: Client, walk_in: Dossier) -> None:
    assert citizen.post(path_of(walk_in, "nhan")).status_code == 404
    assert owner_of(walk_in) is None


def test_another_phone_may_look_but_not_take(town: Town, walk_in: Dossier) -> None:
    stranger = browser(town.people.stranger)
    look_up(stranger, walk_in.display_code)
    page = words(stranger.get(path_of(walk_in)))
    assert "Thêm vào hồ sơ của tôi" not in page
    assert "xin đăng nhập bằng số 09•• ••• 318 ghi trên hồ sơ" in page
    answer = stranger.post(path_of(walk_in, "nhan"))
    assert answer.status_code == 409
    assert "Số điện thoại đăng nhập khác số ghi trên hồ sơ" in words(answer)
    assert owner_of(walk_in) is None


def test_what_somebody_has_stays_theirs(town: Town, walk_in: Dossier) -> None:
    Dossier.objects.filter(pk=walk_in.pk).update(owner=town.people.stranger)
    with pytest.raises(Refused, match="tài khoản khác"):
        claim(walk_in, by=town.people.citizen, at=MONDAY)
    assert owner_of(walk_in) == town.people.stranger


def test_without_a_phone_nobody_takes_it(town: Town, walk_in: Dossier) -> None:
    Dossier.objects.filter(pk=walk_in.pk).update(phone="")
    User.objects.filter(pk=town.people.citizen.pk).update(phone="")
    town.people.citizen.refresh_from_db()
    with pytest.raises(Refused):
        claim(walk_in, by=town.people.citizen, at=MONDAY)


def test_staff_do_not_take_dossiers(town: Town, walk_in: Dossier) -> None:
    officer = town.people.receptionist
    User.objects.filter(pk=officer.pk).update(phone=walk_in.phone)
    officer.refresh_from_db()
    with pytest.raises(Refused):
        claim(walk_in, by=officer, at=MONDAY)
    assert browser(officer).post(path_of(walk_in, "nhan")).status_code == 403


def test_taking_is_a_post(citizen: Client, walk_in: Dossier) -> None:
    look_up(citizen, walk_in.display_code)
    assert citizen.get(path_of(walk_in, "nhan")).status_code == 405
