"""What citizens see of the catalogue."""

from html import unescape

import pytest
from django.test import Client

from procedures.content import (
    CaseContent,
    ChannelContent,
    FeeContent,
    LegalContent,
    PaperContent,
    ResultContent,
    VersionContent,
)
from procedures.models import Field, Procedure, QrCode
from procedures.services import pause, publish_version, retire
from tests.factories import MONDAY, make_commune, make_procedure

pytestmark = pytest.mark.django_db

FULL = VersionContent(
    name="Thủ tục đăng ký khai sinh",
    summary="Cho trẻ dưới 6 tuổi.",
    steps="1. Nộp hồ sơ.\n2. Nhận giấy.",
    decision_number="163/QĐ-BTP",
    published_by="Bộ Tư pháp",
    cases=(CaseContent(name="Đúng hạn", term="SAME_DAY"), CaseContent(name="Quá hạn")),
    channels=(
        ChannelContent(
            method=1,
            term="SAME_DAY",
            fees=(FeeContent(amount=8000, per="bản", description="Miễn cho hộ nghèo"),),
        ),
        ChannelContent(method=2, term="SAME_DAY", fees=(FeeContent(amount=0),)),
    ),
    papers=(
        PaperContent(name="Tờ khai", originals=1, covered_by_form=True),
        PaperContent(name="Giấy chứng sinh", originals=1, where_from="Bệnh viện cấp"),
        PaperContent(name="Căn cước", shown_only=True),
        PaperContent(name="Văn bản ủy quyền", originals=1, required=False),
    ),
    results=(ResultContent(name="Giấy khai sinh"),),
    legal_bases=(LegalContent(number="60/2014/QH13", title="Luật Hộ tịch"),),
)


def published(content: VersionContent = FULL, **columns: object) -> Procedure:
    procedure = make_procedure()
    Procedure.objects.filter(pk=procedure.pk).update(**columns)
    procedure.refresh_from_db()
    publish_version(procedure, content, at=MONDAY)
    return procedure


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.content.decode()).replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def commune(db: None) -> None:
    make_commune()


# --- One procedure -----------------------------------------------------------------------


def test_a_procedure_says_everything_before_one_applies(client: Client) -> None:
    published()
    html = text_of(client, "/thu-tuc/1.001193/")
    for said in (
        "Cho trẻ dưới 6 tuổi.",
        "Trong ngày",
        "0 đến 8.000 đồng",
        "Tại nhà hoặc tại quầy",
        "Cần chuẩn bị 2 giấy tờ",
        "1 bản chính. Bệnh viện cấp. Chụp ảnh bằng điện thoại là được.",
        "Mang theo để xuất trình, không phải nộp.",
        "Giấy tờ thêm cho trường hợp riêng",
        "2. Nhận giấy.",
        "Lệ phí: 8.000 đồng/bản. Miễn cho hộ nghèo",
        "Quá hạn",
        "60/2014/QH13 – Luật Hộ tịch",
        "Công bố: Quyết định 163/QĐ-BTP của Bộ Tư pháp.",
    ):
        assert said in html
    assert 'href="/nop/1.001193/"' in html
    assert "Nộp hồ sơ trực tuyến" in html
    assert "Tờ khai" not in html.split("Giấy tờ thêm")[0].split("Cần chuẩn bị")[1]


def test_the_counter_promises_a_day(client: Client) -> None:
    published()
    assert "Nộp tại quầy bây giờ" in text_of(client, "/thu-tuc/1.001193/")


def test_what_is_not_taken_online_is_taken_at_the_counter(client: Client) -> None:
    published(accepts_online=False)
    html = text_of(client, "/thu-tuc/1.001193/")
    assert "Nộp hồ sơ trực tuyến" not in html
    assert 'href="#nop-tai-quay"' in html
    assert "Một cửa UBND xã Bình An" in html


def test_what_is_under_review_is_not_shown_as_law(client: Client) -> None:
    published(FULL.with_facts(uncertain="term fees papers"))
    html = text_of(client, "/thu-tuc/1.001193/")
    assert html.count("Đơn vị đang rà soát, xin hỏi tại quầy") >= 2
    assert "Giấy tờ dưới đây để tham khảo" in html
    assert "8.000" not in html
    assert "Trong ngày" not in html
    assert "Nộp tại quầy bây giờ" not in html


def test_a_listed_procedure_says_what_is_known(client: Client) -> None:
    listing = VersionContent(name="Nuôi ong", is_full=False, agency="Sở Nông nghiệp")
    published(listing, received_here=False, accepts_online=False)
    html = text_of(client, "/thu-tuc/1.001193/")
    assert "Sở Nông nghiệp" in html
    assert "Cổng này chưa có nội dung chi tiết" in html
    assert "Xã chưa tiếp nhận thủ tục này" in html


def test_a_paused_procedure_says_why_and_offers_nothing(client: Client) -> None:
    pause(published(), note="Chờ biểu mẫu mới")
    html = text_of(client, "/thu-tuc/1.001193/")
    assert "Tạm dừng tiếp nhận" in html
    assert "Chờ biểu mẫu mới" in html
    assert "/nop/" not in html


