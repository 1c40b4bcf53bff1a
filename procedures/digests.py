"""What each source said last: the memory that makes a second import write nothing."""

from procedures.models import SourceDigest


class SourceMemory:
    """The digests of one source, by key; read once, kept in step with the rows."""

    def __init__(self, source: SourceDigest.Source) -> None:
        self.source = source
        self._known: dict[str, str] = dict(
            SourceDigest.objects.filter(source=source).values_list("key", "digest")
        )
        self._unwritten: dict[str, str] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def keys(self) -> set[str]:
        return set(self._known)

    def is_news(self, key: str, digest: str) -> bool:
        return self._known.get(key) != digest

    def remember(self, key: str, digest: str) -> None:
        """From now on the item is no news; written by `flush`, in the transaction that took it."""
        self._known[key] = digest
        self._unwritten[key] = digest

    def flush(self) -> None:
        SourceDigest.objects.bulk_create(
            [
                SourceDigest(source=self.source, key=key, digest=digest)
                for key, digest in self._unwritten.items()
            ],
            update_conflicts=True,
            unique_fields=["source", "key"],
            update_fields=["digest"],
        )
        self._unwritten.clear()

    def forget(self, key: str) -> None:
        SourceDigest.objects.filter(source=self.source, key=key).delete()
        self._known.pop(key, None)
