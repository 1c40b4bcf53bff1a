"""How the index of Quyết định 766/QĐ-TTg gives points, version by version (domain 6.4). Pure data.

A decision that changes the points is a new version here; an earlier period keeps its own. What no
published text confirms can be set otherwise at /qt/chi-tieu/: the share that earns full marks, and
the points of each grade.

For which indicators communes get full points is known by number only (6, 8, 9, 16, 17); the numbers
are taken in the order of the groups.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Mark:
    """`full_at`: percent from which on the points are full; below they follow the share.

    `for_communes`: False where the national portal gives communes the full points.
    """

    slug: str
    label: str
    means: str  # what is divided by what
    most: Decimal
    full_at: Decimal = WHOLE
    for_communes: bool = True
    beyond: str = ""  # why the share may be more than everything
    full_if_none: bool = False  # full points where nobody complained


@dataclass(frozen=True)
class Group:
    name: str
    marks: tuple[Mark, ...]

    @property
    def most(self) -> Decimal:
        return sum((mark.most for mark in self.marks), Decimal())


@dataclass(frozen=True)
class Grade:
    slug: str
    name: str
    points: Decimal  # from so many on, of 100


@dataclass(frozen=True)
class Marks:
    source: str
    valid_from: date
    groups: tuple[Group, ...]
    grades: tuple[Grade, ...]  # the best first; under the last of them: `lowest`
    lowest: str

    @property
    def all(self) -> list[Mark]:
        return [mark for group in self.groups for mark in group.marks]


def _mark(
    slug: str, label: str, means: str, most: int, full_at: int = 100, *, beyond: str = ""
) -> Mark:
    return Mark(slug, label, means, Decimal(most), Decimal(full_at), beyond=beyond)


def _not_for_communes(mark: Mark) -> Mark:
    return replace(mark, for_communes=False)


QD_766 = Marks(
    source="Quyết định 766/QĐ-TTg ngày 23/06/2022",
    valid_from=date(2022, 6, 23),
    groups=(
        Group(
            "Công khai, minh bạch",
            (
                _mark(
                    "cong-bo-dung-han",
                    "Công bố thủ tục đúng hạn",
                    "Thủ tục được công bố đúng hạn trên thủ tục được công bố",
                    6,
                ),
                _mark(
                    "cap-nhat-dung-han",
                    "Cập nhật, công khai đúng hạn",
                    "Thủ tục được cập nhật, công khai đúng hạn trên thủ tục phải cập nhật",
                    4,
                ),
                _mark(
                    "noi-dung-day-du",
                    "Công khai đủ nội dung",
                    "Thủ tục công khai đủ nội dung trên thủ tục đang tiếp nhận",
                    2,
                ),
                _mark(
                    "dong-bo",
                    "Đồng bộ hồ sơ lên Cổng Dịch vụ công quốc gia",
                    "Hồ sơ đã đồng bộ trên hồ sơ tiếp nhận",
                    6,
                ),
            ),
        ),
        Group(
            "Tiến độ giải quyết",
            (
                _mark(
                    "tien-do",
                    "Giải quyết đúng hạn",
                    "Hồ sơ giải quyết trước và đúng hạn trên hồ sơ tiếp nhận",
                    20,
                    beyond="Trên 100% là vì kỳ này còn giải quyết hồ sơ của kỳ trước",
                ),
            ),
        ),
        Group(
            "Cung cấp dịch vụ công trực tuyến",
            (
                _not_for_communes(
                    _mark(
                        "cung-cap",
                        "Thủ tục có dịch vụ trực tuyến",
                        "Thủ tục toàn trình và một phần trên thủ tục đang tiếp nhận",
                        2,
                        80,
                    )
                ),
                _mark(
                    "phat-sinh",
                    "Thủ tục trực tuyến có phát sinh hồ sơ",
                    "Thủ tục trực tuyến có hồ sơ nộp trực tuyến trên thủ tục trực tuyến",
                    4,
                ),
                _not_for_communes(
                    _mark(
                        "truc-tuyen",
                        "Hồ sơ nộp trực tuyến",
                        "Hồ sơ nộp trực tuyến trên mọi hồ sơ của thủ tục trực tuyến",
                        6,
                        50,
                    )
                ),
            ),
        ),
        Group(
            "Số hóa hồ sơ",
            (
                _not_for_communes(
                    _mark(
                        "ket-qua-dien-tu",
                        "Cấp kết quả bản điện tử",
                        "Hồ sơ có kết quả bản điện tử trên hồ sơ đã giải quyết",
                        6,
                    )
                ),
                _mark(
                    "so-hoa",
                    "Số hóa giấy tờ khi tiếp nhận, giải quyết",
                    "Hồ sơ số hóa đủ mọi giấy tờ trên hồ sơ tiếp nhận",
                    4,
                ),
                _mark("chung-thuc-dien-tu", "Chứng thực bản sao điện tử", "", 2),
                _mark(
                    "khai-thac",
                    "Khai thác, sử dụng lại dữ liệu số hóa",
                    "Hồ sơ dùng lại giấy tờ đã số hóa trên hồ sơ tiếp nhận",
                    2,
                    80,
                ),
                _mark(
                    "kho-ca-nhan",
                    "Đưa kết quả vào kho dữ liệu của công dân trên Cổng quốc gia",
                    "",
                    4,
                ),
                _mark("ket-noi-ho-so", "Hồ sơ dùng dữ liệu dân cư", "", 2),
                _mark("ket-noi-thu-tuc", "Thủ tục đã kết nối dữ liệu dân cư", "", 2),
            ),
        ),
        Group(
            "Mức độ hài lòng",
            (
                _not_for_communes(
                    _mark(
                        "hai-long",
                        "Hài lòng khi làm thủ tục",
                        "Lượt rất hài lòng và hài lòng trên mọi lượt đánh giá",
                        6,
                        90,
                    )
                ),
                _not_for_communes(
                    _mark(
                        "phan-anh-dung-han",
                        "Trả lời phản ánh, kiến nghị đúng hạn",
                        "Phản ánh về thủ tục, cán bộ được trả lời đúng hạn trên phản ánh "
                        "đã đến hạn trả lời",
                        6,
                    )
                ),
                replace(
                    _mark(
                        "hai-long-phan-anh",
                        "Hài lòng với trả lời phản ánh, kiến nghị",
                        "Lượt hài lòng trên lượt đánh giá trả lời phản ánh về thủ tục, cán bộ",
                        6,
                    ),
                    full_if_none=True,
                ),
            ),
        ),
        Group(
            "Thanh toán trực tuyến",
            (
                _mark(
                    "thanh-toan",
                    "Hồ sơ thanh toán trực tuyến",
                    "Hồ sơ thanh toán trực tuyến trên hồ sơ phải nộp phí, lệ phí",
                    6,
                ),
                _mark(
                    "thanh-toan-phat-sinh",
                    "Thủ tục có giao dịch thanh toán trực tuyến",
                    "Thủ tục có giao dịch trực tuyến trên thủ tục có phí, lệ phí",
                    2,
                    80,
                ),
                _mark(
                    "thanh-toan-cung-cap",
                    "Thủ tục cho thanh toán trực tuyến",
                    "Thủ tục cho thanh toán trực tuyến trên thủ tục có phí, lệ phí",
                    2,
                    80,
                ),
            ),
        ),
    ),
    grades=(
        Grade("xuat-sac", "Xuất sắc", Decimal(90)),
        Grade("tot", "Tốt", Decimal(80)),
        Grade("kha", "Khá", Decimal(70)),
        Grade("trung-binh", "Trung bình", Decimal(50)),
    ),
    lowest="Yếu",
)
VERSIONS = (QD_766,)  # the newest first


def marks_on(day: date) -> Marks:
    """Those in force; the oldest for days before them."""
    return next((one for one in VERSIONS if one.valid_from <= day), VERSIONS[-1])
