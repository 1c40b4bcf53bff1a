"""A batch as its page shows it: how far it is, and what became of each."""

from dataclasses import dataclass

from dossiers.models import SignBatch, SignItem
from dossiers.workflow import Action
from portal.lib.dates import clock, short_moment

State = SignItem.State
VERBS = {Action.SIGN: ("Ký", "đã ký"), Action.FINISH: ("Đóng dấu", "đã đóng dấu")}


@dataclass(frozen=True)
class ItemRow:
    code: str
    tick: str  # `code:last_seq`, as the dossier is now
    name: str
    procedure: str
    kind: str  # of components/badge.html
    icon: str
    state: str
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
    rows: list[ItemRow]


def page_of(batch: SignBatch) -> BatchPage:
    """One query; those that failed on top."""
    items = list(batch.items.select_related("dossier__procedure"))
    states = [item.state for item in items]
    verb, done_words = VERBS[Action(batch.action)]
    done, failed = states.count(State.SIGNED), states.count(State.FAILED)
    rows = [_row(item, done_words) for item in items]
    return BatchPage(
        number=batch.pk,
        title=f"{verb} {len(items)} hồ sơ",
        ordered=short_moment(batch.at),
        done=done,
        total=len(items),
        failed=failed,
        working=done + failed < len(items),
        summary=f"{done_words.capitalize()} {done} trong {len(items)} hồ sơ",
        rows=sorted(rows, key=lambda row: not row.failed),
    )


def _row(item: SignItem, done_words: str) -> ItemRow:
    kind, icon, words = {
        State.WAITING: ("info", "loader", "Chờ đến lượt"),
        State.SIGNED: ("ok", "circle-check", done_words.capitalize()),
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
        sentence=_sentence(item),
        failed=item.state == State.FAILED,
    )


def _sentence(item: SignItem) -> str:
    """Why not, or why not yet."""
    if item.error and item.state == State.WAITING:
        return f"{item.error} (thử lại lúc {clock(item.not_before)})"
    return item.error
