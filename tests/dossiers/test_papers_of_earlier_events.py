"""What was printed before papers were issued keeps its bytes; what was not is drawn when asked."""

from importlib import import_module
from io import BytesIO

from django.apps import apps
from django.utils import timezone

from dossiers.documents.kept import papers_of
from dossiers.documents.tasks import announce_waiting_papers
from dossiers.files.uploads import keep
from dossiers.models import Attachment
from papers.models import IssuedPaper, PaperFile
from papers.services import content_of
from papers.sets import seed_form_sets
from procedures.models import Procedure
from tests.dossiers.conftest import People
from tests.dossiers.papers import supplemented
from tests.factories import MONDAY, Commune
from tests.papers.pdfs import a_pdf

migration = import_module("dossiers.migrations.0008_papers_of_earlier_events")


def test_printed_attachments_become_papers_with_the_same_bytes(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    seed_form_sets()
    dossier = supplemented(commune, people, procedure)
    IssuedPaper.objects.all().delete()
    file = keep(BytesIO(a_pdf("giấy hẹn")), "pdf", pages=1, at=MONDAY)
    Attachment.objects.create(
        dossier=dossier, root_unit_id=commune.root.pk, role="form", file=file, name="mau-01-2.pdf",
        original_size=file.size, uploaded_at=MONDAY, uploaded_by=people.receptionist,
    )  # fmt: skip
    migration.issue_papers(apps, None)
    receipt, asked = papers_of(dossier)
    assert (receipt.form, receipt.number, receipt.state) == ("mau-01", "0001/TNHS", "drawn")
    assert content_of(receipt) == a_pdf("giấy hẹn")
    assert receipt.form_set is not None
    assert (asked.form, asked.number, asked.state) == ("mau-02", "", "waiting")
    assert not Attachment.objects.filter(role="form").exists()
    assert announce_waiting_papers() == 0
    assert not PaperFile.objects.filter(paper=asked).exists()
    assert asked.not_before > timezone.now()
