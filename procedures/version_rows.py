"""A version between its two shapes: plain values (`VersionContent`) and rows of seven tables."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Model

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


def write_version_rows(
    procedure: Procedure,
    content: VersionContent,
    digest: str,
    *,
    number: int,
    valid_from: date,
    at: datetime,
) -> ProcedureVersion:
    """One new version with all its child rows; `digest` is the content's."""
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=number,
        valid_from=valid_from,
        published_at=at,
        content_hash=digest,
        **columns(content),
    )
    for name, (model, _) in _CHILDREN.items():
        items = getattr(content, name)
        if items:
            model._default_manager.bulk_create(
                model(version=version, order=order, **columns(item))
                for order, item in enumerate(items, start=1)
            )
    _write_channels(version, content.channels)
    return version


def _write_channels(version: ProcedureVersion, channels: Iterable[ChannelContent]) -> None:
    contents = list(channels)
    rows = Channel.objects.bulk_create(
        Channel(version=version, **columns(channel)) for channel in contents
    )
    Fee.objects.bulk_create(
        Fee(channel=row, **columns(fee))
        for row, channel in zip(rows, contents, strict=True)
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
