"""`manage.py rebuild_statistics`: the summary rows of reports, counted again or checked."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.lib.dates import full_moment
from portal.lib.progress import ProgressBar
from reports.counting.checking import checks
from reports.counting.refreshing import steps


class Command(BaseCommand):
    help = (
        "Đếm lại toàn bộ số liệu báo cáo từ hồ sơ và sổ thời hạn; trang lãnh đạo vẫn xem được "
        "trong lúc đếm. Với --check: chỉ đếm để so, in từng chỗ khác và kết thúc với mã 1 nếu có."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="chỉ so, không ghi gì")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
        else:
            self._rebuild()

    def _rebuild(self) -> None:
        at = timezone.now()
        _done(steps(at), lambda _: None)
        self.stdout.write(f"Đã đếm lại số liệu báo cáo đến {full_moment(at)}.")

    def _check(self) -> None:
        found: list[str] = []
        _done(checks(), found.extend)
        for difference in found:
            self.stdout.write(difference)
        if found:
            raise CommandError(f"{len(found)} chỗ khác với hồ sơ. Chạy rebuild_statistics để sửa.")
        self.stdout.write("Mọi số liệu báo cáo đều đúng với hồ sơ.")


def _done(pieces: Sequence[Callable[[], Any]], take: Callable[[Any], None]) -> None:
    """Does every piece under a progress bar; `take` gets what each returns."""
    bar = ProgressBar(sys.stderr, len(pieces))
    for piece in pieces:
        take(piece())
        bar.step()
    bar.finish()
