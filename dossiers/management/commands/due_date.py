"""`manage.py due_date RECEIVED TERM UNIT`: what a clerk is told, recounted by hand."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Unit
from dossiers.clock.by_hand import as_data, as_text, recount
from dossiers.deadlines import calendar_of
from portal.lib.errors import Refused
from worktime.arithmetic import WorkCalendar
from worktime.services import calendar_for

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "In ngày hết hạn và cách đếm từng ngày. Ví dụ: due_date '23/11/2026 08:00' 3 WORKING_DAY; "
        "due_date 05/10/2026 2+15 MONTH+WORKING_DAY --pause '08/10/2026 09:00' 26/10/2026."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("received", nargs="?", default="", help="ngày giờ nhận")
        parser.add_argument("term", nargs="*", help="số và đơn vị, hoặc cả thời hạn")
        parser.add_argument("--office", default="", help="mã đơn vị; trống: lịch chung của xã")
        parser.add_argument("--channel", default="direct", help="direct, online hoặc post")
        parser.add_argument(
            "--pause", nargs="+", action="append", default=[], help="từ lúc nào, đến lúc nào"
        )
        parser.add_argument("--json", action="store_true", help="in dạng JSON")

    def handle(self, *args: Any, received: str, term: list[str], **options: Any) -> None:
        try:
            if not received or not term:
                raise Refused("missing", "Cần ngày giờ nhận và thời hạn. Xem due_date --help")
            calendar = _calendar(options["office"])
            ways = {"channel": options["channel"], "pauses": options["pause"]}
            found = recount(calendar, received, term, **ways)
        except Refused as refused:
            raise CommandError(refused.message, returncode=BAD_INPUT) from refused
        if options["json"]:
            self.stdout.write(json.dumps(as_data(found), default=_iso, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(as_text(found)))


def _calendar(office: str) -> WorkCalendar:
    if not office:
        return calendar_for(None)
    unit = Unit.objects.select_related("root").filter(code=office).first()
    if unit is None:
        raise Refused("office", f"Không có đơn vị mã “{office}”")
    return calendar_of(unit)


def _iso(value: Any) -> str:
    return str(value.isoformat())
