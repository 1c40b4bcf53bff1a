"""What messages may name: the variables between braces, each with its meaning and longest value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from notifications.kinds import KINDS

Language = Literal["vi", "en"]


@dataclass(frozen=True)
class Phrase:
    """A value of a context that is said in words, and so differently in each language."""

    vi: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.vi


@dataclass(frozen=True)
class Variable:
    """`key` in the context of a notice, `name` between the braces of the words.

    `longest` is what decides whether an SMS stays one part.
    """

    key: str
    name: str
    meaning: str
    example: str | Phrase
    longest: str | Phrase


_SOON = Phrase("theo thông báo", "to be announced")
_ADDRESS = "dichvucong.binhminh.gov.vn"
_LONG_CODE = "H99.12.345-261123-10042"

_LISTS = (  # key, name, meaning, filter of the list
    ("late", "tre", "hồ sơ đang trễ", "tre"),
    ("today", "hom_nay", "hồ sơ đến hạn hôm nay", "hom-nay"),
    ("soon", "sap_den", "hồ sơ đến hạn trong hai ngày tới", "hai-ngay"),
    ("no_cause", "thieu_ly_do", "hồ sơ trễ chưa ghi nguyên nhân", "thieu-ly-do"),
)

VARIABLES: Mapping[str, Variable] = {
    one.key: one
    for one in (
        Variable("office", "ten_ngan", "tên ngắn của cơ quan, trong tin nhắn không dấu",
                 "Mot cua Binh An", "Mot cua Dong Phu Hoa"),
        Variable("unit", "don_vi", "tên đầy đủ của cơ quan",
                 "Ủy ban nhân dân xã Bình An", "Ủy ban nhân dân phường Đông Phú Hòa"),
        Variable("code", "ma_ho_so", "mã hồ sơ", "H99.12-261123-0042", _LONG_CODE),
        Variable("procedure", "thu_tuc", "tên thủ tục", "Đăng ký khai sinh",
                 "Đăng ký lại khai sinh, khai tử, kết hôn có yếu tố nước ngoài"),
        Variable("domain", "trang_web", "địa chỉ cổng dịch vụ công, chỉ tên miền",
                 "motcua.binhan.example", _ADDRESS),
        Variable("link", "duong_dan", "địa chỉ trang của hồ sơ, phải đăng nhập mới xem được",
                 "https://motcua.binhan.example/ho-so/H99.12-261123-0042/",
                 f"https://{_ADDRESS}/ho-so/{_LONG_CODE}/"),
        Variable("tel", "dien_thoai", "điện thoại của cơ quan", "02523123456", "02523123456"),
        Variable("by", "truoc_luc", "thời điểm phải xong: cán bộ kiểm tra, hoặc người dân bổ sung",
                 "16:30 26/11", "16:30 26/11"),
        Variable("count", "so_giay", "số giấy tờ cần bổ sung", "2", "12"),
        Variable("due", "ngay_hen", "ngày hẹn trả kết quả", "26/11/2026", _SOON),
        Variable("due_day", "thu_ngay_hen", "ngày hẹn trả kết quả, có thứ",
                 Phrase("thứ Năm, 26/11/2026", "Thursday, 26 November 2026"),
                 Phrase("Chủ nhật, 29/11/2026", "Wednesday, 30 September 2026")),
        Variable("again", "hen_lai", "ngày hẹn lại; đã có kết quả thì nói vậy",
                 Phrase("Hẹn trả lại 02/12/2026", "New date: 02/12/2026"),
                 Phrase("Hẹn trả lại 02/12/2026", "New date: 02/12/2026")),
        Variable("amount", "so_tien", "số tiền phải nộp",
                 Phrase("150.000 đồng", "150.000 VND"),
                 Phrase("1.250.000.000 đồng", "1.250.000.000 VND")),
        Variable("otp", "ma_xac_nhan", "mã xác nhận", "480125", "480125"),
        Variable("status", "trang_thai", "hồ sơ đang ở đâu",
                 Phrase("Đang giải quyết", "in progress"),
                 Phrase("Đã hết hạn bổ sung, xem lý do", "the time for more papers is over")),
        # --- citizens' reports of problems --------------------------------------------------
        Variable("report", "ma_phan_anh", "mã phản ánh", "PA-26-7K3QXM", "PA-26-7K3QXM"),
        Variable("category", "loai_phan_anh", "loại phản ánh",
                 Phrase("Đường hư hỏng, ổ gà", "Damaged road"),
                 Phrase("Rác thải, xả thải, ô nhiễm nguồn nư…",
                        "Rubbish, waste water, water pollution")),
        Variable("report_link", "trang_phan_anh", "địa chỉ trang theo dõi phản ánh",
                 "https://motcua.binhan.example/phan-anh/PA-26-7K3QXM/",
                 f"https://{_ADDRESS}/phan-anh/cua-toi/Zk3v9QpX7aLm2Rt8YwBc4g/"),
        Variable("step", "buoc", "việc vừa làm với phản ánh",
                 Phrase("Đang xử lý", "Work has begun"),
                 Phrase("Đã chuyển cơ quan có thẩm quyền", "Passed to the competent agency")),
        Variable("answer", "tra_loi", "câu trả lời của cơ quan",
                 "Tổ quản lý đường bộ đã vá ổ gà trước cổng chợ.",
                 "Tổ quản lý đường bộ đã vá ổ gà trước cổng chợ. " * 10),
        # --- staff --------------------------------------------------------------------------
        Variable("instead", "thay_ai", "người nhận thay được báo là thay ai, nếu không thì trống",
                 " (thay anh/chị L. Hòa)", " (thay anh/chị N. K. Hương)"),
        Variable("limit", "loai_han", "hạn của bước, hạn trả kết quả hay hạn tiếp nhận",
                 "Hạn của bước", "Hạn trả kết quả"),
        Variable("left", "con_lai", "còn bao lâu", "1 ngày", "2 ngày 7 giờ"),
        Variable("late", "qua_han", "trễ bao lâu; trong bản tin là số hồ sơ trễ",
                 "2 ngày", "120 ngày"),
        Variable("holder", "nguoi_giu", "người đang giữ hồ sơ",
                 "Lê Thị Hòa", "Nguyễn Trần Khánh Hương Giang"),
        Variable("day", "ngay", "ngày của bản tin", "thứ Hai, 23/11/2026", "Chủ nhật, 29/11/2026"),
        Variable("today", "hom_nay", "số hồ sơ đến hạn hôm nay", "4", "1.250"),
        Variable("soon", "sap_den", "số hồ sơ đến hạn trong hai ngày tới", "7", "1.250"),
        Variable("no_cause", "thieu_ly_do", "số hồ sơ trễ chưa ghi nguyên nhân", "1", "1.250"),
        *(Variable(f"{key}_link", f"ds_{name}", f"địa chỉ danh sách {what}",
                   f"https://motcua.binhan.example/cb/theo-han/?muc={slug}",
                   f"https://{_ADDRESS}/cb/theo-han/?muc={slug}")
          for key, name, what, slug in _LISTS),
        Variable("reports", "phan_anh", "phản ánh của người dân đang quá hạn, sắp phải trả lời",
                 Phrase("3 quá hạn, 5 phải trả lời trong 24 giờ tới",
                        "3 overdue, 5 to be answered within 24 hours"),
                 Phrase("1.250 quá hạn, 1.250 phải trả lời trong 24 giờ tới",
                        "1.250 overdue, 1.250 to be answered within 24 hours")),
        Variable("reports_link", "trang_phan_anh", "địa chỉ trang phản ánh của lãnh đạo",
                 "https://motcua.binhan.example/ld/phan-anh/", f"https://{_ADDRESS}/ld/phan-anh/"),
        Variable("leader", "nguoi_nhac", "người nhắc việc",
                 "Nguyễn Văn Dũng", "Nguyễn Trần Khánh Hương Giang"),
        Variable("number", "so_ho_so", "số hồ sơ được nhắc", "3", "200"),
        Variable("listing", "danh_sach", "mỗi hồ sơ một dòng: mã, thủ tục, trễ bao lâu",
                 Phrase("H99.12-261123-0042 · Đăng ký khai sinh · trễ 2 ngày",
                        "H99.12-261123-0042 · Đăng ký khai sinh · 2 days late"),
                 Phrase(f"{_LONG_CODE} · Đăng ký khai sinh · trễ 120 ngày",
                        f"{_LONG_CODE} · Đăng ký khai sinh · 120 days late")),
        Variable("words", "loi_nhan", "lời nhắn của người nhắc, không có thì trống",
                 Phrase(" Lời nhắn: “Xong trong sáng nay”",
                        " In their words: “Xong trong sáng nay”"),
                 Phrase(f" Lời nhắn: “{'Xong trong sáng nay. ' * 14}”",
                        f" In their words: “{'Xong trong sáng nay. ' * 14}”")),
        Variable("what", "su_co", "chuyện gì đang hỏng", "Tin nhắn chờ gửi quá 5 phút",
                 "Tin nhắn chờ gửi quá 5 phút: 12.500 tin, lâu nhất 3 giờ"),
    )
}  # fmt: skip


def variables_of(kind: str) -> list[Variable]:
    return [VARIABLES[key] for key in KINDS[kind].variables]


def spoken(context: Mapping[str, Any], language: str) -> dict[str, str]:
    """The context in one language, as plain texts."""
    return {key: _say(value, language) for key, value in context.items()}


def values_of(kind: str, context: Mapping[str, Any], language: str) -> dict[str, str]:
    """What the context knows of the variables of a kind, by the names between braces."""
    facts = spoken(context, language)
    return {one.name: facts[one.key] for one in variables_of(kind) if one.key in facts}


def longest_of(kind: str) -> dict[str, Any]:
    """A context in which every value is as long as it gets."""
    return {one.key: one.longest for one in variables_of(kind)}


def example_of(kind: str) -> dict[str, Any]:
    """An invented context."""
    return {one.key: one.example for one in variables_of(kind)}


def _say(value: Any, language: str) -> str:
    return value.in_language(language) if isinstance(value, Phrase) else str(value)
