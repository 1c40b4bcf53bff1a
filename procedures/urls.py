"""Addresses of the catalogue."""

from django.urls import path

from procedures.views import citizen

app_name = "procedures"
urlpatterns = [
    path("tim", citizen.search_page, name="search"),
    path("linh-vuc/", citizen.fields_page, name="fields"),
    path("linh-vuc/<slug:slug>/", citizen.field_page, name="field"),
    path("thu-tuc/<str:code>/", citizen.procedure_page, name="procedure"),
]

ACCESS = dict.fromkeys(("search", "fields", "field", "procedure"), "public")
