"""Steps of an online submission, as a citizen's browser takes them."""

import io
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from dossiers.models import Dossier, Draft
from procedures.models import Procedure

APPLICANT = {
    "full_name": "Nguyễn Thị Sáu",
    "personal_id": "056 157 004 318",
    "birth_date_day": "12",
    "birth_date_month": "4",
    "birth_date_year": "1957",
    "address": "Thôn 2, xã Bình An",
    "phone": "0905 123 318",
}


def start_path(procedure: Procedure) -> str:
    return reverse("dossiers:start", args=[procedure.code])


def path_of(draft: Draft, page: str = "") -> str:
    return reverse("dossiers:draft", args=[draft.token]) + (f"{page}/" if page else "")


def begin(client: Client, procedure: Procedure) -> Draft:
    answer = client.post(start_path(procedure))
    assert answer.status_code == 302, answer.content.decode()
    return Draft.objects.get(token=answer["Location"].split("/")[2])


def hidden(client: Client, draft: Draft, page: str) -> dict[str, str]:
    """The page's hidden fields, as one opening of it has them."""
    context = client.get(path_of(draft, page)).context
    return {"da_thay": context["seen"], "lan_mo": context["writer"]}


def answer(client: Client, draft: Draft, page: str, **typed: str) -> Any:
    return client.post(path_of(draft, page), hidden(client, draft, page) | typed)


def picture(size: tuple[int, int] = (300, 200), color: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "JPEG")
    return out.getvalue()


def pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.save(out)
    return out.getvalue()


def send_file(
    client: Client,
    draft: Draft,
    content: bytes,
    name: str = "a.jpg",
    *,
    number: int = 1,
    **more: str,
) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(path_of(draft, f"giay-to/{number}"), {"gallery": file, **more})


def fill(client: Client, procedure: Procedure) -> Draft:
    """A draft with everything but the sending done."""
    draft = begin(client, procedure)
    answer(client, draft, "ai-nop", **APPLICANT)
    answer(client, draft, "tre", child_name="Trần Minh Khôi")
    send_file(client, draft, picture())
    answer(client, draft, "nhan-ket-qua", delivery="counter")
    return draft


def send(client: Client, draft: Draft, **typed: str) -> Any:
    page = path_of(draft, "kiem-tra")
    seen = client.get(page).context["seen"]
    return client.post(page, {"da_thay": seen, "declaration": "on"} | typed)


def sent(draft: Draft) -> Dossier:
    return Dossier.objects.get(submit_key=draft.submit_key)
