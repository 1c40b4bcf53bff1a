"""The alarm: messages do not leave. Told when it begins and when it is over, once each."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Perm, roles_with
from notifications.desk.pulse import late_since, waiting
from notifications.models import Incident
from notifications.services import Notice, send_many
from portal.lib.dates import short_moment

log = logging.getLogger(__name__)


def look(at: datetime) -> None:
    """Begins, keeps or ends the incident. Two timers at once tell it once."""
    since = late_since(waiting(), at)
    if since:
        _begin(since, at)
    else:
        _end(at)


def _begin(since: datetime, at: datetime) -> None:
    with transaction.atomic():
        incident, is_new = Incident.objects.get_or_create(
            code=Incident.Code.WAITING, ended_at=None, defaults={"began_at": at}
        )
        if is_new:
            words = f"Tin nhắn không gửi đi được từ {short_moment(since)}"
            _tell_administrators(f"alarm:{incident.pk}:began", words, at)
    if is_new:
        log.error("messages do not leave: the oldest should have left at %s", since.isoformat())


def _end(at: datetime) -> None:
    open_ones = Incident.objects.filter(code=Incident.Code.WAITING, ended_at=None)
    with transaction.atomic():
        incident = open_ones.select_for_update().first()
        if incident is None or not open_ones.update(ended_at=at):
            return
        words = f"Tin nhắn đã gửi đi bình thường trở lại từ {short_moment(at)}"
        _tell_administrators(f"alarm:{incident.pk}:over", words, at)
    log.warning("messages leave again after %s", at - incident.began_at)


def _tell_administrators(event: str, words: str, at: datetime) -> None:
    """In their inbox, and by e-mail where they have an address: SMS may be what stands still."""
    path = reverse("notifications:gateways")
    people = User.objects.filter(
        kind=User.Kind.STAFF,
        is_active=True,
        role_assignments__role__in=roles_with(Perm.GATEWAYS),
    )
    send_many(
        Notice(
            "alarm",
            to="",
            key=f"{event}:{user.pk}",
            at=at,
            root_unit_id=user.unit.root_id_or_self if user.unit else None,
            context={
                "office": user.unit.short_name if user.unit else "",
                "what": words,
                "link": f"{settings.SITE_URL}{path}",
            },
            email=user.email,
            user_id=user.pk,
            link=path,
        )
        for user in people.select_related("unit").distinct()
    )
