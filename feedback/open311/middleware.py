"""Below `/open311/` every error is told in the format of the address, whoever noticed it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from feedback.open311.faults import Fault, Faults
from feedback.open311.formats import CONTENT_TYPES
from feedback.open311.resource import refused

_BELOW = "/open311/"
_WORDS = {404: "Không có địa chỉ này."}
_REST = "Yêu cầu không hợp lệ."
_OURS = "Máy chủ gặp lỗi. Xin thử lại sau."


def open311_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith(_BELOW):
            return response
        if response.status_code >= 400 and response["Content-Type"] not in CONTENT_TYPES.values():
            status = response.status_code
            words = _OURS if status >= 500 else _WORDS.get(status, _REST)
            response = refused(request, Faults(Fault(words, status)))
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return respond
