"""The request as views behind a sign-in see it."""

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """For annotations: `portal.access` lets only signed-in people through to such a view."""

    user: User
