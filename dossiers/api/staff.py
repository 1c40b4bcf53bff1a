"""Staff queues by token (`manage.py drf_create_token USERNAME`): read only, within the same rights.

`GET /api/v1/queue/?tab=&status=&mine=&cursor=` is the queue of the person's office, most urgent
first; `GET /api/v1/dossiers/<code>/` one dossier, numbers masked, logged like a look at its page.
"""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Unit, User
from accounts.permissions import Perm
from accounts.services import log_access
from dossiers.api.shapes import DossierShape, QueuePageShape, dossier_shape
from dossiers.deadlines import calendar_of
from dossiers.staff.queue import PAGE_SIZE, Filters, Queue
from dossiers.staff.queue_rows import columns, rows_of
from dossiers.staff.sheet import for_sheet
from dossiers.workflow import Status
from portal.lib.pages import keyset_page

TABS = {
    "late": "tre",
    "today": "hom-nay",
    "two_days": "hai-ngay",
    "later": "sau-do",
    "waiting": "cho-dan",
}


class ErrorShape(serializers.Serializer[Any]):
    detail = serializers.CharField(help_text="one sentence")


UNKNOWN = OpenApiResponse(ErrorShape, description="Thiếu mã truy cập, hoặc mã không còn dùng được")
FORBIDDEN = OpenApiResponse(ErrorShape, description="Tài khoản này không xử lý hồ sơ")
NOT_FOUND = OpenApiResponse(ErrorShape, description="Không có hồ sơ này trong phạm vi được xem")
BAD_FILTER = OpenApiResponse(
    serializers.DictField(child=serializers.ListField(child=serializers.CharField())),
    description="Giá trị lọc không có trong danh sách; mỗi tham số sai kèm các câu báo lỗi",
)


class WorksOnDossiers(BasePermission):
    message = "Tài khoản này không xử lý hồ sơ"

    def has_permission(self, request: Request, view: APIView) -> bool:
        user = request.user
        return isinstance(user, User) and user.is_staff_member and user.has_perm(Perm.QUEUE)


class StaffView(APIView):
    authentication_classes = (TokenAuthentication,)
    permission_classes = (WorksOnDossiers,)

    def person(self) -> tuple[User, Unit]:
        """Whose token it is, and the office, which every member of staff has."""
        user = self.request.user
        if not isinstance(user, User) or user.unit is None:
            raise PermissionDenied
        return user, user.unit


class QueueQuery(serializers.Serializer[Any]):
    tab = serializers.ChoiceField(choices=list(TABS), required=False)
    status = serializers.ChoiceField(choices=[status.value for status in Status], required=False)
    mine = serializers.BooleanField(required=False, default=False)
    cursor = serializers.CharField(required=False, default="")


class QueueList(StaffView):
    @extend_schema(
        operation_id="staff_queue",
        parameters=[QueueQuery],
        responses={200: QueuePageShape, 400: BAD_FILTER, 401: UNKNOWN, 403: FORBIDDEN},
    )
    def get(self, request: Request) -> Response:
        """Open dossiers of the person's office, the most urgent first, fifty a page."""
        query = QueueQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked, now, (user, unit) = query.validated_data, timezone.now(), self.person()
        filters = Filters(
            tab=TABS.get(asked.get("tab", ""), ""),
            status=asked.get("status", ""),
            mine=asked["mine"],
        )
        calendar = calendar_of(unit)
        found = columns(Queue(user, calendar, now, filters).rows())
        page = keyset_page(found, "act_by", cursor=asked["cursor"], size=PAGE_SIZE)
        rows = rows_of(page.rows, user, calendar, now)
        shape = QueuePageShape({"next": page.next_cursor or None, "results": rows})
        return Response(shape.data)


class DossierDetail(StaffView):
    @extend_schema(
        operation_id="staff_dossier",
        parameters=[OpenApiParameter("code", location="path", description="mã hồ sơ")],
        responses={200: DossierShape, 401: UNKNOWN, 403: FORBIDDEN, 404: NOT_FOUND},
    )
    def get(self, request: Request, code: str) -> Response:
        """One dossier that the person may see."""
        user, _ = self.person()
        dossier = for_sheet().visible_to(user).with_code(code).first()
        if dossier is None:
            raise NotFound("Không có hồ sơ này trong phạm vi được xem")
        log_access(user, "dossier.api", dossier.display_code, at=timezone.now())
        return Response(DossierShape(dossier_shape(dossier, user)).data)
