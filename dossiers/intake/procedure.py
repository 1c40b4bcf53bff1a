"""Which procedure the officer means: a board code, a national code, or words."""

from dataclasses import dataclass, field

from portal.lib.text import fold
from procedures.memory import ProcedureFacts, catalogue
from procedures.search import search

OFFERED = 6
SEPARATOR = " – "
NOT_NOW = "Thủ tục này hiện không tiếp nhận: đang tạm dừng hoặc đã hết hiệu lực"
NOT_FOUND = "Không thấy thủ tục nào như vậy. Gõ vài từ khác, hoặc mã trên bảng như HT07"


@dataclass(frozen=True)
class Found:
    """One procedure, or some to choose among, or a sentence why neither."""

    chosen: ProcedureFacts | None = None
    offered: list[ProcedureFacts] = field(default_factory=list)
    sentence: str = ""


def label_of(row: ProcedureFacts) -> str:
    """`HT07 – Cấp bản sao trích lục hộ tịch`: what the field shows and understands."""
    return f"{row.qr or row.code}{SEPARATOR}{row.title}"


def find_procedure(text: str) -> Found:
    """`HT07`, `1.001193`, a label of ours, or words; several matches are offered."""
    row = known_procedure(text)
    if row is None:
        rows = suggestions(text)
        same = [row for row in rows if fold(text) in {fold(row.title), fold(row.name)}]
        if not same and len(rows) != 1:
            return Found(offered=rows, sentence="" if rows else NOT_FOUND)
        row = (same or rows)[0]
    return Found(chosen=row) if row.can_be_chosen else Found(sentence=NOT_NOW)


def known_procedure(text: str) -> ProcedureFacts | None:
    """The procedure whose code begins the text."""
    code = text.partition(SEPARATOR)[0].replace(" ", "").upper()
    known = catalogue()
    return known.by_qr.get(code) or known.by_code.get(code)


def suggestions(text: str) -> list[ProcedureFacts]:
    """The likeliest procedures for words that are still being typed."""
    found = search(text)
    rows = [row for row in found.hits or found.suggestions if row.can_be_chosen]
    return rows[:OFFERED]
