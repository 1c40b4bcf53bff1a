"""The demo's gateway: there when Kannel is, out of the way when somebody has a real one."""

from pathlib import Path

import pytest
from pytest_django import Settings

from notifications.models import Gateway
from portal.lib.sealed import unseal
from portal.seed.gateways import CODE, seed_gateway
from tests.notifications.texts import a_gateway
from tools import kannel

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "kannel"


def is_on() -> bool:
    return Gateway.objects.filter(code=CODE, is_on=True).exists()


def test_the_row_says_where_kannel_is_going_to_be_however_often_it_is_seeded(folder: Path) -> None:
    setting = kannel.set_up(folder)
    assert seed_gateway()
    assert seed_gateway()
    gateway = Gateway.objects.get()
    assert (gateway.url, unseal(gateway.secret)) == (setting.url, setting.password)
    assert (folder / "inbound").read_text().startswith("/tin-nhan/den/kannel-demo/")
    assert kannel.set_up(folder) == setting


def test_without_kannel_there_is_no_row_or_it_is_off(folder: Path) -> None:
    assert not seed_gateway()
    kannel.set_up(folder)
    seed_gateway()
    kannel.setting_file(folder).unlink()
    assert not seed_gateway()
    assert (is_on(), (folder / "inbound").exists()) == (False, False)


def test_a_gateway_of_ones_own_switches_that_of_the_demo_off(folder: Path) -> None:
    kannel.set_up(folder)
    seed_gateway()
    a_gateway("own", "http://127.0.0.1:9")
    assert not seed_gateway()
    assert not is_on()
