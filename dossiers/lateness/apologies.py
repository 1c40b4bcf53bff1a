"""The apology as a step: proposed by the holder or the head, signed by the leader, then sent.

The legal clock runs on and `due_at` stays: reports count the date that was missed (domain 5.4).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction

from accounts.models import User
from accounts.permissions import Perm
from dossiers.documents.tasks import draw_paper
from dossiers.lateness.causes import check_cause
from dossiers.lateness.dates import closing_on
from dossiers.lateness.letters import WAITING, key_of, letters_of, may_submit
from dossiers.models import Apology, Dossier
from dossiers.services.apply import Act, act_on, lock
from dossiers.services.many import Outcome
from dossiers.workflow import Action
from papers.models import IssuedPaper
from papers.services import issue
from portal.lib.dates import long_day
from portal.lib.errors import Refused
from portal.lib.queues import ring
from portal.lib.text import clean


@dataclass(frozen=True)
class Proposal:
    """What the letter says. `new_date` is None for a dossier whose result is there already."""

    cause: str
    cause_note: str = ""
    new_date: date | None = None
    superior_reason: str = ""


def is_second(apology: Apology) -> bool:
    """The dossier has had its one letter: this one is counted."""
    signed = Apology.objects.filter(dossier=apology.dossier_id, state=Apology.State.SIGNED)
    return signed.exclude(pk=apology.pk).exists()


def asks_superior(apology: Apology) -> bool:
    """Whether a superior has to say why there is one more new date: no date, nothing to allow."""
    return apology.dossier.is_open and is_second(apology)


@transaction.atomic
def propose(apology: Apology, proposal: Proposal, *, by: User, at: datetime) -> Apology:
    """Writes cause and new date. From a head or leader it goes to be signed, from the holder
    to the head. Saying it again changes only what is said."""
    apology = _held(apology, by)
    if apology.state == Apology.State.SUBMITTED and not may_submit(by):
        raise Refused("submitted", "Văn bản này đang chờ ký, lãnh đạo mới sửa được", conflict=True)
    check_cause(proposal.cause, proposal.cause_note)
    _record_cause(apology.dossier, proposal.cause, at)
    apology.cause, apology.cause_note = proposal.cause, clean(proposal.cause_note)
    apology.new_date = _new_date(apology.dossier, proposal.new_date, at)
    if Perm.SIGN in by.permissions:
        apology.superior_reason = clean(proposal.superior_reason)
    if may_submit(by):
        apology.state = Apology.State.SUBMITTED
    apology.proposed_by, apology.proposed_at = by, at
    apology.save()
    return apology


def _record_cause(dossier: Dossier, cause: str, at: datetime) -> None:
    """What is late has its cause from now on: who asks for it need not wait for the signature."""
    if dossier.is_overdue(at):
        dossier.late_cause, dossier.late_cause_at = cause, at
        dossier.save(update_fields=["late_cause", "late_cause_at"])


def _new_date(dossier: Dossier, day: date | None, at: datetime) -> datetime | None:
    if not dossier.is_open:  # the letter then tells when the result came
        return dossier.closed_at
    if day is None:
        raise Refused("date_missing", "Nhập ngày hẹn lại", field="new_date")
    return closing_on(dossier, day, at)


@transaction.atomic
def sign_apology(apology: Apology, *, by: User, at: datetime, seen: int | None = None) -> Apology:
    """Signed and sent: number and paper, the event, the message, the date the citizen is told.

    A number that was issued before for the same letter (key `apology:<pk>`) is kept.
    """
    apology = _held(apology, by)
    dossier = apology.dossier
    _check_signable(apology, at)
    note = ""
    if dossier.is_open and apology.new_date:
        dossier.reappointed_at = apology.new_date
        note = f"Hẹn trả lại {long_day(apology.new_date)}"
    act = Act(
        Action.APOLOGISE, by, at, note, late_cause=apology.cause, late_note=apology.cause_note
    )
    dossier = act_on(dossier, act, seen=seen)
    apology.state, apology.event_seq = Apology.State.SIGNED, dossier.last_seq
    apology.signed_by, apology.signed_at = by, at
    apology.save()
    key = key_of(apology)
    issue(
        "mau-04", key=key, unit=dossier.root_unit, root_unit_id=dossier.root_unit_id, at=at,
        subject_code=dossier.display_code,
    )  # fmt: skip
    transaction.on_commit(partial(ring, draw_paper, key))
    return apology


@transaction.atomic
def sign_as(
    apology: Apology, proposal: Proposal, *, by: User, at: datetime, seen: int | None = None
) -> Apology:
    """The leader corrects the letter and signs it, both or neither."""
    return sign_apology(propose(apology, proposal, by=by, at=at), by=by, at=at, seen=seen)


def sign_many(ticked: Iterable[tuple[Apology, int]], *, by: User, at: datetime) -> list[Outcome]:
    """Each letter on its own, so that one refusal stops no other."""
    outcomes = []
    for apology, seen in ticked:
        refused = ""
        try:
            sign_apology(apology, by=by, at=at, seen=seen)
        except Refused as refusal:
            refused = refusal.message
        outcomes.append(Outcome(apology.dossier.display_code, refused))
    return outcomes


def ring_for_signed(*, at: datetime) -> None:
    """Rings again for the papers of letters that are signed with ink: a lost bell loses none."""
    waiting = IssuedPaper.objects.waiting(at).filter(key__startswith="apology:")
    signed = Apology.objects.filter(
        state=Apology.State.SIGNED,
        pk__in=[int(key.split(":")[1]) for key in waiting.values_list("key", flat=True)],
    )
    for apology in signed:
        ring(draw_paper, key_of(apology))


def _held(apology: Apology, by: User) -> Apology:
    """The letter and its dossier, held until the transaction ends, if it waits for this person."""
    dossier = lock(apology.dossier_id)
    held = letters_of(by).select_for_update(of=("self",)).filter(pk=apology.pk).first()
    if held is None:
        raise Refused("not_permitted", "Anh/chị không làm được văn bản xin lỗi của hồ sơ này")
    if held.state not in WAITING:
        raise Refused(
            "letter_over", "Văn bản này đã ký, hoặc không cần gửi nữa. Xin tải lại trang",
            conflict=True,
        )  # fmt: skip
    held.dossier = dossier
    return held


def _check_signable(apology: Apology, at: datetime) -> None:
    dossier = apology.dossier
    if apology.state != Apology.State.SUBMITTED:
        raise Refused("not_submitted", "Văn bản này chưa nêu đủ nguyên nhân và chưa trình ký")
    if asks_superior(apology) and not apology.superior_reason:
        raise Refused(
            "superior_reason_missing",
            "Hồ sơ này đã hẹn lại một lần. Mở văn bản, ghi vì sao đồng ý hẹn lại lần nữa",
            field="superior_reason",
        )
    told = apology.new_date
    if dossier.is_open and (told is None or told <= at):
        raise Refused("date_past", "Ngày hẹn lại đã qua. Chọn ngày khác", field="new_date")
