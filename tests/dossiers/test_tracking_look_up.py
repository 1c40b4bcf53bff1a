"""Code and four digits: forgiving to people, useless to guessers, harmless to others' receipts."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.permissions import Role
from dossiers.models import Dossier
from dossiers.tracking.attempts import LIMITS, QUARTER
from tests.dossiers.staff import Town, browser
from tests.dossiers.tracking import LOOK_UP, look_up, path_of, words
from tests.factories import make_commune, make_received, make_staff

TRIES = 5


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def walk_in(town: Town) -> Dossier:
    """Made at the counter: nobody's account has it."""
    return make_received(town.commune, town.procedure, by=town.people.receptionist)


def test_code_and_digits_lead_to_the_page_of_the_dossier(client: Client, walk_in: Dossier) -> None:
    answer = look_up(client, walk_in.display_code)
    assert (answer.status_code, answer["Location"]) == (302, path_of(walk_in))
    assert "Đăng ký khai sinh" in words(client.get(path_of(walk_in)))


@pytest.mark.parametrize(
    "spelling",
    [
        "h99.12-261123-0001",
        " H99.12 261123 0001 ",
        "H9912–261123–0001",
        "261123-0001",
        "h99.12.261123.1",
    ],
)
def test_any_spelling_of_the_code_will_do(client: Client, walk_in: Dossier, spelling: str) -> None:
    assert walk_in.code == "H99.12-261123-0001"
    assert look_up(client, spelling)["Location"] == path_of(walk_in)


def test_the_code_of_the_online_receipt_will_do_too(client: Client, town: Town) -> None:
    sent = town.dossier()
    typed = sent.submission_code.replace("-", "").lower()
    assert look_up(client, typed)["Location"] == path_of(sent)


def test_without_a_phone_the_digits_are_those_of_the_personal_number(
    client: Client, walk_in: Dossier
) -> None:
    Dossier.objects.filter(pk=walk_in.pk).update(phone="")
    assert look_up(client, walk_in.display_code, "3318").status_code == 422
    assert look_up(client, walk_in.display_code, "4318").status_code == 302


def test_nothing_opens_a_dossier_without_phone_and_number(client: Client, walk_in: Dossier) -> None:
    Dossier.objects.filter(pk=walk_in.pk).update(phone="", personal_id="")
    for digits in ("", "----", "0000"):
        assert look_up(client, walk_in.display_code, digits).status_code == 422


def test_unknown_code_and_wrong_digits_get_the_same_answer(
    client: Client, walk_in: Dossier
) -> None:
    wrong = look_up(client, walk_in.display_code, "0000")
    unknown = look_up(client, "H99.12-261123-0999", "0000")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert words(wrong) == words(unknown)
    assert "Mã có dạng H99.12-261123-0042, ghi ở góc trên giấy hẹn" in words(wrong)
    assert 'value="H99.12-261123-0999"' in unknown.content.decode()


def test_missing_or_malformed_digits_are_named_at_their_field(client: Client, town: Town) -> None:
    assert "Nhập đúng 4 chữ số cuối, ví dụ 3318" in words(look_up(client, "x", "12"))
    empty = look_up(client, "", "")
    assert empty.status_code == 422
    assert "Nhập mã hồ sơ ghi ở góc trên giấy hẹn" in words(empty)


def test_after_five_wrong_tries_right_digits_wait_too(client: Client, walk_in: Dossier) -> None:
    code = walk_in.display_code
    assert {look_up(client, code, "0000").status_code for _ in range(TRIES)} == {422}
    stopped = look_up(client, code)
    assert stopped.status_code == 429
    assert "Xin đợi 15 phút" in words(stopped)
    assert "đến quầy Một cửa" in words(stopped)


def test_right_tries_count_for_nothing(client: Client, walk_in: Dossier) -> None:
    for _ in range(4 * TRIES):
        assert look_up(client, walk_in.display_code).status_code == 302


