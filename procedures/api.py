"""HTTP API of the catalogue: fields and procedures, read only, for everybody.

`GET /api/v1/fields/`, `/api/v1/procedures/?field=&audience=&level=&online=&q=&limit=&offset=`,
`/api/v1/procedures/<code>/`. What is under review (can_ra_soat) is null, and `uncertain` names it.
"""

from typing import Any

import django_filters
from django.db.models import Case, IntegerField, QuerySet, Value, When
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import generics, serializers
from rest_framework.exceptions import NotFound
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from procedures.api_serializers import (
    FieldSerializer,
    ProcedureDetailSerializer,
    ProcedureSerializer,
)
from procedures.memory import catalogue
from procedures.models import Procedure
from procedures.search import AUDIENCES, LEVELS, search

MOST_HITS = 200  # of a search by words; the best come first


class ErrorSerializer(serializers.Serializer[Any]):
    detail = serializers.CharField(help_text="one sentence")


NOT_FOUND = OpenApiResponse(ErrorSerializer, description="Không có mã này")
TOO_MANY = OpenApiResponse(ErrorSerializer, description="Hỏi quá nhiều, xem Retry-After")
BAD_FILTER = OpenApiResponse(
    serializers.DictField(child=serializers.ListField(child=serializers.CharField())),
    description="Giá trị lọc không có trong danh sách; mỗi tham số sai kèm các câu báo lỗi",
)


class OpenToAll(APIView):
    """Anonymous, but not without measure."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "catalogue"


class Pagination(LimitOffsetPagination):
    default_limit = 50
    max_limit = 200


class ProcedureFilter(django_filters.FilterSet):
    field = django_filters.CharFilter(field_name="field__slug", help_text="slug của lĩnh vực")
    audience = django_filters.ChoiceFilter(
        method="by_flag", choices=[(key, key) for key in AUDIENCES], help_text="đối tượng"
    )
    level = django_filters.ChoiceFilter(
        method="by_flag", choices=[(key, key) for key in LEVELS], help_text="cấp thực hiện"
    )
    online = django_filters.BooleanFilter(
        field_name="accepts_online", help_text="nộp được trực tuyến trên cổng này"
    )
    q = django_filters.CharFilter(method="by_words", help_text="như ô tìm kiếm của cổng")

    class Meta:
        model = Procedure
        fields = ("field", "audience", "level", "online", "q")

    def by_flag(self, rows: QuerySet[Procedure], name: str, value: str) -> QuerySet[Procedure]:
        column = {"audience": AUDIENCES, "level": LEVELS}[name][value]
        return rows.filter(**{column: True})

    def by_words(self, rows: QuerySet[Procedure], name: str, value: str) -> QuerySet[Procedure]:
        """The hits of the portal's own search, in its order."""
        ids = [row.id for row in search(value).hits[:MOST_HITS]]
        places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(ids)]
        if not places:
            return rows.none()
        order = Case(*places, output_field=IntegerField())
        return rows.filter(pk__in=ids).order_by(order)


@extend_schema(responses={200: FieldSerializer(many=True), 429: TOO_MANY})
class FieldList(OpenToAll):
    """Lĩnh vực: the thirty of the boards first, then those of the national list."""

    def get(self, request: Request) -> Response:
        known = catalogue()
        fields = sorted(known.fields.values(), key=lambda f: (not f.on_board, f.order, f.name))
        shapes = [FieldSerializer(field, context={"known": known}).data for field in fields]
        return Response(shapes)


@extend_schema_view(
    get=extend_schema(
        responses={200: ProcedureSerializer(many=True), 400: BAD_FILTER, 429: TOO_MANY}
    )
)
class ProcedureList(OpenToAll, generics.ListAPIView[Procedure]):
    """Procedures in force; by words the best first, else this office's own first."""

    serializer_class = ProcedureSerializer
    pagination_class = Pagination
    filterset_class = ProcedureFilter
    queryset = (
        Procedure.objects.exclude(state=Procedure.State.RETIRED)
        .order_by("-received_here", "-for_commune", "-popularity", "code")
    )  # fmt: skip


@extend_schema(responses={200: ProcedureDetailSerializer, 404: NOT_FOUND, 429: TOO_MANY})
class ProcedureDetail(OpenToAll):
    """What the version in force says. A retired procedure is there too, with its state."""

    def get(self, request: Request, code: str) -> Response:
        known = catalogue()
        row = known.by_code.get(code)
        if row is None:
            raise NotFound(f"Không có thủ tục mã {code}.")
        return Response(ProcedureDetailSerializer(row, context={"known": known}).data)
