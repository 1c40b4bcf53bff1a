"""A batch as its page shows it: how far it is, and what became of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from dossiers.models import Dossier, SignBatch, SignItem
from dossiers.signing.files import signed_by_key, with_draft
from dossiers.workflow import Action
from portal.lib.dates import clock, short_moment

State = SignItem.State
VERBS = {Action.SIGN: ("Ký", "đã ký"), Action.FINISH: ("Đóng dấu", "đã đóng dấu")}
BY_KEY, BY_INK = "Ký số", "Ký tay trên giấy"


def ways_of_signing(
    dossiers: Iterable[Dossier], action: Action, *, by: User, at: datetime
) -> dict[int, str]:
    """Before the act: key of each dossier -> how it gets signed; nothing for other acts."""
    if action is not Action.SIGN:
        return {}
    ticked = list(dossiers)
    by_key = signed_by_key(ticked, by=by, at=at)
    return {one.pk: BY_KEY if one.pk in by_key else BY_INK for one in ticked}


@dataclass(frozen=True)
class ItemRow:
    code: str
    tick: str  # `code:last_seq`, as the dossier is now
    name: str
    procedure: str
    kind: str  # of components/badge.html
    icon: str
    state: str
    way: str  # digitally or with ink; empty where nobody signs
    sentence: str
    failed: bool


@dataclass(frozen=True)
class BatchPage:
    number: int
    title: str
    ordered: str
    done: int
    total: int
    failed: int
    working: bool
    summary: str
    asks_ink: bool  # some are only approved here
    rows: list[ItemRow]


def page_of(batch: SignBatch) -> BatchPage:
    """Those that failed on top."""
    items = list(batch.items.select_related("dossier__procedure"))
    states = [item.state for item in items]
    verb, done_words = VERBS[Action(batch.action)]
    done, failed = states.count(State.SIGNED), states.count(State.FAILED)
    ways = _ways(batch, items)
    rows = [_row(item, done_words.capitalize(), ways.get(item.dossier_id, "")) for item in items]
    return BatchPage(
        number=batch.pk,
        title=f"{verb} {len(items)} hồ sơ",
        ordered=short_moment(batch.at),
        done=done,
        total=len(items),
        failed=failed,
        working=done + failed < len(items),
        summary=f"{done_words.capitalize()} {done} trong {len(items)} hồ sơ",
        asks_ink=BY_INK in ways.values(),
        rows=sorted(rows, key=lambda row: not row.failed),
    )


def _ways(batch: SignBatch, items: list[SignItem]) -> dict[int, str]:
    """As `ways_of_signing`: a batch signs no draft with ink (`batches`)."""
    if batch.action != Action.SIGN:
        return {}
    drafts = with_draft(item.dossier for item in items)
    return {one.dossier_id: BY_KEY if one.dossier_id in drafts else BY_INK for one in items}


def _row(item: SignItem, done_words: str, way: str) -> ItemRow:
    kind, icon, words = {
        State.WAITING: ("info", "loader", "Chờ đến lượt"),
        State.SIGNED: ("ok", "circle-check", "Đã duyệt" if way == BY_INK else done_words),
        State.FAILED: ("late", "alert-circle", "Chưa làm được"),
    }[State(item.state)]
    dossier = item.dossier
    return ItemRow(
        code=dossier.display_code,
        tick=f"{dossier.display_code}:{dossier.last_seq}",
        name=dossier.applicant_name,
        procedure=dossier.procedure.title,
        kind=kind,
        icon=icon,
        state=words,
        way=way,
        sentence=_sentence(item),
        failed=item.state == State.FAILED,
    )


def _sentence(item: SignItem) -> str:
    """Why not, or why not yet."""
    if item.error and item.state == State.WAITING:
        return f"{item.error} (thử lại lúc {clock(item.not_before)})"
    return item.error
