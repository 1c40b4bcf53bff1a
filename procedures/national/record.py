"""A full national record (`details/<code>.json`): everything a version can say (domain 7.1)."""

from dataclasses import dataclass

from portal.lib.text import fold
from procedures.classify import Audience, Levels, audience_of
from procedures.content import (
    CaseContent,
    ChannelContent,
    FeeContent,
    LegalContent,
    ResultContent,
    VersionContent,
)
from procedures.models import Channel, Fee, Procedure
from procedures.national.listing import ENDED_STATES, SCOPES, read_code, read_name
from procedures.national.papers import read_papers
from procedures.national.terms import note_of, term_of
from procedures.national.text import plain_line, plain_lines, plain_title
from procedures.national.values import (
    BrokenRecord,
    Raw,
    child,
    cut,
    flag,
    line,
    lines,
    moment_date,
    names,
    number,
    objects,
    raw_text,
)

METHODS = {
    "DIRECT": Channel.Method.DIRECT,
    "ONLINE": Channel.Method.ONLINE,
    "POSTAL": Channel.Method.POSTAL,
}
FEE_KINDS = {
    "FEE": Fee.Kind.FEE,
    "SERVICE_FEE": Fee.Kind.CHARGE,
    "PRICE_LEVEL": Fee.Kind.PRICE,
}
KINDS = {
    "ASSIGNED_REGULATION": "TTHC được luật giao quy định chi tiết",
    "NOT_ASSIGNED_REGULATION": "TTHC không được luật giao quy định chi tiết",
}
RETURNING = {
    "AT_SUBMISSION_PLACE": "tại nơi nộp hồ sơ",
    "AT_HOME": "tại nhà qua bưu chính",
    "ONLINE": "bản điện tử",
}
LARGEST_FEE = 10**12
CURRENCY = "Việt Nam Đồng"


@dataclass(frozen=True, slots=True)
class FullRecord:
    """`open_term` is for channels whose time the record leaves to its cases (unit OTHER)."""

    code: str
    scope: str
    ended: bool
    categories: tuple[str, ...]
    levels: Levels
    audience: Audience
    online_level: int
    open_term: str
    content: VersionContent


def read_record(data: Raw) -> FullRecord:
    """The record inside the envelope, cleaned. Raises `BrokenRecord`."""
    cases = _cases(data)
    content = _content(data, cases)
    return FullRecord(
        code=read_code(data),
        scope=SCOPES.get(line(data, "type"), Procedure.Scope.STANDARD),
        ended=line(data, "state").upper() in ENDED_STATES,
        categories=tuple(_categories(data)),
        levels=_levels(data),
        audience=audience_of(content.audience.splitlines()),
        online_level=_online_level(data),
        open_term=_only([case.term for case in cases]),
        content=content,
    )


def _content(data: Raw, cases: list[CaseContent]) -> VersionContent:
    proposal = child(data, "procedureProposal")
    issuer = line(child(proposal, "issuingAgency"), "name", 300)
    audience = names(data, "subjectTypesDetails") or lines(data, "formalityTargetType")
    found_papers, papers_note = read_papers(data)
    return VersionContent(
        name=read_name(data),
        decision_number=line(data, "decisionNo", 120) or line(proposal, "proposalNumber", 120),
        decision_date=moment_date(proposal, "decisionDate"),
        published_by=line(data, "departmentPromulgateName", 300) or issuer,
        kind=KINDS.get(line(data, "formalityType"), ""),
        field_name=cut("; ".join(_categories(data)), 300),
        levels=str(_levels(data)),
        steps=_steps(data),
        methods_note=_methods_note(data),
        papers_note=papers_note,
        audience="\n".join(audience),
        agency=_agencies(data, "Executing", "executingAgencies"),
        competent_agency=_agencies(data, "Authority", "authorizedAgencies"),
        receiving_address=plain_lines(raw_text(data, "dossierReceivingAddresses")),
        delegated_agency=_agencies(data, "Authorized", "delegatedAgencies"),
        coordinating_agency=_agencies(data, "Coordinating", "coordinatingAgencies"),
        conditions=_conditions(data),
        keywords=plain_lines(raw_text(data, "keywords")),
        description=_description(data),
        cases=tuple(cases),
        channels=tuple(_channels(data)),
        papers=tuple(found_papers),
        legal_bases=tuple(_legal_bases(data)),
        results=tuple(_results(data)),
    )


def _levels(data: Raw) -> Levels:
    return Levels(flag(data, "isMinistry"), flag(data, "isProvince"), flag(data, "isWard"))


def _categories(data: Raw) -> list[str]:
    alone = line(child(data, "category"), "name")
    return names(data, "categoriesDetails") or ([alone] if alone else [])


