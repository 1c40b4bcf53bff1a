"""The paper that goes with an e-mail about a dossier (domain 2.5)."""

from dossiers.documents.issuing import key_of
from dossiers.models import Apology, Attachment, Dossier, DossierEvent
from dossiers.workflow import Action
from papers.models import IssuedPaper
from papers.services import content_of, last_file
from portal.lib.files import read_stored
from portal.lib.text import clean

OF_EVENT = {
    "received": "mau-01",
    "supplement": "mau-02",
    "refused": "mau-03",
    "apology": "mau-04",
    "stopped": "mau-05",
}
OF_DOSSIER = {"ready": "result", "supplement_soon": "supplement"}
ASKING = (Action.ASK_BEFORE_RECEPTION, Action.ASK_SUPPLEMENT)
LARGEST = 7 * 1024 * 1024  # bytes; mail servers often take 10 MB, and mail is a third larger


def enclosure_of(dossier: Dossier, kind: str, event: DossierEvent) -> str:
    """What `enclosed` reads; empty when nothing goes with this kind."""
    if kind in OF_DOSSIER:
        return f"dossier:{dossier.pk}:{OF_DOSSIER[kind]}"
    return key_of(dossier, event.seq, OF_EVENT[kind]) if kind in OF_EVENT else ""


def enclosed(reference: str) -> tuple[str, bytes] | None:
    """Name and content of the PDF; None while it is not drawn.

    `LookupError` when there is nothing to enclose: no electronic result, a file too large for mail.
    """
    match reference.split(":"):
        case ["dossier", pk, "result"]:
            return _result(int(pk))
        case ["dossier", pk, "supplement"]:
            asked = DossierEvent.objects.filter(dossier=int(pk), action__in=ASKING).order_by("-seq")
            seq = asked.values_list("seq", flat=True).first()
            return _paper(f"dossier:{pk}:{seq}:mau-02")
        case ["dossier", pk, seq, "mau-04"]:
            letters = Apology.objects.filter(dossier=int(pk), event_seq=seq)
            return _paper(f"apology:{letters.values_list('pk', flat=True).first()}")
        case ["dossier", _, _, _]:
            return _paper(reference)
    raise LookupError(f"{reference} names no paper")


def _paper(key: str) -> tuple[str, bytes] | None:
    paper = IssuedPaper.objects.filter(key=key).first()
    if paper is None:
        raise LookupError(f"{key} was never issued")
    file = last_file(paper)
    if file is None:
        return None
    _check_size(file.size)
    return _name(paper.title, paper.subject_code), content_of(paper)


def _result(pk: int) -> tuple[str, bytes]:
    files = Attachment.objects.filter(dossier=pk, role=Attachment.Role.RESULT, file__kind="pdf")
    found = files.select_related("file", "dossier").order_by("-pk").first()
    if found is None or found.dossier is None:
        raise LookupError(f"dossier {pk} has no electronic result")
    _check_size(found.file.size)
    return _name("Kết quả", found.dossier.display_code), read_stored(found.file.key)


def _check_size(size: int) -> None:
    if size > LARGEST:
        raise LookupError("too large for mail")


def _name(title: str, code: str) -> str:
    return f"{clean(title).replace('/', '-')} {code}.pdf"
