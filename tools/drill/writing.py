"""The part of the portal that writes messages, as a process of its own that may be killed.

It notes each duty in a file once the portal has acknowledged it, and goes on from there when it is
started again: the duty it was at is then written a second time, as by a person who presses again.
"""

import logging
import time
from pathlib import Path

from django.db import OperationalError, transaction
from django.utils import timezone

from accounts.models import User
from notifications.models import Gateway
from notifications.services import Notice, send
from portal.lib.sealed import seal
from tools.drill import ledger
from tools.drill.duties import LADDER, Duty, duty

log = logging.getLogger(__name__)
STAFF, SENDER, PRICE = "drill-officer", "UBND", 350
CALL_SECONDS = 3


def prepare(*routes: str) -> None:
    """An officer with an inbox, and the routes: each as `name=url=secret`."""
    officer = User(username=STAFF, kind=User.Kind.STAFF, full_name="Lê Thị Mai")
    officer.set_unusable_password()
    officer.save()
    for position, route in enumerate(routes, start=1):
        name, url, secret = route.split("=")
        Gateway.objects.create(
            code=name,
            name=f"Route {name}",
            kind=Gateway.Kind.JSON,
            position=position,
            url=url,
            sender=SENDER,
            secret=seal(secret),
            price=PRICE,
            options={"timeout": CALL_SECONDS},
        )


def write(count: str, per_second: str, book: str) -> None:
    """Duties up to number `count`, those noted in `book` left out."""
    officer = User.objects.get(username=STAFF)
    path, pause = Path(book), 1 / float(per_second)
    first = len(ledger.read(path))
    started = time.monotonic()
    with path.open("a", encoding="ascii") as file:
        for number in range(first, int(count)):
            _until_acknowledged(duty(number), officer)
            ledger.note(file, number)
            ahead = started + (number + 1 - first) * pause - time.monotonic()
            time.sleep(max(0.0, ahead))


def notice(duty: Duty, officer: User) -> Notice:
    return Notice(
        kind=duty.kind,
        to=duty.phone,
        key=duty.event,
        at=timezone.now(),
        root_unit_id=duty.office,
        subject_code=str(duty.context()["code"]),
        context=duty.context(),
        user_id=officer.pk if duty.kind == LADDER else None,
        link="/cb/",
    )


def _until_acknowledged(duty: Duty, officer: User) -> None:
    """A database that is busy answers with an error; whoever pressed presses again."""
    while True:
        try:
            with transaction.atomic():
                send(notice(duty, officer))
        except OperationalError:
            log.exception("duty %s was not acknowledged", duty.number)
            time.sleep(0.5)
        else:
            return
