"""The hours in which no phone rings because of us (ux 7): what can wait leaves in the morning."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from notifications.kinds import Kind
from notifications.models.message import Channel


def after_quiet_hours(at: datetime, kind: Kind, channel: Channel) -> datetime:
    """`at`, or the end of the quiet hours it falls into. E-mail and the inbox ring nobody."""
    if kind.at_night or channel in {Channel.EMAIL, Channel.INAPP} or not settings.QUIET_HOURS:
        return at
    begin, end = (time.fromisoformat(text) for text in settings.QUIET_HOURS.split("-"))
    local = timezone.localtime(at)
    if begin <= end:
        quiet = begin <= local.time() < end
    else:
        quiet = local.time() >= begin or local.time() < end
    if not quiet:
        return at
    morning = local.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return morning if morning > local else morning + timedelta(days=1)
