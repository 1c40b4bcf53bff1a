"""Reports of the commune Bình An, built through the product's own services."""

from datetime import datetime
from itertools import count

from accounts.models import User
from feedback.models import Category, Report
from feedback.services.apply import Act, apply
from feedback.services.sending import Person, Sending, send
from feedback.workflow import Action
from tests.factories import MONDAY, Commune

_numbers = count(1)
PHONE = "+84905123318"
MARKET = (11.1, 108.1)  # the market of Bình An, within its demo border


def make_category(code: str = "", **changes: object) -> Category:
    """Potholes: 48 hours of the clock on the wall, 7 working days, public after moderation."""
    number = next(_numbers)
    facts: dict[str, object] = {
        "code": code or f"o-ga-{number}",
        "name": "Đường hư hỏng, ổ gà",
        "name_en": "Damaged road",
        "group": "roads",
        "order": number,
        "needs_after_photo": False,
    }
    return Category.objects.create(**(facts | changes))


def a_person(**changes: object) -> Person:
    facts: dict[str, object] = {"name": "Nguyễn Thị Sáu", "phone": PHONE, "is_proved": True}
    return Person(**(facts | changes))  # type: ignore[arg-type]


def a_sending(commune: Commune, category: Category | None = None, **changes: object) -> Sending:
    """Of a hole before the market, by the web, with a point and an address."""
    facts: dict[str, object] = {
        "root_unit": commune.root,
        "category": category or make_category(),
        "text": "Ổ gà sâu trước cổng chợ, xe máy dễ ngã",
        "channel": Report.Channel.WEB,
        "person": a_person(),
        "submit_key": f"report-{next(_numbers)}",
        "lat": MARKET[0],
        "long": MARKET[1],
        "located": Report.Located.PIN,
        "address": "Trước cổng chợ Bình An, thôn 2",
    }
    return Sending(**(facts | changes))  # type: ignore[arg-type]


def send_report(
    commune: Commune,
    category: Category | None = None,
    *,
    by: User | None = None,
    when: datetime = MONDAY,
    **changes: object,
) -> Report:
    """A report just received; `changes` are those of `a_sending`."""
    return send(a_sending(commune, category, **changes), by=by, at=when)


def act_on(
    report: Report, action: Action, *, by: User | None, when: datetime = MONDAY, **words: object
) -> Report:
    """The report after the act."""
    return apply(report.pk, Act(action, by, when, **words))  # type: ignore[arg-type]