def _steps(data: Raw) -> str:
    parts = (
        part
        for step in objects(data, "executionSteps")
        for part in (line(step, "name"), plain_lines(raw_text(step, "description")))
    )
    return "\n".join(part for part in parts if part)


def _conditions(data: Raw) -> str:
    """ "Không", "Không quy định." mean that there are none."""
    text = plain_lines(raw_text(data, "requirementsAndConditions"))
    return "" if fold(text).rstrip(" .") in {"khong", "khong co", "khong quy dinh"} else text


def _description(data: Raw) -> str:
    """The feed repeats the conditions as description; once is enough."""
    text, note = plain_lines(raw_text(data, "description")), plain_lines(raw_text(data, "note"))
    repeated = plain_lines(raw_text(data, "requirementsAndConditions"))
    return "\n".join(part for part in ("" if text == repeated else text, note) if part)


def _methods_note(data: Raw) -> str:
    ways = dict.fromkeys(
        RETURNING[value]
        for method in objects(data, "returningMethods")
        for value in lines(method, "value")
        if value in RETURNING
    )
    other = [
        f"{line(method, 'submissionMethod')}: {plain_line(raw_text(method, 'description'))}"
        for method in objects(data, "executionMethods")
        if line(method, "submissionMethod") not in METHODS
    ]
    return "\n".join([*other, f"Nhận kết quả: {', '.join(ways)}"] if ways else other)


def _channels(data: Raw) -> list[ChannelContent]:
    return [
        ChannelContent(
            method=METHODS[line(method, "submissionMethod")],
            term=term_of(method, "processingTime", "processingTimeUnit"),
            term_note=note_of(method, "processingTime", "processingTimeUnit"),
            description=plain_lines(raw_text(method, "description")),
            fees=tuple(_fee(fee) for fee in objects(method, "fees")),
        )
        for method in objects(data, "executionMethods")
        if line(method, "submissionMethod") in METHODS
    ]


def _fee(fee: Raw) -> FeeContent:
    """An amount of 0 beside words means that the words say how much."""
    amount = number(fee, "value")
    words = plain_lines(raw_text(fee, "description"))
    currency = line(fee, "currencyName")
    if amount is not None and not 0 <= amount <= LARGEST_FEE:
        raise BrokenRecord(f"`value` = {amount} không thể là mức phí")
    if amount and (currency not in {"", CURRENCY} or amount != int(amount)):
        words = f"{amount:g} {currency}. {words}".strip()
        amount = None
    if amount == 0 and words and not fold(words).startswith(("mien", "khong")):
        amount = None
    return FeeContent(
        kind=FEE_KINDS.get(line(fee, "type"), Fee.Kind.FEE),
        amount=None if amount is None else int(amount),
        description=words,
    )


def _cases(data: Raw) -> list[CaseContent]:
    """Each name once. Where the feed repeats a name with other times, no time is certain."""
    by_name: dict[str, list[CaseContent]] = {}
    for case in objects(data, "cases"):
        name = plain_title(raw_text(case, "name"))
        day = child(case, "processingDay")
        found = CaseContent(
            name=name, code=line(case, "code", 60), term=term_of(day, "qty", "type")
        )
        by_name.setdefault(fold(name), []).append(found)
    return [
        CaseContent(same[0].name, min(c.code for c in same), _only([c.term for c in same]))
        for name, same in by_name.items()
        if name
    ]


def _only(terms: list[str]) -> str:
    """The one term that all agree on, else none."""
    return terms[0] if len(set(terms)) == 1 else ""


def _legal_bases(data: Raw) -> list[LegalContent]:
    found = (
        LegalContent(number=line(basis, "code", 300), title=plain_line(raw_text(basis, "name")))
        for basis in objects(data, "legalBasisesDetails")
    )
    return list(dict.fromkeys(basis for basis in found if basis.number or basis.title))


def _results(data: Raw) -> list[ResultContent]:
    found = (
        ResultContent(name=plain_title(raw_text(result, "name")), code=line(result, "code", 80))
        for result in objects(data, "resultsDetails")
    )
    return list(dict.fromkeys(result for result in found if result.name))


def _agencies(data: Raw, role: str, text_key: str) -> str:
    """Agencies by row, by group and by free text, each once."""
    listed = names(data, f"departments{role}", f"unitGroups{role}")
    free = plain_line(raw_text(data, text_key))
    return "; ".join(dict.fromkeys([*listed, free] if free else listed))


def _online_level(data: Raw) -> int:
    ways = {line(method, "submissionMethod") for method in objects(data, "executionMethods")}
    if flag(data, "isOfflineOnly") or "ONLINE" not in ways:
        return Procedure.OnlineLevel.INFORMATION
    return (
        Procedure.OnlineLevel.FULL if flag(data, "isFullProcess") else Procedure.OnlineLevel.PARTIAL
    )
