"""How staff prove who they are, and how a session finds its person."""

from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest

from accounts.models import User
from accounts.signed_in import signed_in


class Backend:
    """Password sign-in of staff; citizens are signed in by `services.confirm_code`."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **_: Any
    ) -> User | None:
        user = User.objects.filter(username=username, kind=User.Kind.STAFF, is_active=True).first()
        if user is None:
            make_password(password)  # the same time for a name that does not exist
            return None
        return user if check_password(password, user.password) else None

    def get_user(self, user_id: int) -> User | None:
        return signed_in(user_id)
