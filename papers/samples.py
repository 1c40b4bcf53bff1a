"""Invented facts for every form: for "Xem thử", and for the golden pictures."""

from collections.abc import Mapping
from typing import Any

from papers.heads import picture_of
from papers.lines import Hand, Line

CODE = "H99.12-261123-0042"
PROOF = "KX7H-39PD-QM4T"

_LINES = (
    Line("Tờ khai đăng ký khai sinh", originals="01"),
    Line("Giấy chứng sinh do cơ sở khám bệnh, chữa bệnh cấp", originals="01", copies="02"),
    Line("Văn bản ủy quyền đi đăng ký khai sinh", certified="01", reason="chưa có chứng thực"),
)
_COUNTER, _JUSTICE = "Trung tâm Phục vụ hành chính công", "Bộ phận Tư pháp - Hộ tịch"


def sample_facts(form: str) -> dict[str, Any]:
    """What stands in the form's own lines; KeyError for a form that is not drawn from facts."""
    return {**_person(), **_MORE[form]}


def _person() -> dict[str, Any]:
    return {
        "code": CODE,
        "name": "Nguyễn Thị Sáu",
        "channel": "nộp trực tiếp",
        "address_line": "Thôn 2, xã Bình An",
        "phone": "0905 123 318",
        "email": "sau.nguyen@vidu.example",
        "identity": "056157004318",
        "subject": "Nguyễn Ngọc Ỷ Vỹ",
        "subject_address": "Thôn 2, xã Bình An",
        "request": "Thủ tục đăng ký khai sinh; Khai sinh cho con gái",
        "tracking": picture_of("/t/mau-thu/"),
        "words": {
            "ma_ho_so": CODE,
            "nguoi_nop": "Nguyễn Thị Sáu",
            "thu_tuc": "Thủ tục đăng ký khai sinh",
            "ngay_hen": "27/11/2026",
        },
        "officer": "Lê Thị Hòa",
        "officer_phone": "0252 3123 456",
    }


_LETTER = {
    "received": "23/11/2026",
    "receiver": _COUNTER,
    "receivers": ["Ông/Bà Nguyễn Thị Sáu", _COUNTER],
    "signer": "",
    "signer_job": "",
}
_SORRY = {
    **_LETTER,
    "missed": "thứ Sáu, 27/11/2026",
    "late": True,
    "cause": "phải xác minh thêm; nơi thường trú của cha, mẹ khác nhau",
    "holder": _JUSTICE,
    "new_date": "thứ Tư, 02/12/2026",
    "finished": False,
    "superior_reason": "",
    "times": "01",
}
_ASKED = {
    "lines": list(enumerate(_LINES[1:], start=1)),
    "note": "Cần đủ giấy tờ để xác định cha, mẹ của trẻ",
    "due": "thứ Năm, 03/12/2026",
}
_HANDS = [
    Hand(
        _COUNTER, _JUSTICE, "09 giờ 10 phút, ngày 23 tháng 11 năm 2026", "Lê Thị Hòa", "",
        "10:30 23/11", "", "Đúng hạn",
    ),
    Hand(
        _JUSTICE, "Ủy ban nhân dân xã Bình An", "15 giờ 20 phút, ngày 25 tháng 11 năm 2026",
        "Phạm Quốc Bảo", "Trần Văn Dũng", "16:00 24/11",
        "Nguyên nhân chậm: Hồ sơ phức tạp, phải xác minh thêm", "Quá hạn",
    ),
    Hand(
        "Ủy ban nhân dân xã Bình An", _COUNTER, "08 giờ 00 phút, ngày 26 tháng 11 năm 2026",
        "Trần Văn Dũng", "Lê Thị Hòa", "16:00 27/11", "", "Trước hạn",
    ),
]  # fmt: skip
_MORE: Mapping[str, Mapping[str, Any]] = {
    "mau-01": {
        "lines": list(enumerate(_LINES, start=1)),
        "sets": "01",
        "term": "4 ngày làm việc",
        "received": "08 giờ 05 phút, ngày 23 tháng 11 năm 2026",
        "due": "17 giờ 00 phút, ngày 27 tháng 11 năm 2026",
        "delivery": _COUNTER,
        "book": "2026",
        "book_number": "261123-0042",
    },
    "mau-02": _ASKED,
    "mau-03": {
        "submitted": "",
        "reason": "Không thuộc thẩm quyền giải quyết của đơn vị",
        "note": "Ông/Bà thường trú tại xã Hòa Thắng, xin nộp tại đó.",
    },
    "mau-04": _SORRY,
    "mau-05": {
        **_LETTER,
        "stage": "đang thẩm định",
        "asker": "Phạm Quốc Bảo",
        "for_good": True,
        "stopped": "ngày 25 tháng 11 năm 2026",
        "reason": "Đang có tranh chấp, khiếu nại liên quan",
        "note": "Tòa án nhân dân khu vực 3 đang thụ lý vụ án số 12/2026.",
        "fee": "8.000 đồng (tám nghìn đồng)",
    },
    "mau-06": {
        "received": "08 giờ 05 phút, ngày 23 tháng 11 năm 2026",
        "due": "17 giờ 00 phút, ngày 27 tháng 11 năm 2026",
        "office": f"{_JUSTICE}; Ủy ban nhân dân xã Bình An",
        "partners": "không",
        "hands": _HANDS,
        "tracking": None,
    },
    "giao-nhan": {
        "tracking": None,
        "procedure": "Thủ tục đăng ký khai sinh",
        "owner": "Nguyễn Ngọc Ỷ Vỹ",
        "receiver": "Nguyễn Thị Sáu",
        "results": ["Giấy khai sinh", "Bản sao Giấy khai sinh"],
        "result_number": "45/2026",
        "result_on": "26/11/2026",
        "returned": "09 giờ 30 phút, ngày 27 tháng 11 năm 2026",
    },
}
SAMPLE_FORMS = tuple(_MORE)
