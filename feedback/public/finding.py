"""Finding one's report without signing in: its code, and four digits only its sender knows."""

from hmac import compare_digest

from dossiers.tracking.attempts import count_try, uncount_try
from feedback.models import Report
from portal.lib.codes import ALPHABET, normalise_code
from portal.lib.errors import Refused
from portal.lib.grants import Grants

NOBODYS_DIGITS = "----"
LETTERS = 6
TRACKED = Grants("tracked_reports")


def spelled(text: str) -> str:
    """`pa 26 7k3qxm` -> `PA-26-7K3QXM`; anything else as it is, in capitals."""
    bare = normalise_code(text).replace("-", "").replace(".", "").removeprefix("PA")
    year, letters = bare[:2], bare[2:]
    if year.isdecimal() and len(letters) == LETTERS and set(letters) <= set(ALPHABET):
        return f"PA-{year}-{letters}"
    return normalise_code(text)


def find(code: str, digits: str, *, address: str) -> Report:
    """The report with this code whose phone ends in `digits`.

    `Refused` with the same words whether there is no such code or the digits are wrong;
    `TooManyTries` (429) after that went wrong too often.
    """
    code = spelled(code)
    count_try(address=address, code=code)
    report = Report.objects.select_related("reporter").filter(code=code).first()
    phone = report.reporter.phone if report else ""
    expected = phone[-len(NOBODYS_DIGITS) :] or NOBODYS_DIGITS
    if report is None or not compare_digest(expected.encode(), digits.encode()):
        raise Refused(
            "unknown",
            "Không thấy phản ánh khớp với mã và 4 chữ số này. Mã có dạng PA-26-7K3QXM; gửi không "
            "kèm số điện thoại thì mở bằng mã QR trên trang biên nhận",
            field="code",
        )
    uncount_try(address=address, code=code)
    return report
