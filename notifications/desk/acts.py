"""What staff do with a message that did not arrive, one or many."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from accounts.models import User
from notifications.models import Message
from notifications.services import called, send_again
from portal.lib.errors import Refused


@dataclass(frozen=True)
class Act:
    slug: str
    label: str
    key: str  # of the keyboard
    noted: bool  # it asks for a note
    about: str


ACTS = {
    act.slug: act
    for act in (
        Act("da-goi", "Đã gọi điện", "D", noted=True,
            about="Ghi chú dưới đây ghi cho mọi tin đã đánh dấu."),
        Act("gui-lai", "Gửi lại", "C", noted=False,
            about="Mỗi tin gửi lại đúng một lần, theo cách gửi và tới địa chỉ như lần trước."),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Outcomes:
    """How many went well, and the messages that did not by the sentence that says why."""

    done: int
    failed: dict[str, list[str]] = field(default_factory=dict)


def do_to_all(
    messages: Iterable[Message], act: Act, *, by: User, at: datetime, note: str
) -> Outcomes:
    """Each for itself: what is refused holds nothing up."""
    do: Callable[..., object] = partial(called, note=note) if act.noted else send_again
    done, failed = 0, defaultdict(list)
    for message in messages:
        try:
            do(message, by=by, at=at)
        except Refused as refused:
            failed[refused.message].append(message.subject_code or message.reference)
        else:
            done += 1
    return Outcomes(done, failed)
