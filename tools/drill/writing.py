"""The part of the portal that writes messages, as a process of its own that may be killed.

It notes each duty in a file once the portal has acknowledged it, and goes on from there when it is
started again: the duty it was at is then written a second time, as by a person who presses again.
"""

import logging
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.db import OperationalError, transaction
from django.utils import timezone

from accounts.models import Unit, User
from notifications.models import Gateway
from notifications.services import Notice, send, send_many
from notifications.wording.variables import VARIABLES
from portal.lib.sealed import seal
from tools.drill import ledger
from tools.drill.bursts import BURSTS
from tools.drill.duties import LADDER, Duty, duty

log = logging.getLogger(__name__)
STAFF, SENDER, PRICE = "drill-officer", "UBND", 350
CALL_SECONDS = 2
EXAMPLES = {key: variable.example for key, variable in VARIABLES.items()}
A_TRANSACTION, LATER_EVERY = 500, 0.2  # messages, seconds: of a burst


def prepare(*routes: str) -> None:
    """An officer with an inbox, and the routes: each as `name=url=secret`."""
    unit = Unit.objects.create(
        code="H64.15", name="xã Bình An", short_name="Bình An", kind=Unit.Kind.COMMUNE
    )
    officer = User(username=STAFF, kind=User.Kind.STAFF, unit=unit, full_name="Lê Thị Mai")
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
    log.warning("writing from number %s", first)
    with path.open("a", encoding="ascii") as file:
        for number in range(first, int(count)):
            _until_acknowledged(duty(number), officer)
            ledger.note(file, [number])
            ahead = started + (number + 1 - first) * pause - time.monotonic()
            time.sleep(max(0.0, ahead))


def notice(duty: Duty, officer: User) -> Notice:
    return Notice(
        kind=duty.kind,
        to=duty.phone,
        key=duty.event,
        at=timezone.now(),
        root_unit_id=duty.office,
        subject_code=duty.code,
        context=EXAMPLES | {"code": duty.code, "otp": f"{duty.number % 1_000_000:06d}"},
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


def write_burst(name: str, book: str) -> None:
    """All of its first part at once, the rest one by one."""
    burst = BURSTS[name]
    officer = User.objects.get(username=STAFF)
    with Path(book).open("a", encoding="ascii") as file:
        for duties in _chunks(burst.at_once()):
            with transaction.atomic():
                send_many(notice(duty, officer) for duty in duties)
            ledger.note(file, [duty.number for duty in duties])
        for later in burst.later():
            _until_acknowledged(later, officer)
            ledger.note(file, [later.number])
            time.sleep(LATER_EVERY)


def _chunks(duties: Iterable[Duty]) -> Iterator[list[Duty]]:
    iterator = iter(duties)
    while chunk := list(islice(iterator, A_TRANSACTION)):
        yield chunk
