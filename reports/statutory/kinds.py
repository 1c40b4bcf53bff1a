"""The reports there are: their addresses, names, and what can be chosen for them."""

from dataclasses import dataclass

_BASIS = "Ban hành theo Thông tư số 02/2017/TT-VPCP, số hiệu theo Thông tư số 01/2020/TT-VPCP"


@dataclass(frozen=True)
class ReportKind:
    """`title` as menus name it, `heading` as it stands on the report, `about` in one sentence.
    `form` and `basis`: its official number and who set it. `by_field`: can be narrowed to one."""

    slug: str
    title: str
    heading: str
    about: str
    form: str = ""
    basis: str = ""
    by_field: bool = True


_ALL = (
    ReportKind(
        "ii-06a",
        "Tình hình, kết quả giải quyết TTHC theo lĩnh vực",
        "Tình hình, kết quả giải quyết TTHC tại cơ quan, đơn vị trực tiếp giải quyết TTHC",
        "Biểu gửi cấp trên: đã nhận, đã giải quyết, đang giải quyết của từng lĩnh vực.",
        form="Biểu số II.06a/VPCP/KSTT",
        basis=_BASIS,
    ),
    ReportKind(
        "ii-06b",
        "Tổng hợp kết quả giải quyết TTHC theo đơn vị",
        "Tổng hợp tình hình, kết quả giải quyết TTHC theo đơn vị",
        "Cùng các cột của biểu II.06a, mỗi đơn vị một dòng.",
        form="Biểu số II.06b/VPCP/KSTT",
        basis=_BASIS,
    ),
    ReportKind(
        "ii-07a",
        "Nguyên nhân quá hạn",
        "Nguyên nhân quá hạn đối với các trường hợp tồn đọng trong giải quyết TTHC",
        "Hồ sơ quá hạn của từng lĩnh vực và vì sao.",
        form="Biểu số II.07a/VPCP/KSTT",
        basis=_BASIS,
    ),
    ReportKind(
        "tien-do",
        "Tiến độ giải quyết",
        "Tiến độ giải quyết hồ sơ",
        "Tiếp nhận, đã xử lý, đang xử lý và tạm dừng của từng đơn vị.",
    ),
    ReportKind(
        "qua-han",
        "Hồ sơ quá hạn",
        "Danh sách hồ sơ quá hạn",
        "Từng hồ sơ quá hạn trong kỳ: đang ở bước nào, ai giữ, vì sao.",
    ),
    ReportKind(
        "can-bo",
        "Theo cán bộ",
        "Kết quả giải quyết hồ sơ theo cán bộ thụ lý",
        "Mỗi cán bộ thụ lý đã nhận, đã giải quyết bao nhiêu hồ sơ, có kịp hạn không.",
    ),
    ReportKind(
        "so-hoa",
        "Số hóa hồ sơ, kết quả",
        "Số hóa thành phần hồ sơ và kết quả giải quyết TTHC",
        "Giấy tờ có bản số khi tiếp nhận, kết quả có bản điện tử.",
    ),
    ReportKind(
        "truc-tuyen",
        "Dịch vụ công trực tuyến",
        "Cung cấp dịch vụ công trực tuyến và hồ sơ phát sinh",
        "Thủ tục cung cấp trực tuyến và hồ sơ nộp qua đó.",
    ),
    ReportKind(
        "thanh-toan",
        "Thanh toán trực tuyến",
        "Thanh toán trực tuyến phí, lệ phí",
        "Thủ tục có phí, lệ phí và hồ sơ trả trực tuyến.",
    ),
    ReportKind(
        "phi",
        "Thu phí, lệ phí",
        "Thu phí, lệ phí theo thủ tục",
        "Số hồ sơ có phí, số tiền phải thu và đã thu của từng thủ tục.",
    ),
    ReportKind(
        "hai-long",
        "Mức độ hài lòng",
        "Mức độ hài lòng của người dân, tổ chức",
        "Người dân, tổ chức đánh giá thế nào, theo từng đơn vị.",
        by_field=False,
    ),
)
KINDS: dict[str, ReportKind] = {kind.slug: kind for kind in _ALL}
