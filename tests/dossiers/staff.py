"""Staff at work in tests: signed-in browsers, and dossiers brought to where a story begins."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.models import User
from dossiers.models import Dossier
from dossiers.services import apply, finish, receive
from dossiers.workflow import Action, Status
from procedures.models import Procedure
from tests.factories import Commune, make_submitted

if TYPE_CHECKING:
    from tests.dossiers.conftest import People

BACKEND = "accounts.backends.Backend"


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@dataclass(frozen=True)
class Town:
    """The commune with its people and one procedure: enough to live a dossier's life."""

    commune: Commune
    people: "People"
    procedure: Procedure

    def dossier(self, status: Status = Status.SUBMITTED, *, days_ago: float = 1) -> Dossier:
        """A dossier on its usual way, stopped at `status`."""
        at = timezone.now() - timedelta(days=days_ago)
        dossier = make_submitted(self.commune, self.procedure, owner=self.people.citizen, when=at)
        for step in self._way(at):
            if dossier.state is status:
                break
            dossier = step(dossier)
        assert dossier.state is status
        return dossier

    def _way(self, at: datetime) -> Iterator[Callable[[Dossier], Dossier]]:
        people = self.people
        yield lambda one: receive(one, by=people.receptionist, at=at)
        for action, by, facts in (
            (Action.TRANSFER, people.receptionist, {}),
            (Action.ASSIGN, people.head, {"assignee": people.specialist}),
            (Action.SUBMIT_FOR_SIGN, people.specialist, {}),
            (Action.SIGN, people.leader, {}),
        ):
            yield lambda one, action=action, by=by, facts=facts: apply(  # type: ignore[misc]
                one, action, by=by, at=at, **facts
            )
        yield lambda one: finish(one, Action.FINISH, by=people.clerk, at=at, result_number="12")


def act_path(dossier: Dossier, slug: str) -> str:
    return f"/cb/ho-so/{dossier.display_code}/{slug}/"


def actions_of(dossier: Dossier) -> list[str]:
    return list(dossier.events.order_by("seq").values_list("action", flat=True))


def a_photo() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(content, "JPEG")
    return SimpleUploadedFile("ket-qua.jpg", content.getvalue())


def a_text_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("ket-qua.pdf", b"day khong phai PDF")


def copies(dossier: Dossier, number: int) -> None:
    """More of the same kind, three to a minute from the original's deadline on, some without."""
    start, rows = dossier.act_by or timezone.now(), []
    for i in range(number):
        copy = Dossier.objects.get(pk=dossier.pk)
        copy.pk, copy.code = None, f"H99.12-260101-{i:04d}"
        copy.submission_code, copy.tracking_key, copy.submit_key = f"N-{i}", f"t{i}", f"s{i}"
        copy.act_by = start + timedelta(minutes=i // 3) if i % 7 else None
        rows.append(copy)
    Dossier.objects.bulk_create(rows)
