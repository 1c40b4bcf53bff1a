"""Addresses of the catalogue."""

from django.urls import path

from procedures import api
from procedures.views import citizen

app_name = "procedures"
urlpatterns = [
    path("tim", citizen.search_page, name="search"),
    path("linh-vuc/", citizen.fields_page, name="fields"),
    path("linh-vuc/<slug:slug>/", citizen.field_page, name="field"),
    path("thu-tuc/<str:code>/", citizen.procedure_page, name="procedure"),
    path("api/v1/fields/", api.FieldList.as_view(), name="api-fields"),
    path("api/v1/procedures/", api.ProcedureList.as_view(), name="api-procedures"),
    path("api/v1/procedures/<str:code>/", api.ProcedureDetail.as_view(), name="api-procedure"),
]

ACCESS = dict.fromkeys(
    (
        "search",
        "fields",
        "field",
        "procedure",
        "api-fields",
        "api-procedures",
        "api-procedure",
    ),
    "public",
)
