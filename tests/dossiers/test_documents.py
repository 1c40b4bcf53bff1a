"""Printed forms: every line of the circular, real letters, a code that opens the dossier, once."""

from pathlib import Path

import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from dossiers import checks
from dossiers.documents.kept import find_paper, papers_of, shown
from dossiers.models import Attachment, Dossier
from dossiers.services import HandedIn, receive_at_counter
from papers.models import PaperFile
from procedures.models import Procedure
from tests.dossiers.conftest import People
from tests.dossiers.papers import MAKERS, picture_of, received, text_of
from tests.factories import (
    MONDAY,
    Commune,
    an_applicant,
    an_opening,
    at,
    make_commune,
    make_procedure,
    make_staff,
    make_submitted,
)

LETTERS = (
    "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ"
)

RECEPTION_LINES = [
    "ỦY BAN NHÂN DÂN XÃ BÌNH AN",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 0001/TNHS",
    "Bình An, ngày 23 tháng 11 năm 2026",
    "Mã hồ sơ: H99.12-261123-0001",
    "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
    "Bộ phận tiếp nhận và trả kết quả: Trung tâm Phục vụ hành chính công",
    "Tiếp nhận hồ sơ của (Ông/Bà): Nguyễn Thị Sáu (nộp trực tiếp)",
    "Địa chỉ: Thôn 2, xã Bình An",
    "Số điện thoại: 0905 123 318 Email: …",
    "Số căn cước/Hộ chiếu: 056157004318",
    "Nội dung yêu cầu giải quyết: Đăng ký khai sinh; Khai sinh cho con gái Nguyễn Ngọc Ỷ Vỹ",
    "số bản xin cấp: 02",
    "Chủ hồ sơ: Nguyễn Ngọc Ỷ Vỹ",
    "Địa chỉ chủ hồ sơ: Thôn 2",
    "1. Thành phần hồ sơ, số lượng mỗi loại giấy tờ:",
    "1 Tờ khai đăng ký khai sinh 01",
    "2 Giấy chứng sinh do bệnh viện cấp 01 02",
    "3 Văn bản ủy quyền 01",
    "2. Số lượng hồ sơ: 01 (bộ)",
    "3. Thời gian giải quyết hồ sơ theo quy định là: 3 ngày làm việc",
    "4. Thời gian nhận hồ sơ: 08 giờ 05 phút, ngày 23 tháng 11 năm 2026",
    "5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 27 tháng 11 năm 2026",
    "tin nhắn, Zalo hoặc thư điện tử",
    "6. Đăng ký nhận kết quả tại: Trung tâm Phục vụ hành chính công",
    "Vào Sổ theo dõi hồ sơ, Quyển số: 2026 Số thứ tự: 261123-0001",
    "NGƯỜI NỘP HỒ SƠ NGƯỜI TIẾP NHẬN HỒ SƠ",
    "Nguyễn Thị Sáu Lê Thị Hòa",
]
OTHER_LINES = {
    "mau-02": [
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "Tiếp nhận hồ sơ/yêu cầu của Ông/Bà: Nguyễn Thị Sáu",
        "Yêu cầu Ông/Bà hoàn thiện hồ sơ gồm những nội dung như sau:",
        "1 Giấy chứng sinh",
        "Lý do: Cần đủ giấy tờ để xác định cha, mẹ của trẻ",
        "1. Giấy chứng sinh: ảnh mờ, không đọc được số",
        "Thời hạn bổ sung: hết thứ Năm, 03/12/2026",
        "liên hệ công chức Phạm Quốc Bảo, số điện thoại 0252 3123 456",
        "NGƯỜI HƯỚNG DẪN",
    ],
    "mau-03": [
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        "thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:",
        "Không thuộc thẩm quyền giải quyết của đơn vị. Ông bà thường trú tại xã Hòa Thắng",
        "Xin thông báo cho Ông/Bà được biết và thực hiện.",
        "NGƯỜI TỪ CHỐI",
    ],
    "mau-05": [
        "ỦY BAN NHÂN DÂN XÃ BÌNH AN",
        "Số: 01/TBD",
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        "Kính gửi: Ông/Bà Nguyễn Thị Sáu",
        "Ngày 23/11/2026, Trung tâm Phục vụ hành chính công tiếp nhận hồ sơ",
        "mã số hồ sơ: H99.12-261123-0001",
        "Giai đoạn khi dừng: đang thẩm định. Người đề nghị dừng: Phạm Quốc Bảo",
        "Căn cứ, lý do: Đang có tranh chấp, khiếu nại liên quan. Tòa án nhân dân khu vực 3",
        "dừng giải quyết hồ sơ nêu trên, kể từ ngày 23 tháng 11 năm 2026",
        "Trả lại giấy tờ:",
        "Phí, lệ phí: Ông/Bà chưa nộp",
        "TM. ỦY BAN NHÂN DÂN",
        "Trần Văn Dũng",
    ],
    "giao-nhan": [
        "GIẤY BIÊN NHẬN TRẢ KẾT QUẢ",
        "Tên thủ tục hành chính: Đăng ký khai sinh",
        "Chủ hồ sơ: Nguyễn Ngọc Ỷ Vỹ",
        "Người trả kết quả: Họ tên: Lê Thị Hòa Điện thoại: 0252 3123 456",
        "Người nhận kết quả: Họ tên: Nguyễn Thị Sáu Điện thoại: 0905 123 318",
        "Thành phần trả gồm:",
        "Loại kết quả",
        "45/2026",
        "NGƯỜI NHẬN KẾT QUẢ NGƯỜI TRẢ KẾT QUẢ",
    ],
}


