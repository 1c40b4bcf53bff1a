"""The shipped catalogue files (`procedures/seed/*.yaml`) read into plain values, and checked.

What is wrong in a file is a `SeedError` that names the file and the item.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from portal.lib.text import clean, clean_lines
from procedures.content import (
    WHOLE_TERM,
    CaseContent,
    ChannelContent,
    FeeContent,
    FormFieldContent,
    FormPageContent,
    LegalContent,
    PaperContent,
    ResultContent,
    StageContent,
    VersionContent,
)
from procedures.models import Channel, FormField, Procedure
from worktime.terms import Leg, Term

SEED_FOLDER = Path(__file__).resolve().parent / "seed"
DEFAULT_UNCERTAIN = ("term", "papers")

METHODS = {
    "direct": Channel.Method.DIRECT,
    "online": Channel.Method.ONLINE,
    "postal": Channel.Method.POSTAL,
}
ONLINE_LEVELS = {
    "full": Procedure.OnlineLevel.FULL,
    "partial": Procedure.OnlineLevel.PARTIAL,
    "none": Procedure.OnlineLevel.INFORMATION,
}


class SeedError(Exception):
    """A shipped data file is wrong; the message says where."""


@dataclass(frozen=True, slots=True)
class SeedProcedure:
    """One item of `procedures/<FIELD>.yaml`; `raw` is what its digest is made of.

    `extension`: the most the law lets be added, and the article; None where it lets nothing.
    """

    code: str
    field_code: str
    short_name: str
    qr: str
    levels: tuple[str, ...]
    online_level: int
    popularity: int
    content: VersionContent
    extension: tuple[Leg, str] | None
    raw: dict[str, Any]


def read_yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise SeedError(f"{path.name}: {error}") from error


def read_procedures(folder: Path) -> Iterator[SeedProcedure]:
    """All procedures, file by file in the order of the alphabet, item by item in file order."""
    for path in sorted((folder / "procedures").glob("*.yaml")):
        for item in read_yaml(path):
            try:
                yield _procedure(item, field_code=path.stem)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise SeedError(f"{path.name}, {item.get('code')}: {error!r}") from error


def _procedure(item: dict[str, Any], *, field_code: str) -> SeedProcedure:
    return SeedProcedure(
        code=item["code"],
        field_code=field_code,
        short_name=clean(item["short_name"]),
        qr=item.get("qr") or "",
        levels=tuple(item["levels"]),
        online_level=ONLINE_LEVELS[item["online"]],
        popularity=item.get("popularity") or 0,
        content=_content(item),
        extension=_extension(item["extension"]) if "extension" in item else None,
        raw=item,
    )


def _extension(item: dict[str, Any]) -> tuple[Leg, str]:
    return Leg.parse(item["cap"]), clean(item["basis"])


def _content(item: dict[str, Any]) -> VersionContent:
    decision = item.get("decision") or {}
    uncertain = item.get("uncertain") or (DEFAULT_UNCERTAIN if item.get("review") else ())
    return VersionContent(
        name=clean(item["name"]),
        uncertain=" ".join(uncertain),
        review_note=_text(item, "review"),
        decision_number=_text(decision, "number"),
        decision_date=_date(decision.get("date")),
        published_by=_text(decision, "by"),
        summary=_text(item, "summary"),
        steps=_lines(item, "steps"),
        conditions=_lines(item, "conditions"),
        audience="\n".join(clean(name) for name in item["audience"]),
        agency=_text(item, "agency"),
        keywords="\n".join(clean(word) for word in item.get("keywords") or ()),
        cases=tuple(_case(case) for case in item.get("cases") or ()),
        channels=tuple(_channel(channel) for channel in item["channels"]),
        papers=tuple(_paper(paper) for paper in item.get("papers") or ()),
        legal_bases=tuple(_legal(legal) for legal in item.get("legal") or ()),
        results=tuple(ResultContent(name=clean(name)) for name in item.get("results") or ()),
    )


def _case(case: dict[str, Any]) -> CaseContent:
    return CaseContent(name=clean(case["name"]), term=_term(case.get("term")))


def _channel(channel: dict[str, Any]) -> ChannelContent:
    return ChannelContent(
        method=METHODS[channel["method"]],
        term=_term(channel.get("term")),
        term_note=_text(channel, "term_note"),
        description=_text(channel, "description"),
        fees=tuple(_fee(fee) for fee in channel.get("fees") or ()),
    )


def _fee(fee: dict[str, Any]) -> FeeContent:
    return FeeContent(
        kind=fee.get("kind") or "charge",
        amount=fee.get("amount"),
        per=_text(fee, "per"),
        description=_text(fee, "description"),
        basis=_text(fee, "basis"),
        needs_review=bool(fee.get("review")),
    )


def _paper(paper: dict[str, Any]) -> PaperContent:
    return PaperContent(
        name=clean(paper["name"]),
        originals=paper.get("originals") or 0,
        certified=paper.get("certified") or 0,
        copies=paper.get("copies") or 0,
        required=paper.get("required", True),
        shown_only=bool(paper.get("shown_only")),
        condition=_text(paper, "condition"),
        where_from=_text(paper, "where_from"),
        photo_ok=paper.get("photo_ok", True),
        covered_by_form=bool(paper.get("by_form")),
        template_name=_text(paper, "template"),
    )


def _legal(legal: dict[str, Any]) -> LegalContent:
    return LegalContent(
        number=clean(legal["number"]),
        title=_text(legal, "title"),
        issuer=_text(legal, "issuer"),
        issued_on=_date(legal.get("issued_on")),
        effective_on=_date(legal.get("effective_on")),
    )


def read_form(path: Path, shared_choices: dict[str, dict[str, str]]) -> list[FormPageContent]:
    """The pages of `forms/<code>.yaml`."""
    try:
        return [_page(page, shared_choices) for page in read_yaml(path)["pages"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SeedError(f"forms/{path.name}: {error!r}") from error


def _page(page: dict[str, Any], shared: dict[str, dict[str, str]]) -> FormPageContent:
    return FormPageContent(
        slug=page["slug"],
        title=clean(page["title"]),
        hint=_text(page, "hint"),
        group=_text(page, "group"),
        why=_text(page, "why"),
        fields=tuple(_field(field, shared) for field in page["fields"]),
    )


def _field(field: dict[str, Any], shared: dict[str, dict[str, str]]) -> FormFieldContent:
    choices = field.get("choices") or {}
    if isinstance(choices, str):
        choices = shared[choices]
    shown_if = field.get("shown_if") or {"": ""}
    ((shown_key, shown_value),) = shown_if.items()
    return FormFieldContent(
        key=field["key"],
        label=clean(field["label"]),
        kind=FormField.Kind(field["kind"]).value,
        hint=_text(field, "hint"),
        required=field.get("required", True),
        max_length=field.get("max_length"),
        minimum=field.get("minimum"),
        maximum=field.get("maximum"),
        not_future=bool(field.get("not_future")),
        error=_text(field, "error"),
        person=field.get("person") or "",
        autocomplete=field.get("autocomplete") or "",
        shown_if_key=shown_key,
        shown_if_value=",".join(shown_value) if isinstance(shown_value, list) else str(shown_value),
        choices=tuple((str(value), clean(label)) for value, label in choices.items()),
    )


def read_stages(items: list[dict[str, Any]]) -> list[StageContent]:
    stages = [
        StageContent(
            step=item["step"],
            name=clean(item["name"]),
            public_name=clean(item["public_name"]),
            role=item["role"],
            share=item["share"],
            office_kind=item.get("office_kind") or "",
        )
        for item in items
    ]
    if sum(stage.share for stage in stages) > WHOLE_TERM:
        raise SeedError(f"stages.yaml: shares of {stages[0].name!r} sum to more than {WHOLE_TERM}")
    return stages


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    return clean(str(value)) if value is not None else ""


def _lines(item: dict[str, Any], key: str) -> str:
    return clean_lines(str(item.get(key) or ""))


def _date(value: Any) -> date | None:
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(value)


def _term(value: Any) -> str:
    """Checked by the clock that will count it; empty stays empty ("not stated")."""
    return str(Term.parse(str(value))) if value else ""
