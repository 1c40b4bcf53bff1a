"""Phí, lệ phí of an intake: what the version says for filing in person, and what is due."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from portal.lib.money import dong, dots
from procedures.models import Channel, Fee, ProcedureVersion

NOTE_LENGTH = 200
COPIES = frozenset({"bản", "giấy", "trang", "văn bản"})  # what "Số bản" counts


@dataclass(frozen=True)
class FeeLine:
    """One amount that may apply; `certain` ones stand in a published text."""

    id: str
    label: str
    amount: int
    per_copy: bool
    certain: bool
    ticked: bool = False

    def due(self, sets: int) -> int:
        return self.amount * sets if self.per_copy else self.amount


def fee_lines(version: ProcedureVersion, ticked: Iterable[str]) -> list[FeeLine]:
    """The known amounts for filing at the counter, in the order of the text."""
    chosen = set(ticked)
    return [
        _line(fee, version, chosen)
        for channel in version.channels.all()
        if channel.method == Channel.Method.DIRECT
        for fee in channel.fees.all()
        if fee.amount is not None
    ]


def _line(fee: Fee, version: ProcedureVersion, ticked: set[str]) -> FeeLine:
    amount = fee.amount or 0
    per = f"/{fee.per}" if fee.per else ""
    words = f": {fee.description}" if fee.description else ""
    return FeeLine(
        id=str(fee.pk),
        label=f"{fee.get_kind_display()} {dong(amount)}{per}{words}",
        amount=amount,
        per_copy=fee.per in COPIES,
        certain=not fee.needs_review and "fees" not in version.uncertain.split(),
        ticked=str(fee.pk) in ticked,
    )


def tick_the_certain(data: QueryDict, lines: list[FeeLine]) -> None:
    """A procedure with one certain amount has it ticked; among several the officer chooses."""
    certain = [line.id for line in lines if line.certain]
    data.setlist("fee", certain if len(lines) == 1 else [])
    data["amount"] = data["amount_known"] = ""


def settle(data: QueryDict, lines: list[FeeLine], sets: int) -> None:
    """Keeps the amount equal to what is ticked, until somebody types another one."""
    due = sum(line.due(sets) for line in lines if line.ticked)
    computed = dots(due) if due else ""
    if data.get("amount", "") == data.get("amount_known", ""):
        data["amount"] = computed
    data["amount_known"] = computed


def fee_note(lines: list[FeeLine], sets: int, payment: str) -> str:
    """What the money was for and how it was paid, for the dossier."""
    parts = [payment] if payment else []
    for line in lines:
        if line.ticked:
            times = f" × {sets}" if line.per_copy and sets > 1 else ""
            parts.append(f"{line.label}{times}")
    return "; ".join(parts)[:NOTE_LENGTH]