def pdf_of(dossier: Dossier, form: str) -> bytes:
    paper = find_paper(papers_of(dossier), form)
    assert paper is not None
    return shown(paper)


def in_order(lines: list[str], text: str) -> None:
    position = 0
    for line in lines:
        found = text.find(line, position)
        assert found >= 0, f"{line!r} is not in {text[position:]!r}"
        position = found


def test_the_receipt_has_every_line_of_the_form_in_its_order(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    text = text_of(pdf_of(received(commune, people, procedure), "mau-01"))
    for line in RECEPTION_LINES:
        assert line in text
    in_order([line for line in RECEPTION_LINES if line[:1].isdigit() and ":" in line], text)


def test_the_receipt_of_papers_by_post_names_their_arrival_stamp(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = received(commune, people, procedure)
    Dossier.objects.filter(pk=dossier.pk).update(arrived_at=at("2026-11-20 10:00"))
    assert (
        "4. Thời gian nhận hồ sơ: 08 giờ 05 phút, ngày 23 tháng 11 năm 2026 "
        "(dấu công văn đến: 10 giờ 00 phút, ngày 20 tháng 11 năm 2026)"
    ) in text_of(pdf_of(dossier, "mau-01"))


@pytest.mark.parametrize("form", OTHER_LINES)
def test_the_other_forms_have_their_lines_in_order(
    form: str, commune: Commune, people: People, procedure: Procedure
) -> None:
    text = text_of(pdf_of(MAKERS[form](commune, people, procedure), form))
    in_order(OTHER_LINES[form], text)


def test_every_vietnamese_letter_comes_out_of_the_pdf_as_it_went_in(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    capitals, small = " ".join(LETTERS), " ".join(LETTERS.lower())
    dossier = received(commune, people, procedure, address=capitals, email="a@vidu.vn")
    Dossier.objects.filter(pk=dossier.pk).update(subject_address=small)
    dossier.refresh_from_db()
    text = text_of(pdf_of(dossier, "mau-01"))
    assert set(LETTERS + LETTERS.lower()) <= set(text)
    assert "Email: a@vidu.vn" in text


def test_the_code_on_the_receipt_is_the_address_that_opens_the_dossier(
    commune: Commune, people: People, procedure: Procedure, tmp_path: Path, client: Client
) -> None:
    dossier = received(commune, people, procedure)
    found = zxingcpp.read_barcodes(picture_of(pdf_of(dossier, "mau-01"), tmp_path))
    [paper] = papers_of(dossier)
    path = reverse("dossiers:track-by-key", args=[dossier.tracking_key])
    proof = f"{settings.SITE_URL}/kiem-tra/{paper.code}"
    assert {code.text for code in found} == {settings.SITE_URL + path, proof}
    assert dossier.code in client.get(path).content.decode()


def test_a_procedure_without_a_term_has_no_fifth_item(commune: Commune, people: People) -> None:
    dossier = received(commune, people, make_procedure("1.000001", "Việc không hẹn", term=""))
    text = text_of(pdf_of(dossier, "mau-01"))
    assert "5. Thời gian trả kết quả" not in text
    assert "3. Thời gian giải quyết hồ sơ theo quy định là: không có hạn" in text


def test_papers_that_were_only_shown_are_not_on_the_receipt(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    papers = [
        HandedIn(None, "Tờ khai", originals=1),
        HandedIn(None, "Hộ chiếu", originals=1, shown=True),
    ]
    dossier = receive_at_counter(
        an_opening(commune, procedure), an_applicant(), papers, by=people.receptionist, at=MONDAY
    )
    text = text_of(pdf_of(dossier, "mau-01"))
    assert "1 Tờ khai 01" in text
    assert "2 Hộ chiếu" not in text


def test_a_dossier_has_the_papers_that_its_history_produced(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    dossier = MAKERS["mau-02"](commune, people, procedure)
    assert [paper.form for paper in papers_of(dossier)] == ["mau-01", "mau-02"]
    assert find_paper(papers_of(dossier), "mau-05") is None


def test_a_reprint_shows_what_was_printed_even_when_the_facts_changed(
    commune: Commune, people: People, procedure: Procedure, client: Client
) -> None:
    dossier = received(commune, people, procedure)
    client.force_login(people.receptionist)
    address = reverse("dossiers:paper", args=[dossier.code, "mau-01"])
    answer = client.post(address, follow=True)
    printed = answer.content
    assert answer["Content-Type"] == "application/pdf"
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name="Tên đã đổi")
    client.post(address)
    assert client.get(address).content == printed
    assert not Attachment.objects.exists()


def test_a_long_list_of_papers_goes_on_to_a_second_page_under_the_same_heading(
    commune: Commune, people: People, procedure: Procedure, client: Client
) -> None:
    papers = [HandedIn(None, f"Giấy tờ thứ {number}", originals=1) for number in range(1, 41)]
    dossier = receive_at_counter(
        an_opening(commune, procedure), an_applicant(), papers, by=people.receptionist, at=MONDAY
    )
    client.force_login(people.receptionist)
    address = reverse("dossiers:paper", args=[dossier.code, "mau-01"])
    text = text_of(client.post(address, follow=True).content)
    assert text.count("Bản photo") == 2
    assert "40 Giấy tờ thứ 40 01" in text
    assert PaperFile.objects.get().pages == 2


def test_looking_at_a_paper_that_nobody_printed_keeps_nothing(
    commune: Commune, people: People, procedure: Procedure, client: Client
) -> None:
    dossier = received(commune, people, procedure)
    client.force_login(people.receptionist)
    answer = client.get(reverse("dossiers:paper", args=[dossier.code, "mau-01"]))
    assert "Nguyễn Thị Sáu" in text_of(answer.content)
    assert not PaperFile.objects.exists()


def test_the_owner_reads_the_own_papers_and_nobody_elses(
    commune: Commune, people: People, procedure: Procedure, client: Client
) -> None:
    dossier = MAKERS["mau-03"](commune, people, procedure)
    address = reverse("dossiers:own-paper", args=[dossier.display_code, "mau-03"])
    client.force_login(people.citizen)
    assert "Hòa Thắng" in text_of(client.get(address).content)
    assert client.post(address).status_code == 405
    client.force_login(people.stranger)
    assert client.get(address).status_code == 404


def test_staff_of_another_commune_and_papers_that_are_not_there_are_not_found(
    commune: Commune, people: People, procedure: Procedure, client: Client
) -> None:
    dossier = make_submitted(commune, procedure)
    elsewhere = make_commune("H99.13", "xã Hòa Thắng")
    client.force_login(people.receptionist)
    assert client.get(f"/cb/ho-so/{dossier.display_code}/in/mau-01/").status_code == 404
    assert client.get(f"/cb/ho-so/{dossier.display_code}/in/mau-99/").status_code == 404
    refused = MAKERS["mau-03"](commune, people, procedure)
    client.force_login(make_staff(elsewhere.one_stop, Role.RECEPTIONIST))
    assert client.get(f"/cb/ho-so/{refused.display_code}/in/mau-03/").status_code == 404


def test_the_check_names_the_packages_that_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.printing_check() == []
    monkeypatch.setattr(checks, "PACKAGES", {"pango-9.9": "libpango-9.9-0"})
    monkeypatch.setattr(checks, "FONTS", {"Phông Không Có": "fonts-khong-co"})
    [warning] = checks.printing_check()
    assert warning.hint == "apt-get install libpango-9.9-0 fonts-khong-co"
