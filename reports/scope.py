"""Phạm vi: whose dossiers a person looks at. A province holds communes, a commune offices."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from accounts.models import User
from accounts.offices import OfficeFacts, below, offices
from accounts.permissions import Perm
from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet
from portal.lib.errors import Refused

OUTSIDE = "Đơn vị này ngoài phạm vi anh/chị theo dõi. Chọn một đơn vị trong danh sách"


@dataclass(frozen=True)
class Scope:
    """All dossiers of a commune or province with what is under it, or those an office answers for.

    `alone`: of a commune or province only what it answers for itself, without an office.
    Works on every table with `root_unit_id` and `in_charge_id`.
    """

    office: OfficeFacts
    alone: bool = False

    @classmethod
    def of(cls, user: User) -> "Scope":
        """What this person answers for."""
        own = offices()[user.unit_id or 0]
        return cls(offices()[own.root_id] if Perm.ALL_FIGURES in user.permissions else own)

    @classmethod
    def read(cls, data: Mapping[str, str], user: User) -> "Scope":
        """The unit that an address names by its code, within the own scope, or `Refused`."""
        own, code = cls.of(user), data.get("don-vi", "")
        if not code:
            return own
        asked = next((one for one in offices().values() if one.code == code), None)
        if asked is None or asked.id not in own.ids:
            raise Refused("outside_scope", OUTSIDE, field="don-vi")
        return cls(asked, alone=asked.id == asked.root_id and "rieng" in data)

    def pairs(self) -> dict[str, str]:
        """As an address carries it."""
        return {"don-vi": self.office.code} | ({"rieng": "1"} if self.alone else {})

    @cached_property
    def ids(self) -> frozenset[int]:
        """Every unit inside."""
        return frozenset({self.office.id}) if self.alone else below(self.office.id)

    @cached_property
    def roots(self) -> list[int]:
        """Communes and provinces inside; none for a single office."""
        if self.alone:
            return []
        known = offices()
        return sorted(pk for pk in self.ids if known[pk].root_id == pk)

    @property
    def is_whole(self) -> bool:
        """A commune or a province, not one office of it."""
        return self.office.id == self.office.root_id and not self.alone

    @cached_property
    def condition(self) -> Q:
        """On rows with `root_unit_id` and `in_charge_id`; nothing where all rows are inside."""
        if not self.is_whole:
            ids = sorted(self.ids)
            return Q(in_charge_id=ids[0]) if len(ids) == 1 else Q(in_charge_id__in=ids)
        roots = self.roots
        if len(roots) == sum(one.id == one.root_id for one in offices().values()):
            return Q()
        return Q(root_unit_id=roots[0]) if len(roots) == 1 else Q(root_unit_id__in=roots)

    @property
    def is_local(self) -> bool:
        """Within one commune: a province looks at its communes, not at their people and weeks."""
        return len(self.roots) < 2

    def dossiers(self) -> DossierQuerySet:
        return Dossier.objects.filter(self.condition)

    @cached_property
    def parts(self) -> "list[Scope]":
        """What tables by unit have as rows: the offices of a commune; of a province its own
        offices and its communes. An office stands for those under it, so each dossier of the scope
        is in exactly one part."""
        if not self.is_whole:
            return [self]
        known, own = offices(), self.office.id
        offices_here = (known[pk] for pk in self.ids if known[pk].root_id == own)
        inside = [one for one in offices_here if own in {one.id, one.parent_id}]
        communes = [known[pk] for pk in self.roots if pk != own]
        units = sorted([*inside, *communes], key=lambda one: one.code)
        return [Scope(one, alone=one.id == own) for one in units]

    def part_of(self, root_unit_id: int, in_charge_id: int) -> int:
        """The unit of `parts` that a dossier of the scope belongs to.

        The commune or province itself stands for what it does without an office.
        """
        if not self.is_whole:
            return self.office.id
        known, unit_id = offices(), in_charge_id
        while (above := known[unit_id].parent_id) in self.ids and above != self.office.id:
            unit_id = above
        return unit_id if root_unit_id == self.office.id else root_unit_id

    @property
    def words(self) -> str:
        return self.office.short_name
