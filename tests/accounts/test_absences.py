"""Absences: who stands in, without chains, and the page where they are written down."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.absences import stand_ins
from accounts.absences.declaring import Away, declare_absence, take_back
from accounts.models import Absence, User
from accounts.permissions import Role
from portal.lib.errors import Refused
from tests.dossiers.staff import browser
from tests.factories import Commune, at, make_commune, make_staff

NOW = at("2026-12-01 08:00")
DAYS = Away(date(2026, 12, 3), date(2026, 12, 10), "Nghỉ phép", "45/QĐ-UBND")
PATH = "/cb/vang-mat/"


@dataclass(frozen=True)
class Office:
    commune: Commune
    hoa: User
    bao: User
    lan: User
    head: User
    elsewhere: User


@pytest.fixture
def office(db: None) -> Office:
    commune = make_commune()
    justice = commune.justice
    return Office(
        commune,
        hoa=make_staff(justice, Role.SPECIALIST, full_name="Lê Thị Hòa"),
        bao=make_staff(justice, Role.SPECIALIST, full_name="Phạm Quốc Bảo"),
        lan=make_staff(justice, Role.SPECIALIST, full_name="Võ Thị Lan"),
        head=make_staff(justice, Role.HEAD, full_name="Đỗ Văn Thu"),
        elsewhere=make_staff(commune.office, Role.CLERK, full_name="Bùi Thị Nga"),
    )


def away(user: User, deputy: User, days: Away = DAYS, *, by: User | None = None) -> Absence:
    return declare_absence(user, days, deputy=deputy, by=by or user, at=NOW)


def refusal(user: User, deputy: User, days: Away = DAYS, *, by: User | None = None) -> Refused:
    before = Absence.objects.count()
    with pytest.raises(Refused) as caught:
        away(user, deputy, days, by=by)
    assert Absence.objects.count() == before
    return caught.value


# --- who hears ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "is_deputy"),
    [
        (date(2026, 12, 2), False),
        (date(2026, 12, 3), True),
        (date(2026, 12, 10), True),
        (date(2026, 12, 11), False),
    ],
)
def test_the_deputy_stands_in_from_the_first_to_the_last_day(
    office: Office, day: date, is_deputy: bool
) -> None:
    away(office.hoa, office.bao)
    assert stand_ins(day) == ({office.hoa.pk: office.bao} if is_deputy else {})


def test_taken_back_it_ends_at_once(office: Office) -> None:
    absence = away(office.hoa, office.bao)
    take_back(absence, by=office.hoa, at=at("2026-12-04 09:00"))
    assert not stand_ins(date(2026, 12, 4))
    with pytest.raises(Refused, match="đã được rút"):
        take_back(absence, by=office.hoa, at=at("2026-12-04 09:01"))


def test_a_deputy_who_left_hears_nothing(office: Office) -> None:
    away(office.hoa, office.bao)
    User.objects.filter(pk=office.bao.pk).update(is_active=False)
    assert not stand_ins(date(2026, 12, 4))


def test_a_head_writes_down_the_absence_of_staff_of_the_office(office: Office) -> None:
    absence = away(office.hoa, office.bao, by=office.head)
    assert (absence.made_by, absence.decision_number) == (office.head, "45/QĐ-UBND")


# --- what is refused, with the sentence at its field ----------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "field", "words"),
    [
        (date(2026, 11, 30), date(2026, 12, 3), "since", "đã qua"),
        (date(2026, 12, 3), date(2026, 12, 2), "until", "từ 03/12/2026 trở đi"),
        (date(2026, 12, 3), date(2028, 1, 1), "until", "không quá một năm"),
    ],
)
def test_days_that_cannot_be_are_refused(
    office: Office, since: date, until: date, field: str, words: str
) -> None:
    refused = refusal(office.hoa, office.bao, Away(since, until))
    assert refused.field == field
    assert words in refused.message


def test_nobody_stands_in_for_oneself(office: Office) -> None:
    assert refusal(office.hoa, office.hoa).field == "deputy"


def test_a_deputy_must_be_able_to_open_the_work(office: Office) -> None:
    refused = refusal(office.hoa, office.elsewhere)
    assert refused.field == "deputy"
    assert "không mở được hồ sơ" in refused.message
    stranger = make_staff(make_commune("H99.13", "xã Tân Phú").justice, Role.SPECIALIST)
    assert refusal(office.hoa, stranger).code == "deputy_unable"
    seeing_all = make_staff(office.commune.one_stop, Role.RECEPTIONIST)
    away(office.hoa, seeing_all)


def test_two_absences_of_one_person_do_not_overlap(office: Office) -> None:
    away(office.hoa, office.bao)
    refused = refusal(office.hoa, office.lan, Away(date(2026, 12, 10), date(2026, 12, 12)))
    assert refused.field == "since"
    assert "từ 03/12/2026 đến 10/12/2026" in refused.message
    away(office.hoa, office.lan, Away(date(2026, 12, 11), date(2026, 12, 12)))


def test_a_deputy_who_is_absent_too_is_refused(office: Office) -> None:
    away(office.bao, office.lan)
    refused = refusal(office.hoa, office.bao)
    assert (refused.code, refused.field) == ("deputy_absent", "deputy")


def test_who_stands_in_for_somebody_names_another_first(office: Office) -> None:
    """So there is no deputy of a deputy, and no circle."""
    away(office.hoa, office.bao)
    for deputy in (office.lan, office.hoa):
        refused = refusal(office.bao, deputy)
        assert (refused.code, refused.field) == ("standing_in", "since")
        assert "L. Hòa" in refused.message


def test_only_oneself_and_the_head_of_the_office_may_write_it_down(office: Office) -> None:
    assert refusal(office.hoa, office.bao, by=office.lan).code == "not_permitted"
    other_head = make_staff(office.commune.one_stop, Role.HEAD)
    assert refusal(office.hoa, office.bao, by=other_head).code == "not_permitted"


# --- the page -------------------------------------------------------------------------------------


def typed(deputy: User, *, days: int = 2, **more: object) -> dict[str, object]:
    since = timezone.localdate() + timedelta(days=1)
    until = since + timedelta(days=days)
    return {
        "since": f"{since:%d/%m/%Y}",
        "until": f"{until:%d/%m/%Y}",
        "deputy": deputy.pk,
        "reason": "Nghỉ phép",
        "decision_number": "12/GP",
    } | more


def test_an_own_absence_is_written_down_and_listed(office: Office) -> None:
    visitor = browser(office.hoa)
    answer = visitor.post(PATH, typed(office.bao), follow=True)
    page = answer.content.decode()
    for words in ("Phạm Quốc Bảo nhận việc thay Lê Thị Hòa", "12/GP", "Nghỉ phép"):
        assert words in page
    assert Absence.objects.get().user == office.hoa


def test_a_head_chooses_the_person_and_others_cannot(office: Office) -> None:
    facts = typed(office.bao, user=office.lan.pk)
    browser(office.head).post(PATH, facts)
    assert Absence.objects.get().user == office.lan
    browser(office.hoa).post(PATH, facts)
    assert Absence.objects.latest("pk").user == office.hoa


def test_what_was_typed_is_kept_beside_the_sentence(office: Office) -> None:
    answer = browser(office.hoa).post(PATH, typed(office.bao, days=-3))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày cuối phải từ" in page
    assert "12/GP" in page


def test_an_empty_form_says_what_is_missing(office: Office) -> None:
    answer = browser(office.hoa).post(PATH, {})
    assert answer.status_code == 422
    for words in ("Nhập ngày bắt đầu vắng", "Nhập ngày cuối vắng", "Chọn người thay"):
        assert words in answer.content.decode()


def test_the_reason_is_for_the_person_and_the_head(office: Office) -> None:
    browser(office.hoa).post(PATH, typed(office.bao, reason="Đi khám bệnh"))
    assert "Đi khám bệnh" in browser(office.head).get(PATH).content.decode()
    page = browser(office.lan).get(PATH).content.decode()
    assert "Lê Thị Hòa" in page
    assert "Đi khám bệnh" not in page


def test_it_is_taken_back_on_the_page_by_whom_it_concerns(office: Office) -> None:
    browser(office.hoa).post(PATH, typed(office.bao))
    absence = Absence.objects.get()
    gone = {"vang-mat": absence.pk}
    assert browser(office.lan).post(f"{PATH}rut/", gone).status_code == 404
    for odd in ("x", "", "a\0", "9" * 30, "9" * 5000):
        assert browser(office.hoa).post(f"{PATH}rut/", {"vang-mat": odd}).status_code == 404
    answer = browser(office.head).post(f"{PATH}rut/", gone, follow=True)
    assert "lại tự nhận việc của mình" in answer.content.decode()
    absence.refresh_from_db()
    assert absence.ended_at
    assert browser(office.head).post(f"{PATH}rut/", gone).status_code == 404


def test_past_absences_are_not_listed(office: Office) -> None:
    today = timezone.localdate()
    Absence.objects.create(
        user=office.hoa, deputy=office.bao, since=today - timedelta(days=9),
        until=today - timedelta(days=1), made_at=NOW, made_by=office.hoa,
    )  # fmt: skip
    assert "Không có ai vắng mặt" in browser(office.hoa).get(PATH).content.decode()
