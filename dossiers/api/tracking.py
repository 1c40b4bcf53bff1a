"""`POST /api/v1/tracking/`: where a dossier lies, for who knows its code and four digits.

By POST, so that nothing about a person stands in an address. The same limits as on the page.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from dossiers.forms.tracking import LookUpForm
from dossiers.models import Dossier
from dossiers.tracking.duties import duty_of
from dossiers.tracking.finding import find
from dossiers.tracking.reading import Tracked, masked, track
from dossiers.tracking.timeline import timeline
from dossiers.tracking.words import badges
from dossiers.workflow import Status
from portal.lib.addresses import client_network
from portal.lib.errors import Refused


class LookUpSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="mã hồ sơ hoặc mã khi nộp, viết cách nào cũng được")
    digits = serializers.CharField(
        help_text="4 số cuối của điện thoại trên hồ sơ; không có điện thoại thì của số căn cước"
    )


class DutySerializer(serializers.Serializer[Any]):
    """What the citizen must do now."""

    title = serializers.CharField()
    items = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))
    text = serializers.CharField()


class StepSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=["done", "now", "wait", "next"])
    title = serializers.CharField()
    meta = serializers.CharField(help_text="since when, at which office, until when")


class TrackingSerializer(serializers.Serializer[Any]):
    """A dossier without anything personal."""

    code = serializers.CharField()
    procedure = serializers.CharField()
    status = serializers.ChoiceField(choices=[status.value for status in Status])
    status_label = serializers.CharField()
    national_code = serializers.IntegerField(help_text="TrangThaiHoSo, 1-10")
    progress = serializers.CharField(help_text="on time, nearly due or late, in words; or empty")
    office = serializers.CharField(help_text="which office holds it")
    promised = serializers.DateTimeField(allow_null=True, help_text="hẹn trả; empty while waiting")
    must_do = DutySerializer(many=True)
    timeline = StepSerializer(many=True)


class RefusalSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="what is wrong, for programs")
    detail = serializers.CharField(help_text="one sentence, for people")
    by_field = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="sentences by field",
    )


class TrackingView(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        summary="Hồ sơ đang ở đâu",
        request=LookUpSerializer,
        responses={
            200: TrackingSerializer,
            422: OpenApiResponse(
                RefusalSerializer,
                description="Thiếu trường, hoặc mã và 4 số không khớp (không nói cái nào sai)",
            ),
            429: OpenApiResponse(RefusalSerializer, description="Đã thử sai quá nhiều lần"),
        },
    )
    def post(self, request: Request) -> Response:
        form = LookUpForm(request.data if isinstance(request.data, Mapping) else {})
        if not form.is_valid():
            body = {"code": "invalid", "detail": "Chưa đủ mã và 4 số", "by_field": form.errors}
            return Response(body, status=422)
        try:
            found = find(**form.cleaned_data, address=client_network(request))
        except Refused as refused:
            body = {"code": refused.code, "detail": refused.message}
            return Response(body, status=refused.status)
        dossier = masked(Dossier.objects.filter(pk=found.pk)).get()
        return Response(as_json(track(dossier, full=False, at=timezone.now())))


def as_json(tracked: Tracked) -> dict[str, Any]:
    dossier = tracked.dossier
    _, *progress = badges(tracked)
    shape = {
        "code": dossier.display_code,
        "procedure": tracked.title,
        "status": dossier.status,
        "status_label": dossier.label.citizen,
        "national_code": dossier.national_code,
        "progress": progress[0].text if progress else "",
        "office": tracked.holder.name,
        "promised": dossier.due_at if tracked.owed_by else None,
        "must_do": _must_do(tracked),
        "timeline": timeline(tracked),
    }
    return dict(TrackingSerializer(shape).data)


def _must_do(tracked: Tracked) -> list[dict[str, Any]]:
    duty = duty_of(tracked)
    if duty is None or not duty.act:
        return []
    items = [{"name": item.name, "reason": item.reason} for item in duty.items]
    return [{"title": duty.title, "items": items, "text": " ".join(duty.lines)}]
