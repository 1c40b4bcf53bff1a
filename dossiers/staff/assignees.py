"""Whom a dossier can be given to: examiners of the office where it will lie, and their load."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.permissions import Perm
from accounts.services import staff_with
from dossiers.models import Dossier
from dossiers.routing import place_for
from dossiers.workflow import Transition


def assignees_for(dossier: Dossier, row: Transition) -> QuerySet[User]:
    """Each with `held`: how many open dossiers the person has now."""
    if not row.needs_assignee:
        return User.objects.none()
    office = place_for(dossier, row, by=None, assignee=None).unit
    held = Dossier.objects.open().filter(assignee=OuterRef("pk")).order_by().values("assignee")
    load = Coalesce(Subquery(held.annotate(number=Count("pk")).values("number")), 0)
    return staff_with(office, Perm.EXAMINE).annotate(held=load)
