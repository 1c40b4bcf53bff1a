"""The ratios of domain 6.3: numerator, denominator, and "—" for what is not known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from reports.counting.figures import Figures, totals
from reports.measures.petitions import Petitions, petitions_of
from reports.measures.shares import Share, comma
from reports.measures.supply import NO_SUPPLY, Supply, supply_of
from reports.measures.targets import targets_of
from reports.periods import Period
from reports.scope import Scope

NO_DATA = "Chưa có số liệu"
NOT_OF_AN_OFFICE = "Chỉ tính cho cả xã, cả tỉnh"


@dataclass(frozen=True)
class Ratio:
    """`value` is percent to a tenth, None for "—"; `note` says why, or who is not counted."""

    slug: str
    label: str
    numerator: int | None
    denominator: int | None
    note: str = ""
    target: Decimal | None = None  # percent

    @property
    def share(self) -> Share:
        return Share(self.numerator, self.denominator)

    @property
    def value(self) -> Decimal | None:
        return self.share.value

    @property
    def words(self) -> str:
        return self.share.words

    @property
    def target_words(self) -> str:
        return "" if self.target is None else f"{comma(self.target)}%"

    @property
    def is_short(self) -> bool:
        """Below its target."""
        return self.value is not None and self.target is not None and self.value < self.target


@dataclass(frozen=True)
class Facts:
    """What ratios are made of."""

    figures: Figures
    supply: Supply = NO_SUPPLY
    petitions: Petitions = Petitions()


@dataclass(frozen=True)
class Kind:
    """`of` makes the share, `means` says in words what is divided by what."""

    label: str
    means: str
    of: Callable[[Facts], Share]
    note: Callable[[Figures], str] = lambda figures: ""


def _part(numerator: str, denominator: str) -> Callable[[Facts], Share]:
    """Of one of the figures, by their names."""
    return lambda facts: Share(
        getattr(facts.figures, numerator), getattr(facts.figures, denominator)
    )


def _of_reports(numerator: str, denominator: str) -> Callable[[Facts], Share]:
    return lambda facts: Share(
        getattr(facts.petitions.all, numerator), getattr(facts.petitions.all, denominator)
    )


def _unknown(denominator: str = "") -> Callable[[Facts], Share]:
    return lambda facts: Share(None, getattr(facts.figures, denominator) if denominator else None)


def _not_known_whether(figures: Figures) -> str:
    left = figures.received - figures.digitised_known
    return f"Không tính {left} hồ sơ chưa ghi có số hóa hay không" if left > 0 else ""


def _without_result(figures: Figures) -> str:
    left = figures.withdrawn + figures.stopped
    return f"Trong mẫu số có {left} hồ sơ rút hoặc dừng, không có kết quả" if left else ""


ON_TIME, ONLINE, DIGITISED, E_RESULTS = "dung-han", "truc-tuyen", "so-hoa", "ket-qua-dien-tu"
REPORTS_ANSWERED, REPORTS_LIKED = "phan-anh-48-gio", "phan-anh-hai-long"
KINDS: dict[str, Kind] = {
    ON_TIME: Kind(
        "Giải quyết trước và đúng hạn",
        "Hồ sơ giải quyết trước hạn và đúng hạn trên hồ sơ đã giải quyết",
        _part("closed_in_time", "closed"),
    ),
    ONLINE: Kind(
        "Nộp trực tuyến",
        "Hồ sơ nộp trực tuyến trên mọi hồ sơ của thủ tục có dịch vụ toàn trình hoặc một phần",
        _part("came_online", "offered_online"),
    ),
    "toan-trinh": Kind(
        "Nộp trực tuyến toàn trình",
        "Hồ sơ nộp trực tuyến trên mọi hồ sơ của thủ tục toàn trình",
        _part("online_full", "received_full"),
    ),
    "tren-tong-so": Kind(
        "Nộp trực tuyến trên tổng số",
        "Hồ sơ nộp trực tuyến trên mọi hồ sơ tiếp nhận",
        _part("received_online", "received"),
    ),
    "phat-sinh": Kind(
        "Thủ tục trực tuyến có phát sinh hồ sơ",
        "Thủ tục trực tuyến có ít nhất một hồ sơ nộp trực tuyến trên thủ tục trực tuyến",
        lambda facts: facts.supply.used,
    ),
    DIGITISED: Kind(
        "Số hóa thành phần hồ sơ",
        "Hồ sơ đã số hóa đủ mọi giấy tờ trên hồ sơ tiếp nhận",
        _part("digitised", "digitised_known"),
        _not_known_whether,
    ),
    E_RESULTS: Kind(
        "Trả kết quả điện tử",
        "Hồ sơ có kết quả bản điện tử trên hồ sơ đã giải quyết",
        _part("e_results", "closed"),
        _without_result,
    ),
    "khai-thac": Kind(
        "Khai thác, sử dụng lại giấy tờ đã số hóa",
        "Hồ sơ dùng lại ít nhất một giấy tờ đã số hóa trên hồ sơ tiếp nhận",
        _unknown("received"),
    ),
    "thanh-toan": Kind(
        "Thanh toán trực tuyến",
        "Hồ sơ đã thanh toán trực tuyến trên hồ sơ phải nộp phí, lệ phí",
        _unknown("with_fee"),
    ),
    "hai-long": Kind(
        "Hài lòng",
        "Lượt đánh giá rất hài lòng và hài lòng trên mọi lượt đánh giá",
        _unknown(),
    ),
    REPORTS_ANSWERED: Kind(
        "Phản ánh trả lời trong 48 giờ",
        "Phản ánh trả lời đúng hạn trên phản ánh nhận trong kỳ đã đến hạn trả lời",
        _of_reports("answered_in_time", "promised"),
    ),
    REPORTS_LIKED: Kind(
        "Hài lòng với trả lời phản ánh",
        "Lượt 4 và 5 sao trên mọi lượt người gửi đánh giá trả lời",
        _of_reports("satisfied", "rated"),
    ),
}


def ratios_of(
    scope: Scope, period: Period, until: datetime, *, conduct: bool = False
) -> list[Ratio]:
    """Every ratio of the period, with the target in force on its last day. Four queries.

    `until`: as `counting.figures.totals`, `conduct`: as `petitions_of`.
    """
    rows, targets = by_procedure(scope, period, until), targets_of(scope, period.last)
    return ratios(scope, rows, petitions_of(scope, period, until, conduct=conduct), targets)


def by_procedure(scope: Scope, period: Period, until: datetime) -> dict[int, Figures]:
    found = totals(scope, period, until, by=("procedure_id",))
    return {pk: row for (pk,), row in found.items()}


def ratios(
    scope: Scope,
    rows: Mapping[int, Figures],
    petitions: Petitions,
    targets: Mapping[str, Decimal],
) -> list[Ratio]:
    """`rows` by procedure. Pure but for the catalogue in memory."""
    facts = Facts(Figures.added(rows.values()), supply_of(scope, rows), petitions)
    found = []
    for slug, kind in KINDS.items():
        share = kind.of(facts)
        note = kind.note(facts.figures) if share.numerator is not None else _why_not(slug, scope)
        target = targets.get(slug)
        found.append(Ratio(slug, kind.label, share.numerator, share.denominator, note, target))
    return found


def _why_not(slug: str, scope: Scope) -> str:
    return NO_DATA if scope.is_whole or slug != "phat-sinh" else NOT_OF_AN_OFFICE
