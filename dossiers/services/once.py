"""One dossier for one key, whatever browsers, people and networks do."""

from collections.abc import Callable

from django.db import IntegrityError, transaction

from dossiers.models import Dossier


def once(submit_key: str, make: Callable[[], Dossier]) -> Dossier:
    """The dossier with this key: the one there is, else the one that `make` makes.

    Two at once are decided by the unique key in the database: the slower one's whole transaction,
    its official number included, is undone and it gets the dossier of the faster one.
    """
    try:
        with transaction.atomic():
            return _sent(submit_key) or make()
    except IntegrityError:
        sent = _sent(submit_key)
        if sent is None:
            raise
        return sent


def _sent(submit_key: str) -> Dossier | None:
    return Dossier.objects.filter(submit_key=submit_key).first()
