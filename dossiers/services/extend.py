"""Gia hạn theo quy định: more time by decision, as far as the law allows (peers 2.4)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from dossiers.clock.moving import Cause, extend_clock
from dossiers.models import ClockEntry, Dossier
from dossiers.services.apply import Act, act_on, lock, row_for
from dossiers.workflow import Action
from portal.lib.dates import full_moment
from portal.lib.errors import Refused
from portal.lib.text import clean
from worktime.terms import UNIT_NAMES, Leg, Term


@transaction.atomic
def extend(
    dossier: Dossier,
    *,
    by: User,
    at: datetime,
    added: Term,
    reason: str,
    note: str,
    decision: str,
    basis: str,
    superior_reason: str = "",
    seen: int | None = None,
) -> Dossier:
    """Adds `added`, one leg in the unit of the law, to the term counted from the base date.

    `decision` is its number and date, `basis` the article. All extensions together stay within
    the cap; a second one needs the reason of a superior. What is late already stays late.
    """
    dossier = lock(dossier.pk)
    row_for(dossier, Action.EXTEND, by=by)
    cap = check_extendable(dossier, at=at)
    decision, basis, superior_reason = clean(decision), clean(basis), clean(superior_reason)
    earlier = extensions_of(dossier)
    _check_amount(cap, earlier, added)
    _check_words(decision, basis, superior_reason, again=bool(earlier))
    cause = Cause(Action.EXTEND, by, at, dossier.last_seq + 1, decision, basis)
    extend_clock(dossier, str(added), cause)
    if superior_reason:
        note = f"{clean(note)} Cấp trên đồng ý gia hạn thêm: {superior_reason}"
    return act_on(dossier, Act(Action.EXTEND, by, at, note, reason), seen=seen)


def cap_of(dossier: Dossier) -> Leg | None:
    """The most the law lets be added, in its unit; None where it lets nothing be added."""
    legs = Term.parse(dossier.procedure.extension_cap).legs
    return legs[0] if legs else None


def extensions_of(dossier: Dossier) -> list[Leg]:
    """Those granted so far: how many there are is what is counted."""
    terms = dossier.clock_entries.filter(kind=ClockEntry.Kind.EXTEND).values_list("term", flat=True)
    return [leg for term in terms for leg in Term.parse(term).legs]


def left_of(cap: Leg, earlier: Sequence[Leg]) -> int:
    """How much may still be added, in the unit of the cap."""
    return cap.amount - sum(leg.amount for leg in earlier)


def check_extendable(dossier: Dossier, *, at: datetime) -> Leg:
    """The cap; Refused when no extension is possible, whatever is typed."""
    cap, earlier = cap_of(dossier), extensions_of(dossier)
    if cap is None:
        raise Refused(
            "no_extension",
            "Pháp luật không cho gia hạn thủ tục này. Nếu không kịp, lập văn bản xin lỗi và "
            "hẹn lại ngày trả",
        )
    if dossier.due_at is None:
        raise Refused("no_term", "Hồ sơ này không có ngày hẹn trả nên không có gì để gia hạn")
    if dossier.due_at < at:
        raise Refused(
            "late_already",
            f"Hồ sơ đã quá hẹn từ {full_moment(dossier.due_at)} nên không gia hạn được nữa. "
            "Lập văn bản xin lỗi và hẹn lại ngày trả",
        )
    if left_of(cap, earlier) < 1:
        raise Refused(
            "cap_reached",
            f"Hồ sơ đã được gia hạn đủ {cap.describe()}, là mức nhiều nhất theo quy định",
        )
    return cap


def _check_amount(cap: Leg, earlier: Sequence[Leg], added: Term) -> None:
    if len(added.legs) != 1 or added.legs[0].unit is not cap.unit:
        raise Refused(
            "wrong_unit", f"Thủ tục này gia hạn tính bằng {UNIT_NAMES[cap.unit]}", field="amount"
        )
    left = left_of(cap, earlier)
    if added.legs[0].amount > left:
        already = f", đã gia hạn {cap.amount - left}" if earlier else ""
        raise Refused(
            "over_cap",
            f"Quy định cho gia hạn nhiều nhất {cap.describe()}{already}. Nhập số từ 1 đến {left}",
            field="amount",
        )


def _check_words(decision: str, basis: str, superior_reason: str, *, again: bool) -> None:
    if not decision:
        raise Refused("decision_missing", "Nhập số, ngày quyết định gia hạn", field="decision")
    if not basis:
        raise Refused("basis_missing", "Nhập điều khoản cho phép gia hạn", field="basis")
    if again and not superior_reason:
        raise Refused(
            "superior_missing",
            "Hồ sơ này đã được gia hạn. Ghi vì sao cấp trên đồng ý gia hạn thêm",
            field="superior_reason",
        )