def test_a_retired_procedure_leads_to_the_one_in_its_place(client: Client) -> None:
    retire(
        published(), note="Đã sửa luật", at=MONDAY,
        replaced_by=make_procedure("1.001194", "Khai sinh mới"),
    )  # fmt: skip
    html = text_of(client, "/thu-tuc/1.001193/")
    assert "Thủ tục này đã hết hiệu lực" in html
    assert 'href="/thu-tuc/1.001194/"' in html
    assert "/nop/" not in html


def test_html_in_the_catalogue_never_becomes_markup(client: Client) -> None:
    attack = "<img src=x onerror=alert(1)>"
    published(
        FULL.with_facts(
            summary=attack,
            steps=attack,
            papers=(PaperContent(name=attack, where_from=attack),),
            results=(ResultContent(name=attack),),
        ),
        short_name=attack,
    )
    for address in ("/thu-tuc/1.001193/", "/linh-vuc/ho-tich/", f"/tim?q={attack}", "/"):
        assert "<img src=x" not in client.get(address).content.decode()


def test_an_unknown_code_is_not_found(client: Client) -> None:
    text_of(client, "/thu-tuc/9.999999/", 404)


# --- Fields ------------------------------------------------------------------------------


def test_fields_of_the_boards_are_tiles_and_the_others_a_list(client: Client) -> None:
    procedure = published()
    Field.objects.filter(pk=procedure.field_id).update(on_board=True)
    other = Field.objects.create(name="Hàng không", slug="hang-khong")
    make_procedure("1.000001", "Cấp phép bay")
    Procedure.objects.filter(code="1.000001").update(field=other)
    publish_version(procedure, FULL.with_facts(name="Khác"), at=MONDAY)
    html = text_of(client, "/linh-vuc/")
    assert 'href="/linh-vuc/ho-tich/"' in html
    assert "Giấy tờ cá nhân, gia đình" in html
    assert 'href="/linh-vuc/hang-khong/"' in html


def test_a_field_lists_this_offices_procedures_before_the_others(client: Client) -> None:
    procedure = published()
    for number in range(25):
        make_procedure(f"1.1000{number:02d}", f"Việc của tỉnh {number}")
    Procedure.objects.exclude(pk=procedure.pk).update(received_here=False)
    publish_version(procedure, FULL.with_facts(name="Khác"), at=MONDAY)
    first = text_of(client, "/linh-vuc/ho-tich/")
    assert first.index("Đăng ký khai sinh") < first.index("Việc của tỉnh")
    assert "Thủ tục khác trong lĩnh vực: 25" in first
    assert 'href="?trang=2"' in first
    assert "Đăng ký khai sinh" not in text_of(client, "/linh-vuc/ho-tich/?trang=2")
    text_of(client, "/linh-vuc/ho-tich/?trang=abc")


def test_an_empty_field_says_so_and_an_unknown_one_is_not_found(client: Client) -> None:
    Field.objects.create(name="Trống", slug="trong")
    assert "chưa có thủ tục nào" in text_of(client, "/linh-vuc/trong/")
    text_of(client, "/linh-vuc/khong-co/", 404)


# --- Search ------------------------------------------------------------------------------


def test_hits_show_field_time_and_way(client: Client) -> None:
    published()
    html = text_of(client, "/tim?q=khai+sinh")
    assert "1 thủ tục" in html
    assert "Hộ tịch · Trong ngày · 0 đến 8.000 đồng · Tại nhà hoặc tại quầy" in html
    assert 'value="khai sinh"' in html


def test_a_board_code_opens_its_procedure(client: Client) -> None:
    procedure = published()
    QrCode.objects.create(
        code="HT01", kind=QrCode.Kind.PROCEDURE, procedure=procedure, title="Khai sinh"
    )
    publish_version(procedure, FULL.with_facts(name="Khác"), at=MONDAY)
    assert client.get("/tim?q=ht01")["Location"] == "/thu-tuc/1.001193/"
    assert "/HT01.svg" in text_of(client, "/thu-tuc/1.001193/")


def test_no_hit_offers_fields_and_a_telephone_number(client: Client) -> None:
    Field.objects.filter(pk=published().field_id).update(on_board=True)
    html = text_of(client, "/tim?q=zzzz")
    assert "Chưa thấy thủ tục nào cho “zzzz”" in html
    assert "0252 3123 456" in html


def test_filters_of_the_address_are_kept_and_nonsense_is_ignored(client: Client) -> None:
    published()
    narrowed = text_of(client, "/tim?q=khai&cap=xa&doi-tuong=cong-dan")
    assert "Đăng ký khai sinh" in narrowed
    assert 'Công dân, Cấp xã. <a href="/tim?q=khai">Bỏ lọc</a>' in narrowed
    assert "Chưa thấy" in text_of(client, "/tim?q=khai&cap=bo")
    assert "Đăng ký khai sinh" in text_of(client, "/tim?q=khai&cap=lung-tung&trang=99")
