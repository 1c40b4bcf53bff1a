"""A part that is split off a report: another matter of the same sender at the same place."""

from feedback.models import Report, Reporter
from feedback.services.act import Act
from feedback.services.opening import prepare

_SAME = (
    "root_unit", "channel", "application", "is_test", "about_conduct", "address", "lat", "long",
    "accuracy", "located",
)  # fmt: skip


def part_of(report: Report, act: Act) -> Report:
    """The new report, unsaved. Its time counts from when the person wrote: splitting wins none."""
    part = Report(
        **{name: getattr(report, name) for name in _SAME},
        submit_key=f"part:{report.pk}:{report.last_seq + 1}",
        category=act.category,
        severity=act.severity or act.category.severity if act.category else "",
        text=act.note,
        split_from=report,
        answered_at=report.answered_at,
    )
    prepare(part, at=report.received_at)
    return part


def copy_reporter(report: Report, part: Report) -> Reporter:
    sender = report.reporter
    return Reporter.objects.create(
        report=part,
        user_id=sender.user_id,
        name=sender.name,
        phone=sender.phone,
        email=sender.email,
        is_proved=sender.is_proved,
        wants_news=sender.wants_news,
        device=sender.device,
        account=sender.account,
        erased_at=sender.erased_at,
    )
