"""The walk-in counter, and papers as PDF."""

from django.urls import path

from dossiers.views import papers

urlpatterns = [
    path("cb/ho-so/<str:code>/in/<slug:form>/", papers.paper, name="paper"),
    path("ho-so/<str:code>/giay/<slug:form>/", papers.own_paper, name="own-paper"),
]
ACCESS = {
    "paper": "staff",
    "own-paper": "citizen",
}
