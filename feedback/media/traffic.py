"""How many bytes may come from one network address in an hour; a whole hamlet may be behind it.

What arrives is counted, not what is announced: else a few words would shut everybody else out.
"""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile

from feedback.media.receiving import PIECE
from feedback.media.words import refused, sentence
from portal.lib.errors import Refused
from portal.lib.limits import allow, left

PIECES_PER_HOUR = 16_000  # 4 GB
_SCOPE, _HOUR = "media", 3600


def check_traffic(network: str) -> None:
    """Before anything of a file is sent."""
    if not left(_SCOPE, network, tries=PIECES_PER_HOUR):
        raise refused("often")


def count_traffic(network: str, size: int, *, field: str = "files") -> None:
    """Counts so many bytes that have come, or refuses them at the field of a form."""
    pieces = -(-size // PIECE)
    if not allow(_SCOPE, network, tries=PIECES_PER_HOUR, seconds=_HOUR, cost=pieces):
        raise Refused("often", sentence("often"), field=field)


def count_files(network: str, files: Iterable[UploadedFile], *, field: str) -> None:
    """Of a plain form."""
    count_traffic(network, sum(file.size or 0 for file in files), field=field)
