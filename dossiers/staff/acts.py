"""Actions of the workflow table as staff meet them: an address each, buttons, and words."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from dossiers.models import Dossier
from dossiers.services import actions_for
from dossiers.workflow import TRANSITIONS, Action, Status, Transition

# The last part of the address. Two actions may share one: which it is follows from the status.
SLUGS: dict[Action, str] = {
    Action.RECEIVE: "tiep-nhan",
    Action.ASK_BEFORE_RECEPTION: "bo-sung",
    Action.ASK_SUPPLEMENT: "bo-sung",
    Action.REFUSE: "tu-choi",
    Action.TRANSFER: "chuyen-xu-ly",
    Action.SEND_BACK: "tra-lai-mot-cua",
    Action.ASSIGN: "giao",
    Action.REASSIGN: "giao",
    Action.TAKE: "nhan-viec",
    Action.TAKE_OVER: "nhan-thay",
    Action.START_VERIFYING: "xac-minh",
    Action.FINISH_VERIFYING: "xong-xac-minh",
    Action.CONSULT: "lay-y-kien",
    Action.FINISH_CONSULTING: "da-co-y-kien",
    Action.INTERLINK: "lien-thong",
    Action.FINISH_INTERLINK: "xong-lien-thong",
    Action.SUPPLY: "da-nhan-bo-sung",
    Action.ASK_PAYMENT: "nghia-vu-tai-chinh",
    Action.CONFIRM_PAYMENT: "da-nop-tien",
    Action.SUBMIT_FOR_SIGN: "trinh-ky",
    Action.PROPOSE_REJECTION: "trinh-tu-choi",
    Action.RETURN_FOR_REWORK: "lam-lai",
    Action.SIGN: "ky",
    Action.FINISH: "ket-qua",
    Action.FINISH_AT_COUNTER: "ket-qua",
    Action.HAND_OVER: "tra-ket-qua",
    Action.STOP: "tam-dung",
    Action.STOP_FOR_GOOD: "dung-han",
    Action.RESUME: "giai-quyet-tiep",
    Action.WITHDRAW: "rut",
    Action.EXTEND: "gia-han",
    Action.APOLOGISE: "xin-loi",
}


# Its button stands where a letter is due (`dossiers.lateness`), not among the acts.
_NO_BUTTON = frozenset({Action.APOLOGISE})


@dataclass(frozen=True)
class ActButton:
    label: str
    url: str
    key: str


@dataclass(frozen=True)
class ActButtons:
    """The one main button, those with a key beside it, and the rest, folded."""

    main: ActButton | None
    keyed: list[ActButton]
    others: list[ActButton]


def row_at(slug: str, status: Status) -> Transition | None:
    """The row behind an address: the one from this status, else any that has the address."""
    rows = [row for row in TRANSITIONS if SLUGS.get(row.action) == slug]
    return next((row for row in rows if status in row.sources), rows[0] if rows else None)


def buttons_for(dossier: Dossier, user: User, next_url: str = "") -> ActButtons:
    """What this person may do now; `next_url` is where the work goes on afterwards."""
    rows = [row for row in actions_for(dossier, user) if _has_button(row, dossier)]
    buttons = [_button(dossier, row, next_url) for row in rows]
    keyed = [button for button in buttons if button.key]
    main = next((button for button in keyed if button.key == "D"), None)
    main = main or next(iter(keyed or buttons), None)
    return ActButtons(
        main=main,
        keyed=[button for button in keyed if button is not main],
        others=[button for button in buttons if not button.key and button is not main],
    )


def _has_button(row: Transition, dossier: Dossier) -> bool:
    """An extension has one only where the law lets the procedure be extended."""
    if row.action is Action.EXTEND:
        return bool(dossier.procedure.extension_cap)
    return row.action not in _NO_BUTTON


def _button(dossier: Dossier, row: Transition, next_url: str) -> ActButton:
    url = reverse("dossiers:act", args=[dossier.display_code, SLUGS[row.action]])
    if next_url:
        url += "?" + urlencode({"tiep": next_url})
    return ActButton(row.label, url, row.key)


def bulk_rows(user: User, listed: set[tuple[Status, bool]]) -> list[Transition]:
    """Rows for many at once that fit the person and one of those listed (status, one's own)."""
    return [
        row
        for row in TRANSITIONS
        if row.bulk
        and row.who & user.permissions
        and any(status in row.sources and (own or not row.holder_only) for status, own in listed)
    ]


def name_of(row: Transition) -> str:
    """The action as a heading, without whom it needs: `Giao cho…` -> `Giao`."""
    return row.label.removesuffix(" cho…")


def told(action: str) -> str:
    """What the history says to staff: `Tiếp nhận`, `Đạt, trình lãnh đạo ký`."""
    return _TOLD[Action(action)]


_TOLD = {Action.SUBMIT: "Nộp hồ sơ"} | {row.action: name_of(row) for row in TRANSITIONS}
