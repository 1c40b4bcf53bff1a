"""Congratulation cards: the office's own words, and the card that goes with a result."""

from io import BytesIO

import pikepdf
import pytest
from django.test import Client

from accounts.permissions import Role
from dossiers.books.cards import VARIABLES, check_words, name_on, save_card, seed_cards
from dossiers.models import CongratulationCard, Dossier
from dossiers.workflow import Status
from portal.lib.errors import Refused
from tests import plans
from tests.dossiers.papers import text_of
from tests.dossiers.staff import Town, browser
from tests.factories import make_commune, make_procedure, make_staff

WORDS = "{don_vi} chúc mừng {ho_ten}.\n\nChúc {nguoi_nop} và cả nhà ở {dia_danh} mạnh khỏe."


@pytest.fixture
def admin(town: Town) -> Client:
    return browser(make_staff(town.commune.office, Role.ADMIN, full_name="Lê Hữu Phúc"))


def a_card(town: Town, **changes: object) -> CongratulationCard:
    facts = {
        "heading": "Chúc mừng", "words": WORDS, "signer_title": "", "is_on": True,
        "signer_name": "Trần Văn Dũng",
    }  # fmt: skip
    return save_card(town.commune.root, town.procedure, **(facts | changes))  # type: ignore[arg-type]


def typed(**changes: str) -> dict[str, str]:
    facts = {"heading": "Chào đón", "words": WORDS, "signer_title": "CHỦ TỊCH", "is_on": "on"}
    return facts | changes


# --- writing them --------------------------------------------------------------------------------


def test_every_variable_may_stand_in_the_words() -> None:
    words = " ".join(f"{{{name}}}" for name in VARIABLES)
    assert check_words(words) == words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Chúc {ten}", "Không có biến {ten}. Chỉ dùng: {ho_ten}, {nguoi_nop}, {don_vi}"),
        ("Chúc {ho_ten", "Dấu ngoặc nhọn chưa đủ cặp"),
        ("Chúc {ho_ten.__class__}", "Không có biến {ho_ten.__class__}"),
    ],
)
def test_an_unknown_variable_is_refused_at_its_field(
    town: Town, admin: Client, words: str, sentence: str
) -> None:
    with pytest.raises(Refused) as refused:
        a_card(town, words=words)
    assert refused.value.field == "words"
    answer = admin.post(f"/qt/thiep/{town.procedure.code}/", typed(words=words))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert words in answer.content.decode()
    assert not CongratulationCard.objects.exists()


def test_a_card_is_written_seen_and_switched_off(town: Town, admin: Client) -> None:
    path = f"/qt/thiep/{town.procedure.code}/"
    shown = admin.post(path, typed(do="show"))
    assert "Nguyễn Minh An" in text_of(shown.content)
    assert not CongratulationCard.objects.exists()
    assert admin.post(path, typed())["Location"] == "/qt/thiep/"
    card = CongratulationCard.objects.get()
    assert (card.unit, card.heading, card.words, card.is_on) == (
        town.commune.root, "Chào đón", WORDS, True,
    )  # fmt: skip
    assert "Đang dùng" in admin.get("/qt/thiep/").content.decode()
    facts = typed()
    del facts["is_on"]
    admin.post(path, facts)
    card.refresh_from_db()
    assert not card.is_on
    assert "Chào đón" in admin.get(path).content.decode()


def test_choosing_a_procedure_leads_to_its_card(town: Town, admin: Client) -> None:
    path = f"/qt/thiep/{town.procedure.code}/"
    assert admin.get("/qt/thiep/", {"code": town.procedure.code})["Location"] == path
    assert admin.get("/qt/thiep/", {"code": "9.999999"}).status_code == 200
    assert admin.get("/qt/thiep/9.999999/").status_code == 404


def test_cards_are_the_administrators(town: Town) -> None:
    for person in (town.people.receptionist, town.people.leader):
        assert browser(person).get("/qt/thiep/").status_code == 403


def test_the_demo_commune_congratulates_on_births_and_marriages(town: Town) -> None:
    make_procedure("1.000894", "Đăng ký kết hôn")
    assert seed_cards(town.commune.root) == 2
    CongratulationCard.objects.update(heading="Của xã")
    assert seed_cards(town.commune.root) == 0
    for card in CongratulationCard.objects.all():
        assert check_words(card.words) == card.words
        assert card.heading == "Của xã"


