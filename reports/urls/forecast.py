"""What may come late, and what each officer did."""

from django.urls import path

from accounts.permissions import Perm
from reports.forecast import views

urlpatterns = [path("ld/de-tre/", views.at_risk, name="at-risk")]
ACCESS = {"at-risk": Perm.FIGURES}
