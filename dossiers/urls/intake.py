"""The walk-in counter, and papers as PDF."""

from django.urls import path

from accounts.permissions import Perm
from dossiers.views import intake, papers

urlpatterns = [
    path("cb/tiep-nhan/", intake.intake, name="intake"),
    path("cb/tiep-nhan/thu-tuc/", intake.procedure_options, name="intake-procedures"),
    path("cb/tiep-nhan/huong-dan/", intake.guidance, name="intake-guidance"),
    path("cb/tiep-nhan/tu-choi/", intake.refusal, name="intake-refusal"),
    path("cb/tiep-nhan/xong/<str:code>/", intake.intake_done, name="intake-done"),
    path("cb/ho-so/<str:code>/in/<slug:form>/", papers.paper, name="paper"),
    path("ho-so/<str:code>/giay/<slug:form>/", papers.own_paper, name="own-paper"),
]
ACCESS = {
    "intake": Perm.RECEIVE,
    "intake-procedures": Perm.RECEIVE,
    "intake-guidance": Perm.RECEIVE,
    "intake-refusal": Perm.RECEIVE,
    "intake-done": Perm.RECEIVE,
    "paper": "staff",
    "own-paper": "citizen",
}
