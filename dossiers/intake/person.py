"""The person at the counter: the scanned card, what disagrees, what they filed before."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from accounts.identity import normalise_phone, parse_card
from accounts.identity import personal_id_birth_year as told_by_number
from accounts.models import User
from dossiers.models import Dossier, Draft
from dossiers.workflow import Label
from portal.lib.dates import short_day
from portal.lib.errors import Refused
from portal.lib.numbers import read_personal_number
from procedures.memory import procedure_facts

LOCKABLE = ("personal_id", "full_name", "birth_date", "address")  # a list of choices stays open
EARLIER_SHOWN = 5
BROKEN_NAME = "Tắt bộ gõ tiếng Việt rồi quét lại, hoặc sửa tên theo thẻ"


def read_card(data: QueryDict) -> dict[str, str]:
    """Fills the applicant from the scanned string in `data`; returns sentences by field.

    A string that cannot be read stays where it is, and nothing else is touched.
    """
    try:
        card = parse_card(data.get("card", ""))
    except Refused as refused:
        return {"card": refused.message}
    data["card"] = ""
    data["personal_id"], data["full_name"] = card.personal_id, card.full_name
    data["birth_date"] = short_day(card.birth_date) if card.birth_date else ""
    data["gender"], data["address"] = card.gender, card.address
    known = [name for name in LOCKABLE if data[name]]
    if card.name_is_broken:
        known.remove("full_name")
    data["locked"] = ",".join(known)
    return {"full_name": BROKEN_NAME} if card.name_is_broken else {}


def locked_fields(data: QueryDict) -> list[str]:
    """Fields that the card filled and nobody has opened for editing."""
    return [name for name in data.get("locked", "").split(",") if name in LOCKABLE]


def doubts(personal_id: str, birth_date: str, gender: str) -> list[str]:
    """Where the digits of the number and the rest disagree: to look at, not to refuse."""
    if not re.fullmatch(r"[0-9]{12}", personal_id):
        return []
    year, told_gender = told_by_number(personal_id)
    found = []
    if (typed := re.search(r"[0-9]{4}$", birth_date)) and int(typed[0]) != year:
        found.append(f"Năm sinh {typed[0]} khác với số căn cước (số cho biết {year})")
    if gender and gender != told_gender:
        words = dict(Dossier.Gender.choices)
        found.append(
            f"Giới tính {words[gender]} khác với số căn cước (số cho biết {words[told_gender]})"
        )
    return found


@dataclass(frozen=True)
class Earlier:
    """A dossier of the same person."""

    code: str
    title: str
    day: str
    label: Label
    path: str
    procedure_id: int
    is_open: bool


@dataclass(frozen=True)
class Begun:
    """A draft of the same person."""

    token: str
    title: str
    day: str


@dataclass(frozen=True)
class History:
    dossiers: list[Earlier]
    drafts: list[Begun]

    def open_for(self, procedure_id: int) -> list[Earlier]:
        """Dossiers under way for the same procedure: perhaps this one is filed twice."""
        return [row for row in self.dossiers if row.is_open and row.procedure_id == procedure_id]


def history_of(user: User, personal_id: str, phone: str, *, at: datetime) -> History:
    """What the person of this number or phone has here, the newest first."""
    personal_id, phone = _number(personal_id), _phone(phone)
    owners = accounts_of(personal_id, phone)
    seen = Dossier.objects.visible_to(user)
    by_number = seen.filter(personal_id=personal_id) if personal_id else seen.none()
    by_account = seen.filter(owner__in=owners) if owners else seen.none()
    newest = sorted(
        {row.pk: row for found in (by_number, by_account) for row in _newest(found)}.values(),
        key=lambda row: row.submitted_at,
        reverse=True,
    )
    drafts = Draft.objects.alive(at).filter(owner__in=owners) if owners else Draft.objects.none()
    return History(
        [_earlier(row) for row in newest[:EARLIER_SHOWN]],
        [
            Begun(
                draft.token, procedure_facts(draft.procedure_id).title, short_day(draft.updated_at)
            )
            for draft in drafts[:EARLIER_SHOWN]
        ],
    )


def accounts_of(personal_id: str, phone: str) -> list[User]:
    """Citizen accounts that are this person's: both facts agree where both are known."""
    by_number = Q(personal_id=personal_id) if personal_id else Q(pk__in=[])
    by_phone = Q(username=phone) if phone else Q(pk__in=[])
    if personal_id:
        by_phone &= Q(personal_id__in=["", personal_id])
    citizens = User.objects.filter(kind=User.Kind.CITIZEN, is_active=True)
    return list(citizens.filter(by_number | by_phone)) if personal_id or phone else []


def _newest(found: QuerySet[Dossier]) -> list[Dossier]:
    return list(found.order_by("-submitted_at")[:EARLIER_SHOWN])


def _earlier(row: Dossier) -> Earlier:
    return Earlier(
        code=row.display_code,
        title=procedure_facts(row.procedure_id).title,
        day=short_day(row.submitted_at),
        label=row.label,
        path=reverse("dossiers:staff-dossier", args=[row.display_code]),
        procedure_id=row.procedure_id,
        is_open=row.is_open,
    )


def _number(text: str) -> str:
    try:
        return read_personal_number(text)
    except Refused:
        return ""


def _phone(text: str) -> str:
    try:
        return normalise_phone(text)
    except Refused:
        return ""
