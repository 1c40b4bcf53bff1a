"""What the templates of a submission show, in words ready to print."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from dossiers.models import Attachment, Draft
from dossiers.online.journey import Journey, Kind, Step
from portal.lib.dates import clock, short_day
from portal.lib.files import show_size
from procedures.answers import SummaryRow, summarise
from procedures.content import FormPageContent
from procedures.form_builder import Answers

NOTICEABLE = 1.2  # from which ratio on it is worth saying that a file became smaller


def step_context(journey: Journey, step: Step) -> dict[str, Any]:
    """Head, help and foot of every page with a progress bar."""
    draft, before = journey.draft, journey.before(step)
    return {
        "title": journey.procedure.title,
        "token": draft.token,
        "number": journey.number(step),
        "total": len(journey.steps),
        "back_url": journey.url(before) if before else journey.base_url,
        "saved_line": saved_line(draft),
        "why": step.page.why if step.page else "",
        "draft_code": pickup_code(draft),
    }


def saved_line(draft: Draft) -> str:
    """`Đã lưu nháp lúc 8:41. Mất mạng hay tắt máy vẫn còn.`, with the day when it was not today."""
    at = draft.updated_at
    today = timezone.localdate(at) == timezone.localdate()
    when = clock(at) if today else f"{clock(at)} ngày {short_day(at)}"
    return f"Đã lưu nháp lúc {when}. Mất mạng hay tắt máy vẫn còn."


def pickup_code(draft: Draft) -> str:
    """`4821 - 06`, easier to read out; empty when it no longer works."""
    code = draft.live_pickup_code(timezone.now())
    return f"{code[:4]} - {code[4:]}" if code else ""


def different_answers(page: FormPageContent, saved: Answers, typed: Answers) -> list[SummaryRow]:
    """What was saved of the page and differs from what is typed, in words."""
    ours = {row.key: row.value for row in _rows(page, typed)}
    return [row for row in _rows(page, saved) if ours.get(row.key) != row.value]


def _rows(page: FormPageContent, answers: Answers) -> list[SummaryRow]:
    return [row for group in summarise([page], answers) for row in group.rows]


def page_list(journey: Journey) -> dict[str, Any]:
    """All pages with what is done and what is not."""
    draft = journey.draft
    return {
        "title": journey.procedure.title,
        "token": draft.token,
        "saved_line": saved_line(draft),
        "kept_until": short_day(draft.expires_at),
        "draft_code": pickup_code(draft),
        "next_url": journey.url(journey.next_to_do),
        "tasks": [_task(journey, step) for step in journey.steps],
        "left": len(journey.unfinished),
        "is_open": journey.is_open,
        "is_outdated": journey.is_outdated,
    }


def _task(journey: Journey, step: Step) -> dict[str, str]:
    done = step not in journey.unfinished
    row = {"title": step.title, "url": journey.url(step)}
    if step.kind is Kind.CHECK:
        return row | {"meta": "" if journey.unfinished else "Sẵn sàng gửi"}
    if step.kind is Kind.EXTRA:
        return row | {"meta": _extra_count(journey)}
    if done:
        return row | {"meta": "Đã xong", "icon": "circle-check"}
    return row | {"meta": "Đang làm dở" if journey.is_begun(step) else "Chưa làm"}


def _extra_count(journey: Journey) -> str:
    count = sum(len(journey.files_of(slot)) for slot in journey.slots if not slot.required)
    return f"{count} tệp" if count else ""


def file_rows(draft: Draft, files: list[Attachment]) -> list[dict[str, str]]:
    return [
        file_row(
            file,
            view_url=reverse("dossiers:draft-file", args=[draft.token, file.pk]),
            remove_url=reverse("dossiers:draft-file-delete", args=[draft.token, file.pk]),
        )
        for file in files
    ]


def file_row(file: Attachment, *, view_url: str, remove_url: str) -> dict[str, str]:
    """As `components/file.html` takes it."""
    return {
        "name": file.name,
        "state": _state(file),
        "thumb_url": f"{view_url}?nho=1" if file.file.kind == "jpg" else "",
        "view_url": view_url,
        "remove_url": remove_url,
    }


def _state(file: Attachment) -> str:
    size = show_size(file.file.size)
    pages = f" · {file.file.pages} trang" if file.file.kind == "pdf" else ""
    if file.original_size > file.file.size * NOTICEABLE:
        return f"Đã gửi{pages} · đã nén {show_size(file.original_size)} còn {size}"
    return f"Đã gửi{pages} · {size}"
