"""The portal with the yardsticks added, in the same process behind the same middleware."""

from django.conf import settings

from portal import access
from portal.wsgi import application

access.URL_MODULES = (*access.URL_MODULES, "portal.bench.urls")
settings.ROOT_URLCONF = "portal.bench.urls"

__all__ = ["application"]
