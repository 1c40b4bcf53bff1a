"""What may come late, and what each officer did."""

from django.urls import path

from accounts.permissions import Perm
from reports.forecast.views import at_risk
from reports.own.views import own_figures

urlpatterns = [
    path("ld/de-tre/", at_risk, name="at-risk"),
    path("cb/thong-ke/", own_figures, name="own-figures"),
]
ACCESS = {"at-risk": Perm.FIGURES, "own-figures": Perm.QUEUE}