def test_a_stranger_who_used_up_the_tries_locks_out_nobody_else(
    client: Client, walk_in: Dossier
) -> None:
    code = walk_in.display_code
    statuses = [
        look_up(client, code, "0000", REMOTE_ADDR="203.0.113.9").status_code for _ in range(40)
    ]
    assert statuses == [422] * TRIES + [429] * 35
    assert look_up(client, code, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_guesses_from_everywhere_stop_but_the_receipt_still_opens(
    client: Client, walk_in: Dossier
) -> None:
    statuses = {
        look_up(client, walk_in.display_code, "0000", REMOTE_ADDR=f"203.0.113.{n}").status_code
        for n in range(100)
    }
    assert statuses == {422, 429}
    assert look_up(client, walk_in.display_code, REMOTE_ADDR="198.51.100.7").status_code == 429
    assert client.get(f"/t/{walk_in.tracking_key}/").status_code == 200


def test_one_address_cannot_try_its_digits_on_many_codes(client: Client, town: Town) -> None:
    statuses = [look_up(client, f"261123-{n:04d}", "0000").status_code for n in range(1, 25)]
    assert statuses[:20] == [422] * 20
    assert set(statuses[20:]) == {429}


def test_neighbours_in_one_ipv6_network_count_as_one(client: Client, walk_in: Dossier) -> None:
    statuses = [
        look_up(client, walk_in.display_code, "0000", REMOTE_ADDR=f"2001:db8::{n}").status_code
        for n in range(1, 8)
    ]
    assert statuses == [422] * TRIES + [429] * 2


def test_every_limit_lets_a_person_mistype_a_few_times() -> None:
    assert min(limit.tries for limit in LIMITS) == TRIES
    assert min(limit.seconds for limit in LIMITS) == QUARTER


def test_the_code_alone_opens_nothing_and_does_not_even_say_that_it_exists(
    client: Client, walk_in: Dossier
) -> None:
    known = client.get(path_of(walk_in))
    unknown = client.get("/ho-so/H99.12-261123-0999/")
    assert known["Location"] == f"{LOOK_UP}?ma={walk_in.code}"
    assert unknown["Location"] == f"{LOOK_UP}?ma=H99.12-261123-0999"
    assert f'value="{walk_in.code}"' in client.get(known["Location"]).content.decode()


def test_what_was_looked_up_opens_for_half_an_hour_in_this_browser_only(
    client: Client, walk_in: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up(client, walk_in.display_code)
    assert client.get(path_of(walk_in)).status_code == 200
    assert Client().get(path_of(walk_in)).status_code == 302
    later = timezone.now() + timedelta(minutes=31)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.get(path_of(walk_in)).status_code == 302


def test_one_receipt_opens_no_other(client: Client, walk_in: Dossier, town: Town) -> None:
    other = town.dossier()
    look_up(client, walk_in.display_code)
    assert client.get(path_of(other)).status_code == 302


def test_a_citizen_who_is_signed_in_does_not_find_other_peoples_dossiers(
    town: Town, walk_in: Dossier
) -> None:
    stranger = browser(town.people.stranger)
    for path in (path_of(walk_in), path_of(town.dossier()), "/ho-so/H99.12-261123-0999/"):
        assert stranger.get(path).status_code == 404


def test_staff_have_no_way_round_the_receipt(town: Town, walk_in: Dossier) -> None:
    assert browser(town.people.receptionist).get(path_of(walk_in)).status_code == 404


def test_codes_of_two_communes_do_not_meet(client: Client, town: Town) -> None:
    twin = make_commune("H99.13", "xã Bình Yên")
    officer = make_staff(twin.one_stop, Role.RECEPTIONIST)
    theirs = make_received(twin, town.procedure, by=officer)
    assert theirs.code == "H99.13-261123-0001"
    assert look_up(client, theirs.display_code)["Location"] == path_of(theirs)
