"""Targets of the demo commune, as a plan of the year would set them."""

from datetime import date

from accounts.models import Unit
from reports.models import Target

BASIS = "Chỉ tiêu minh họa, không phải văn bản thật"
TARGETS = (("dung-han", 98), ("tren-tong-so", 60), ("so-hoa", 90), ("thanh-toan", 55))


def seed_targets(root: Unit, today: date) -> int:
    """From the beginning of last year; how many are new."""
    first = date(today.year - 1, 1, 1)
    made = [
        Target.objects.get_or_create(
            measure=measure,
            unit=root,
            defaults={"value": value, "basis": BASIS, "valid_from": first},
        )
        for measure, value in TARGETS
    ]
    return sum(new for _, new in made)
