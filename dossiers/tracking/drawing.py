"""The pieces of a tracking page, filled into skeletons (performance goal P1)."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from dossiers.tracking.duties import Duty
from dossiers.tracking.timeline import Step
from dossiers.tracking.words import Apology, Promise
from portal.lib.badges import Badge
from portal.lib.long_lists import draw, draw_rows


def draw_badges(badges: Iterable[Badge]) -> SafeString:
    rows = ({"kind": badge.kind, "icon": badge.icon, "text": badge.text} for badge in badges)
    return draw_rows("components/badge.html", rows)


def draw_apology(apology: Apology | None, letter_url: str) -> SafeString:
    """`letter_url`: of the signed letter, for the owner."""
    if apology is None:
        return SafeString()
    values = {
        "sentence": apology.sentence,
        "again": apology.again,
        "letter_url": letter_url,
        "holder": apology.holder,
        "hotline": apology.hotline,
        "hotline_href": apology.hotline.replace(" ", ""),
    }
    return draw("dossiers/tracking/_apology.html", values)


def draw_duty(duty: Duty | None, supplement_url: str) -> SafeString:
    """`supplement_url`: where the owner sends what is asked for; others are shown the way in."""
    if duty is None:
        return SafeString()
    items = ({"name": item.name, "reason": item.reason} for item in duty.items)
    values = {
        "kind": duty.kind,
        "title": duty.title,
        "items": draw_rows("dossiers/tracking/_duty_item.html", items),
        "lines": draw_rows("dossiers/tracking/_line.html", ({"text": x} for x in duty.lines)),
        "supplement_url": supplement_url,
        "sign_in": "viec" if duty.items and not supplement_url else "",
    }
    return draw("dossiers/tracking/_duty.html", values)


def draw_promise(promise: Promise | None) -> SafeString:
    if promise is None:
        return SafeString()
    leaf = promise.leaf
    values = {
        "weekday": leaf.weekday,
        "day": str(leaf.day),
        "month": leaf.month,
        "title": promise.title,
        "text": promise.text,
    }
    return draw("components/promise.html", values)


def draw_steps(steps: Iterable[Step]) -> SafeString:
    """As `components/timeline.html` draws them."""
    template = "components/_timeline_step.html"
    drawn = (
        draw_rows(
            template,
            [{"title": step.title, "number": str(number), "meta": step.meta}],
            state=step.state,
        )
        for number, step in enumerate(steps, start=1)
    )
    return SafeString("".join(drawn))
