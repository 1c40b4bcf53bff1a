"""The lines of the forms that an event produces, in the order of the circular (domain 4.3-4.10)."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from dossiers.documents.facts import (
    count,
    line_of,
    officer_phone,
    person,
    tracking_of,
    with_numbers,
)
from dossiers.lateness.letters import enclosed_letters
from dossiers.models import Dossier, DossierEvent, DossierPaper, SupplementRequest
from dossiers.workflow import Action, reason_words
from papers.lines import Line
from papers.wording import BLANK
from portal.lib.dates import long_day, paper_day, paper_moment, short_day
from portal.lib.money import dong_in_words
from procedures.models import Channel
from worktime.terms import Term

Context = dict[str, Any]


def reception(dossier: Dossier, event: DossierEvent) -> Context:
    """Mẫu 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả."""
    _, day, serial = dossier.display_code.rsplit("-", 2)
    papers = dossier.papers.exclude(state=DossierPaper.State.SEEN)
    return {
        **person(dossier),
        "tracking": tracking_of(dossier),
        "lines": with_numbers(line_of(paper) for paper in papers),
        "sets": count(dossier.procedure_version.sets),
        "term": Term.parse(dossier.term).describe(),
        "received": _received(dossier, event),
        "due": paper_moment(event.due_at) if event.due_at else "",
        "delivery": delivery(dossier),
        "book": f"{event.at:%Y}",
        "book_number": f"{day}-{serial}",
        "officer": str(event.actor or ""),
    }


def _received(dossier: Dossier, event: DossierEvent) -> str:
    """At the desk; by post with the stamp that the time counts from."""
    at_desk = paper_moment(event.at)
    if dossier.arrived_at is None:
        return at_desk
    return f"{at_desk} (dấu công văn đến: {paper_moment(dossier.arrived_at)})"


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
        **_supplement(dossier, event.actor, _asked_for(request), event.note),
        "tracking": tracking_of(dossier),
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


def guidance(dossier: Dossier, lines: Iterable[Line], *, by: User, note: str) -> Context:
    """Mẫu 02 at the counter: what to bring, for an intake that is not accepted (unsaved)."""
    return _supplement(dossier, by, lines, note) | {"due": ""}


def _supplement(dossier: Dossier, by: User | None, lines: Iterable[Line], note: str) -> Context:
    return {
        **person(dossier),
        "lines": with_numbers(lines),
        "note": note,
        "officer": str(by or ""),
        "officer_phone": officer_phone(by, dossier),
    }


def refusal(dossier: Dossier, event: DossierEvent) -> Context:
    """Mẫu 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ."""
    came_by_person = dossier.channel == Channel.Method.DIRECT
    return {
        **person(dossier),
        "submitted": "" if came_by_person else paper_moment(dossier.submitted_at),
        "reason": reason_words(event.reason),
        "note": event.note,
        "officer": str(event.actor or ""),
        "officer_phone": officer_phone(event.actor, dossier),
    }


def stop(dossier: Dossier, event: DossierEvent) -> Context:
    """Mẫu 05, Thông báo dừng giải quyết hồ sơ (TT 03/2025: request, stage, decision, money)."""
    return {
        **person(dossier),
        **letter(dossier, event.actor),
        "stage": event.get_from_status_display().lower(),
        "asker": str(dossier.examiner or event.actor or "Hệ thống"),
        "for_good": event.action == Action.STOP_FOR_GOOD,
        "stopped": paper_day(event.at),
        "reason": reason_words(event.reason),
        "note": event.note,
        "fee": dong_in_words(dossier.fee_amount) if dossier.fee_paid_at else "",
    }


def letter(dossier: Dossier, signer: User | None) -> Context:
    """What letters of the authority share: receipt, who signs, who gets it."""
    return {
        "received": short_day(dossier.received_at) if dossier.received_at else BLANK,
        "receiver": dossier.receiving_unit.name,
        "receivers": [f"Ông/Bà {dossier.applicant_name}", dossier.receiving_unit.name],
        "signer": str(signer or ""),
        "signer_job": signer.job_title if signer else "",
    }


def handing_over(dossier: Dossier, event: DossierEvent) -> Context:
    """Giấy biên nhận trả kết quả."""
    version = dossier.procedure_version
    return {
        **person(dossier),
        "procedure": version.name,
        "owner": dossier.subject_name or dossier.applicant_name,
        "officer": str(event.actor or ""),
        "officer_phone": officer_phone(event.actor, dossier),
        "receiver": dossier.handed_over_to,
        "results": [result.name for result in version.results.all()] or [f"Kết quả {version.name}"],
        "result_number": dossier.result_number or BLANK,
        "result_on": short_day(dossier.result_on) if dossier.result_on else "",
        "returned": paper_moment(event.at),
        "letters": enclosed_letters(dossier),
    }
