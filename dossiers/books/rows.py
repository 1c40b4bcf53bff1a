"""Books as pages show them."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.offices import OfficeFacts
from dossiers.models import BookJob
from portal.lib.making_rows import MadeRow, shown


@dataclass(frozen=True)
class BookRow(MadeRow):
    title: str
    office: str
    office_code: str
    year: int
    kind: str
    url: str
    file_url: str


def book_row(job: BookJob, office: OfficeFacts) -> BookRow:
    """`job` with `asked_by`."""
    place = [office.code, job.year, job.kind]
    return BookRow(
        **shown(job),
        title=f"{job.get_kind_display()} năm {job.year}",
        office=office.name,
        office_code=office.code,
        year=job.year,
        kind=job.kind,
        url=reverse("dossiers:book", args=place),
        file_url=reverse("dossiers:book-file", args=place),
    )
