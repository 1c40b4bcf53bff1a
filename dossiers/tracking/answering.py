"""What a supplement asks for, and what has come of it so far."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from dossiers.models import Attachment, Dossier, SupplementItem, SupplementRequest
from dossiers.online.pages import file_row
from dossiers.services import waiting_request
from dossiers.workflow import WAITING_FOR_PAPERS, Status
from portal.lib.dates import long_day
from portal.lib.errors import Refused
from procedures.memory import procedure_facts


@dataclass(frozen=True)
class Wanted:
    """One thing asked for; `number` is its place in the letter, from 1, and in the address."""

    number: int
    item: SupplementItem
    files: list[Attachment]
    url: str

    @property
    def state(self) -> str:
        return f"Đã gửi {len(self.files)} tệp" if self.files else "Chưa gửi"


@dataclass(frozen=True)
class Answering:
    dossier: Dossier
    request: SupplementRequest
    wanted: list[Wanted]

    @property
    def title(self) -> str:
        return procedure_facts(self.dossier.procedure_id).title

    @property
    def left(self) -> int:
        return sum(1 for wanted in self.wanted if not wanted.files)

    @property
    def is_begun(self) -> bool:
        return self.left < len(self.wanted)

    @property
    def is_past(self) -> bool:
        return self.request.due_on < timezone.localdate()

    @property
    def send_by(self) -> str:
        return long_day(self.request.due_on)


def answering(dossier: Dossier) -> Answering:
    """`Refused` (409) when nothing is waited for, with what can be done instead."""
    if dossier.state is Status.EXPIRED:
        raise Refused(
            "expired",
            "Hạn bổ sung đã qua nên hồ sơ này khép lại. Đủ giấy tờ, ông/bà nộp hồ sơ mới",
            conflict=True,
        )
    if dossier.state not in WAITING_FOR_PAPERS:
        raise Refused("nothing_asked", "Hồ sơ này không chờ ông/bà bổ sung", conflict=True)
    request = waiting_request(dossier)
    sent = _sent(request)
    base = reverse("dossiers:supplement", args=[dossier.display_code])
    return Answering(
        dossier,
        request,
        [
            Wanted(number, item, sent[item.paper_id] if item.paper_id else [], f"{base}{number}/")
            for number, item in enumerate(request.items.select_related("request"), start=1)
        ],
    )


def _sent(request: SupplementRequest) -> dict[int | None, list[Attachment]]:
    """Files since it was asked for, by paper."""
    found: dict[int | None, list[Attachment]] = defaultdict(list)
    for file in Attachment.objects.answering(request).select_related("file"):
        found[file.paper_id].append(file)
    return found


def file_rows(dossier: Dossier, wanted: Wanted) -> list[dict[str, str]]:
    code = dossier.display_code
    return [
        file_row(
            file,
            view_url=reverse("dossiers:own-file", args=[code, file.pk]),
            remove_url=reverse(
                "dossiers:supplement-file-delete", args=[code, wanted.number, file.pk]
            ),
        )
        for file in wanted.files
    ]
