"""What the templates of the journey show, in words ready to print."""

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from accounts.identity import mask_phone
from feedback.disclosure import public_media
from feedback.media.links import public_link
from feedback.media.rows import media_rows
from feedback.models import Category, Group, Report
from feedback.nearby import Near
from feedback.public.words import category_name, told_day
from feedback.questions import answers_in_words
from feedback.reporting.drafts import saved_line
from feedback.reporting.journey import KIND, PHOTOS, PLACE, STEPS, WORDS, Journey, Step
from portal.lib.dates import leaf, short_day
from portal.lib.qr import qr_svg
from portal.lib.text import fold


def step_context(journey: Journey, step: Step) -> dict[str, Any]:
    """Head and foot of every page."""
    return {
        "token": journey.draft.token,
        "number": journey.number(step),
        "total": len(STEPS),
        "back_url": journey.before(step),
        "saved_line": saved_line(journey.draft),
        "is_private": journey.is_private,
    }


def kind_groups(wanted: str, chosen: int | None) -> list[dict[str, Any]]:
    """The categories people may choose, by group; `wanted`: words of the search."""
    words = fold(wanted).split()
    groups: dict[str, list[dict[str, Any]]] = {}
    for category in Category.objects.filter(is_active=True):
        if all(word in category.folded for word in words):
            groups.setdefault(category.group, []).append(_kind(category, chosen))
    named = [(Group(group), tiles) for group, tiles in groups.items()]
    named.sort(key=lambda pair: Group.values.index(pair[0]))
    return [{"title": _(group.label), "tiles": tiles} for group, tiles in named]


def _kind(category: Category, chosen: int | None) -> dict[str, Any]:
    return {
        "code": category.code,
        "name": category_name(category),
        "text": category.description,
        "icon": category.icon,
        "folded": f"{category.folded} {fold(category.description)}",
        "is_chosen": category.pk == chosen,
    }


def promise(category: Category) -> str:
    """`Trả lời trong 48 giờ, kể cả ngày nghỉ; xử lý trong 7 ngày làm việc.`"""
    working = category.answer_count == Category.Count.WORKING
    words = (
        _("Trả lời trong %(hours)s giờ làm việc; xử lý trong %(days)s ngày làm việc.")
        if working
        else _("Trả lời trong %(hours)s giờ, kể cả ngày nghỉ; xử lý trong %(days)s ngày làm việc.")
    )
    return words % {"hours": category.answer_hours, "days": category.days(category.severity)}


def near_rows(near: Iterable[Near]) -> list[dict[str, Any]]:
    """Open reports around, as everybody may know them; pre-load `media` and `category`."""
    return [_near_row(one.report, one.metres) for one in near]


def _near_row(report: Report, metres: int) -> dict[str, Any]:
    links = (public_link(shot, "thumb") for shot in public_media(report))
    return {
        "code": report.code,
        "title": category_name(report.category),
        "text": report.public_text,
        "thumb_url": next(links, ""),
        "meta": _("Cách %(metres)s m · gửi ngày %(day)s")
        % {"metres": metres, "day": short_day(report.received_at)},
        "label": report.label,
    }


def check_context(journey: Journey) -> dict[str, Any]:
    """Everything once more, each with the way back to it."""
    draft, category = journey.draft, journey.category
    chosen = category_name(category) if category else _("Chưa chọn")
    asked = answers_in_words(category, draft.answers) if category else []
    return {
        "unfinished": [
            {"title": _(step.title), "url": journey.url(step)} for step in journey.unfinished
        ],
        "rows": [
            _row(_("Loại việc"), chosen, journey, KIND),
            _row(_("Nội dung"), draft.text or _("Chưa ghi"), journey, WORDS),
            *(_row(question, answer, journey, WORDS) for question, answer in asked),
            _row(_("Nơi xảy ra"), place_words(journey) or _("Chưa ghi"), journey, PLACE),
        ],
        "files": media_rows(journey.media),
        "files_url": journey.url(PHOTOS),
        "on_their_way": draft.uploads.count(),
        "contact": contact_words(journey),
        "promise": promise(category) if category else "",
        "seen": draft.saved_at.isoformat(),
    }


def _row(label: str, value: str, journey: Journey, step: Step) -> dict[str, str]:
    return {"label": label, "value": value, "edit_url": journey.url(step)}


def place_words(journey: Journey) -> str:
    """`Trước cổng chợ · 11,10320; 108,10210 (vị trí trong ảnh)`."""
    draft = journey.draft
    if draft.lat is None or draft.long is None:
        return draft.address
    numbers = f"{draft.lat:.5f}; {draft.long:.5f}".replace(".", ",")
    source = _(Report.Located(draft.located).label).lower()
    return " · ".join(filter(None, [draft.address, f"{numbers} ({source})"]))


def contact_words(journey: Journey) -> str:
    if journey.is_reachable:
        shown = mask_phone(journey.draft.phone)
        return " · ".join(
            filter(None, [journey.draft.name, _("%(phone)s, đã xác nhận") % {"phone": shown}])
        )
    return _("Không để lại số điện thoại") if journey.draft.without_phone else _("Chưa ghi")


def receipt_context(report: Report, own_url: str) -> dict[str, Any]:
    """`own_url`: the whole address of the reporter's own link. Pre-load `reporter`."""
    phone = report.reporter.phone if report.reporter.wants_news else ""
    answer, whole = report.answer_due_at, report.due_at
    return {
        "code": report.code,
        "title": category_name(report.category),
        "sent": told_day(report.received_at),
        "office": report.unit.name,
        "leaf": leaf(answer),
        "answer_by": _("Trả lời trước %(moment)s") % {"moment": told_day(answer)},
        "done_by": _("Xử lý xong trước %(moment)s") % {"moment": told_day(whole)},
        "handling_message": report.category.handling_message,
        "phone": mask_phone(phone) if phone else "",
        "own_url": own_url,
        "qr": mark_safe(qr_svg(own_url)),  # noqa: S308 drawn by us from an address of ours
        "is_private": not report.category.may_be_public,
    }
