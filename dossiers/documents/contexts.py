"""The lines of each printed form, in the order of the circular (domain 4.3-4.7, 4.10)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from accounts.identity import show_phone
from accounts.models import User
from dossiers.documents.facts import (
    BLANK,
    Line,
    count,
    head,
    line_of,
    person,
    phone_of,
    tracking_code,
    with_numbers,
)
from dossiers.models import Dossier, DossierEvent, DossierPaper, SupplementRequest
from dossiers.workflow import Action, reason_words
from portal.lib.dates import long_day, paper_moment, short_day
from portal.lib.money import dong_in_words
from worktime.terms import Term

Context = dict[str, Any]


def reception(dossier: Dossier, event: DossierEvent) -> Context:
    """Mẫu 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả."""
    _, day, serial = dossier.display_code.rsplit("-", 2)
    papers = dossier.papers.exclude(state=DossierPaper.State.SEEN)
    return {
        **head(dossier, event.at, number=f"{serial}/TNHS"),
        **person(dossier),
        **tracking_code(dossier),
        "lines": with_numbers(line_of(paper) for paper in papers),
        "sets": count(dossier.procedure_version.sets),
        "term": Term.parse(dossier.term).describe(),
        "received": paper_moment(event.at),
        "due": paper_moment(event.due_at) if event.due_at else "",
        "delivery": delivery(dossier),
        "book": f"{event.at:%Y}",
        "book_number": f"{day}-{serial}",
        "officer": str(event.actor or ""),
    }


def delivery(dossier: Dossier) -> str:
    """Đăng ký nhận kết quả tại."""
    if dossier.delivery == Dossier.Delivery.POST:
        return f"Bưu chính, địa chỉ: {dossier.delivery_address or dossier.address or BLANK}"
    if dossier.delivery == Dossier.Delivery.ELECTRONIC:
        return "Trực tuyến, bản điện tử"
    return dossier.receiving_unit.name


def supplement(dossier: Dossier, event: DossierEvent) -> Context:
    """Mẫu 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ, of one request."""
    request = dossier.supplements.filter(asked_at=event.at).first()
    return {
        **_supplement(dossier, event.at, event.actor, _asked_for(request), event.note),
        **tracking_code(dossier),
        "due": long_day(request.due_on) if request else "",
    }


def _asked_for(request: SupplementRequest | None) -> list[Line]:
    items = request.items.select_related("paper__required_paper") if request else ()
    return [
        line_of(paper.required_paper, reason=item.reason)
        if (paper := item.paper) and paper.required_paper
        else Line(item.name, reason=item.reason)
        for item in items
    ]


def guidance(
    dossier: Dossier, lines: Iterable[Line], *, by: User, at: datetime, note: str
) -> Context:
    """Mẫu 02 at the counter: what to bring, for an intake that is not accepted (unsaved)."""
    return _supplement(dossier, at, by, lines, note) | {"qr": "", "address": "", "due": ""}


def _supplement(
    dossier: Dossier, at: datetime, by: User | None, lines: Iterable[Line], note: str
) -> Context:
    return {
        **head(dossier, at),
        **person(dossier),
        "lines": with_numbers(lines),
        "note": note,
        "officer": str(by or ""),
        "officer_phone": officer_phone(by, dossier),
    }


def officer_phone(officer: User | None, dossier: Dossier) -> str:
    """The number people may ring: the officer's own, else that of the office."""
    if officer and officer.phone:
        return show_phone(officer.phone)
    return phone_of(dossier.receiving_unit) or BLANK


def refusal(dossier: Dossier, event: DossierEvent) -> Context:
    """Mẫu 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ."""
    return {
        **head(dossier, event.at),
        **person(dossier),
        "submitted": paper_moment(dossier.submitted_at),
        "reason": reason_words(event.reason),
        "note": event.note,
        "officer": str(event.actor or ""),
        "officer_phone": officer_phone(event.actor, dossier),
    }


def stop(dossier: Dossier, event: DossierEvent) -> Context:
    """Mẫu 05, Thông báo dừng giải quyết hồ sơ (TT 03/2025: request, stage, decision, money)."""
    return {
        **head(dossier, event.at),
        **person(dossier),
        "received": short_day(dossier.received_at) if dossier.received_at else BLANK,
        "stage": event.get_from_status_display().lower(),
        "for_good": event.action == Action.STOP_FOR_GOOD,
        "reason": reason_words(event.reason),
        "note": event.note,
        "fee": dong_in_words(dossier.fee_amount) if dossier.fee_paid_at else "",
        "officer": str(event.actor or ""),
        "officer_title": event.actor.job_title if event.actor else "",
    }


def handing_over(dossier: Dossier, event: DossierEvent) -> Context:
    """Giấy biên nhận trả kết quả."""
    version = dossier.procedure_version
    return {
        **head(dossier, event.at),
        **person(dossier),
        "owner": dossier.subject_name or dossier.applicant_name,
        "officer": str(event.actor or ""),
        "officer_phone": officer_phone(event.actor, dossier),
        "receiver": dossier.handed_over_to,
        "results": [result.name for result in version.results.all()] or [f"Kết quả {version.name}"],
        "result_number": dossier.result_number or BLANK,
        "result_on": short_day(dossier.result_on) if dossier.result_on else BLANK,
        "returned": paper_moment(event.at),
    }
