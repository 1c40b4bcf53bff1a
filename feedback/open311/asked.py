"""What a program asks: the parameters of an address and of a form, forgivingly read."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone

from feedback.open311.faults import wrong
from feedback.open311.formats import without_forbidden
from feedback.open311.moments import Moment, Window, read_moment, window
from portal.lib.addresses import client_network

_IN_ADDRESS = ("api_key", "jurisdiction_id")  # of a POST some clients put these there


class Asked:
    """The parameters of one request. An empty one is as absent (C28)."""

    def __init__(self, request: HttpRequest) -> None:
        self.at: datetime = timezone.now()
        self.network = client_network(request)
        self.query = request.GET
        self.is_form = request.method == "POST"
        self.form, self.files = _form(request)

    def text(self, name: str) -> str:
        """The form wins over the address."""
        values = self.form.getlist(name)
        if not values and (name in _IN_ADDRESS or not self.is_form):
            values = self.query.getlist(name)
        return self._clean(values[-1]) if values else ""

    def words(self, name: str) -> list[str]:
        """A list with commas, or the parameter several times; blanks and empties dropped."""
        values = self.query.getlist(name)
        found = (self._clean(word) for value in values for word in value.split(","))
        return list(dict.fromkeys(word for word in found if word))

    def moment(self, name: str) -> Moment | None:
        text = self.text(name)
        return read_moment(name, text) if text else None

    def window(self, first: str, last: str) -> Window:
        return window((first, last), self.moment(first), self.moment(last), now=self.at)

    def has(self, *names: str) -> bool:
        return any(self.text(name) for name in names)

    @staticmethod
    def _clean(text: str) -> str:
        return without_forbidden(text).strip()


def _form(request: HttpRequest) -> tuple[QueryDict, Sequence[UploadedFile]]:
    """What was posted; a body that cannot be read is the sender's error."""
    if request.method != "POST":
        return QueryDict(), ()
    try:
        form, files = request.POST, request.FILES
    except (BadRequest, SuspiciousOperation, MultiPartParserError, OSError) as error:
        raise wrong("Không đọc được nội dung gửi lên: sai định dạng, hoặc quá lớn.") from error
    return form, [file for name in files for file in files.getlist(name)]
