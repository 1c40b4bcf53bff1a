"""Addresses of the certificate pages."""

from django.urls import path

from accounts.permissions import Perm
from signatures import views

app_name = "signatures"
urlpatterns = [
    path("qt/chung-thu-so/", views.certificates_page, name="certificates"),
    path("qt/chung-thu-so/them/", views.add_page, name="add-certificate"),
    path(
        "qt/chung-thu-so/<slug:sha256>/thoi-dung/", views.give_up_page, name="give-up-certificate"
    ),
]

ACCESS = dict.fromkeys(
    ("certificates", "add-certificate", "give-up-certificate"), Perm.SIGNATURES.value
)
