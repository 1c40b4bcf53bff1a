"""The doorbell of report files and its timers. A task may run twice; a file is made once."""

from celery import shared_task
from django.utils import timezone

from portal.lib.making import announce, purge
from portal.lib.queues import ring
from reports.files.making import make_report_file, next_in_line
from reports.models import ReportFile


@shared_task(name="reports.make_file")
def make_waiting_file(job_id: int) -> None:
    make_report_file(job_id, clock=timezone.now)
    following = next_in_line(job_id)
    if following not in {None, job_id}:
        ring(make_waiting_file, following)


@shared_task(name="reports.announce_waiting_files")
def announce_waiting_files() -> int:
    return announce(ReportFile.objects.all(), make_waiting_file, at=timezone.now())


@shared_task(name="reports.purge_files")
def purge_old_files() -> int:
    """Files of closed periods stay: their figures are settled for good."""
    return purge(ReportFile.objects.filter(snapshot=None), at=timezone.now())
