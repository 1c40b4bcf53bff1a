"""Words a moderator is asked to look at: who it is, and insults; streets and schools are left."""

import pytest
from django.utils import timezone

from feedback.desk.personal_words import doubts_in, names_sender
from feedback.models import Report
from tests.factories import Commune
from tests.feedback.factories import a_person, send_report


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Gọi 0905 123 318 giúp", "Số điện thoại", "0905 123 318"),
        ("Gọi +84-905-123-318.", "Số điện thoại", "+84-905-123-318"),
        ("máy bàn 0252.3123.456", "Số điện thoại", "0252.3123.456"),
        ("căn cước 056157004318 đây", "Số giấy tờ", "056157004318"),
        ("xe 86B1-123.45 chắn đường", "Biển số xe", "86B1-123.45"),
        ("ô tô 51F 12345 đậu", "Biển số xe", "51F 12345"),
        ("thư sau@example.vn", "Thư điện tử", "sau@example.vn"),
        ("xem https://vi.du/anh", "Đường dẫn", "https://vi.du/anh"),
        ("nhà ông Tư Ếch đổ rác", "Tên người", "ông Tư Ếch"),
        ("Trần Văn Dũng làm", "Tên người", "Trần Văn Dũng"),
        ("anh Đỗ Ánh Ơn đốt rác", "Tên người", "anh Đỗ Ánh Ơn"),
        ("đúng là đồ Mất Dạy!", "Lời lẽ xúc phạm", "Mất Dạy"),
        ("bọn lừa đảo", "Lời lẽ xúc phạm", "lừa đảo"),
    ],
)
def test_what_may_name_or_insult_somebody_is_found(text: str, kind: str, words: str) -> None:
    found = doubts_in(text)
    assert [(doubt.kind, doubt.words) for doubt in found] == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Ổ gà trước cổng chợ Bình An, sâu 15 cm, rộng 60 cm",
        "Ngập trên đường Nguyễn Trãi từ 7 giờ 30 ngày 23/11/2026",
        "Trước trường THCS Lê Lợi có cây nghiêng, hẻm 125 tổ 4",
        "Người dân rất bức xúc, bà con đi lại khó, ngủ không được",
        "Cột điện số 1234 bị nghiêng, giá 1.500.000 đồng",
    ],
)
def test_what_names_nobody_is_left_alone(text: str) -> None:
    assert doubts_in(text) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Tôi là nguyen thi sau ở thôn 2", True),
        ("Gọi tôi 0905.123.318", True),
        ("Gọi tôi +84 905 123 318", True),
        ("Chị Sáu bán nước biết", False),
    ],
)
def test_words_that_name_the_sender_are_told_without_saying_whom(
    commune: Commune, text: str, named: bool
) -> None:
    report: Report = send_report(commune, text=text, when=timezone.now())
    assert names_sender(text, report) is named


def test_a_sender_without_a_name_is_named_by_nothing(commune: Commune) -> None:
    person = a_person(name="", phone="", is_proved=False)
    report = send_report(commune, person=person, when=timezone.now())
    assert not names_sender("bất cứ lời nào 0905 123 318", report)


def test_names_that_the_report_does_not_hold_are_never_confirmed(commune: Commune) -> None:
    report = send_report(commune, text="Ổ gà trước cổng chợ", when=timezone.now())
    assert not names_sender("Có phải Nguyễn Thị Sáu, 0905 123 318 gửi không?", report)
