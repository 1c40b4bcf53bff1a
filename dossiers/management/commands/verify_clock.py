"""`manage.py verify_clock`: is every date what its ledger says?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dossiers.clock.verify import verify
from dossiers.models import Dossier
from portal.lib.progress import ProgressBar


class Command(BaseCommand):
    help = (
        "Tính lại ngày hẹn trả và hạn theo quy định của mọi hồ sơ từ sổ thời hạn, theo lịch của "
        "từng thời điểm, rồi so với ngày đang lưu. Có chỗ khác thì in ra và kết thúc với mã 1."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        bar = ProgressBar(sys.stderr, Dossier.objects.count())
        checked = wrong = 0
        for differences in verify():
            checked += 1
            wrong += bool(differences)
            for difference in differences:
                self.stdout.write(str(difference))
            bar.step()
        bar.finish()
        if wrong:
            raise CommandError(f"{wrong} trong {checked} hồ sơ có ngày khác với sổ thời hạn.")
        self.stdout.write(f"{checked} hồ sơ, mọi ngày đều đúng với sổ thời hạn.")
