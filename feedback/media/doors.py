"""Who may send files to what: the three ways in, each ending at a `Home` or at 404."""

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.permissions import Perm
from feedback.media.homes import Home
from feedback.models import Media, Report, ReportDraft

Door = Callable[..., Home]
_SENDERS = {Perm.HANDLE, Perm.TRIAGE, Perm.PUBLISH}


def draft_door(request: HttpRequest, token: str) -> Home:
    """Whoever holds the token. What was begun before sending still arrives, at the report."""
    draft = get_object_or_404(ReportDraft.objects.select_related("sent_as"), token=token)
    return Home(report=draft.sent_as) if draft.sent_as else Home(draft=draft)


def own_door(request: HttpRequest, secret: str) -> Home:
    """The reporter, by the secret link. Nobody is told who sent a picture."""
    return Home(report=get_object_or_404(Report, secret=secret))


def site_door(request: HttpRequest, code: str, phase: str) -> Home:
    """Staff on the spot."""
    user = request.user
    if not user.is_authenticated or phase not in Media.Phase.values:
        raise Http404
    if not _SENDERS & user.permissions:
        raise Http404
    report = get_object_or_404(Report.objects.visible_to(user), code=code)
    return Home(report=report, phase=phase, by=user)
