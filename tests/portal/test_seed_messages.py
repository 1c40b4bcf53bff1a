"""The messages of the demonstration: figures that add up, and somebody to call."""

import random
from datetime import timedelta

import pytest
from django.db.models import Sum

from accounts.permissions import Role
from notifications.models import Gateway, Message, MessageVolume
from notifications.models.message import State
from portal.seed.messages import FATES, seed_spare_gateway, tell_of_deliveries
from tests.factories import MONDAY, make_commune, make_staff
from tests.notifications.rows import waiting

pytestmark = pytest.mark.django_db


def test_most_arrived_and_some_people_have_to_be_called() -> None:
    commune = make_commune()
    clerk = make_staff(commune.one_stop, Role.RECEPTIONIST)
    waiting(40, root_unit_id=commune.root.pk)
    now = MONDAY + timedelta(days=1)
    tell_of_deliveries(commune.root, clerk, at=now, dice=random.Random(1))
    states = list(Message.objects.values_list("state", flat=True))
    assert states.count(State.DELIVERED) == 40 - len(FATES)
    assert states.count(State.GIVEN_UP) == 5
    called = Message.objects.filter(state=State.CALLED)
    assert {message.called_by for message in called} == {clerk}
    volumes = MessageVolume.objects.aggregate(Sum("delivered"), Sum("failed"), Sum("cost"))
    costs = Message.objects.aggregate(Sum("cost"))["cost__sum"]
    assert list(volumes.values()) == [40 - len(FATES), len(FATES), costs]
    assert not Message.objects.filter(events=None).exists()


def test_the_spare_gateway_is_made_once_and_sends_nothing() -> None:
    for _ in range(2):
        seed_spare_gateway(MONDAY)
    gateway = Gateway.objects.get()
    assert not gateway.is_on
