"""The portal's addresses and the yardsticks: served only by `portal.bench.wsgi`."""

from django.urls import path

from portal import urls
from portal.bench import yardsticks

HELLO, RAW, INTAKE = "/bench/hello/", "/bench/raw/", "/bench/intake/"

urlpatterns = [
    path(HELLO.lstrip("/"), yardsticks.hello, name="bench-hello"),
    path(RAW.lstrip("/"), yardsticks.raw, name="bench-raw"),
    path(INTAKE.lstrip("/"), yardsticks.intake, name="bench-intake"),
    *urls.urlpatterns,
]
ACCESS = {"bench-hello": "public", "bench-raw": "public", "bench-intake": "public"}

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
