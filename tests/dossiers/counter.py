"""Steps at the walk-in counter, as the officer's browser takes them."""

from typing import Any

from django.test import Client
from django.urls import reverse

from dossiers.intake.page import Intake
from dossiers.models import Dossier
from procedures.content import (
    ChannelContent,
    FeeContent,
    PaperContent,
    VersionContent,
)
from procedures.models import Channel, Procedure, QrCode
from procedures.services import publish_version
from tests.factories import at, make_procedure

INTAKE = reverse("dossiers:intake")
CARD = "056157004318||Nguyễn Thị Sáu|12041957|Nữ|Thôn 2, xã Bình An|12082021"
PERSON = {"full_name": "Nguyễn Thị Sáu", "phone": "0905 123 318", "delivery": "counter"}

APPLICATION = PaperContent(name="Tờ khai cấp bản sao", originals=1, covered_by_form=True)
OLD_PAPER = PaperContent(name="Giấy khai sinh cũ", copies=2, required=False, condition="nếu còn")
IDENTITY = PaperContent(name="Giấy tờ tùy thân", originals=1, shown_only=True)
COPY_FEE = FeeContent(amount=8000, per="bản")


def make_extract(*fees: FeeContent, code: str = "2.000635", qr: str = "HT07") -> Procedure:
    """Cấp bản sao trích lục: same day, one paper to file, one if there is one, one to show."""
    procedure = make_procedure(code, "Cấp bản sao trích lục hộ tịch", papers=())
    content = VersionContent(
        name=procedure.name,
        channels=tuple(
            ChannelContent(method=method, term="SAME_DAY", fees=fees or (COPY_FEE,))
            for method in Channel.Method
        ),
        papers=(APPLICATION, OLD_PAPER, IDENTITY),
    )
    publish_version(procedure, content, at=at("2026-01-06 08:00"))
    procedure.refresh_from_db()
    QrCode.objects.create(
        code=qr, kind=QrCode.Kind.PROCEDURE, procedure=procedure, title=procedure.name
    )
    return procedure


def open_page(client: Client, **query: str) -> dict[str, Any]:
    """What a browser would post of a fresh page."""
    return fields_of(client.get(INTAKE, query).context["intake"])


def press(client: Client, page: dict[str, Any], **typed: Any) -> Any:
    """Posts the page with what was typed on top of what it holds."""
    return client.post(INTAKE, page | typed)


def go_on(client: Client, page: dict[str, Any], **typed: Any) -> dict[str, Any]:
    return fields_of(press(client, page, **typed).context["intake"])


def fields_of(intake: Intake) -> dict[str, Any]:
    """Every field of the shown page, ticked boxes only when they are ticked."""
    values: dict[str, Any] = {}
    for field in intake.form:
        value = field.value()
        if value not in (None, False, []):
            values[field.html_name] = value
    hidden = ("submit_key", "locked", "draft", "version", "amount_known")
    values |= {name: intake.data.get(name, "") for name in hidden}
    values["fee"] = intake.data.getlist("fee")
    return values


def tick(procedure: Procedure, *names: str) -> dict[str, str]:
    """The ticks at papers of these names."""
    assert procedure.current_version is not None
    papers = procedure.current_version.papers.filter(name__in=names)
    return {f"p{paper.pk}-given": "on" for paper in papers}


def prefix(procedure: Procedure, name: str) -> str:
    assert procedure.current_version is not None
    return f"p{procedure.current_version.papers.get(name=name).pk}"


def chosen(client: Client, procedure: Procedure, **typed: Any) -> dict[str, Any]:
    """A page on which the person is typed and the procedure chosen."""
    return go_on(client, open_page(client), **PERSON, procedure=procedure.code, **typed)


def accept(client: Client, procedure: Procedure, **typed: Any) -> Any:
    """A whole intake: every paper that must be there, the fee in cash."""
    page = chosen(client, procedure)
    ticks = tick(procedure, APPLICATION.name, IDENTITY.name)
    return press(client, page | ticks, payment="cash", do="accept", **typed)


def received_at(answer: Any) -> Dossier:
    """The dossier on whose page an accepted intake ends."""
    assert answer.status_code == 302, answer.content.decode()
    return Dossier.objects.get(code=answer["Location"].rstrip("/").rsplit("/", 1)[-1])
