"""Addresses of the catalogue."""

from django.urls import path

from accounts.permissions import Perm
from procedures import api
from procedures.views import boards, citizen, office_terms, qr, qr_codes

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

urlpatterns += [
    path("q/<str:code>.svg", qr.picture, name="qr-picture"),
    path("q/<str:code>", qr.landing, name="qr"),
]
# Printed codes are upper case, which packs tighter; people type either.
urlpatterns += [
    path(f"{letter}/<str:code>{end}", qr.landing, name="qr-printed")
    for letter in ("q", "Q")
    for end in ("", "/", "/<int:placement>")
]
urlpatterns += [
    path("qt/qr/", qr_codes.codes_page, name="codes"),
    path("qt/qr/them/", qr_codes.add_place_page, name="add-place"),
    path("qt/qr/bang/", boards.batches_page, name="boards"),
    path("qt/qr/bang/in/", boards.order_page, name="order-boards"),
    path("qt/qr/bang/<int:number>/", boards.batch_page, name="board"),
    path("qt/qr/bang/<int:number>.pdf", boards.batch_pdf, name="board-pdf"),
    path("qt/qr/<str:code>.svg", qr.picture, {"kind": "svg"}, name="code-svg"),
    path("qt/qr/<str:code>.png", qr.picture, {"kind": "png"}, name="code-png"),
    path("qt/qr/<str:code>/", qr_codes.code_page, name="code"),
    path("qt/qr/<str:code>/ngung/", qr_codes.retire_page, name="retire-code"),
]

ACCESS |= dict.fromkeys(("qr", "qr-picture", "qr-printed"), "public")
ACCESS |= dict.fromkeys(
    (
        "codes", "add-place", "boards", "order-boards", "board", "board-pdf",
        "code-svg", "code-png", "code", "retire-code",
    ),
    Perm.BOARDS.value,
)  # fmt: skip

urlpatterns += [
    path("qt/thoi-han/", office_terms.terms_page, name="terms"),
    path("qt/thoi-han/<str:code>/", office_terms.procedure_terms_page, name="procedure-terms"),
]

ACCESS |= dict.fromkeys(("terms", "procedure-terms"), Perm.TERMS.value)
