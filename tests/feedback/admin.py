"""The administrator of the commune at the pages of settings."""

from django.http import HttpResponse
from django.test import Client

from accounts.permissions import Role
from tests.factories import Commune, make_staff

BASE = "/qt/phan-anh/"


def sign_in(commune: Commune) -> Client:
    client = Client()
    client.force_login(make_staff(commune.office, Role.ADMIN, full_name="Lê Hữu Phúc"))
    return client


def text(answer: HttpResponse) -> str:
    return answer.content.decode()
