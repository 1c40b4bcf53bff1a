"""The sets of forms, in process memory: there are two, and a correction is rare."""

from collections.abc import Sequence
from datetime import date
from threading import Lock
from time import monotonic

from django.conf import settings

from papers.models import FormSet

OLD_SET, NEW_SET = "tt01-2018", "tt03-2025"

# Both from handbooks, not read in the gazette: an administrator can correct names and days.
_SEED = (
    (OLD_SET, "Bộ mẫu năm 2018", "Thông tư số 01/2018/TT-VPCP", date(2018, 1, 1)),
    (NEW_SET, "Bộ mẫu từ tháng 9 năm 2025", "Thông tư số 03/2025/TT-VPCP", date(2025, 9, 1)),
)


class _Kept:
    """The one copy of the process, and when it was read."""

    lock = Lock()
    sets: Sequence[FormSet] = ()
    read_at = -float("inf")


def form_sets() -> Sequence[FormSet]:
    """Oldest first, at most `OFFICES_KEPT_SECONDS` old."""
    with _Kept.lock:
        if monotonic() - _Kept.read_at >= settings.OFFICES_KEPT_SECONDS:
            _Kept.sets = tuple(FormSet.objects.order_by("valid_from"))
            _Kept.read_at = monotonic()
        return _Kept.sets


def forget() -> None:
    """After a correction: this process reads the sets again at once, others within seconds."""
    with _Kept.lock:
        _Kept.read_at = -float("inf")


def seed_form_sets(model: type[FormSet] = FormSet) -> None:
    """Both sets; what an administrator has corrected stays. A migration gives its own model."""
    for code, name, circular, valid_from in _SEED:
        values = {"name": name, "circular": circular, "valid_from": valid_from}
        model.objects.get_or_create(code=code, defaults=values)
    forget()
