"""Where it is, and whether somebody has reported the same already."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.services import serving_unit
from feedback.maps import MapView, whole_box
from feedback.media.place import photo_place
from feedback.models import Report
from feedback.nearby import Near, nearby
from feedback.reporting.access import BEGUN, draft_page
from feedback.reporting.drafts import keep
from feedback.reporting.forms import PlaceForm
from feedback.reporting.journey import PLACE, Journey
from feedback.reporting.pages import near_rows, step_context
from feedback.services.following import follow


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def place(request: HttpRequest, journey: Journey) -> HttpResponse:
    """A point by the device, the photo or the map; or words alone."""
    root_unit = serving_unit().pk
    of_photo = photo_place(journey.draft)
    if request.method != "POST":
        form = PlaceForm(initial=_initial(journey), root_unit=root_unit)
        return _show(request, journey, form, of_photo)
    data = request.POST.copy()
    if "vi_tri_anh" in data and of_photo:
        data["lat"], data["long"] = str(of_photo[0]), str(of_photo[1])
        data["located"] = Report.Located.PHOTO
    form = PlaceForm(data, root_unit=root_unit)
    if not form.is_valid():
        return _show(request, journey, form, of_photo, status=422)
    keep(journey.draft, at=timezone.now(), **form.facts())
    return redirect("feedback:draft-near", journey.draft.token)


def _initial(journey: Journey) -> dict[str, Any]:
    draft = journey.draft
    return {
        "address": draft.address,
        "lat": "" if draft.lat is None else f"{draft.lat:.6f}",
        "long": "" if draft.long is None else f"{draft.long:.6f}",
        "accuracy": draft.accuracy or "",
        "located": draft.located,
    }


def _show(
    request: HttpRequest,
    journey: Journey,
    form: PlaceForm,
    of_photo: tuple[float, float] | None,
    status: int = 200,
) -> HttpResponse:
    has_numbers = bool(form["lat"].value() or form["long"].value())
    context = {
        **step_context(journey, PLACE),
        "form": form,
        "of_photo": of_photo,
        "has_numbers": has_numbers,
        "map": MapView(label=_("Bản đồ để chọn vị trí"), box=whole_box()),
    }
    return render(request, "feedback/new/place.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def near(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Open reports close by. Following one takes the place of a second report."""
    found = _near(journey)
    if request.method == "POST" and "cung_viec" in request.POST:
        return _same(request, journey, found)
    if request.method == "POST" or not found:
        return _go_on(request, journey)
    prefetch_related_objects([one.report for one in found], "category", "media")
    context = {
        **step_context(journey, PLACE),
        "back_url": journey.url(PLACE),
        "rows": near_rows(found),
        "chosen": request.GET.get("cung", ""),
    }
    return render(request, "feedback/new/near.html", context)


def _near(journey: Journey) -> list[Near]:
    draft, category = journey.draft, journey.category
    if draft.lat is None or draft.long is None or category is None or journey.is_private:
        return []
    return list(nearby(draft.lat, draft.long, category, at=timezone.now()))


def _go_on(request: HttpRequest, journey: Journey) -> HttpResponse:
    if request.method == "POST":
        keep(journey.draft, at=timezone.now(), nearby_seen=True)
    return redirect(journey.after(PLACE))


def _same(request: HttpRequest, journey: Journey, found: list[Near]) -> HttpResponse:
    """Follows the chosen one; who is not signed in does that first and comes back here."""
    code = request.POST["cung_viec"]
    report = next((one.report for one in found if one.report.code == code), None)
    if report is None:
        return redirect("feedback:draft-near", journey.draft.token)
    if not (request.user.is_authenticated and request.user.is_citizen):
        back = reverse("feedback:draft-near", args=[journey.draft.token])
        return redirect(f"{reverse('sign-in')}?{urlencode({'tiep': f'{back}?cung={code}'})}")
    follow(report, request.user, at=timezone.now())
    request.session.pop(BEGUN, None)
    messages.success(
        request,
        "Đã ghi nhận ông/bà cùng gặp việc này. Có trả lời sẽ báo cho ông/bà, không phải gửi lại.",
    )
    return redirect("feedback:report", code)
