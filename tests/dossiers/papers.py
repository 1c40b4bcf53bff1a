"""Dossiers that have produced every printed form, and a look into the PDFs."""

import subprocess
from datetime import timedelta
from pathlib import Path

from django.urls import reverse
from django.utils import timezone
from PIL import Image

from dossiers.models import Dossier
from dossiers.services import (
    HandedIn,
    Missing,
    apply,
    ask_supplement,
    finish,
    hand_over,
    receive_at_counter,
)
from dossiers.workflow import Action
from papers.models import IssuedPaper
from procedures.models import Procedure
from tests.dossiers.conftest import People
from tests.factories import MONDAY, Commune, an_applicant, an_opening, at, make_submitted


def text_of(pdf: bytes) -> str:
    """What `pdftotext` reads, blanks joined."""
    run = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return " ".join(run.stdout.decode().split())


def picture_of(pdf: bytes, folder: Path) -> Image.Image:
    """The first page at 150 dpi."""
    source = folder / "paper.pdf"
    source.write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-singlefile", source, folder / "page"], check=True
    )
    return Image.open(folder / "page.png")


def received(commune: Commune, people: People, procedure: Procedure, **changes: object) -> Dossier:
    return receive_at_counter(
        an_opening(commune, procedure, summary="Khai sinh cho con gái Nguyễn Ngọc Ỷ Vỹ", sets=2),
        an_applicant(subject_name="Nguyễn Ngọc Ỷ Vỹ", subject_address="Thôn 2", **changes),
        [
            HandedIn(None, "Tờ khai đăng ký khai sinh", originals=1),
            HandedIn(None, "Giấy chứng sinh do bệnh viện cấp", originals=1, copies=2),
            HandedIn(None, "Văn bản ủy quyền", certified=1),
        ],
        by=people.receptionist,
        at=at("2026-11-23 08:05"),
    )


def examined(commune: Commune, people: People, procedure: Procedure) -> Dossier:
    dossier = received(commune, people, procedure)
    dossier = apply(dossier, Action.TRANSFER, by=people.receptionist, at=MONDAY)
    return apply(dossier, Action.ASSIGN, by=people.head, at=MONDAY, assignee=people.specialist)


def supplemented(commune: Commune, people: People, procedure: Procedure) -> Dossier:
    dossier = examined(commune, people, procedure)
    missing = [
        Missing("Giấy chứng sinh", "ảnh mờ, không đọc được số", dossier.papers.all()[1]),
        Missing("Giấy chứng nhận kết hôn", "chưa có trong hồ sơ"),
    ]
    due_on = MONDAY.date() + timedelta(days=10)
    return ask_supplement(
        dossier, missing, by=people.specialist, at=MONDAY, due_on=due_on,
        note="Cần đủ giấy tờ để xác định cha, mẹ của trẻ",
    )  # fmt: skip


def refused(commune: Commune, people: People, procedure: Procedure) -> Dossier:
    dossier = make_submitted(commune, procedure, owner=people.citizen)
    note = "Ông bà thường trú tại xã Hòa Thắng, xin nộp tại đó"
    return apply(
        dossier, Action.REFUSE, by=people.receptionist, at=MONDAY, reason="authority", note=note
    )


def stopped(commune: Commune, people: People, procedure: Procedure) -> Dossier:
    return apply(
        examined(commune, people, procedure), Action.STOP_FOR_GOOD, by=people.leader, at=MONDAY,
        reason="dispute", note="Tòa án nhân dân khu vực 3 đang thụ lý vụ án số 12/2026",
    )  # fmt: skip


def handed_over(commune: Commune, people: People, procedure: Procedure) -> Dossier:
    dossier = examined(commune, people, procedure)
    dossier = apply(dossier, Action.SUBMIT_FOR_SIGN, by=people.specialist, at=MONDAY)
    dossier = apply(dossier, Action.SIGN, by=people.leader, at=MONDAY)
    dossier = finish(
        dossier, Action.FINISH, by=people.clerk, at=MONDAY,
        result_number="45/2026", result_on=MONDAY.date(),
    )  # fmt: skip
    return hand_over(dossier, by=people.receptionist, at=MONDAY, receiver="Nguyễn Thị Sáu")


MAKERS = {
    "mau-01": received,
    "mau-02": supplemented,
    "mau-03": refused,
    "mau-05": stopped,
    "giao-nhan": handed_over,
}


def address_of(dossier: Dossier, form: str) -> str:
    """Where staff see and print the paper."""
    return reverse("dossiers:paper", args=[dossier.display_code, form])


def time_has_come() -> None:
    """Papers are due: the events of tests may lie ahead of the machine's clock."""
    IssuedPaper.objects.update(not_before=timezone.now())
