"""Roles and what they may do: the one table. Code asks for permissions, never for roles.

Roles are those of the one-stop mechanism (domain 2.4). A permission is `<app>.<verb>`; whom or
what it covers is decided by `visible_to(user)` querysets, never here.
"""

from django.db import models


class Role(models.TextChoices):
    RECEPTIONIST = "receptionist", "Cán bộ một cửa"
    SPECIALIST = "specialist", "Chuyên viên thụ lý"
    HEAD = "head", "Lãnh đạo phòng"
    LEADER = "leader", "Lãnh đạo đơn vị"
    CLERK = "clerk", "Văn thư"
    CASHIER = "cashier", "Kế toán, thủ quỹ"
    SUPPORTER = "supporter", "Tổ hỗ trợ"
    CATALOGUE_ADMIN = "catalogue_admin", "Quản trị thủ tục"
    ADMIN = "admin", "Quản trị hệ thống"
    INSPECTOR = "inspector", "Theo dõi, kiểm tra"


class Perm(models.TextChoices):
    QUEUE = "dossiers.queue", "Xem hồ sơ của đơn vị mình"
    RECEIVE = "dossiers.receive", "Tiếp nhận, từ chối, chuyển hồ sơ"
    EXAMINE = "dossiers.examine", "Thẩm định, xác minh, yêu cầu bổ sung, trình ký"
    ASSIGN = "dossiers.assign", "Phân công, giao lại"
    SIGN = "dossiers.sign", "Ký duyệt, dừng giải quyết, cho phép ngoại lệ"
    SEAL = "dossiers.seal", "Cấp số, đóng dấu, chuyển kết quả"
    RETURN = "dossiers.return", "Trả kết quả"
    COLLECT_FEE = "dossiers.collect_fee", "Ghi nhận phí, lệ phí"
    SEARCH_ALL = "dossiers.search_all", "Tra cứu mọi hồ sơ của đơn vị gốc"
    BOARDS = "procedures.boards", "In bảng mã QR"
    TERMS = "procedures.terms", "Đặt thời hạn cam kết, thời hạn gia hạn"
    BOOKS = "dossiers.books", "Lập và in sổ"
    CALENDARS = "worktime.calendars", "Sửa lịch làm việc, ngày nghỉ"
    TEMPLATES = "papers.templates", "Sửa mẫu giấy tờ của đơn vị"
    SIGNATURES = "signatures.manage", "Quản lý chứng thư số"
    MESSAGES = "notifications.messages", "Xem tin nhắn lỗi, gửi lại, gọi điện"
    WORDING = "notifications.wording", "Sửa mẫu tin nhắn"
    GATEWAYS = "notifications.gateways", "Quản lý đường gửi tin nhắn"
    FIGURES = "reports.figures", "Xem tổng quan, báo cáo của đơn vị mình và đơn vị cấp dưới"
    ALL_FIGURES = "reports.all_figures", "Xem tổng quan, báo cáo của cả đơn vị gốc"
    DIRECT = "reports.direct", "Nhắc việc, yêu cầu nêu nguyên nhân"
    TARGETS = "reports.targets", "Đặt chỉ tiêu"
    REPORTS = "feedback.reports", "Xem phản ánh của đơn vị mình"
    ALL_REPORTS = "feedback.all_reports", "Xem mọi phản ánh của đơn vị gốc"
    TRIAGE = "feedback.triage", "Phân loại, chuyển, gộp, tách phản ánh, nhập hộ"
    HANDLE = "feedback.handle", "Kiểm tra, xử lý, trả lời phản ánh"
    PUBLISH = "feedback.publish", "Kiểm duyệt, công khai, gỡ phản ánh"
    REPORTER = "feedback.reporter", "Xem người gửi phản ánh"
    CONDUCT = "feedback.conduct", "Xem phản ánh về cán bộ"
    FEEDBACK_SETTINGS = "feedback.settings", "Đặt loại phản ánh, phân tuyến, địa bàn, khóa Open311"


_STAFF = frozenset({Perm.QUEUE, Perm.REPORTS})

ROLE_PERMISSIONS: dict[str, frozenset[Perm]] = {
    Role.RECEPTIONIST: _STAFF
    | {
        Perm.RECEIVE,
        Perm.RETURN,
        Perm.COLLECT_FEE,
        Perm.SEARCH_ALL,
        Perm.BOOKS,
        Perm.MESSAGES,
        Perm.ALL_REPORTS,
        Perm.TRIAGE,
        Perm.PUBLISH,
        Perm.REPORTER,
    },
    Role.SPECIALIST: _STAFF | {Perm.EXAMINE, Perm.HANDLE},
    Role.HEAD: _STAFF
    | {
        Perm.TRIAGE,
        Perm.HANDLE,
        Perm.PUBLISH,
        Perm.ASSIGN,
        Perm.EXAMINE,
        Perm.SEARCH_ALL,
        Perm.BOOKS,
        Perm.MESSAGES,
        Perm.FIGURES,
        Perm.DIRECT,
    },
    Role.LEADER: _STAFF
    | {
        Perm.ALL_REPORTS,
        Perm.TRIAGE,
        Perm.HANDLE,
        Perm.PUBLISH,
        Perm.REPORTER,
        Perm.CONDUCT,
        Perm.ASSIGN,
        Perm.SIGN,
        Perm.SEARCH_ALL,
        Perm.BOOKS,
        Perm.MESSAGES,
        Perm.FIGURES,
        Perm.DIRECT,
    },
    Role.CLERK: _STAFF | {Perm.SEAL, Perm.BOOKS},
    Role.CASHIER: _STAFF | {Perm.COLLECT_FEE},
    Role.SUPPORTER: frozenset(),
    Role.CATALOGUE_ADMIN: frozenset({Perm.BOARDS, Perm.TERMS}),
    Role.ADMIN: frozenset(
        {
            Perm.BOARDS,
            Perm.TERMS,
            Perm.CALENDARS,
            Perm.TEMPLATES,
            Perm.SIGNATURES,
            Perm.MESSAGES,
            Perm.WORDING,
            Perm.GATEWAYS,
            Perm.TARGETS,
            Perm.FEEDBACK_SETTINGS,
        }
    ),
    Role.INSPECTOR: _STAFF
    | {
        Perm.SEARCH_ALL,
        Perm.BOOKS,
        Perm.FIGURES,
        Perm.ALL_FIGURES,
        Perm.ALL_REPORTS,
        Perm.CONDUCT,
    },
}


def permissions_of(roles: frozenset[str]) -> frozenset[str]:
    """Every permission that any of the roles carries."""
    return frozenset(perm.value for role in roles for perm in ROLE_PERMISSIONS.get(role, ()))


def roles_with(permission: str) -> list[str]:
    return [role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions]
