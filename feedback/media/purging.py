"""What never came whole, and files that a crash left behind."""

from datetime import datetime, timedelta

from feedback.media import quarantine
from feedback.models import Media, Upload

KEPT = timedelta(days=2)  # of a file that was begun (reliability F19)


def purge(*, at: datetime) -> int:
    """How many begun uploads were given up."""
    dead = list(Upload.objects.filter(begun_at__lt=at - KEPT))
    for upload in dead:
        upload.delete()
        quarantine.remove(upload.token)
    known = [
        *Upload.objects.values_list("token", flat=True),
        *Media.objects.exclude(quarantine="").values_list("quarantine", flat=True),
    ]
    for name in quarantine.strays(known, before=at - KEPT):
        quarantine.remove(name)
    return len(dead)
