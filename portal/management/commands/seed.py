"""`manage.py seed`: everything a fresh portal needs, and a commune to try it with. Idempotent."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.permissions import Role
from dossiers.books.cards import seed_cards
from feedback.categories import load_categories
from portal.seed.certificates import seed_certificates
from portal.seed.citizen_places import seed_citizen_places
from portal.seed.citizen_reports import seed_citizen_reports
from portal.seed.gateways import seed_gateway
from portal.seed.histories import seed_histories
from portal.seed.messages import seed_spare_gateway
from portal.seed.people import DEMO_PASSWORD, LOGINS, seed_people
from portal.seed.targets import seed_targets
from procedures.seed_loader import load_seed
from reports.counting.refreshing import refresh
from reports.forecast.guessing import forecast
from reports.forecast.keeping import learn
from worktime.services import seed_calendars


class Command(BaseCommand):
    help = "Fill calendars, catalogue, offices, people of every role and demo dossiers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dossiers", type=int, default=300, help="how many demo dossiers")
        parser.add_argument(
            "--basics", action="store_true", help="only calendars and catalogues, no demo commune"
        )
        parser.add_argument("--logins", action="store_true", help="only print the demo logins")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["logins"]:
            self._print_logins()
            return
        calendar = seed_calendars()
        self.stdout.write(f"catalogue: {load_seed()}")
        self.stdout.write(f"kinds of reports: {load_categories()}")
        if settings.MESSAGE_CHANNEL != "development":
            self.stdout.write("no demo people: this portal is real and their password is known")
            return
        if options["basics"]:
            return
        root = seed_people(calendar)
        self.stdout.write(f"certificates: {seed_certificates(root, at=timezone.now())}")
        self.stdout.write(f"messages by Kannel: {'yes' if seed_gateway() else 'no'}")
        seed_spare_gateway(timezone.now())
        self.stdout.write(f"congratulation cards: {seed_cards(root)}")
        self.stdout.write(f"borders and routes: {seed_citizen_places(root, at=timezone.now())}")
        self.stdout.write(f"targets: {seed_targets(root, timezone.localdate())}")
        reports = seed_citizen_reports(root, timezone.now())
        self.stdout.write(f"citizens' reports: {reports}")
        made = seed_histories(root, count=options["dossiers"], now=timezone.now())
        self.stdout.write(f"dossiers made: {made}")
        if made:
            self._count()

    def _count(self) -> None:
        """What timers do later: the demo has its figures and forecasts at once."""
        now = timezone.now()
        refresh(now)
        learn(now)
        self.stdout.write(f"forecasts: {forecast(now)}")

    def _print_logins(self) -> None:
        self.stdout.write(f"Mật khẩu chung: {DEMO_PASSWORD}")
        self.stdout.write(f"{'Tên đăng nhập':<15}{'Họ tên':<20}Vai trò")
        for login in LOGINS:
            roles = ", ".join(Role(role).label for role in login.roles)
            self.stdout.write(f"{login.username:<15}{login.full_name:<20}{roles}")
