"""The commune Bình An, its people and its procedures, as tests need them.

Everything is built through the product's own services; nothing here knows a rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from django.db.models import F

from accounts.models import RoleAssignment, ServicePlace, Unit, User
from accounts.permissions import Role
from dossiers.models import Dossier
from dossiers.services import (
    Applicant,
    HandedIn,
    Opening,
    receive_at_counter,
)
from dossiers.services.apply import first_event
from dossiers.services.opening import new_dossier
from notifications.models import Message
from procedures.content import (
    ChannelContent,
    FormFieldContent,
    FormPageContent,
    PaperContent,
    StageContent,
    VersionContent,
)
from procedures.models import Channel, Field, FormField, Procedure, Stage
from procedures.services import publish_form, publish_version, set_stages
from worktime.services import seed_calendars

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
PASSWORD = "mot-cua-binh-an"
_numbers = count(1)


def at(text: str) -> datetime:
    """`2026-11-23 08:30` in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


MONDAY = at("2026-11-23 08:00")


@dataclass(frozen=True)
class Commune:
    """Xã Bình An: the root, its one-stop centre and one office of specialists."""

    root: Unit
    one_stop: Unit
    justice: Unit
    office: Unit
    counter: ServicePlace


def make_commune(code: str = "H99.12", short_name: str = "xã Bình An") -> Commune:
    calendar = seed_calendars()
    root = Unit.objects.create(
        code=code,
        name=f"Ủy ban nhân dân {short_name}",
        short_name=short_name,
        kind=Unit.Kind.COMMUNE,
        calendar=calendar,
        phone="0252 3123 456",
        place_name=short_name.removeprefix("xã ").strip(),
        superior="ỦY BAN NHÂN DÂN TỈNH BÌNH MINH",
        sms_name="Mot cua Binh An",
    )
    offices = [
        Unit.objects.create(
            code=f"{code}.{number}", name=name, short_name=name, kind=kind, parent=root, root=root
        )
        for number, (kind, name) in enumerate(
            (
                (Unit.Kind.ONE_STOP, "Trung tâm Phục vụ hành chính công"),
                (Unit.Kind.JUSTICE, "Tư pháp - Hộ tịch"),
                (Unit.Kind.OFFICE, "Văn phòng HĐND và UBND"),
            ),
            start=1,
        )
    ]
    counter = ServicePlace.objects.create(unit=offices[0], code=f"Q{root.pk:02d}", name="Quầy 2")
    return Commune(root, *offices, counter)


def make_staff(unit: Unit, *roles: Role, full_name: str = "Lê Thị Hòa", **fields: object) -> User:
    user = User.objects.create_staff(
        f"can-bo-{next(_numbers)}", PASSWORD, full_name=full_name, unit=unit, **fields
    )
    RoleAssignment.objects.bulk_create(RoleAssignment(user=user, role=role) for role in roles)
    return User.objects.select_related("unit", "unit__root").get(pk=user.pk)


def make_citizen(phone: str = "", full_name: str = "Nguyễn Thị Hoa", **fields: object) -> User:
    return User.objects.create_citizen(
        phone or f"+8490512{next(_numbers):04d}", full_name=full_name, **fields
    )


def make_procedure(
    code: str = "1.001193",
    name: str = "Đăng ký khai sinh",
    *,
    term: str = "3 WORKING_DAY",
    papers: Iterable[PaperContent] | None = None,
    online: bool = True,
) -> Procedure:
    """A procedure of the field Hộ tịch with one paper, an e-form of one page, and four stages."""
    field, _ = Field.objects.get_or_create(
        code="HT", defaults={"slug": "ho-tich", "name": "Hộ tịch", "group": 1, "order": 1}
    )
    procedure = Procedure.objects.create(
        code=code,
        field=field,
        name=name,
        short_name=name,
        received_here=True,
        for_commune=True,
        for_citizens=True,
        accepts_online=online,
        online_level=Procedure.OnlineLevel.FULL,
    )
    paper = PaperContent(name="Giấy chứng sinh", originals=1)
    content = VersionContent(
        name=name,
        channels=tuple(ChannelContent(method=method, term=term) for method in Channel.Method),
        papers=tuple([paper] if papers is None else papers),
    )
    publish_version(procedure, content, at=at("2026-01-05 08:00"))
    if online:
        publish_form(procedure, FORM_PAGES, at=at("2026-01-05 08:00"))
    set_stages(procedure, STAGES, at=at("2026-01-05 08:00"))
    procedure.refresh_from_db()
    return procedure


FORM_PAGES = [
    FormPageContent(
        slug="tre",
        title="Trẻ tên là gì?",
        fields=(
            FormFieldContent(key="child_name", label="Họ và tên trẻ", kind=FormField.Kind.NAME),
        ),
    )
]
STAGES = [
    StageContent(step=step, name=name, public_name=name, role=role, office_kind=office, share=share)
    for step, name, role, office, share in (
        (Stage.Step.ASSIGN, "Phân công", Role.HEAD, "justice", 10),
        (Stage.Step.EXAMINE, "Thẩm định", Role.SPECIALIST, "justice", 50),
        (Stage.Step.SIGN, "Ký duyệt", Role.LEADER, "", 20),
        (Stage.Step.SEAL, "Đóng dấu", Role.CLERK, "office", 10),
    )
]


def an_applicant(**changes: object) -> Applicant:
    facts: dict[str, object] = {
        "full_name": "Nguyễn Thị Sáu",
        "phone": "+84905123318",
        "personal_id": "056157004318",
        "birth_date": date(1957, 4, 12),
        "gender": "female",
        "address": "Thôn 2, xã Bình An",
    }
    return Applicant(**(facts | changes))  # type: ignore[arg-type]


def an_opening(commune: Commune, procedure: Procedure, **changes: object) -> Opening:
    facts: dict[str, object] = {
        "root_unit": commune.root,
        "receiving_unit": commune.one_stop,
        "procedure": procedure,
        "version": procedure.current_version,
        "method": Channel.Method.DIRECT,
        "submit_key": f"key-{next(_numbers)}",
    }
    return Opening(**(facts | changes))  # type: ignore[arg-type]


def make_submitted(
    commune: Commune, procedure: Procedure, *, owner: User | None = None, when: datetime = MONDAY
) -> Dossier:
    """An online submission that waits for reception."""
    opening = an_opening(commune, procedure, method=Channel.Method.ONLINE, owner=owner)
    dossier = new_dossier(opening, an_applicant(), at=when)
    first_event(dossier, by=owner, at=when)
    return dossier


def make_received(
    commune: Commune, procedure: Procedure, *, by: User, when: datetime = MONDAY
) -> Dossier:
    """A walk-in dossier with its official code."""
    return receive_at_counter(
        an_opening(commune, procedure),
        an_applicant(),
        [HandedIn(None, "Giấy chứng sinh", originals=1)],
        by=by,
        at=when,
    )


def send_messages() -> None:
    """Everything waiting leaves at the moment it was written; pauses count from there."""
    Message.objects.filter(state=Message.State.WAITING).update(
        state=Message.State.HANDED_OVER, sent_at=F("created_at")
    )
