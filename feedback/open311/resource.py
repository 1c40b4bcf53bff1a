"""What surrounds every resource: format, limits, errors, open to programs of any origin."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from feedback.open311.asked import Asked
from feedback.open311.faults import TOO_MANY, Fault, Faults, unknown
from feedback.open311.formats import CONTENT_TYPES, XML, format_of, written
from portal.lib.addresses import client_network
from portal.lib.limits import allow

PER_MINUTE = 300  # requests of one network address
_MINUTE = 60
_SAFE = ("GET", "HEAD")


@dataclass(frozen=True)
class Answer:
    """`root`: how XML calls the whole; `body`: a list or mapping of plain values."""

    root: str
    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Resource = Callable[..., Answer]


def answered(request: HttpRequest, answer: Answer) -> HttpResponse:
    form = format_of(request.path)
    return HttpResponse(
        written(answer.root, answer.body, form),
        status=answer.status,
        content_type=CONTENT_TYPES[form],
        headers={"Content-Language": "vi", **answer.headers},
    )


def refused(request: HttpRequest, faults: Faults) -> HttpResponse:
    response = answered(request, Answer("errors", faults.body, faults.status))
    if faults.status == TOO_MANY:
        response["Retry-After"] = str(_MINUTE)
    return response


def resource(**by_method: Resource) -> Callable[..., HttpResponse]:
    """A view of the functions for `get` and `post`: they take what was asked and return data.

    Cookies mean nothing here, so nobody's session can be misused from another site.
    """

    @csrf_exempt
    @wraps(next(iter(by_method.values())))
    def view(request: HttpRequest, **names: Any) -> HttpResponse:
        method = "get" if request.method in _SAFE else str(request.method).lower()
        try:
            _within_limits(request)
            _check_format(names.pop("format", XML))
            if method not in by_method:
                raise Faults(Fault(f"Địa chỉ này không nhận {request.method}.", 405))
            answer = by_method[method](Asked(request), **names)
        except Faults as faults:
            return _with_allow(refused(request, faults), by_method)
        return answered(request, answer)

    return view


def _with_allow(response: HttpResponse, by_method: dict[str, Resource]) -> HttpResponse:
    if response.status_code == 405:
        response["Allow"] = ", ".join(method.upper() for method in by_method)
    return response


def _check_format(ending: str) -> None:
    if ending.lower() not in CONTENT_TYPES:
        raise unknown("Địa chỉ kết thúc bằng .xml hoặc .json.")


def _within_limits(request: HttpRequest) -> None:
    if not allow("open311", client_network(request), tries=PER_MINUTE, seconds=_MINUTE):
        raise Faults(Fault("Quá nhiều yêu cầu trong một phút. Xin thử lại sau.", TOO_MANY))
