"""What a report and a list can be made as."""

from portal.lib.long_table import LongTable
from portal.lib.spreadsheet import Spreadsheet
from reports.files.delimited import Delimited
from reports.models import ReportFile

Format = ReportFile.Format
Choices = tuple[tuple[str, str], ...]


def _choices(*formats: Format) -> Choices:
    """Values and labels, for buttons."""
    return tuple((one.value, str(one.label)) for one in formats)


REPORT = _choices(Format.XLSX, Format.PDF)
LIST = _choices(Format.XLSX, Format.CSV)
WRITERS: dict[str, type[Spreadsheet | LongTable | Delimited]] = {
    Format.XLSX: Spreadsheet,
    Format.PDF: LongTable,
    Format.CSV: Delimited,
}
