"""The reports there are: their addresses, names, and what can be chosen for them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReportKind:
    """`title` as menus and headings name it, `about` in one sentence. `by_field`: can be narrowed
    to one lĩnh vực."""

    slug: str
    title: str
    about: str
    form: str = ""
    by_field: bool = True


KINDS: dict[str, ReportKind] = {
    kind.slug: kind
    for kind in (
        ReportKind(
            "ii-06a",
            "Tình hình, kết quả giải quyết TTHC theo lĩnh vực",
            "Biểu gửi cấp trên: nhận, đã giải quyết, đang giải quyết của từng lĩnh vực.",
            form="II.06a",
        ),
        ReportKind(
            "ii-06b",
            "Tổng hợp tình hình, kết quả giải quyết TTHC theo đơn vị",
            "Cùng các cột của biểu II.06a, mỗi đơn vị một dòng.",
            form="II.06b",
        ),
        ReportKind(
            "ii-07a",
            "Nguyên nhân quá hạn",
            "Hồ sơ quá hạn của từng lĩnh vực và vì sao.",
            form="II.07a",
        ),
        ReportKind(
            "tien-do",
            "Tiến độ giải quyết",
            "Tiếp nhận, đã xử lý, đang xử lý và tạm dừng của từng đơn vị.",
        ),
        ReportKind(
            "qua-han",
            "Hồ sơ quá hạn",
            "Từng hồ sơ quá hạn trong kỳ: đang ở bước nào, ai giữ, vì sao.",
        ),
        ReportKind(
            "can-bo", "Theo cán bộ", "Cán bộ thụ lý đã giải quyết bao nhiêu, kịp hạn không."
        ),
        ReportKind(
            "so-hoa",
            "Số hóa hồ sơ, kết quả",
            "Thành phần hồ sơ có bản số khi tiếp nhận, kết quả có bản điện tử.",
        ),
        ReportKind(
            "truc-tuyen",
            "Dịch vụ công trực tuyến",
            "Thủ tục cung cấp trực tuyến và hồ sơ nộp qua đó.",
        ),
        ReportKind("phi", "Thu phí, lệ phí", "Số hồ sơ có phí và số tiền của từng thủ tục."),
        ReportKind(
            "thanh-toan", "Thanh toán trực tuyến", "Thủ tục có phí và hồ sơ trả phí trực tuyến."
        ),
        ReportKind("hai-long", "Mức độ hài lòng", "Ông/bà đánh giá thế nào.", by_field=False),
    )
}
