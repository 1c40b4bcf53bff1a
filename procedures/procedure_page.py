"""Everything the page of a procedure says, as texts: the template only places them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from portal.lib.dates import Leaf, leaf, long_day, short_day
from portal.lib.money import dong_in_words
from procedures.content import ChannelContent, FeeContent, PaperContent, VersionContent
from procedures.facts import IN_REVIEW, UNKNOWN, VersionFacts, sentence
from procedures.models import Channel, Fee
from worktime.arithmetic import WorkCalendar, due_at
from worktime.terms import Term

SHORT_STEPS = 900  # characters; longer steps are folded
FILE_NAME = re.compile(r"\.\w{2,4}$")


@dataclass(frozen=True, slots=True)
class FactRow:
    icon: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Papers under one heading of the source; the main list has none."""

    heading: str
    papers: list[PaperRow]


@dataclass(frozen=True, slots=True)
class WayRow:
    """One way to file: its time and its fees."""

    way: str
    term: str
    fees: list[str]


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody gets who files at the counter now."""

    leaf: Leaf
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Fold:
    """A folded part: lines of text under a title."""

    title: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """Not `is_full`: only the row of the national list is known."""

    facts: list[FactRow]
    is_full: bool
    papers: list[PaperGroup]
    papers_title: str
    more_papers: list[PaperGroup]
    papers_in_review: bool
    steps: list[str]
    ways: list[WayRow]
    way_notes: list[str]
    folds: list[Fold]
    promise: Promise | None
    published: str


def build_page(
    content: VersionContent,
    facts: VersionFacts,
    *,
    online: bool,
    calendar: WorkCalendar | None,
    at: datetime,
) -> ProcedurePage:
    """`online`: taken by this portal. Without a calendar nothing is promised."""
    main, more = split_papers(content.papers, online=online)
    uncertain = content.uncertain.split()
    steps = [] if "steps" in uncertain else content.steps.splitlines()
    long = len(content.steps) > SHORT_STEPS
    return ProcedurePage(
        facts=fact_rows(facts) if content.is_full else _listing_rows(content),
        is_full=content.is_full,
        papers=paper_groups(main, online=online),
        papers_title=_("Cần chuẩn bị %(n)s giấy tờ") % {"n": len(main)},
        more_papers=paper_groups(more, online=online),
        papers_in_review="papers" in uncertain,
        steps=[] if long else steps,
        ways=way_rows(content) if _ways_tell_more(content) else [],
        way_notes=_way_notes(content),
        folds=_folds(content, facts, steps if long else []),
        promise=promise(content, calendar, at) if calendar else None,
        published=published(content),
    )


def fact_rows(facts: VersionFacts) -> list[FactRow]:
    return [
        FactRow("clock", _("Thời hạn"), facts.term),
        FactRow("cash", _("Lệ phí"), facts.fee),
        FactRow("device-mobile", _("Cách nộp"), facts.ways),
        FactRow("file-certificate", _("Kết quả"), facts.result),
    ]


def _listing_rows(content: VersionContent) -> list[FactRow]:
    """What the national list alone says of a procedure."""
    rows = (
        FactRow("building-community", _("Cơ quan thực hiện"), content.agency),
        FactRow("users", _("Đối tượng"), "; ".join(content.audience.splitlines())),
        FactRow("map-pin", _("Cấp thực hiện"), content.levels),
        FactRow("rubber-stamp", _("Nơi công bố"), content.published_by),
    )
    return [FactRow(row.icon, row.label, row.value or str(UNKNOWN)) for row in rows]


def promise(content: VersionContent, calendar: WorkCalendar, at: datetime) -> Promise | None:
    """The appointment for a request at the counter now; None when the term is not certain."""
    direct = next((c.term for c in content.channels if c.method == Channel.Method.DIRECT), "")
    if not direct or "term" in content.uncertain.split():
        return None
    term = Term.parse(direct)
    due = due_at(calendar, at, term)
    if due is None:
        return None
    if term.same_day and leaf(due) == leaf(at):
        title = _("Nộp tại quầy bây giờ, có kết quả trong hôm nay")
    else:
        title = _("Nộp tại quầy bây giờ, hẹn trả %(day)s") % {"day": long_day(due)}
    text = _("Nhận sau 15 giờ thì trả trong ngày làm việc tiếp theo.") if term.same_day else ""
    return Promise(leaf(due), title, text)


def split_papers(
    papers: Iterable[PaperContent], *, online: bool
) -> tuple[list[PaperContent], list[PaperContent]]:
    """What everybody brings, and what only some cases need. Online the form is no paper."""
    needed = [paper for paper in papers if not (online and paper.covered_by_form)]
    main = [paper for paper in needed if paper.required]
    return main, [paper for paper in needed if not paper.required]


def paper_groups(papers: Sequence[PaperContent], *, online: bool) -> list[PaperGroup]:
    groups: dict[str, PaperGroup] = {}
    for paper in papers:
        group = groups.setdefault(paper.group, PaperGroup(paper.group, []))
        group.papers.append(PaperRow(paper.name, paper_detail(paper, online=online)))
    return list(groups.values())


def paper_detail(paper: PaperContent, *, online: bool) -> str:
    """`1 bản chính. Do bệnh viện cấp. Chụp ảnh bằng điện thoại là được.`"""
    parts = [_kinds(paper), paper.condition, paper.where_from]
    if paper.template_name and not FILE_NAME.search(paper.template_name):
        parts.append(_("Theo %(name)s") % {"name": paper.template_name})
    if online and paper.photo_ok and not paper.shown_only:
        parts.append(_("Chụp ảnh bằng điện thoại là được"))
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _kinds(paper: PaperContent) -> str:
    if paper.shown_only:
        return _("Mang theo để xuất trình, không phải nộp")
    counts = (
        (paper.originals, _("bản chính")),
        (paper.certified, _("bản sao chứng thực")),
        (paper.copies, _("bản sao")),
    )
    return ", ".join(f"{number} {kind}" for number, kind in counts if number)


def way_rows(content: VersionContent) -> list[WayRow]:
    """By way to file, the counter first; ways that promise the same share a row."""
    uncertain = content.uncertain.split()
    rows: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for channel in sorted(content.channels, key=lambda channel: channel.method):
        term = str(IN_REVIEW) if "term" in uncertain else _term(channel)
        lines = [str(IN_REVIEW)] if "fees" in uncertain else map(fee_line, channel.fees)
        fees = tuple(dict.fromkeys(lines)) or (_("Không nêu"),)
        rows.setdefault((term, fees), []).append(Channel.Method(channel.method).label)
    return [
        WayRow(sentence(", ".join(dict.fromkeys(ways)).lower()), term, list(fees))
        for (term, fees), ways in rows.items()
    ]


def _ways_tell_more(content: VersionContent) -> bool:
    """Whether the ways to file differ or say something that the facts box does not."""
    fees = {fee for channel in content.channels for fee in channel.fees}
    described = any(fee.description for fee in fees)
    alike = len({(channel.term, channel.fees) for channel in content.channels}) == 1
    return not alike or described or len(fees) > 1 or bool(_way_notes(content))


def _way_notes(content: VersionContent) -> list[str]:
    """What is said of the ways to file, each sentence once."""
    notes = (
        note
        for channel in content.channels
        for note in (channel.term_note, *channel.description.split("\n"))
    )
    return list(dict.fromkeys(note for note in notes if note))


def _term(channel: ChannelContent) -> str:
    if channel.term:
        return sentence(Term.parse(channel.term).describe())
    return _("Theo ghi chú bên dưới") if channel.term_note else str(UNKNOWN)


def fee_line(fee: FeeContent) -> str:
    """`Lệ phí: 8.000 đồng/bản. Miễn cho hộ nghèo.`"""
    kind = Fee.Kind(fee.kind).label
    if fee.needs_review:
        return f"{kind}: {IN_REVIEW}"
    if fee.amount is None:
        return f"{kind}: {fee.description}" if fee.description else kind
    amount = dong_in_words(fee.amount) if fee.amount else _("không mất phí")
    per = f"/{fee.per}" if fee.amount and fee.per else ""
    return f"{kind}: {amount}{per}" + (f". {fee.description}" if fee.description else "")


def _folds(content: VersionContent, facts: VersionFacts, steps: list[str]) -> list[Fold]:
    """The parts few people read; empty ones are left out."""
    cases = [
        case.name + (f": {Term.parse(case.term).describe()}" if case.term else "")
        for case in content.cases
    ]
    results = [result.name for result in content.results]
    forms = [paper.template_name for paper in content.papers if paper.template_name]
    laws = [" – ".join(filter(None, (law.number, law.title))) for law in content.legal_bases]
    folds = (
        Fold(_("Trình tự thực hiện"), steps),
        Fold(_("Yêu cầu, điều kiện"), content.conditions.splitlines()),
        Fold(_("Trường hợp riêng"), cases if len(cases) > 1 else []),
        Fold(_("Kết quả thực hiện"), results if "; ".join(results) != facts.result else []),
        Fold(_("Lưu ý về giấy tờ"), content.papers_note.splitlines()),
        Fold(_("Mẫu đơn, tờ khai"), list(dict.fromkeys(forms))),
        Fold(_("Nhận kết quả, nơi tiếp nhận"), _places(content) if content.is_full else []),
        Fold(_("Căn cứ pháp lý"), laws),
    )
    return [fold for fold in folds if fold.lines]


def _places(content: VersionContent) -> list[str]:
    named = (
        (_("Cơ quan thực hiện"), content.agency),
        (_("Cơ quan có thẩm quyền"), content.competent_agency),
        (_("Cơ quan phối hợp"), content.coordinating_agency),
        (_("Nơi tiếp nhận"), content.receiving_address.replace("\n", " ")),
    )
    return [*content.methods_note.splitlines(), *(f"{n}: {text}" for n, text in named if text)]


def published(content: VersionContent) -> str:
    """`Quyết định 163/QĐ-BTP ngày 16/01/2026 của Bộ Tư pháp`; the publisher alone if no number."""
    if not content.decision_number:
        return content.published_by
    text = _("Quyết định %(number)s") % {"number": content.decision_number}
    if content.decision_date:
        text += _(" ngày %(day)s") % {"day": short_day(content.decision_date)}
    if content.published_by:
        text += _(" của %(agency)s") % {"agency": content.published_by}
    return text
