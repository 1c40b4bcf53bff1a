"""Actions of the workflow table as staff meet them: an address each, buttons, and words."""

from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from dossiers.staff.acts import ActButton, ActButtons
from feedback.models import Report
from feedback.services.apply import actions_for
from feedback.workflow import TRANSITIONS, Action, Status, Transition

# The last part of the address. Publishing and hiding have the page of moderation.
SLUGS: dict[Action, str] = {
    Action.TAKE: "nhan-viec",
    Action.ASSIGN: "giao",
    Action.TRANSFER: "chuyen-don-vi",
    Action.FIND_TRUE: "dung-su-that",
    Action.FIND_PARTLY_TRUE: "dung-mot-phan",
    Action.FIND_UNTRUE: "khong-dung",
    Action.START_WORK: "bat-dau",
    Action.FORWARD: "chuyen-co-quan",
    Action.TAKE_BACK: "co-quan-da-tra-loi",
    Action.REPLY: "tra-loi-buoc-dau",
    Action.ANSWER: "tra-loi",
    Action.REFUSE: "khong-xu-ly",
    Action.MERGE: "gop",
    Action.SEPARATE: "tach-khoi",
    Action.SPLIT: "tach-viec",
    Action.RECLASSIFY: "doi-loai",
    Action.CLOSE: "ket-thuc",
    Action.REOPEN: "mo-lai",
}
MAIN_KEYS = ("D", "T", "C", "A")  # the first that may be done now is the main button


def row_at(slug: str, status: Status) -> Transition | None:
    """The row behind an address: the one from this status, else any that has the address."""
    rows = [row for row in TRANSITIONS if SLUGS.get(row.action) == slug]
    return next((row for row in rows if status in row.sources), rows[0] if rows else None)


def buttons_for(report: Report, user: User, next_url: str = "") -> ActButtons:
    """What this person may do now; `next_url` is where the work goes on afterwards."""
    rows = [row for row in actions_for(report, user) if row.action in SLUGS]
    buttons = [_button(report, row, next_url) for row in rows]
    keyed = sorted((button for button in buttons if button.key), key=_first_main)
    main = next(iter(keyed or buttons), None)
    return ActButtons(
        main=main,
        keyed=[button for button in keyed if button is not main],
        others=[button for button in buttons if not button.key and button is not main],
    )


def _first_main(button: ActButton) -> int:
    return MAIN_KEYS.index(button.key) if button.key in MAIN_KEYS else len(MAIN_KEYS)


def act_url(report: Report, action: Action) -> str:
    return reverse("feedback:desk-act", args=[report.code, SLUGS[action]])


def _button(report: Report, row: Transition, next_url: str) -> ActButton:
    url = act_url(report, row.action)
    return ActButton(
        row.label, f"{url}?{urlencode({'tiep': next_url})}" if next_url else url, row.key
    )


def name_of(row: Transition) -> str:
    """The action as a heading, without whom it needs: `Giao cho…` -> `Giao`."""
    return row.label.removesuffix(" cho…")


def told(action: str) -> str:
    """What the history says to staff."""
    return _TOLD[Action(action)]


_TOLD = {Action.SEND: "Nhận phản ánh"} | {row.action: name_of(row) for row in TRANSITIONS}
