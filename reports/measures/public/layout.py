"""How the page of public results words its figures, in the language of the visitor."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.lib.money import dots
from reports.measures.public.protection import SMALL
from reports.measures.public.publication import Line, Results, month_code
from reports.measures.shares import MISSING
from reports.periods import Period


@dataclass(frozen=True)
class Fact:
    icon: str
    label: str
    value: str


@dataclass(frozen=True)
class Shown:
    """One row of a table. `cells`: (words, whether it is hidden)."""

    code: str
    name: str
    cells: list[str]
    share: str


@dataclass(frozen=True)
class Table:
    slug: str
    title: str
    head: str
    rows: list[Shown]
    hidden: list[str]  # names of those of which next to nothing can be shown
    hidden_title: str


def month_words(first: date) -> str:
    """`Tháng 10/2026`, `October 2026`."""
    if get_language() == "en":
        return f"{first:%B %Y}"
    return f"Tháng {first.month}/{first.year}"


def layout(results: Results, known: list[Period]) -> dict[str, Any]:
    place = known.index(results.period)
    newer, older = known[:place][-1:], known[place + 1 :][:1]
    return {
        "title": month_words(results.period.first),
        "chosen": month_code(results.period),
        "sentence": _sentence(results.whole),
        "facts": _facts(results.whole),
        "tables": [
            _table("don-vi", _("Theo đơn vị"), _("Đơn vị"), results.units),
            _table("thu-tuc", _("Theo thủ tục"), _("Thủ tục"), results.procedures),
        ],
        "older": _link(older),
        "newer": _link(newer),
        "small": SMALL,
    }


def _link(found: list[Period]) -> dict[str, str]:
    return {"month": month_code(found[0]), "words": month_words(found[0].first)} if found else {}


def _sentence(whole: Line) -> str:
    received, closed, share = whole.received[-1], whole.closed[-1], whole.in_time
    if received is None or closed is None:
        return _("Tháng này có quá ít hồ sơ để công bố đầy đủ.")
    said = _("Trong tháng có %(n)s hồ sơ được tiếp nhận, %(m)s hồ sơ được giải quyết xong.") % {
        "n": dots(received), "m": dots(closed),
    }  # fmt: skip
    if share.value is None:
        return said
    return f"{said} " + _("Cứ 100 hồ sơ thì %(n)s hồ sơ xong trước hoặc đúng ngày hẹn.") % {
        "n": share.words.removesuffix("%")
    }


def _facts(whole: Line) -> list[Fact]:
    return [
        Fact("inbox", _("Tiếp nhận"), words(whole.received[-1])),
        Fact("send", _("Nộp qua mạng"), words(whole.received[1])),
        Fact("circle-check", _("Đã giải quyết"), words(whole.closed[-1])),
        Fact("clock", _("Quá hạn"), words(whole.closed[2])),
    ]


def words(number: int | None) -> str:
    return _("ẩn") if number is None else dots(number)


def _table(slug: str, title: str, head: str, lines: list[Line]) -> Table:
    hidden = [line.name for line in lines if line.is_hidden]
    return Table(
        slug, title, head,
        [_shown(line) for line in lines if not line.is_hidden],
        hidden,
        _("Ít hồ sơ, số liệu được ẩn: %(n)s") % {"n": len(hidden)},
    )  # fmt: skip


def _shown(line: Line) -> Shown:
    numbers = (line.received[-1], line.received[1], line.closed[-1], *line.closed[:3])
    share = line.in_time.words
    return Shown(line.code, line.name, [words(one) for one in numbers], share or MISSING)
