"""Where a file belongs: to a draft, or to a phase of a report. How much has room there."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from feedback.media.words import refused
from feedback.models import Media, Report, ReportDraft, Upload
from portal.lib.queues import QueueQuerySet

QueryPair = tuple[QuerySet[Upload], QueueQuerySet[Media]]
FILES_OF_DRAFT = 5
FILES_OF_PHASE = 10


@dataclass(frozen=True)
class Home:
    """Of a draft, or of a report. `by`: the member of staff; of others nobody is told."""

    draft: ReportDraft | None = None
    report: Report | None = None
    phase: str = Media.Phase.BEFORE
    by: User | None = None

    @classmethod
    def of(cls, upload: Upload) -> "Home":
        return cls(upload.draft, upload.report, upload.phase, upload.by)

    @property
    def owner(self) -> ReportDraft | Report:
        owner = self.draft or self.report
        assert owner is not None  # noqa: S101 - a home is one of them
        return owner

    @property
    def key(self) -> str:
        """Whom attempts are counted for."""
        return f"{type(self.owner).__name__}-{self.owner.pk}"

    def hold(self) -> None:
        """Until the transaction ends no other file arrives here."""
        type(self.owner).objects.select_for_update().get(pk=self.owner.pk)

    def files(self) -> QueryPair:
        """What is on its way here, and what has arrived, refused or not."""
        place = {"draft": self.draft, "report": self.report, "phase": self.phase}
        return Upload.objects.filter(**place), Media.objects.filter(**place)

    def media(self) -> QuerySet[Media]:
        """Files that are there, or are being checked."""
        return self.files()[1].exclude(state=Media.State.REFUSED)

    def removable(self) -> QuerySet[Media]:
        """Of a draft everything; of a report what this person added, until it is published."""
        media = self.files()[1]
        if self.draft is not None:
            return media
        return media.filter(uploaded_by=self.by, public_sha256="") if self.by else media.none()

    def check_room(self) -> None:
        """For one file more."""
        if self.report is not None and self.by is None and not self.report.is_open:
            raise refused("closed")
        most = FILES_OF_DRAFT if self.draft else FILES_OF_PHASE
        if self.media().count() >= most:
            raise refused("many", count=most)

    def check_beside(self, *, is_film: bool) -> None:
        """Several photos or one video."""
        films = self.media().filter(kind=Media.Kind.VIDEO)
        if (self.media() if is_film else films).exists():
            raise refused("film_alone")
