"""An invented province: communes with offices and people, and what they are asked for."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product

from django.contrib.auth.hashers import make_password

from accounts.models import RoleAssignment, Unit, User
from accounts.permissions import Role
from portal.lib.text import fold
from procedures.models import Channel, Procedure, Stage

PROVINCE = "B00"
OFFICES = (
    (Unit.Kind.ONE_STOP, "Một cửa"),
    (Unit.Kind.OFFICE, "Văn phòng"),
    (Unit.Kind.JUSTICE, "Tư pháp - Hộ tịch"),
    (Unit.Kind.ECONOMY, "Phòng Kinh tế"),
    (Unit.Kind.CULTURE_SOCIAL, "Văn hóa - Xã hội"),
    (Unit.Kind.POLICE, "Công an xã"),
    (Unit.Kind.MILITARY, "Quân sự xã"),
    (Unit.Kind.LAND_BRANCH, "Chi nhánh đất đai"),
)
# The person of a commune whom the benchmark lets sign in: a specialist who may do everything.
EVERYTHING = (Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER)
# What people come for, in percent; every other field has one.
DEMAND = {
    "chung-thuc": 38, "ho-tich": 19, "cu-tru": 10, "dat-dai": 9, "bao-tro-xa-hoi": 5,
    "nguoi-co-cong": 3, "ho-kinh-doanh": 3, "quan-su": 2, "xay-dung": 2,
}  # fmt: skip
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Lý"]
MIDDLE = ["Văn", "Thị", "Hữu", "Ngọc", "Minh", "Đức", "Thu", "Thanh", "Kim", "Xuân", "Anh", "Mỹ"]
GIVEN = ["Hoa", "Bình", "Cường", "Dũng", "Giang", "Hải", "Khánh", "Lan", "Mai", "Nam", "Oanh", "An"]
NAMES = [" ".join(parts) for parts in product(FAMILY, MIDDLE, GIVEN, GIVEN)]
NAME_PAIRS = [(name, fold(name)) for name in NAMES]


@dataclass(frozen=True)
class Commune:
    """Ids of a commune, of its offices by kind and of the people in each."""

    root: int
    code: str
    name: str
    leader: int
    units: dict[str, int] = field(default_factory=dict)
    people: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def unit(self, kind: str) -> int:
        return self.units.get(kind, self.root)

    def person(self, kind: str, turn: int = 0) -> int:
        """One of that office; the leader where it has nobody of its own."""
        people = self.people.get(kind) or [self.leader]
        return people[turn % len(people)]


@dataclass(frozen=True)
class Kind:
    """A published procedure: its term, and per step the stage with the kind of office."""

    procedure: int
    version: int
    field: int
    term: str
    online_level: int
    weight: float
    stages: dict[str, tuple[int, str]]


def published_kinds() -> list[Kind]:
    """What communes are asked for, with its weight: within a field the first procedures most."""
    rows = list(
        Procedure.objects.active()
        .exclude(current_version=None)
        .order_by("-popularity", "code")
        .values_list("pk", "current_version_id", "field_id", "field__slug", "online_level")
    )
    if not rows:
        raise LookupError("no published procedure: run `manage.py seed` first")
    terms, stages, rank = _terms(), _stages(), defaultdict[str, int](int)
    kinds = []
    for pk, version, field_id, slug, level in rows:
        rank[slug] += 1
        weight = DEMAND.get(slug, 1) / rank[slug]
        way = stages.get(pk) or stages[None]
        kinds.append(Kind(pk, version, field_id, terms.get(version, ""), level, weight, way))
    return kinds


def _terms() -> dict[int, str]:
    """Of the counter, else of any channel."""
    rows = Channel.objects.exclude(term="").order_by("-method").values_list("version_id", "term")
    return dict(rows)


def _stages() -> dict[int | None, dict[str, tuple[int, str]]]:
    found: dict[int | None, dict[str, tuple[int, str]]] = defaultdict(dict)
    for stage in Stage.objects.filter(retired_at=None).order_by("order"):
        found[stage.procedure_id].setdefault(stage.step, (stage.pk, stage.office_kind))
    return found


def make_province(count: int) -> list[Commune]:
    """The province with so many communes, what is there already included."""
    numbers = range(1, count + 1)
    known = set(Unit.objects.values_list("code", flat=True))
    new = [number for number in numbers if _code(number) not in known]
    if new:
        _make_communes(new)
        _make_people(new)
    return _communes({_code(number) for number in numbers})


def _code(number: int) -> str:
    return f"B{number:02d}.{number % 90 + 10}"


def _make_communes(numbers: list[int]) -> None:
    calendar = Unit.objects.filter(root=None).exclude(calendar=None)[0].calendar
    province, _ = Unit.objects.get_or_create(
        code=PROVINCE,
        defaults={"name": "Ủy ban nhân dân tỉnh Mẫu", "short_name": "tỉnh Mẫu",
                  "kind": Unit.Kind.PROVINCE, "calendar": calendar},
    )  # fmt: skip
    Unit.objects.filter(parent=None, root=None).exclude(pk=province.pk).update(parent=province)
    roots = Unit.objects.bulk_create(
        Unit(code=_code(number), name=f"Ủy ban nhân dân xã Mẫu {number}",
             short_name=f"xã Mẫu {number}", kind=Unit.Kind.COMMUNE, calendar=calendar,
             parent=province)
        for number in numbers
    )  # fmt: skip
    Unit.objects.bulk_create(
        Unit(code=f"{root.code}.{place}", name=name, short_name=name, kind=kind, parent=root,
             root=root)
        for root in roots
        for place, (kind, name) in enumerate(OFFICES, start=1)
    )  # fmt: skip


def _make_people(numbers: list[int]) -> None:
    units = {unit.code: unit for unit in Unit.objects.filter(code__startswith="B")}
    users: list[User] = []
    roles: dict[str, tuple[Role, ...]] = {}
    if not User.objects.filter(username="bench-province").exists():
        users.append(_person("bench-province", units[PROVINCE], 0))
        roles["bench-province"] = (Role.LEADER,)
    for number in numbers:
        for username, place, given in _posts(number):
            unit = units[".".join([_code(number), *place])]
            users.append(_person(username, unit, number * 31 + len(users)))
            roles[username] = given
    made = User.objects.bulk_create(users)
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=user, role=role) for user in made for role in roles[user.username]
    )


def _posts(number: int) -> list[tuple[str, tuple[str, ...], tuple[Role, ...]]]:
    """User names of a commune with their place and roles; the one who signs in comes first."""
    name = f"bench-{number}"
    posts: list[tuple[str, tuple[str, ...], tuple[Role, ...]]] = [
        (name, ("3",), EVERYTHING),
        (f"{name}-leader", (), (Role.LEADER,)),
        (f"{name}-1", ("1",), (Role.RECEPTIONIST,)),
    ]
    for place in range(2, len(OFFICES) + 1):
        roles = (Role.HEAD, Role.SPECIALIST, Role.CLERK)
        posts.append((f"{name}-{place}", (str(place),), roles))
        posts.append((f"{name}-{place}b", (str(place),), (Role.SPECIALIST,)))
    return posts


def _person(username: str, unit: Unit, number: int) -> User:
    name, folded = NAME_PAIRS[number * 7919 % len(NAME_PAIRS)]
    return User(
        username=username, kind=User.Kind.STAFF, unit=unit, full_name=name, name_fold=folded,
        password=make_password(None),
    )  # fmt: skip


def _communes(codes: set[str]) -> list[Commune]:
    """In the order of their making; the first is the busiest."""
    leaders = dict(User.objects.filter(username__endswith="-leader").values_list("unit_id", "pk"))
    roots = Unit.objects.filter(code__in=codes).order_by("pk")
    communes = {
        root.pk: Commune(root.pk, root.code, root.short_name, leaders[root.pk]) for root in roots
    }
    for pk, kind, of in Unit.objects.exclude(root=None).values_list("pk", "kind", "root_id"):
        if of in communes:
            communes[of].units[kind] = pk
    people = User.objects.filter(username__startswith="bench-").exclude(unit__root=None)
    rows = people.order_by("pk").values_list("pk", "unit__kind", "unit__root_id")
    for pk, kind, commune in rows:
        if commune in communes:
            communes[commune].people[kind].append(pk)
    return list(communes.values())