# --- giving them ---------------------------------------------------------------------------------


def test_the_hand_over_page_offers_the_card_only_when_it_is_on(town: Town) -> None:
    dossier = town.dossier(Status.RESULT_READY)
    counter = browser(town.people.receptionist)
    act, path = (f"/cb/ho-so/{dossier.display_code}/{end}/" for end in ("tra-ket-qua", "thiep"))
    assert "In thiệp chúc mừng" not in counter.get(act).content.decode()
    assert counter.get(path).status_code == 404
    card = a_card(town)
    assert f'href="{path}"' in counter.get(act).content.decode()
    CongratulationCard.objects.filter(pk=card.pk).update(is_on=False)
    assert "In thiệp chúc mừng" not in counter.get(act).content.decode()


def test_the_card_says_the_words_with_the_name_that_was_typed(town: Town) -> None:
    dossier = town.dossier(Status.RESULT_READY)
    a_card(town)
    counter, path = browser(town.people.receptionist), f"/cb/ho-so/{dossier.display_code}/thiep/"
    assert 'value="Nguyễn Thị Sáu"' in counter.get(path).content.decode()
    text = text_of(counter.get(path, {"name": "bé Ỷ Vỹ"}).content)
    for words in (
        "Chúc mừng", "Ủy ban nhân dân xã Bình An chúc mừng bé Ỷ Vỹ.",
        "Chúc Nguyễn Thị Sáu và cả nhà ở Bình An mạnh khỏe.", "CHỦ TỊCH", "Trần Văn Dũng",
    ):  # fmt: skip
        assert words in text
    assert counter.get(path, {"name": "<b>"}).status_code == 422
    assert counter.get(path, {"name": ""}).status_code == 422


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({}, "Nguyễn Thị Sáu"),
        ({"subject_name": "Trần An"}, "Trần An"),
        ({"answers": {"child_name": "Lê Bình"}, "subject_name": "Trần An"}, "Lê Bình"),
        ({"answers": {"partner_name": "Lê Văn Tư"}}, "Nguyễn Thị Sáu và Lê Văn Tư"),
    ],
)
def test_the_name_is_proposed_from_the_dossier(facts: dict[str, object], name: str) -> None:
    assert name_on(Dossier(applicant_name="Nguyễn Thị Sáu", **facts)) == name


def test_another_commune_has_cards_of_its_own(town: Town) -> None:
    a_card(town)
    other = make_commune("H99.13", "xã Hòa Thắng")
    clerk = browser(make_staff(other.office, Role.ADMIN))
    assert "Trần Văn Dũng" not in clerk.get(f"/qt/thiep/{town.procedure.code}/").content.decode()
    dossier = town.dossier(Status.RESULT_READY)
    stranger = browser(make_staff(other.one_stop, Role.RECEPTIONIST))
    assert stranger.get(f"/cb/ho-so/{dossier.display_code}/thiep/").status_code == 404


def test_the_longest_words_stay_on_one_card(town: Town, admin: Client) -> None:
    long = ("Chúc cả nhà thuận hòa, khỏe mạnh. " * 18).strip()[:600]
    shown = admin.post(f"/qt/thiep/{town.procedure.code}/", typed(words=long, do="show"))
    text = text_of(shown.content)
    assert text.count("Chúc cả nhà thuận hòa") == long.count("Chúc cả nhà thuận hòa")
    with pikepdf.open(BytesIO(shown.content)) as pdf:
        assert len(pdf.pages) == 1


def test_the_pages_of_cards_cost_few_queries(town: Town, admin: Client) -> None:
    a_card(town)
    dossier = town.dossier(Status.RESULT_READY)
    counter = browser(town.people.receptionist)
    visits = (
        (admin, "/qt/thiep/"), (admin, f"/qt/thiep/{town.procedure.code}/"),
        (counter, f"/cb/ho-so/{dossier.display_code}/thiep/"),
        (counter, f"/cb/ho-so/{dossier.display_code}/tra-ket-qua/"),
    )  # fmt: skip
    for client, path in visits:
        client.get(path)
        with plans.cheap():
            client.get(path)
