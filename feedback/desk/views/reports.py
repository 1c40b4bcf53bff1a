"""One report on the staff's screen, and who sent it for those who may know."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.desk import Desk, desk_of
from accounts.permissions import Perm
from accounts.requests import SignedInRequest
from accounts.services import log_access
from feedback.desk.acts import act_url, buttons_for
from feedback.desk.history import history_of
from feedback.desk.related import kin_of, near_lines
from feedback.desk.reporters import may_see, sender_shown, show
from feedback.desk.sheet import for_sheet, sheet_of
from feedback.desk.voices import voices_of
from feedback.maps import MapView, around
from feedback.models import Media, Report
from feedback.services.apply import actions_for
from feedback.workflow import Action
from portal.lib.addresses import next_address
from portal.lib.dates import full_moment
from portal.lib.text import clean

SITE_PHASES = (Media.Phase.DURING, Media.Phase.AFTER, Media.Phase.BEFORE)


def visible_report(request: SignedInRequest, code: str) -> Report:
    """The report with what its sheet names, or 404 for what one may not see."""
    report = for_sheet(Report.objects.visible_to(request.user)).filter(code=code.upper()).first()
    if report is None:
        raise Http404
    return report


def report_path(report: Report) -> str:
    return reverse("feedback:desk-report", args=[report.code])


def path_after(report: Report, desk: Desk) -> str:
    """The report's own page, or the list when it is out of the person's sight."""
    is_seen = Report.objects.visible_to(desk.user).filter(pk=report.pk).exists()
    return report_path(report) if is_seen else reverse("feedback:desk")


@never_cache
@require_safe
def staff_report(request: SignedInRequest, code: str) -> HttpResponse:
    """Everything about it on one page; that it was looked at is logged."""
    desk, report = desk_of(request), visible_report(request, code)
    log_access(desk.user, "report.open", report.code, at=desk.at)
    next_url = next_address(request, "")
    may_merge = any(row.action is Action.MERGE for row in actions_for(report, desk.user))
    context = {
        "sheet": sheet_of(report, desk),
        "history": history_of(report),
        "acts": buttons_for(report, desk.user, next_url),
        "back": next_url or reverse("feedback:desk"),
        "here": f"{request.path}?{urlencode({'tiep': next_url})}" if next_url else request.path,
        "map": _map(report),
        "near": near_lines(report, desk),
        "kin": kin_of(report, desk),
        "merge_url": act_url(report, Action.MERGE) if may_merge else "",
        "voices": voices_of(report),
        "updates": _updates(report),
        "may_moderate": Perm.PUBLISH in desk.user.permissions and not report.about_conduct,
        "may_see_reporter": may_see(desk),
        "reporter": sender_shown(request, report, desk),
        "phases": SITE_PHASES if {Perm.HANDLE, Perm.TRIAGE} & desk.user.permissions else (),
    }
    return render(request, "feedback/desk/report.html", context)


@require_POST
def reporter(request: SignedInRequest, code: str) -> HttpResponse:
    """Who sent it, for some minutes; the reason is asked for and logged."""
    desk, report = desk_of(request), visible_report(request, code)
    back = next_address(request, report_path(report))
    reason = clean(request.POST.get("ly-do", ""))[:200]
    if reason:
        show(request, report, desk, reason=reason)
    else:
        messages.error(request, "Nhập lý do cần biết người gửi rồi bấm lại")
    return redirect(f"{back}#nguoi-gui")


def _updates(report: Report) -> list[dict[str, str]]:
    """What programs said about it later; only a report that came from one has any."""
    if report.application_id is None:
        return []
    return [
        {"description": update.description, "when": full_moment(update.said_at)}
        for update in report.client_updates.order_by("said_at")
    ]


def _map(report: Report) -> MapView | None:
    if report.lat is None or report.long is None:
        return None
    point = report.lat, report.long
    return MapView(f"Vị trí của phản ánh {report.code}", around(point), mark=point)
