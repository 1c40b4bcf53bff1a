"""The sets of forms, in process memory: there are two, and a correction is rare."""

from collections.abc import Sequence
from datetime import date

from papers.models import FormSet
from portal.lib.kept import kept

OLD_SET, NEW_SET = "tt01-2018", "tt03-2025"

# Both from handbooks, not read in the gazette: an administrator can correct names and days.
_SEED = (
    (OLD_SET, "Bộ mẫu năm 2018", "Thông tư số 01/2018/TT-VPCP", date(2018, 1, 1)),
    (NEW_SET, "Bộ mẫu từ tháng 9 năm 2025", "Thông tư số 03/2025/TT-VPCP", date(2025, 9, 1)),
)


@kept("OFFICES_KEPT_SECONDS")
def form_sets() -> Sequence[FormSet]:
    """Oldest first."""
    return tuple(FormSet.objects.order_by("valid_from"))


def seed_form_sets(model: type[FormSet] = FormSet) -> None:
    """Both sets; what an administrator has corrected stays. A migration gives its own model."""
    for code, name, circular, valid_from in _SEED:
        values = {"name": name, "circular": circular, "valid_from": valid_from}
        model.objects.get_or_create(code=code, defaults=values)
    form_sets.forget()
