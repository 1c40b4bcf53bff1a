"""Who hears for whom on a day. A deputy has no deputy: what is written allows no chain."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Absence, RoleAssignment, User
from accounts.permissions import Perm, roles_with


def stand_ins(day: date) -> Mapping[int, User]:
    """Of everybody who is absent on the day, by id: the deputy. One query."""
    return {absence.user_id: absence.deputy for absence in _on(day).select_related("deputy")}


def present_and_coming(day: date) -> QuerySet[Absence]:
    """Absences that are not over and were not taken back."""
    return Absence.objects.filter(ended_at=None, until__gte=day)


def deputies_for(user: User) -> QuerySet[User]:
    """Active staff under the same root who may open what lies in the person's office."""
    if user.unit is None:
        return User.objects.none()
    root = user.unit.root_id_or_self
    staff = User.objects.filter(
        Q(unit_id=root) | Q(unit__root_id=root), kind=User.Kind.STAFF, is_active=True
    )
    colleagues = Q(unit_id=user.unit_id, pk__in=_holders(Perm.QUEUE))
    opening_all = Q(pk__in=_holders(Perm.SEARCH_ALL))
    return staff.filter(colleagues | opening_all).select_related("unit").order_by("name_fold")


def _holders(permission: Perm) -> QuerySet[RoleAssignment, int]:
    roles = roles_with(permission)
    return RoleAssignment.objects.filter(role__in=roles).values_list("user_id", flat=True)


def _on(day: date) -> QuerySet[Absence]:
    """A deputy who has left the office hears nothing."""
    return present_and_coming(day).filter(since__lte=day, deputy__is_active=True)
