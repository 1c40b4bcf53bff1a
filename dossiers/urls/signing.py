"""Batches of signatures."""

from django.urls import path

from accounts.permissions import Perm
from dossiers.signing import views

urlpatterns = [
    path("cb/ky/lo/<int:number>/", views.batch_page, name="sign-batch"),
    path("cb/ky/lo/<int:number>/thu-lai/", views.try_again_page, name="sign-again"),
]
ACCESS = dict.fromkeys(("sign-batch", "sign-again"), Perm.QUEUE.value)
