"""The intake page while it is filled in: the card, the person, the procedure, what follows."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AccessLog
from dossiers.models import Dossier
from procedures.content import CaseContent, ChannelContent, FeeContent, VersionContent
from procedures.models import Channel, Procedure
from procedures.services import pause, publish_version
from tests.dossiers.conftest import People
from tests.dossiers.counter import (
    CARD,
    INTAKE,
    PERSON,
    chosen,
    fields_of,
    go_on,
    make_extract,
    open_page,
    prefix,
    press,
)
from tests.factories import Commune, at, make_procedure, make_received


@pytest.fixture
def desk(client: Client, people: People) -> Client:
    client.force_login(people.receptionist)
    return client


# --- the card ---------------------------------------------------------------------------------


def test_a_scanned_card_fills_the_person_read_only_and_keeps_what_was_typed(desk: Client) -> None:
    answer = press(desk, open_page(desk), card=CARD, summary="Xin cấp 2 bản", phone="0905123318")
    page = fields_of(answer.context["intake"])
    assert page["personal_id"] == "056157004318"
    assert page["full_name"] == "Nguyễn Thị Sáu"
    assert page["birth_date"] == "12/04/1957"
    assert (page["gender"], page["address"]) == ("female", "Thôn 2, xã Bình An")
    assert (page["summary"], page["phone"]) == ("Xin cấp 2 bản", "0905123318")
    assert "card" not in page or not page["card"]
    body = answer.content.decode()
    assert "Quét thẻ" in body
    assert answer.status_code == 200
    assert body.count(" readonly") == 4


def test_edit_opens_the_fields_that_the_card_filled(desk: Client) -> None:
    page = go_on(desk, open_page(desk), card=CARD)
    answer = press(desk, page, unlock="1")
    assert " readonly" not in answer.content.decode()
    assert fields_of(answer.context["intake"])["full_name"] == "Nguyễn Thị Sáu"


def test_the_card_of_the_next_person_replaces_the_one_before(desk: Client) -> None:
    page = go_on(desk, open_page(desk), card=CARD)
    page = go_on(desk, page, card="056095012345||Trần Văn Bình|05031995|Nam|Thôn 1|12082021")
    assert (page["full_name"], page["gender"]) == ("Trần Văn Bình", "male")


def test_a_name_with_broken_marks_keeps_the_number_and_says_what_to_do(desk: Client) -> None:
    answer = press(desk, open_page(desk), card=CARD.replace("Nguyễn", "Nguye^~n"))
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Tắt bộ gõ tiếng Việt rồi quét lại, hoặc sửa tên theo thẻ" in body
    page = fields_of(answer.context["intake"])
    assert page["personal_id"] == "056157004318"
    assert "full_name" not in page["locked"]


@pytest.mark.parametrize("text", ["0561570", "05615700431||Nguyễn Thị Sáu|12041957|Nữ|Thôn 2"])
def test_a_broken_card_string_is_a_sentence_and_nothing_is_lost(desk: Client, text: str) -> None:
    answer = press(desk, open_page(desk), card=text, full_name="Nguyễn Thị Sáu", phone="0905")
    assert answer.status_code == 422
    page = fields_of(answer.context["intake"])
    assert (page["card"], page["full_name"], page["phone"]) == (text, "Nguyễn Thị Sáu", "0905")
    assert answer.context["form"].errors == ["card"]


def test_a_card_that_is_still_being_typed_is_left_alone_by_a_refresh(desk: Client) -> None:
    answer = press(desk, open_page(desk), card="056157004318|", do="refresh")
    assert answer.status_code == 200
    assert fields_of(answer.context["intake"])["card"] == "056157004318|"


def test_birth_year_and_gender_against_the_number_are_a_warning_not_an_error(desk: Client) -> None:
    answer = press(
        desk, open_page(desk), personal_id="056157004318", birth_date="12/04/1958", gender="male"
    )
    assert answer.status_code == 200
    body = answer.content.decode()
    assert "Năm sinh 1958 khác với số căn cước (số cho biết 1957)" in body
    assert "Giới tính Nam khác với số căn cước (số cho biết Nữ)" in body


# --- what the person has here -----------------------------------------------------------------


def test_earlier_dossiers_of_the_person_appear_with_their_state(
    desk: Client, commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = make_received(commune, procedure, by=people.receptionist)
    body = press(desk, open_page(desk), personal_id="056157004318").content.decode()
    assert f'href="/cb/ho-so/{dossier.code}/"' in body
    assert "Đã tiếp nhận" in body


def test_dossiers_of_the_account_with_that_phone_appear_too(
    desk: Client, commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = make_received(commune, procedure, by=people.receptionist)
    Dossier.objects.filter(pk=dossier.pk).update(owner=people.citizen, personal_id="")
    body = press(desk, open_page(desk), phone="0905 123 318").content.decode()
    assert dossier.code in body


def test_an_open_dossier_for_the_same_procedure_is_pointed_out(
    desk: Client, commune: Commune, people: People, procedure: Procedure
) -> None:
    make_received(commune, procedure, by=people.receptionist)
    answer = press(desk, open_page(desk), personal_id="056157004318", procedure=procedure.code)
    assert "Người này đang có hồ sơ cùng thủ tục" in answer.content.decode()
    other = make_extract()
    answer = press(desk, open_page(desk), personal_id="056157004318", procedure=other.code)
    assert "Người này đang có hồ sơ cùng thủ tục" not in answer.content.decode()


# --- the procedure ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["HT07", "ht07", " ht 07 ", "2.000635", "HT07 – gì cũng được", "cap ban sao trich luc ho tich"],
)
def test_a_code_or_the_whole_name_chooses_the_procedure(desk: Client, text: str) -> None:
    make_extract()
    make_procedure()
    page = go_on(desk, open_page(desk), procedure=text)
    assert page["procedure"] == "HT07 – Cấp bản sao trích lục hộ tịch"


def test_the_address_of_the_page_may_name_the_procedure(desk: Client) -> None:
    make_extract()
    assert open_page(desk, ma="HT07")["procedure"] == "HT07 – Cấp bản sao trích lục hộ tịch"


def test_words_that_fit_several_procedures_offer_a_choice(desk: Client) -> None:
    make_procedure("1.001193", "Đăng ký khai sinh")
    again = make_procedure("1.004884", "Đăng ký lại khai sinh")
    page = open_page(desk)
    answer = press(desk, page, procedure="khai sinh")
    body = answer.content.decode()
    assert body.count('name="pick"') == 2
    page = go_on(desk, page, procedure="khai sinh", pick=again.code)
    assert page["procedure"] == "1.004884 – Đăng ký lại khai sinh"


def test_words_that_fit_nothing_say_what_to_try(desk: Client) -> None:
    answer = press(desk, open_page(desk), procedure="xyzzy")
    assert answer.status_code == 422
    assert "Không thấy thủ tục nào như vậy" in answer.content.decode()
    assert fields_of(answer.context["intake"])["procedure"] == "xyzzy"


def test_a_paused_procedure_is_not_received(desk: Client) -> None:
    procedure = make_extract()
    pause(procedure, note="Chờ hướng dẫn mới")
    answer = press(desk, open_page(desk), procedure="HT07")
    assert answer.status_code == 422
    assert "hiện không tiếp nhận" in answer.content.decode()


def test_suggestions_are_options_of_the_box(desk: Client) -> None:
    make_extract()
    answer = desk.get("/cb/tiep-nhan/thu-tuc/", {"procedure": "trich luc"})
    assert '<option value="HT07 – Cấp bản sao trích lục hộ tịch">' in answer.content.decode()
    assert desk.get("/cb/tiep-nhan/thu-tuc/").content.decode().strip() == ""


def test_a_procedure_with_cases_asks_which_one_and_promises_its_term(desk: Client) -> None:
    procedure = make_procedure("1.000656", "Đăng ký khai tử")
    content = VersionContent(
        name=procedure.name,
        cases=(CaseContent("Không phải xác minh"), CaseContent("Phải xác minh", term="30 DAY")),
        channels=(ChannelContent(method=Channel.Method.DIRECT, term="3 WORKING_DAY"),),
    )
    version = publish_version(procedure, content, at=at("2026-01-07 08:00"))
    answer = press(desk, open_page(desk), procedure=procedure.code)
    assert "Chọn trường hợp để tính ngày hẹn" in answer.content.decode()
    case = version.cases.get(name="Phải xác minh")
    page = fields_of(answer.context["intake"])
    answer = press(desk, page, case=str(case.pk))
    assert "Thời hạn 30 ngày" in answer.content.decode()


# --- papers -----------------------------------------------------------------------------------


def test_the_table_begins_with_the_counts_that_are_required_and_no_ticks(desk: Client) -> None:
    procedure = make_extract()
    page = chosen(desk, procedure)
    assert page[f"{prefix(procedure, 'Tờ khai cấp bản sao')}-originals"] == "1"
    assert page[f"{prefix(procedure, 'Giấy khai sinh cũ')}-copies"] == "2"
    assert not [name for name in page if name.endswith("-given")]


def test_one_button_ticks_everything_that_is_required(desk: Client) -> None:
    procedure = make_extract()
    page = go_on(desk, chosen(desk, procedure), all_papers="1")
    ticked = {name for name in page if name.endswith("-given")}
    required = ("Tờ khai cấp bản sao", "Giấy tờ tùy thân")
    assert ticked == {f"{prefix(procedure, name)}-given" for name in required}


def test_another_procedure_begins_another_table(desk: Client, procedure: Procedure) -> None:
    extract = make_extract()
    page = go_on(desk, chosen(desk, extract), all_papers="1")
    page = go_on(desk, page, procedure=procedure.code)
    assert not [name for name in page if name.endswith("-given")]
    assert f"{prefix(procedure, 'Giấy chứng sinh')}-originals" in page


# --- fee and promise --------------------------------------------------------------------------


def test_the_one_certain_fee_is_ticked_and_counted_by_copies(desk: Client) -> None:
    page = chosen(desk, make_extract())
    assert page["amount"] == "8.000"
    assert go_on(desk, page, sets="3")["amount"] == "24.000"


def test_an_amount_typed_by_hand_stays(desk: Client) -> None:
    page = go_on(desk, chosen(desk, make_extract()), amount="4.000")
    assert go_on(desk, page, sets="3")["amount"] == "4.000"


def test_among_several_fees_the_officer_chooses(desk: Client) -> None:
    procedure = make_extract(FeeContent(amount=0), FeeContent(amount=8000, needs_review=True))
    answer = press(desk, open_page(desk), **PERSON, procedure=procedure.code)
    assert "(mức mẫu, đang rà soát)" in answer.content.decode()
    page = fields_of(answer.context["intake"])
    assert page["fee"] == []
    lines = answer.context["intake"].fee_lines
    assert go_on(desk, page, fee=[lines[1].id])["amount"] == "8.000"


def test_the_promise_is_told_before_anything_is_received(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    procedure = make_extract()
    page = open_page(desk)
    for now, words in [
        ("2026-11-23 14:59", "Hôm nay, trước 17:00"),
        ("2026-11-23 15:01", "Trước 17:00 thứ Tư, 25/11/2026"),  # the 24th is a holiday
    ]:
        monkeypatch.setattr(timezone, "now", lambda now=now: at(now))
        answer = press(desk, page, procedure=procedure.code)
        assert words in answer.content.decode()


def test_filling_in_the_page_records_nothing(desk: Client) -> None:
    go_on(desk, chosen(desk, make_extract()), card=CARD, all_papers="1")
    assert not Dossier.objects.exists()
    assert not AccessLog.objects.exists()


def test_an_empty_page_is_the_same_for_a_get_and_has_no_errors(desk: Client) -> None:
    answer = desk.get(INTAKE)
    assert answer.status_code == 200
    assert answer.context["form"].errors == []
