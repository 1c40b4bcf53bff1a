"""Every page, whoever looks: its policy, its HTML, its queries."""

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from dossiers.lateness.drafting import draft_of
from dossiers.models import Dossier, SignBatch
from dossiers.signing.orders import order_batch
from dossiers.workflow import Action
from feedback.models import Report
from feedback.services.moderation import publish
from notifications.models import Message, ZaloAccount
from papers.models import IssuedPaper
from papers.sets import NEW_SET, seed_form_sets
from reports.counting.refreshing import refresh
from reports.models import ReportFile, Target
from tests import plans
from tests.architecture.addresses import addresses
from tests.architecture.test_templates import inline_code
from tests.factories import (
    MONDAY,
    make_citizen,
    make_commune,
    make_procedure,
    make_received,
    make_staff,
)
from tests.feedback.factories import send_report
from tests.notifications.texts import a_gateway
from tests.reports.files import asked
from worktime.models import DEFAULT_OFFICE

# The design guide's policy, word for word: a looser setting fails here.
POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
PAGES = sorted({entry.path for entry in addresses() if entry.name and not entry.arguments})


# Pages about one thing, and who opens them all day.
ABOUT_ONE = {
    "procedures:procedure": "nobody",
    "procedures:field": "nobody",
    "dossiers:track-by-key": "nobody",
    "papers:verify-paper": "nobody",
    "dossiers:clock-by-key": "nobody",
    "dossiers:start": "citizen",
    "dossiers:dossier": "citizen",
    "dossiers:clock": "citizen",
    "dossiers:withdraw": "citizen",
    "dossiers:intake-done": "staff",
    "dossiers:staff-dossier": "staff",
    "dossiers:apology": "staff",
    "calendars:calendar": "staff",
    "calendars:days": "staff",
    "calendars:hours": "staff",
    "calendars:rules": "staff",
    "dossiers:course": "staff",
    "dossiers:card": "staff",
    "dossiers:sign-batch": "staff",
    "dossiers:staff-clock": "staff",
    "dossiers:staff-messages": "staff",
    "dossiers:clock-paper": "staff",
    "notifications:message": "staff",
    "notifications:gateway": "staff",
    "notifications:try-gateway": "staff",
    "notifications:zalo-account": "staff",
    "notifications:zalo-template": "staff",
    "procedures:procedure-terms": "staff",
    "papers:template": "staff",
    "papers:form-set": "staff",
    "notifications:words": "staff",
    "reports:unit": "staff",
    "reports:person": "staff",
    "reports:field": "staff",
    "reports:procedure": "staff",
    "reports:cause": "staff",
    "reports:file": "staff",
    "reports:report": "staff",
    "reports:indicator": "staff",
    "reports:target": "staff",
    "feedback:report": "nobody",
    "feedback:report-removal": "nobody",
    "feedback:report-mine": "nobody",
    "feedback:report-rate": "nobody",
    "feedback:report-reopen": "nobody",
    "feedback:report-photos": "nobody",
    "feedback:report-check": "citizen",
    "feedback:desk-report": "staff",
    "feedback:desk-moderate": "staff",
    "feedback:desk-act": "staff",
}

CALENDAR_PAGES = [name for name in ABOUT_ONE if name.startswith("calendars:")]
REPORT_PAGES = [name for name in ABOUT_ONE if name.startswith("feedback:")]
OWN_REPORT_PAGES = [f"feedback:report-{act}" for act in ("mine", "rate", "reopen", "photos")]


