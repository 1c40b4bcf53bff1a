"""A version between its two shapes: plain values (`VersionContent`) and rows of seven tables."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from procedures.content import (
    CaseContent,
    ChannelContent,
    FeeContent,
    LegalContent,
    PaperContent,
    ResultContent,
    VersionContent,
    columns,
    from_row,
)
from procedures.models import (
    Case,
    Channel,
    Fee,
    LegalBasis,
    Procedure,
    ProcedureVersion,
    RequiredPaper,
    Result,
)

_CHILDREN: dict[str, tuple[type[Model], type[Any]]] = {
    "cases": (Case, CaseContent),
    "papers": (RequiredPaper, PaperContent),
    "legal_bases": (LegalBasis, LegalContent),
    "results": (Result, ResultContent),
}


def new_version(
    procedure: Procedure, content: VersionContent, digest: str, *, number: int, at: datetime
) -> ProcedureVersion:
    """The version row, not yet written; `digest` is the content's."""
    return ProcedureVersion(
        procedure=procedure,
        number=number,
        valid_from=timezone.localdate(at),
        published_at=at,
        content_hash=digest,
        **columns(content),
    )


def write_version_rows(
    versions: Sequence[ProcedureVersion], contents: Sequence[VersionContent]
) -> None:
    """New versions with all their child rows: a statement or so a table, however many versions."""
    ProcedureVersion.objects.bulk_create(versions)
    pairs = list(zip(versions, contents, strict=True))
    for name, (model, _) in _CHILDREN.items():
        model._default_manager.bulk_create(
            model(version=version, order=order, **columns(item))
            for version, content in pairs
            for order, item in enumerate(getattr(content, name), start=1)
        )
    _write_channels([(version, item) for version, content in pairs for item in content.channels])


def _write_channels(channels: Sequence[tuple[ProcedureVersion, ChannelContent]]) -> None:
    rows = Channel.objects.bulk_create(
        Channel(version=version, **columns(channel)) for version, channel in channels
    )
    Fee.objects.bulk_create(
        Fee(channel=row, **columns(fee))
        for row, (_, channel) in zip(rows, channels, strict=True)
        for fee in channel.fees
    )


def read_version_content(version: ProcedureVersion) -> VersionContent:
    """The content a version was written from; its digest is the version's `content_hash`."""
    children: dict[str, Any] = {
        name: tuple(
            from_row(row, content_class)
            for row in model._default_manager.filter(version=version).order_by("order")
        )
        for name, (model, content_class) in _CHILDREN.items()
    }
    channels = tuple(
        from_row(
            row, ChannelContent, fees=tuple(from_row(fee, FeeContent) for fee in row.fees.all())
        )
        for row in version.channels.order_by("id").prefetch_related("fees")
    )
    return from_row(version, VersionContent, channels=channels, **children)
