"""The invented commune Bình An: its offices, counters and people of every role. Idempotent."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.models import RoleAssignment, ServicePlace, Unit, User
from accounts.permissions import Role
from procedures.qr import code_of_place
from worktime.models import Calendar

DEMO_PASSWORD = "motcua-binhan-2026"  # noqa: S105 - printed for everybody to see
ROOT_CODE = "H99.12"

# code suffix, kind, name, short name
OFFICES = (
    ("1", Unit.Kind.ONE_STOP, "Trung tâm Phục vụ hành chính công xã Bình An", "Một cửa"),
    ("2", Unit.Kind.OFFICE, "Văn phòng HĐND và UBND xã Bình An", "Văn phòng"),
    ("3", Unit.Kind.JUSTICE, "Bộ phận Tư pháp - Hộ tịch xã Bình An", "Tư pháp - Hộ tịch"),
    ("4", Unit.Kind.ECONOMY, "Phòng Kinh tế xã Bình An", "Phòng Kinh tế"),
    ("5", Unit.Kind.CULTURE_SOCIAL, "Phòng Văn hóa - Xã hội xã Bình An", "Văn hóa - Xã hội"),
    ("6", Unit.Kind.POLICE, "Công an xã Bình An", "Công an xã"),
    ("7", Unit.Kind.MILITARY, "Ban Chỉ huy Quân sự xã Bình An", "Quân sự xã"),
    ("8", Unit.Kind.LAND_BRANCH, "Chi nhánh Văn phòng đăng ký đất đai", "Chi nhánh đất đai"),
)
PLACES = (
    ("Q01", "Quầy 1", "Đất đai, xây dựng, kinh doanh"),
    ("Q02", "Quầy 2", "Hộ tịch, chứng thực"),
    ("Q03", "Quầy 3", "Bảo trợ xã hội, người có công"),
    ("Q04", "Quầy 4", "Cư trú, quân sự"),
    ("BH1", "Bàn hướng dẫn", "Giúp kê khai, lấy mã, chụp giấy tờ"),
)


@dataclass(frozen=True)
class Login:
    """A demo account; `office` is a suffix of `OFFICES` (empty: the commune itself)."""

    username: str
    full_name: str
    job_title: str
    roles: tuple[Role, ...]
    office: str
    place: str = ""


# Offices outside the commune's own line sign and seal themselves; here one person does it all.
ALL_IN_ONE = (Role.HEAD, Role.SPECIALIST, Role.LEADER, Role.CLERK)
LOGINS = (
    Login("hoa", "Lê Thị Hòa", "Công chức một cửa", (Role.RECEPTIONIST,), "1", "Q02"),
    Login("minh", "Ngô Quang Minh", "Công chức một cửa", (Role.RECEPTIONIST,), "1", "Q01"),
    Login("bao", "Phạm Quốc Bảo", "Công chức Tư pháp", (Role.SPECIALIST,), "3"),
    Login("lan", "Võ Thị Lan", "Công chức Tư pháp", (Role.SPECIALIST,), "3"),
    Login("thu", "Đỗ Văn Thu", "Phụ trách Tư pháp", (Role.HEAD,), "3"),
    Login("kiet", "Huỳnh Tuấn Kiệt", "Chuyên viên Kinh tế", (Role.SPECIALIST,), "4"),
    Login("son", "Trương Hoài Sơn", "Trưởng phòng Kinh tế", (Role.HEAD,), "4"),
    Login("xuan", "Đặng Thị Xuân", "Chuyên viên Xã hội", (Role.SPECIALIST,), "5"),
    Login("phuong", "Bùi Minh Phượng", "Trưởng phòng Văn hóa - Xã hội", (Role.HEAD,), "5"),
    Login("tuan", "Lý Anh Tuấn", "Cán bộ Công an", ALL_IN_ONE, "6"),
    Login("long", "Cao Văn Long", "Chỉ huy phó", ALL_IN_ONE, "7"),
    Login("dat", "Mai Thành Đạt", "Viên chức địa chính", ALL_IN_ONE, "8"),
    Login("dung", "Trần Văn Dũng", "Chủ tịch UBND xã", (Role.LEADER,), ""),
    Login("mai", "Hồ Thị Mai", "Phó Chủ tịch UBND xã", (Role.LEADER,), ""),
    Login("thao", "Phan Thị Thảo", "Chánh Văn phòng", (Role.HEAD, Role.SPECIALIST), "2"),
    Login("nga", "Bùi Thị Nga", "Văn thư", (Role.CLERK,), "2"),
    Login("hanh", "Tạ Thị Hạnh", "Kế toán", (Role.CASHIER,), "2"),
    Login("an", "Vũ Hoàng An", "Theo dõi cải cách hành chính", (Role.INSPECTOR,), "2"),
    Login("duy", "Phan Khánh Duy", "Tổ công nghệ số cộng đồng", (Role.SUPPORTER,), "1"),
    Login("phuc", "Lê Hữu Phúc", "Quản trị hệ thống", (Role.ADMIN,), "2"),
)


def seed_people(calendar: Calendar) -> Unit:
    """The commune with everything in it; what exists already is left as it is."""
    root, _ = Unit.objects.get_or_create(
        code=ROOT_CODE,
        defaults={
            "name": "Ủy ban nhân dân xã Bình An",
            "short_name": "xã Bình An",
            "kind": Unit.Kind.COMMUNE,
            "calendar": calendar,
            "place_name": "Bình An",
            "superior": "ỦY BAN NHÂN DÂN TỈNH BÌNH MINH",
            "address": "Số 1 đường Trung Tâm, xã Bình An",
            "phone": "0252 3123 456",
            "hours_text": "7:00–11:30, 13:30–17:00, thứ Hai đến thứ Sáu",
            "sms_name": "Mot cua Binh An",
            "wifi_name": "MOTCUA-BINHAN",
        },
    )
    offices = {suffix: _office(root, suffix, *rest) for suffix, *rest in OFFICES}
    places = {code: _place(offices["1"], code, name, about) for code, name, about in PLACES}
    for place in places.values():
        code_of_place(place)
    password = make_password(DEMO_PASSWORD)  # once: hashing is slow on purpose
    for login in LOGINS:
        _person(login, password, offices.get(login.office, root), places.get(login.place))
    return root


def _office(root: Unit, suffix: str, kind: str, name: str, short_name: str) -> Unit:
    office, _ = Unit.objects.get_or_create(
        code=f"{ROOT_CODE}.{suffix}",
        defaults={
            "name": name,
            "short_name": short_name,
            "kind": kind,
            "parent": root,
            "root": root,
            "place_name": root.place_name,
            "phone": root.phone,
        },
    )
    return office


def _place(unit: Unit, code: str, name: str, about: str) -> ServicePlace:
    place, _ = ServicePlace.objects.get_or_create(
        code=code, defaults={"unit": unit, "name": name, "about": about}
    )
    return place


def _person(login: Login, password: str, unit: Unit, place: ServicePlace | None) -> None:
    if User.objects.filter(username=login.username).exists():
        return
    user = User(
        kind=User.Kind.STAFF,
        username=login.username,
        password=password,
        full_name=login.full_name,
        job_title=login.job_title,
        unit=unit,
        place=place,
    )
    user.refresh_folded_name()
    user.save()
    RoleAssignment.objects.bulk_create(RoleAssignment(user=user, role=role) for role in login.roles)