@dataclass(frozen=True)
class Scene:
    """One commune, one procedure, one dossier of the citizen, a report that everybody may read, and
    a clerk with every role."""

    citizen: User
    clerk: User
    dossier: Dossier
    batch: SignBatch
    zalo: ZaloAccount
    report: Report

    def visitor(self, who: str) -> Client:
        client = Client()
        if who != "nobody":
            client.force_login(self.citizen if who == "citizen" else self.clerk)
        return client

    def path(self, name: str) -> str:
        procedure = self.dossier.procedure
        arguments: dict[str, object] = {
            "procedures:procedure": procedure.code,
            "procedures:field": procedure.field.slug,
            "procedures:procedure-terms": procedure.code,
            "dossiers:start": procedure.code,
            "reports:unit": self.dossier.root_unit.code,
            "reports:person": self.clerk.username,
            "reports:field": procedure.field.slug,
            "reports:procedure": procedure.code,
            "reports:cause": "other_office",
            "reports:report": "ii-06a",
            "reports:file": ReportFile.objects.values_list("code", flat=True)[0],
            "reports:indicator": "tien-do",
            "reports:target": Target.objects.values_list("pk", flat=True)[0],
            "dossiers:card": procedure.code,
            "dossiers:track-by-key": self.dossier.tracking_key,
            "papers:verify-paper": IssuedPaper.objects.values_list("code", flat=True)[0],
            "papers:template": [self.dossier.root_unit_id, "mau-05"],
            "papers:form-set": NEW_SET,
            "notifications:words": ["received", "sms", "vi"],
            "notifications:message": Message.objects.values_list("reference", flat=True)[0],
            "notifications:gateway": "brand",
            "notifications:try-gateway": "brand",
            "notifications:zalo-account": self.zalo.pk,
            "notifications:zalo-template": [self.zalo.pk, "received"],
            "dossiers:sign-batch": self.batch.pk,
            "dossiers:clock-by-key": self.dossier.tracking_key,
        }
        arguments |= dict.fromkeys(CALENDAR_PAGES, DEFAULT_OFFICE)
        arguments |= dict.fromkeys(REPORT_PAGES, self.report.code)
        arguments["feedback:desk-act"] = [self.report.code, "tra-loi-buoc-dau"]
        arguments |= dict.fromkeys(OWN_REPORT_PAGES, self.report.secret)
        found = arguments.get(name, self.dossier.code)
        return reverse(name, args=found if isinstance(found, list) else [found])


@pytest.fixture
def scene(db: None) -> Scene:
    seed_form_sets()
    commune = make_commune()
    citizen, clerk = make_citizen(), make_staff(commune.one_stop, *Role)
    dossier = make_received(commune, make_procedure(), by=clerk)
    draft_of(dossier, MONDAY).save()
    Dossier.objects.filter(pk=dossier.pk).update(owner=citizen)
    batch = order_batch([(dossier, 1)], Action.SIGN, by=clerk, at=MONDAY)
    a_gateway("brand", "https://sms.example.vn/gui")
    zalo = ZaloAccount.objects.create(name="Xã Bình An")
    asked(clerk, "danh-sach", "so=dang-xu-ly")
    refresh(timezone.now())
    report = publish(send_report(commune), text="Ổ gà", pictures={}, by=clerk, at=MONDAY)
    return Scene(citizen, clerk, dossier, batch, zalo, report)


def policy_of(header: str) -> set[str]:
    return {part.strip() for part in header.split(";") if part.strip()}


def look(visitor: Client, path: str) -> HttpResponse:
    """Open a page as everybody does: the second time, with its session and caches warm.

    Whether the catalogue has changed is looked at once a second, not for every name on the page.
    """
    visitor.get(path)
    with override_settings(CATALOGUE_CHECK_SECONDS=60), plans.cheap():
        answer = visitor.get(path)
    assert policy_of(answer["Content-Security-Policy"]) == POLICY
    if answer["Content-Type"].startswith("text/html") and not answer.streaming:
        assert inline_code(answer.content.decode()) == []
    return answer


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["nobody", "citizen", "staff"])
def test_page_is_cheap_clean_and_guarded(scene: Scene, who: str, page: str) -> None:
    assert look(scene.visitor(who), page).status_code < 500


@pytest.mark.parametrize(("page", "who"), ABOUT_ONE.items())
def test_page_about_one_thing_is_cheap_clean_and_guarded(scene: Scene, who: str, page: str) -> None:
    assert look(scene.visitor(who), scene.path(page)).status_code == 200


def test_guard_bites_on_a_looser_policy() -> None:
    assert policy_of("default-src 'none'; script-src 'self' 'unsafe-inline'") != POLICY


def test_no_setting_only_reports_what_the_policy_forbids() -> None:
    assert getattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY", None) is None
