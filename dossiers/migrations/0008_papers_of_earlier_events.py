"""Papers that were printed as attachments become issued papers, with the bytes they had.

What an event produced and nobody printed is issued too, and drawn when somebody asks: no worker
need draw years of papers anew.
"""

from datetime import UTC, datetime

from django.db import migrations
from django.utils import timezone as vietnam

from portal.lib.codes import random_code
from portal.lib.files import hash_key

BATCH = 1_000
FORMS = {
    "receive": "mau-01",
    "ask_before_reception": "mau-02",
    "ask_supplement": "mau-02",
    "refuse": "mau-03",
    "stop": "mau-05",
    "stop_for_good": "mau-05",
    "hand_over": "giao-nhan",
}
TITLES = {
    "mau-01": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "mau-02": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    "mau-03": "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    "mau-05": "Thông báo dừng giải quyết hồ sơ",
    "giao-nhan": "Giấy biên nhận trả kết quả",
}
ONLY_WHEN_ASKED = datetime(9999, 1, 1, tzinfo=UTC)


def issue_papers(apps, schema_editor):
    Event, Paper = (
        apps.get_model("dossiers", "DossierEvent"),
        apps.get_model("papers", "IssuedPaper"),
    )
    sets = list(apps.get_model("papers", "FormSet").objects.order_by("valid_from"))
    events = Event.objects.filter(action__in=FORMS).select_related("dossier").order_by("pk")
    last = 0
    while batch := list(events.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        printed = _printed(apps, batch)
        papers = [_paper(Paper, event, sets, printed.get(_name(event))) for event in batch]
        Paper.objects.bulk_create(papers)
        _move_files(apps, batch, printed, {paper.key: paper.pk for paper in papers})


def _name(event):
    """The dossier, and what the attachment of that paper was called."""
    return event.dossier_id, f"{FORMS[event.action]}-{event.seq}.pdf"


def _key(event):
    return f"dossier:{event.dossier_id}:{event.seq}:{FORMS[event.action]}"


def _printed(apps, events):
    Attachment = apps.get_model("dossiers", "Attachment")
    dossiers = {event.dossier_id for event in events}
    rows = Attachment.objects.filter(dossier__in=dossiers, role="form").select_related("file")
    return {(row.dossier_id, row.name): row for row in rows}


def _paper(model, event, sets, attachment):
    form, dossier = FORMS[event.action], event.dossier
    code = dossier.code or dossier.submission_code
    return model(
        key=_key(event),
        root_unit_id=dossier.root_unit_id,
        unit_id=dossier.receiving_unit_id,
        form=form,
        form_set=_set_in_force(sets, vietnam.localdate(event.at)),
        number=f"{code.rpartition('-')[2]}/TNHS" if form == "mau-01" else "",
        code="-".join(random_code(4) for _ in range(3)),
        title=TITLES[form],
        subject_code=code,
        issued_at=event.at,
        state="drawn" if attachment else "waiting",
        not_before=event.at if attachment else ONLY_WHEN_ASKED,
    )


def _set_in_force(sets, day):
    begun = [one for one in sets if one.valid_from <= day]
    return begun[-1] if begun else sets[0]


def _move_files(apps, events, printed, papers):
    moved = [(event, printed[_name(event)]) for event in events if _name(event) in printed]
    apps.get_model("papers", "PaperFile").objects.bulk_create(
        apps.get_model("papers", "PaperFile")(
            paper_id=papers[_key(event)],
            made="drawn",
            sha256=row.file.sha256,
            storage_key=hash_key(row.file.sha256, row.file.kind),
            size=row.file.size,
            pages=row.file.pages,
            made_at=row.uploaded_at,
        )
        for event, row in moved
    )
    gone = [row.pk for _, row in moved]
    apps.get_model("dossiers", "Attachment").objects.filter(pk__in=gone).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_remove_clock_pauses"),
        ("papers", "0002_form_sets"),
    ]
    operations = [migrations.RunPython(issue_papers, migrations.RunPython.noop)]
