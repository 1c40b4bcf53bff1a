"""Where the layouts lead: the menus of citizens and staff, and the list of keys."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Perm


@dataclass(frozen=True)
class MenuItem:
    path: str
    label: str | Promise
    icon: str = ""
    here: bool = False
    needs: str | frozenset[str] = ""  # a permission, or several of which one is enough
    count: str = ""  # of what waits for somebody and is urgent
    number: str = ""  # of what waits and is not


@dataclass(frozen=True)
class MenuGroup:
    title: str | Promise
    items: tuple[MenuItem, ...]


@dataclass(frozen=True)
class KeyHelp:
    keys: tuple[str, ...]
    label: str | Promise


@dataclass(frozen=True)
class Places:
    """The addresses of the URL contract that layouts link to; others print and bookmark them."""

    home: str = "/"
    search: str = "/tim"
    fields: str = "/linh-vuc/"
    scan: str = "/quet/"
    track: str = "/tra-cuu/"
    mine: str = "/ho-so/"
    public_reports: str = "/phan-anh/"
    new_report: str = "/phan-anh/moi/"
    help: str = "/tro-giup/"
    notices: str = "/thong-bao/"
    staff_notices: str = "/cb/thong-bao/"
    queue: str = "/cb/"
    intake: str = "/cb/tiep-nhan/"
    find: str = "/cb/tim/"
    desk: str = "/cb/phan-anh/"
    moderation: str = "/cb/phan-anh/kiem-duyet/"
    removals: str = "/cb/phan-anh/de-nghi-go/"
    entry: str = "/cb/phan-anh/nhap/"
    boards: str = "/qt/qr/"
    terms: str = "/qt/thoi-han/"
    calendars: str = "/qt/lich/"
    books: str = "/cb/so-theo-doi/"
    results: str = "/cb/so-ket-qua/"
    cards: str = "/qt/thiep/"
    watch: str = "/cb/theo-han/"
    absences: str = "/cb/vang-mat/"
    apologies: str = "/cb/xin-loi/"
    apology_figures: str = "/cb/xin-loi/tinh-hinh/"
    templates: str = "/qt/mau-giay/"
    words: str = "/qt/mau-tin/"
    certificates: str = "/qt/chung-thu-so/"
    undelivered: str = "/cb/tin-nhan/"
    gateways: str = "/qt/cong-tin/"
    zalo: str = "/qt/zalo/"
    volumes: str = "/qt/tin-nhan/"
    morning: str = "/ld/"
    late: str = "/ld/tre/"
    at_risk: str = "/ld/de-tre/"
    offices: str = "/ld/don-vi/"
    by_field: str = "/ld/linh-vuc/"
    reports: str = "/ld/bao-cao/"
    citizen_reports: str = "/ld/phan-anh/"
    satisfaction: str = "/ld/hai-long/"
    own_figures: str = "/cb/thong-ke/"
    targets: str = "/qt/chi-tieu/"
    report_settings: str = "/qt/phan-anh/"


PLACES = Places()

MENU = (
    MenuItem(PLACES.home, _("Trang chủ")),
    MenuItem(PLACES.fields, _("Thủ tục hành chính")),
    MenuItem(PLACES.track, _("Tra cứu hồ sơ")),
    MenuItem(PLACES.mine, _("Hồ sơ của tôi")),
    MenuItem(PLACES.public_reports, _("Phản ánh")),
    MenuItem(PLACES.help, _("Trợ giúp")),
)
BOTTOM_BAR = (
    MenuItem(PLACES.home, _("Trang chủ"), icon="home"),
    MenuItem(PLACES.scan, _("Quét QR"), icon="qrcode"),
    MenuItem(PLACES.mine, _("Hồ sơ"), icon="files"),
    MenuItem(PLACES.help, _("Trợ giúp"), icon="headset"),
)
# Pages that belong to a menu item although their path does not start with its path.
SECTIONS = {
    "/thu-tuc/": PLACES.fields,
    "/tim": PLACES.fields,
    "/nhap/": PLACES.mine,
    "/nop/": PLACES.mine,
    "/t/": PLACES.track,
    "/tin-nhan-that/": PLACES.help,
}

# The bar of leaders; pages below one of these, or named here, belong to it.
LEADER_TABS = (
    MenuItem(PLACES.morning, _("Sáng nay")),
    MenuItem(PLACES.late, _("Hồ sơ trễ")),
    MenuItem(PLACES.at_risk, _("Dễ trễ")),
    MenuItem(PLACES.offices, _("Đơn vị, cán bộ")),
    MenuItem(PLACES.by_field, _("Lĩnh vực")),
    MenuItem(PLACES.satisfaction, _("Hài lòng")),
    MenuItem(PLACES.citizen_reports, _("Phản ánh")),
    MenuItem(PLACES.reports, _("Báo cáo")),
)
LEADER_SECTIONS = {
    "/ld/nguyen-nhan/": PLACES.late,
    "/ld/can-bo/": PLACES.offices,
    "/ld/xep-hang/": PLACES.offices,
    "/ld/thu-tuc/": PLACES.by_field,
    "/ld/chi-so-766/": PLACES.reports,
    "/ld/ty-le/": PLACES.reports,
    "/ld/danh-gia/": PLACES.reports,
}

# Below the boxes of the queue, which `Page.sidebar` puts first.
SIDEBAR = (
    MenuGroup(
        _("Điều hành"),
        (
            MenuItem(PLACES.morning, _("Sáng nay"), icon="sun", needs=Perm.FIGURES),
            MenuItem(PLACES.reports, _("Báo cáo"), icon="report-analytics", needs=Perm.FIGURES),
            MenuItem(PLACES.own_figures, _("Số liệu của tôi"), icon="chart-bar", needs=Perm.QUEUE),
        ),
    ),
    MenuGroup(
        _("Một cửa"),
        (
            MenuItem(PLACES.intake, _("Tiếp nhận tại quầy"), icon="pencil", needs=Perm.RECEIVE),
            MenuItem(PLACES.find, _("Tìm hồ sơ"), icon="search", needs=Perm.QUEUE),
            MenuItem(PLACES.absences, _("Vắng mặt"), icon="users", needs=Perm.QUEUE),
            MenuItem(
                PLACES.undelivered, _("Tin chưa tới"), icon="message-report", needs=Perm.MESSAGES
            ),
        ),
    ),
    MenuGroup(
        _("Phản ánh"),
        (
            MenuItem(PLACES.desk, _("Cần xử lý"), icon="speakerphone", needs=Perm.REPORTS),
            MenuItem(PLACES.moderation, _("Chờ kiểm duyệt"), icon="eye-check", needs=Perm.PUBLISH),
            MenuItem(PLACES.removals, _("Đề nghị gỡ"), icon="eye-off", needs=Perm.PUBLISH),
            MenuItem(PLACES.entry, _("Nhập hộ"), icon="phone-plus", needs=Perm.TRIAGE),
        ),
    ),
    MenuGroup(
        _("Trễ hạn"),
        (
            MenuItem(PLACES.watch, _("Việc theo hạn"), icon="clock", needs=Perm.ASSIGN),
            MenuItem(
                PLACES.apologies,
                _("Xin lỗi"),
                icon="mail-heart",
                needs=frozenset({Perm.EXAMINE, Perm.ASSIGN, Perm.SIGN}),
            ),
            MenuItem(
                PLACES.apology_figures,
                _("Tình hình xin lỗi"),
                icon="report-analytics",
                needs=Perm.SEARCH_ALL,
            ),
        ),
    ),
    MenuGroup(
        _("Sổ sách"),
        (
            MenuItem(PLACES.books, _("Sổ theo dõi hồ sơ"), icon="books", needs=Perm.BOOKS),
            MenuItem(PLACES.results, _("Sổ kết quả"), icon="file-certificate", needs=Perm.BOOKS),
        ),
    ),
    MenuGroup(
        _("Quản trị"),
        (
            MenuItem(PLACES.boards, _("Bảng mã QR"), icon="qrcode", needs=Perm.BOARDS),
            MenuItem(PLACES.terms, _("Thời hạn cam kết"), icon="clock-check", needs=Perm.TERMS),
            MenuItem(PLACES.targets, _("Chỉ tiêu"), icon="target", needs=Perm.TARGETS),
            MenuItem(
                PLACES.report_settings,
                _("Cài đặt phản ánh"),
                icon="map-pin",
                needs=Perm.FEEDBACK_SETTINGS,
            ),
            MenuItem(
                PLACES.calendars, _("Lịch làm việc"), icon="calendar-event", needs=Perm.CALENDARS
            ),
            MenuItem(PLACES.templates, _("Mẫu giấy tờ"), icon="printer", needs=Perm.TEMPLATES),
            MenuItem(PLACES.words, _("Mẫu tin"), icon="message", needs=Perm.WORDING),
            MenuItem(PLACES.cards, _("Thiệp chúc mừng"), icon="heart", needs=Perm.TEMPLATES),
            MenuItem(
                PLACES.certificates, _("Chứng thư số"), icon="certificate", needs=Perm.SIGNATURES
            ),
            MenuItem(PLACES.gateways, _("Cổng tin nhắn"), icon="antenna", needs=Perm.GATEWAYS),
            MenuItem(PLACES.zalo, "Zalo", icon="send", needs=Perm.GATEWAYS),
            MenuItem(PLACES.volumes, _("Sản lượng tin"), icon="chart-bar", needs=Perm.GATEWAYS),
        ),
    ),
)
SEARCH = MenuItem(PLACES.find, _("Tìm mã hồ sơ, họ tên, số căn cước"), needs=Perm.QUEUE)
SCAN = MenuItem(f"{PLACES.intake}?quet=1", _("Quét căn cước"), needs=Perm.RECEIVE)
INTAKE = MenuItem(PLACES.intake, _("Tiếp nhận tại quầy"), needs=Perm.RECEIVE)
COMMON_KEYS = (
    KeyHelp(("J", "K"), _("xuống, lên")),
    KeyHelp(("X",), _("chọn")),
    KeyHelp(("O",), _("mở")),
    KeyHelp(("1–6",), _("lọc theo hạn")),
    KeyHelp(("/",), _("tìm")),
)
ALL_KEYS = (
    KeyHelp(("J", "K"), _("Dòng dưới, dòng trên")),
    KeyHelp(("O", "Enter"), _("Mở hồ sơ của dòng đang chọn")),
    KeyHelp(("X",), _("Đánh dấu dòng")),
    KeyHelp(("Shift + X",), _("Đánh dấu từ dòng trước đến dòng này")),
    KeyHelp(("Esc",), _("Bỏ đánh dấu tất cả")),
    KeyHelp(("1–6",), _("Các thẻ theo hạn")),
    KeyHelp(("/",), _("Tìm hồ sơ")),
    KeyHelp(("Q",), _("Quét căn cước")),
    KeyHelp(("N",), _("Tiếp nhận tại quầy")),
    KeyHelp(("A",), _("Giao cho người khác")),
    KeyHelp(("C",), _("Nhận việc, hoặc trả kết quả ngay tại quầy")),
    KeyHelp(("D",), _("Bước chính: tiếp nhận, chuyển, trình ký, ký, trả kết quả")),
    KeyHelp(("B",), _("Yêu cầu bổ sung; phản ánh: trả lời bước đầu")),
    KeyHelp(("T",), _("Từ chối hoặc trả lại, ghi lý do; phản ánh: trả lời kết quả")),
    KeyHelp(("H",), _("Phản ánh: chuyển đơn vị")),
    KeyHelp(("M",), _("Phản ánh: kiểm duyệt trước khi công khai")),
    KeyHelp(("V",), _("Kiểm duyệt: xem trước như mọi người thấy")),
    KeyHelp(("Ctrl + Enter",), _("Nút chính của biểu mẫu")),
    KeyHelp(("?",), _("Trang này")),
)


def here(path: str, current: str) -> bool:
    """Whether the menu item `path` is the section of the page `current`."""
    if path == "/":
        return current == "/"
    section = next(
        (item for prefix, item in SECTIONS.items() if current.startswith(prefix)), current
    )
    return section.startswith(path)


def leader_tab(current: str) -> str:
    """The tab of the page `current`: of those its path starts with the longest."""
    section = next(
        (tab for prefix, tab in LEADER_SECTIONS.items() if current.startswith(prefix)), current
    )
    paths = (item.path for item in LEADER_TABS if section.startswith(item.path))
    return max(paths, key=len, default="")
