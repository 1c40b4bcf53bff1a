"""Results of the office for everybody, and as open data."""

from django.urls import path

from reports.measures.public import pages

urlpatterns = [
    path("ket-qua/", pages.public_results, name="public-results"),
    path("ket-qua/so-lieu.csv", pages.results_csv, name="public-results-csv"),
    path("ket-qua/so-lieu.json", pages.results_json, name="public-results-json"),
    path("ket-qua/luoc-do.json", pages.results_schema, name="public-results-schema"),
]
ACCESS = {pattern.name: "public" for pattern in urlpatterns if pattern.name}
