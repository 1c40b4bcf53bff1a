"""`manage.py import_catalogue PATH`: the national catalogue into ours."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.lib.progress import ProgressBar
from procedures.national.apply import Outcome
from procedures.national.feed import find_feed
from procedures.national.importer import Report, import_feed

LABELS = {
    Outcome.CREATED: "Thủ tục mới",
    Outcome.NEW_VERSION: "Có phiên bản mới",
    Outcome.RESUMED: "Có hiệu lực trở lại",
    Outcome.RETIRED: "Nguồn ghi hết hiệu lực",
    Outcome.UNCHANGED: "Không đổi",
}


class Command(BaseCommand):
    help = (
        "Nhập danh mục thủ tục quốc gia từ một thư mục (catalog.jsonl, details/*.json) hoặc một "
        "tệp thuộc một trong hai loại. Chạy lại bao nhiêu lần cũng được. Có dòng hay bản ghi hỏng "
        "thì báo ra, nhập tiếp phần còn lại và kết thúc với mã 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument(
            "--retire-many",
            action="store_true",
            help="cho phép hơn một phần mười danh mục hết hiệu lực trong một lần nhập",
        )

    def handle(self, *args: Any, path: Path, retire_many: bool, **options: Any) -> None:
        try:
            bar = ProgressBar(sys.stderr, _steps(path))
            report = import_feed(path, at=timezone.now(), step=bar.step, retire_many=retire_many)
        except FileNotFoundError as error:
            raise CommandError(str(error)) from error
        bar.finish()
        self._print(report)
        if report.faults:
            raise CommandError(
                f"{len(report.faults)} dòng hoặc bản ghi không nhập được, xem ở trên."
            )

    def _print(self, report: Report) -> None:
        for fault in report.faults:
            self.stderr.write(f"Lỗi: {fault}")
        for note in report.notes:
            self.stderr.write(f"Chú ý: {note}")
        self.stdout.write(f"Đã đọc {report.rows} dòng danh mục, {report.records} bản đầy đủ.")
        for outcome, label in LABELS.items():
            self.stdout.write(f"  {label}: {report.outcomes[outcome]}")
        self.stdout.write(f"  Không còn trong danh mục: {report.retired}")
        self.stdout.write(f"Tổng cộng {report.changes} thay đổi.")


def _steps(path: Path) -> int:
    """Every line and file is read once, then every procedure is compared or written."""
    return 2 * find_feed(path).size
