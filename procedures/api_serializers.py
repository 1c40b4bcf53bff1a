"""Shapes of the catalogue's API, over the facts in memory."""

from dataclasses import replace
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from procedures.content import ChannelContent, FeeContent, VersionContent
from procedures.links import procedure_url
from procedures.memory import Catalogue, FieldFacts, ProcedureFacts
from procedures.models import Channel, Fee, Procedure
from procedures.search import AUDIENCES, LEVELS


class FieldSerializer(serializers.Serializer[FieldFacts]):
    code = serializers.CharField(help_text="two letters of the boards; empty for other fields")
    slug = serializers.CharField()
    name = serializers.CharField()
    group = serializers.IntegerField(allow_null=True, help_text="colour group 1-6 of the boards")
    procedures = serializers.SerializerMethodField(help_text="how many are in force")

    def get_procedures(self, row: FieldFacts) -> int:
        known: Catalogue = self.context["known"]
        return len(known.of_field.get(row.id, ()))


class ProcedureSerializer(serializers.Serializer[Any]):
    """A procedure in a list. Works on rows and on the facts in memory alike."""

    code = serializers.CharField()
    name = serializers.CharField(help_text="official name")
    title = serializers.CharField(help_text="what people call it")
    state = serializers.ChoiceField(choices=Procedure.State.choices)
    state_note = serializers.CharField()
    audience = serializers.SerializerMethodField()
    level = serializers.SerializerMethodField()
    online_level = serializers.ChoiceField(choices=Procedure.OnlineLevel.choices)
    online = serializers.BooleanField(source="accepts_online", help_text="taken by this portal")
    received_here = serializers.BooleanField()
    url = serializers.SerializerMethodField()

    def get_audience(self, row: ProcedureFacts) -> list[str]:
        return [key for key, column in AUDIENCES.items() if getattr(row, column)]

    def get_level(self, row: ProcedureFacts) -> list[str]:
        return [key for key, column in LEVELS.items() if getattr(row, column)]

    def get_url(self, row: ProcedureFacts) -> str:
        return procedure_url(row.code)


class FeeSerializer(serializers.Serializer[FeeContent]):
    kind = serializers.ChoiceField(choices=Fee.Kind.choices)
    amount = serializers.IntegerField(
        allow_null=True, help_text="đồng; null: under review, or only the description says it"
    )
    per = serializers.CharField()
    description = serializers.CharField()
    needs_review = serializers.BooleanField()


class ChannelSerializer(serializers.Serializer[ChannelContent]):
    method = serializers.ChoiceField(choices=Channel.Method.choices)
    term = serializers.CharField(help_text="`15 WORKING_DAY`, `SAME_DAY`; empty: not known")
    term_note = serializers.CharField()
    fees = FeeSerializer(many=True)


class PaperSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    group = serializers.CharField()
    originals = serializers.IntegerField()
    certified = serializers.IntegerField()
    copies = serializers.IntegerField()
    is_required = serializers.BooleanField(source="required")
    shown_only = serializers.BooleanField()
    condition = serializers.CharField()
    template_name = serializers.CharField()


class LegalSerializer(serializers.Serializer[Any]):
    number = serializers.CharField()
    title = serializers.CharField()


class ResultSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()


class VersionSerializer(serializers.Serializer[VersionContent]):
    is_full = serializers.BooleanField(help_text="false: only the national list is known")
    uncertain = serializers.CharField(help_text="facts under review, left out here: `term papers`")
    summary = serializers.CharField()
    decision_number = serializers.CharField()
    decision_date = serializers.DateField(allow_null=True)
    published_by = serializers.CharField()
    agency = serializers.CharField()
    steps = serializers.CharField()
    conditions = serializers.CharField()
    channels = ChannelSerializer(many=True)
    papers = PaperSerializer(many=True)
    results = ResultSerializer(many=True)
    legal_bases = LegalSerializer(many=True)


class ProcedureDetailSerializer(ProcedureSerializer):
    field = serializers.SerializerMethodField(help_text="slug")
    replaced_by = serializers.SerializerMethodField(help_text="code of the one in its place")
    version = serializers.SerializerMethodField()

    def get_field(self, row: ProcedureFacts) -> str:
        known: Catalogue = self.context["known"]
        return known.fields[row.field_id].slug

    def get_replaced_by(self, row: ProcedureFacts) -> str | None:
        known: Catalogue = self.context["known"]
        replacement = known.procedures.get(row.replaced_by_id or 0)
        return replacement.code if replacement else None

    @extend_schema_field(VersionSerializer(allow_null=True))
    def get_version(self, row: ProcedureFacts) -> dict[str, Any] | None:
        known: Catalogue = self.context["known"]
        if row.version_id is None:
            return None
        return VersionSerializer(certain(known.content(row.version_id))).data


def certain(content: VersionContent) -> VersionContent:
    """The content without what is under review (can_ra_soat)."""
    uncertain = content.uncertain.split()
    channels = tuple(
        replace(
            channel,
            term="" if "term" in uncertain else channel.term,
            fees=() if "fees" in uncertain else tuple(map(_certain_fee, channel.fees)),
        )
        for channel in content.channels
    )
    return content.with_facts(
        channels=channels,
        papers=() if "papers" in uncertain else content.papers,
        results=() if "results" in uncertain else content.results,
        steps="" if "steps" in uncertain else content.steps,
    )


def _certain_fee(fee: FeeContent) -> FeeContent:
    return replace(fee, amount=None, description="") if fee.needs_review else fee
